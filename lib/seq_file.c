// SPDX-License-Identifier: MIT
/*
 * Text for a struct seq_file. With a sink everything ends there, at once. Otherwise it goes into the
 * buffer; when that is full, count becomes size, which seq_has_overflowed() shows, and the reader
 * (fs/seq_read.c) has the record made again with more room. Context: the sink's.
 */
#include <linux/ctype.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/seq_file.h>
#include <linux/string.h>
#include <quarry/format.h>

#define CHUNK 128

/** seq_write - put out @len bytes */
void seq_write(struct seq_file *m, const void *data, size_t len)
{
	if (m->sink) {
		m->count += len;
		m->sink(m, data, len);
	} else if (len < m->size - m->count) {
		memcpy(m->buf + m->count, data, len);
		m->count += len;
	} else {
		m->count = m->size;
	}
}
EXPORT_SYMBOL(seq_write);

static void drain_to_seq(struct format_out *out)
{
	seq_write(out->context, out->buf, out->len);
}

/** seq_vprintf - formatted text, as vsnprintf() knows it */
void seq_vprintf(struct seq_file *m, const char *fmt, va_list args)
{
	char chunk[CHUNK];
	struct format_out out = {
		.buf = chunk, .size = sizeof(chunk), .drain = drain_to_seq, .context = m,
	};

	format_to(&out, fmt, args);
	format_flush(&out);
}
EXPORT_SYMBOL(seq_vprintf);

/** seq_printf - formatted text */
void seq_printf(struct seq_file *m, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	seq_vprintf(m, fmt, args);
	va_end(args);
}
EXPORT_SYMBOL(seq_printf);

/** seq_puts - a string, without its terminator and without a new line */
void seq_puts(struct seq_file *m, const char *s)
{
	seq_write(m, s, strlen(s));
}
EXPORT_SYMBOL(seq_puts);

/** seq_putc - one character */
void seq_putc(struct seq_file *m, char c)
{
	seq_write(m, &c, 1);
}
EXPORT_SYMBOL(seq_putc);

/** seq_setwidth - the following text is a column of @width characters: see seq_pad() */
void seq_setwidth(struct seq_file *m, size_t width)
{
	m->pad_until = m->count + width;
}
EXPORT_SYMBOL(seq_setwidth);

/** seq_pad - fill the column begun by seq_setwidth() with blanks; then @c, if it is not 0 */
void seq_pad(struct seq_file *m, char c)
{
	if (m->count < m->pad_until)
		seq_printf(m, "%*s", (int)(m->pad_until - m->count), "");
	if (c)
		seq_putc(m, c);
}
EXPORT_SYMBOL(seq_pad);

/** seq_put_decimal_ull - @delimiter and a number, for files of many numbers */
void seq_put_decimal_ull(struct seq_file *m, const char *delimiter, unsigned long long num)
{
	seq_printf(m, "%s%llu", delimiter, num);
}
EXPORT_SYMBOL(seq_put_decimal_ull);

/** seq_put_decimal_ll - @delimiter and a number with a sign */
void seq_put_decimal_ll(struct seq_file *m, const char *delimiter, long long num)
{
	seq_printf(m, "%s%lld", delimiter, num);
}
EXPORT_SYMBOL(seq_put_decimal_ll);

/** seq_put_hex_ll - @delimiter and a hexadecimal number of at least @width digits */
void seq_put_hex_ll(struct seq_file *m, const char *delimiter, unsigned long long num, unsigned int width)
{
	seq_printf(m, "%s%0*llx", delimiter, (int)width, num);
}
EXPORT_SYMBOL(seq_put_hex_ll);

/** seq_escape - a string whose characters from @special come as \\ooo, in octal */
void seq_escape(struct seq_file *m, const char *s, const char *special)
{
	for (; *s; s++) {
		if (strchr(special, *s))
			seq_printf(m, "\\%03o", (u8)*s);
		else
			seq_putc(m, *s);
	}
}
EXPORT_SYMBOL(seq_escape);
