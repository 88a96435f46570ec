// SPDX-License-Identifier: MIT
/*
 * scanf's formats, as C11 7.21.6.2 without floating point:
 *
 *	%[*][width][size]letter    size  hh h (none) l ll/L/q z t j    letter  d i u o x X p c s [ n %
 *
 * White space in the format matches any, also none. Context: any.
 */
#include <linux/ctype.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/string.h>

/* Longer than any number: sign, prefix, 64 binary digits. */
#define NUMBER_MAX 68

struct scan {
	const char *s;
	const char *fmt;
	bool suppress;
	unsigned int width; /* 0: none given */
	unsigned int size;
	int nr_stored;
	va_list args;
};

static void parse_size(struct scan *scan)
{
	char c = *scan->fmt;
	bool twice = c && scan->fmt[1] == c;

	scan->size = sizeof(int);
	if (c == 'h')
		scan->size = twice ? sizeof(char) : sizeof(short);
	else if (c == 'l')
		scan->size = twice ? sizeof(long long) : sizeof(long);
	else if (c == 'L' || c == 'q' || c == 'j')
		scan->size = sizeof(long long);
	else if (c == 'z' || c == 'Z' || c == 't')
		scan->size = sizeof(size_t);
	else
		return;
	scan->fmt += 1 + ((c == 'h' || c == 'l') && twice);
}

static void store(void *to, u64 value, unsigned int size)
{
	if (size == 8)
		*(u64 *)to = value;
	else if (size == 4)
		*(u32 *)to = (u32)value;
	else if (size == 2)
		*(u16 *)to = (u16)value;
	else
		*(u8 *)to = (u8)value;
}

/* Does the width end within the prefix of a hexadecimal number? Then that is read, as 0. */
static bool ends_in_prefix(const char *s, size_t width, unsigned int base)
{
	return width == 2 && (base == 16 || base == 0) && s[0] == '0' && tolower(s[1]) == 'x' && isxdigit(s[2]);
}

/* An integer in @base (0: by its prefix); false if there is none. */
static bool scan_number(struct scan *scan, unsigned int base, bool is_signed)
{
	char text[NUMBER_MAX + 1], *digits = text, *end;
	size_t n = scan->width ? min(scan->width, (unsigned int)NUMBER_MAX) : NUMBER_MAX;
	bool negative;
	u64 value;

	scan->s = skip_spaces(scan->s);
	n = strnlen(scan->s, n);
	memcpy(text, scan->s, n);
	text[n] = '\0';
	negative = is_signed && *text == '-';
	if (negative || *text == '+')
		digits++;
	value = simple_strtoull(digits, &end, base);
	if (end == digits)
		return false;
	if (ends_in_prefix(scan->s + (digits - text), n - (digits - text), base))
		end++;
	scan->s += end - text;
	if (scan->suppress)
		return true;
	store(va_arg(scan->args, void *), negative ? -value : value, scan->size);
	scan->nr_stored++;
	return true;
}

/* %c: exactly the width, 1 if none is given; not terminated. */
static bool scan_chars(struct scan *scan)
{
	size_t n = scan->width ? scan->width : 1;

	if (strnlen(scan->s, n) < n)
		return false;
	if (!scan->suppress) {
		memcpy(va_arg(scan->args, char *), scan->s, n);
		scan->nr_stored++;
	}
	scan->s += n;
	return true;
}

/* @n characters, at least 1, as a string. */
static bool scan_text(struct scan *scan, size_t n)
{
	if (!n)
		return false;
	if (!scan->suppress) {
		char *to = va_arg(scan->args, char *);

		memcpy(to, scan->s, n);
		to[n] = '\0';
		scan->nr_stored++;
	}
	scan->s += n;
	return true;
}

static bool scan_word(struct scan *scan)
{
	size_t n = 0, limit = scan->width ? scan->width : SIZE_MAX;

	scan->s = skip_spaces(scan->s);
	while (n < limit && scan->s[n] && !isspace(scan->s[n]))
		n++;
	return scan_text(scan, n);
}

/* %[a-z], %[^a-z]: fmt stands behind the bracket; a ']' in the set comes first. */
static bool scan_set(struct scan *scan)
{
	DECLARE_BITMAP(set, 256) = { 0 };
	const u8 *f = (const u8 *)scan->fmt;
	size_t n = 0, limit = scan->width ? scan->width : SIZE_MAX;
	bool wanted = *f != '^', first = true;

	if (!wanted)
		f++;
	for (; *f && (*f != ']' || first); f++, first = false) {
		unsigned int from = *f;

		if (f[1] == '-' && f[2] && f[2] != ']')
			f += 2;
		for (unsigned int c = from; c <= *f; c++)
			__set_bit(c, set);
	}
	if (!*f)
		return false;
	scan->fmt = (const char *)f + 1;
	while (n < limit && scan->s[n] && test_bit((u8)scan->s[n], set) == wanted)
		n++;
	return scan_text(scan, n);
}

/* One conversion, behind its '%'; false ends the scan. */
static bool convert(struct scan *scan, const char *start)
{
	scan->suppress = *scan->fmt == '*';
	scan->fmt += scan->suppress;
	scan->width = (unsigned int)simple_strtoul(scan->fmt, (char **)&scan->fmt, 10);
	parse_size(scan);
	switch (*scan->fmt++) {
	case 'd':
		return scan_number(scan, 10, true);
	case 'i':
		return scan_number(scan, 0, true);
	case 'u':
		return scan_number(scan, 10, false);
	case 'o':
		return scan_number(scan, 8, false);
	case 'p':
		scan->size = sizeof(void *);
		fallthrough;
	case 'x':
	case 'X':
		return scan_number(scan, 16, false);
	case 'c':
		return scan_chars(scan);
	case 's':
		return scan_word(scan);
	case '[':
		return scan_set(scan);
	case 'n':
		if (!scan->suppress)
			store(va_arg(scan->args, void *), (u64)(scan->s - start), scan->size);
		return true;
	case '%':
		scan->s = skip_spaces(scan->s);
		return *scan->s == '%' && scan->s++;
	}
	return false;
}

/**
 * vsscanf - read values out of a string
 * @buf: the string
 * @fmt: what it looks like
 * @args: pointers to where the values go
 *
 * Return: the number of values stored. Unlike C's there is no EOF: an empty string gives 0.
 */
int vsscanf(const char *buf, const char *fmt, va_list args)
{
	struct scan scan = { .s = buf, .fmt = fmt };

	va_copy(scan.args, args);
	while (*scan.fmt) {
		char c = *scan.fmt++;

		if (isspace(c))
			scan.s = skip_spaces(scan.s);
		else if (c == '%' ? !convert(&scan, buf) : *scan.s++ != c)
			break;
	}
	va_end(scan.args);
	return scan.nr_stored;
}
EXPORT_SYMBOL(vsscanf);

/** sscanf - vsscanf() with the pointers in the call */
int sscanf(const char *buf, const char *fmt, ...)
{
	va_list args;
	int nr_stored;

	va_start(args, fmt);
	nr_stored = vsscanf(buf, fmt, args);
	va_end(args);
	return nr_stored;
}
EXPORT_SYMBOL(sscanf);
