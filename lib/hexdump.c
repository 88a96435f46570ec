// SPDX-License-Identifier: MIT
/*
 * Memory in hexadecimal and, on request, as characters. One line for 16 or 32 bytes:
 *
 *	00000010: 64 65 66 67 68 69 6a 6b 6c 6d 6e 6f 70 71 72 73  defghijklmnopqrs
 *
 * Groups of 2, 4 or 8 bytes print as little-endian numbers.
 */
#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/seq_file.h>
#include <linux/string.h>
#include <quarry/format.h>

#define MAX_ROW 32

const char hex_asc[] = "0123456789abcdef";
EXPORT_SYMBOL(hex_asc);
const char hex_asc_upper[] = "0123456789ABCDEF";
EXPORT_SYMBOL(hex_asc_upper);

/** hex_to_bin - the value of a hexadecimal digit, or -EINVAL */
int hex_to_bin(unsigned char ch)
{
	if (isdigit(ch))
		return ch - '0';
	return isxdigit(ch) ? tolower(ch) - 'a' + 10 : -EINVAL;
}
EXPORT_SYMBOL(hex_to_bin);

/** hex2bin - @count bytes from twice as many digits; 0 or -EINVAL */
int hex2bin(u8 *dst, const char *src, size_t count)
{
	while (count--) {
		int high = hex_to_bin((u8)*src++);
		int low = high < 0 ? high : hex_to_bin((u8)*src++);

		if (low < 0)
			return -EINVAL;
		*dst++ = (u8)(high << 4 | low);
	}
	return 0;
}
EXPORT_SYMBOL(hex2bin);

/** bin2hex - twice @count digits from @count bytes, not terminated; the place behind them */
char *bin2hex(char *dst, const void *src, size_t count)
{
	for (const u8 *p = src; count--; p++)
		dst = hex_byte_pack(dst, *p);
	return dst;
}
EXPORT_SYMBOL(bin2hex);

/* The little-endian number of @size bytes at @p. */
static u64 group_value(const u8 *p, int size)
{
	u64 value = 0;

	while (size--)
		value = value << 8 | p[size];
	return value;
}

static void dump_groups(struct format_out *out, const u8 *p, int len, int group)
{
	for (int i = 0; i < len; i += group)
		format_printf(out, "%s%0*llx", i ? " " : "", 2 * group, group_value(p + i, group));
}

static void dump_row(struct format_out *out, const u8 *p, int len, int row, int group, bool ascii)
{
	size_t column;

	if (len % group)
		group = 1; /* a last line that does not fill its groups */
	column = (size_t)(row * 2 + row / group + 1);
	dump_groups(out, p, len, group);
	if (!ascii)
		return;
	while (out->total < column)
		format_putc(out, ' ');
	for (int i = 0; i < len; i++)
		format_putc(out, isprint(p[i]) ? (char)p[i] : '.');
}

static int sane_row(int rowsize)
{
	return rowsize == 32 ? 32 : 16;
}

static int sane_group(int groupsize)
{
	return groupsize == 2 || groupsize == 4 || groupsize == 8 ? groupsize : 1;
}

/**
 * hex_dump_to_buffer - one line
 * @buf: what to show
 * @len: its size; not more than @rowsize of it is shown
 * @rowsize: bytes in a full line, 16 or 32
 * @groupsize: 1, 2, 4 or 8
 * @linebuf: for the text
 * @linebuflen: its size; the text is cut to it and terminated
 * @ascii: with the characters behind
 *
 * Return: the length of the whole line.
 */
int hex_dump_to_buffer(const void *buf, size_t len, int rowsize, int groupsize, char *linebuf,
		       size_t linebuflen, bool ascii)
{
	struct format_out out = { .buf = linebuf, .size = linebuflen ? linebuflen - 1 : 0 };
	int row = sane_row(rowsize);

	if (len)
		dump_row(&out, buf, (int)min(len, (size_t)row), row, sane_group(groupsize), ascii);
	if (linebuflen)
		linebuf[out.len] = '\0';
	return (int)out.total;
}
EXPORT_SYMBOL(hex_dump_to_buffer);

/* "prefix", "prefixaddress: " or "prefixoffset: " */
static void dump_prefix(char *text, size_t size, const char *prefix, int type, const u8 *p,
			size_t offset)
{
	if (type == DUMP_PREFIX_ADDRESS)
		snprintf(text, size, "%s%px: ", prefix, p + offset);
	else if (type == DUMP_PREFIX_OFFSET)
		snprintf(text, size, "%s%.8zx: ", prefix, offset);
	else
		snprintf(text, size, "%s", prefix);
}

typedef void (*row_fn)(void *context, const char *prefix, const char *row);

static void for_each_row(row_fn fn, void *context, const char *prefix_str, int prefix_type,
			 int rowsize, int groupsize, const void *buf, size_t len, bool ascii)
{
	char row[MAX_ROW * 4 + 2], prefix[64];
	size_t step = (size_t)sane_row(rowsize);

	for (size_t i = 0; i < len; i += step) {
		hex_dump_to_buffer((const u8 *)buf + i, len - i, rowsize, groupsize, row,
				   sizeof(row), ascii);
		dump_prefix(prefix, sizeof(prefix), prefix_str, prefix_type, buf, i);
		fn(context, prefix, row);
	}
}

static void row_to_log(void *level, const char *prefix, const char *row)
{
	printk("%s%s%s\n", (const char *)level, prefix, row);
}

/**
 * print_hex_dump - memory to the log
 * @level: KERN_INFO or another
 * @prefix_str: in front of each line, up to 40 characters of it
 * @prefix_type: DUMP_PREFIX_NONE, _ADDRESS or _OFFSET
 *
 * The other parameters as for hex_dump_to_buffer().
 */
void print_hex_dump(const char *level, const char *prefix_str, int prefix_type, int rowsize,
		    int groupsize, const void *buf, size_t len, bool ascii)
{
	for_each_row(row_to_log, (void *)level, prefix_str, prefix_type, rowsize, groupsize, buf,
		     len, ascii);
}
EXPORT_SYMBOL(print_hex_dump);

/** print_hex_dump_bytes - single bytes with characters, 16 in a line, at KERN_DEBUG */
void print_hex_dump_bytes(const char *prefix_str, int prefix_type, const void *buf, size_t len)
{
	print_hex_dump(KERN_DEBUG, prefix_str, prefix_type, 16, 1, buf, len, true);
}
EXPORT_SYMBOL(print_hex_dump_bytes);

static void row_to_seq(void *m, const char *prefix, const char *row)
{
	seq_printf(m, "%s%s\n", prefix, row);
}

/** seq_hex_dump - memory to a seq_file */
void seq_hex_dump(struct seq_file *m, const char *prefix_str, int prefix_type, int rowsize,
		  int groupsize, const void *buf, size_t len, bool ascii)
{
	for_each_row(row_to_seq, m, prefix_str, prefix_type, rowsize, groupsize, buf, len, ascii);
}
EXPORT_SYMBOL(seq_hex_dump);
