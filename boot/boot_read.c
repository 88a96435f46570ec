// SPDX-License-Identifier: MIT
/*
 * The only door to the loader's memory: copy a bounded piece, or report that it is out of reach.
 */
#include <linux/string.h>

#include "parse.h"

/* What stands in for physical memory during boot_info_parse_window(); one CPU, no nesting. */
static const struct boot_window *window;

void boot_set_window(const struct boot_window *w)
{
	window = w;
}

static const void *window_at(const struct boot_window *w, u64 phys, u64 len)
{
	if (phys < w->phys || phys - w->phys > w->len || len > w->len - (phys - w->phys))
		return NULL;
	return (const u8 *)w->data + (phys - w->phys);
}

static const void *reach(u64 phys, u64 len)
{
	if (!len || phys + len - 1 < phys || len > (size_t)-1)
		return NULL;
	return window ? window_at(window, phys, len) : boot_phys(phys, (size_t)len);
}

/**
 * boot_reachable() - can all of a region be read?
 * @phys: physical address
 * @len: bytes
 *
 * Return: false for an empty region, one that wraps, and one that boot_phys() refuses.
 */
bool boot_reachable(u64 phys, u64 len)
{
	return reach(phys, len) != NULL;
}

/**
 * boot_read() - copy loader memory
 * @phys: physical address, of any alignment
 * @dst: destination
 * @len: bytes, at least 1
 *
 * Return: true if copied; false, with @dst untouched, if some of it cannot be reached.
 */
bool boot_read(u64 phys, void *dst, size_t len)
{
	const void *src = reach(phys, len);

	if (src)
		memcpy(dst, src, len);
	return src != NULL;
}

/* A log line and a parser of words want no control characters. UTF-8 passes. */
static char printable(char c)
{
	return ((u8)c < ' ' || c == 0x7f) ? ' ' : c;
}

/* Isolinux ends its name with a blank. */
static void end_text(char *text, size_t len)
{
	while (len && text[len - 1] == ' ')
		len--;
	text[len] = 0;
}

/**
 * boot_read_text() - copy a string whose end nobody vouches for
 * @bi: takes the warnings
 * @what: name of the string for the warnings
 * @phys: its first byte
 * @max: bytes that may belong to it; reading stops there with or without a NUL
 * @dst: destination, always terminated
 * @size: bytes at @dst, at least 1
 *
 * Control characters become blanks, blanks at the end go. What does not fit is cut off.
 */
void boot_read_text(struct boot_info *bi, const char *what, u64 phys, size_t max, char *dst,
			   size_t size)
{
	size_t n = 0;
	char c = 0;

	/* Byte by byte, because the reachable part may end anywhere and the text ends earlier. */
	while (n < max && boot_read(phys + n, &c, 1) && c && n < size - 1)
		dst[n++] = printable(c);
	end_text(dst, n);

	if (n == max || !boot_reachable(phys + n, 1))
		boot_warn(bi, "%s at %#llx has no end", what, phys);
	else if (c)
		boot_warn(bi, "%s is longer than %zu bytes, the rest is cut off", what, size - 1);
}
