// SPDX-License-Identifier: MIT
/*
 * Output to a struct seq_file: everything ends in its sink. Formatted text passes through a buffer
 * on the stack that is handed on when it is full, so no length is too long. Context: the sink's.
 */
#include <linux/kernel.h>
#include <linux/seq_file.h>
#include <linux/string.h>
#include <quarry/format.h>

#define CHUNK 128

/** seq_write - put out @len bytes */
void seq_write(struct seq_file *m, const void *data, size_t len)
{
	m->count += len;
	m->sink(m, data, len);
}

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

/** seq_printf - formatted text */
void seq_printf(struct seq_file *m, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	seq_vprintf(m, fmt, args);
	va_end(args);
}

/** seq_puts - a string, without its terminator and without a new line */
void seq_puts(struct seq_file *m, const char *s)
{
	seq_write(m, s, strlen(s));
}

/** seq_putc - one character */
void seq_putc(struct seq_file *m, char c)
{
	seq_write(m, &c, 1);
}

/** seq_setwidth - the following text is a column of @width characters: see seq_pad() */
void seq_setwidth(struct seq_file *m, size_t width)
{
	m->pad_until = m->count + width;
}

/** seq_pad - fill the column begun by seq_setwidth() with blanks; then @c, if it is not 0 */
void seq_pad(struct seq_file *m, char c)
{
	if (m->count < m->pad_until)
		seq_printf(m, "%*s", (int)(m->pad_until - m->count), "");
	if (c)
		seq_putc(m, c);
}

/** seq_put_decimal_ull - @delimiter and a number, for files of many numbers */
void seq_put_decimal_ull(struct seq_file *m, const char *delimiter, unsigned long long num)
{
	seq_printf(m, "%s%llu", delimiter, num);
}

/** seq_put_decimal_ll - @delimiter and a number with a sign */
void seq_put_decimal_ll(struct seq_file *m, const char *delimiter, long long num)
{
	seq_printf(m, "%s%lld", delimiter, num);
}
