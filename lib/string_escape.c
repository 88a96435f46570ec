// SPDX-License-Identifier: MIT
/*
 * Characters that would be misread, written as C writes them, and back. Two tables say which letter
 * stands for which character; what they do not have, numbers can say. Context: any.
 */
#include <linux/ctype.h>
#include <linux/export.h>
#include <linux/hex.h>
#include <linux/string.h>
#include <linux/string_helpers.h>

struct escape {
	char letter, meaning;
};

static const struct escape spaces[] = {
	{ 'n', '\n' }, { 'r', '\r' }, { 't', '\t' }, { 'v', '\v' }, { 'f', '\f' }, {},
};
static const struct escape specials[] = { { '"', '"' }, { '\\', '\\' }, { 'a', '\a' }, { 'e', '\033' }, {} };

static const struct escape *by_letter(const struct escape *table, char letter)
{
	while (table->letter && table->letter != letter)
		table++;
	return table->letter ? table : NULL;
}

static const struct escape *by_meaning(const struct escape *table, char meaning)
{
	while (table->letter && table->meaning != meaning)
		table++;
	return table->letter ? table : NULL;
}

/* Up to 3 octal digits, a byte at most. Return: how many characters they are, 0: it is none. */
static int read_octal(const char *src, char *meaning)
{
	unsigned int value = 0;
	int n = 0;

	while (n < 3 && src[n] >= '0' && src[n] <= '7' && value * 8 + src[n] - '0' <= 0xff)
		value = value * 8 + src[n++] - '0';
	*meaning = (char)value;
	return n;
}

/* x and up to 2 hexadecimal digits. */
static int read_hex(const char *src, char *meaning)
{
	unsigned int value = 0;
	int n = 1;

	if (*src != 'x')
		return 0;
	for (; n < 3 && isxdigit(src[n]); n++)
		value = value * 16 + hex_to_bin(src[n]);
	*meaning = (char)value;
	return n > 1 ? n : 0;
}

/* What stands behind a backslash. Return: how many characters it takes, 0: nothing that is known. */
static int read_escape(const char *src, unsigned int flags, char *meaning)
{
	const struct escape *found = NULL;
	int n = 0;

	if (flags & UNESCAPE_SPACE)
		found = by_letter(spaces, *src);
	if (!found && flags & UNESCAPE_SPECIAL)
		found = by_letter(specials, *src);
	if (found) {
		*meaning = found->meaning;
		return 1;
	}
	if (flags & UNESCAPE_OCTAL)
		n = read_octal(src, meaning);
	if (!n && flags & UNESCAPE_HEX)
		n = read_hex(src, meaning);
	return n;
}

/**
 * string_unescape() - put characters in the place of their escapes
 * @src: the text
 * @dst: where it goes; may be @src
 * @size: bytes there, the end's zero included; 0: enough
 * @flags: UNESCAPE_*: what to replace; other backslashes stay
 *
 * Return: the length of the result, without the zero.
 */
int string_unescape(char *src, char *dst, size_t size, unsigned int flags)
{
	char *out = dst;

	while (*src && (!size || --size)) {
		char meaning;
		int n = *src == '\\' ? read_escape(src + 1, flags, &meaning) : 0;

		if (n) {
			*out++ = meaning;
			src += 1 + n;
			continue;
		}
		/* A backslash takes what it does not change along, if there is room for both. */
		if (*src == '\\' && src[1] && (!size || size > 1)) {
			*out++ = *src++;
			size -= size > 0;
		}
		*out++ = *src++;
	}
	*out = '\0';
	return (int)(out - dst);
}
EXPORT_SYMBOL(string_unescape);

/* A result that may be longer than its place: what does not fit as a whole is counted only. */
struct output {
	char *at, *end;
};

static void put(struct output *out, const char *text, int n)
{
	for (int i = 0; i < n; i++, out->at++)
		if (out->at < out->end)
			*out->at = text[i];
}

static bool put_letter(struct output *out, const struct escape *found)
{
	if (found)
		put(out, (const char[]){ '\\', found->letter }, 2);
	return found;
}

static void put_octal(struct output *out, unsigned char c)
{
	put(out, (const char[]){ '\\', '0' + (c >> 6), '0' + (c >> 3 & 7), '0' + (c & 7) }, 4);
}

static void put_hex(struct output *out, unsigned char c)
{
	put(out, (const char[]){ '\\', 'x', hex_asc_hi(c), hex_asc_lo(c) }, 4);
}

static bool stays(unsigned char c, unsigned int flags, const char *only)
{
	bool listed = only && *only && strchr(only, c); /* a zero is in every list, as on Linux */

	if (only && *only && !(flags & ESCAPE_APPEND))
		if (!listed)
			return true;
	if (listed && flags & ESCAPE_APPEND)
		return false;
	return (flags & ESCAPE_NAP && isascii(c) && isprint(c)) || (flags & ESCAPE_NP && isprint(c)) ||
	       (flags & ESCAPE_NA && isascii(c));
}

static void escape(struct output *out, unsigned char c, unsigned int flags)
{
	if (flags & ESCAPE_SPACE && put_letter(out, by_meaning(spaces, c)))
		return;
	if (flags & ESCAPE_SPECIAL && put_letter(out, by_meaning(specials, c)))
		return;
	if (flags & ESCAPE_NULL && !c)
		put(out, "\\0", 2);
	else if (flags & ESCAPE_OCTAL)
		put_octal(out, c);
	else if (flags & ESCAPE_HEX)
		put_hex(out, c);
	else
		put(out, (const char *)&c, 1);
}

/**
 * string_escape_mem() - write characters as escapes
 * @src: the characters
 * @isz: how many
 * @dst: where the result goes, without a zero at its end
 * @osz: bytes there
 * @flags: ESCAPE_*: which characters, and in which way
 * @only: if not NULL or empty: only these, or with ESCAPE_APPEND, these as well
 *
 * Return: the length of the result, which may be more than @osz.
 */
int string_escape_mem(const char *src, size_t isz, char *dst, size_t osz, unsigned int flags, const char *only)
{
	struct output out = { .at = dst, .end = dst + osz };

	while (isz--) {
		unsigned char c = *src++;

		if (stays(c, flags, only))
			put(&out, (const char *)&c, 1);
		else
			escape(&out, c, flags);
	}
	return (int)(out.at - dst);
}
EXPORT_SYMBOL(string_escape_mem);
