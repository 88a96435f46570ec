// SPDX-License-Identifier: MIT
/*
 * printf's formats. Theory: format_to() cuts a format into text and conversions, and hands each to
 * the function for its kind; every character leaves through format_putc(), which fills a buffer
 * and drains it (quarry/format.h). So nothing here needs memory in proportion to the output.
 *
 *	%[flags][width][.precision][size]letter
 *	flags  - left, + sign, space, # prefix, 0 zeros    width, precision  number or *
 *	size   hh h (none) l ll/L/q z t j                  letter  d i u o x X c s p %
 *
 * As C11 7.21.6.1, with Linux's differences: no floating point and no %n; "%#x" of 0 is "0x0";
 * %s of NULL is "(null)" and of an error pointer or an address in the first page "(efault)".
 * Letters behind %p name the kind of object it points at: lib/vsprintf_pointer.c has the table.
 * An unknown conversion ends the interpretation, since its argument's size is not known: the rest
 * of the format is put out as it is.
 *
 * Context: any. Not limited in length other than by @size; results above INT_MAX are cut to it.
 */
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "format.h"

/** format_putc - put out one character */
void format_putc(struct format_out *out, char c)
{
	out->total++;
	if (out->len == out->size) {
		if (!out->drain)
			return;
		format_flush(out);
	}
	out->buf[out->len++] = c;
}

/** format_write - put out @n characters */
void format_write(struct format_out *out, const char *s, size_t n)
{
	while (n--)
		format_putc(out, *s++);
}

/** format_flush - drain what is in the buffer, where there is a drain */
void format_flush(struct format_out *out)
{
	if (!out->drain || !out->len)
		return;
	out->drain(out);
	out->len = 0;
}

static void pad(struct format_out *out, char c, int n)
{
	while (n-- > 0)
		format_putc(out, c);
}

/* @n characters of @s, brought to the width. */
void format_text(struct format_out *out, const struct format_spec *spec, const char *s, size_t n)
{
	int blanks = spec->width - (int)n;

	if (!(spec->flags & FMT_LEFT))
		pad(out, ' ', blanks);
	format_write(out, s, n);
	if (spec->flags & FMT_LEFT)
		pad(out, ' ', blanks);
}

void format_string(struct format_out *out, const struct format_spec *spec, const char *s)
{
	if (!s)
		s = "(null)";
	else if ((uintptr_t)s < 4096 || IS_ERR(s))
		s = "(efault)";
	format_text(out, spec, s, strnlen(s, spec->precision < 0 ? INT_MAX : (size_t)spec->precision));
}

/* The digits of @value, the last first; their number. 22 octal digits make 64 bits. */
static int reverse_digits(char digits[24], u64 value, const struct format_spec *spec)
{
	const char *symbols = spec->flags & FMT_UPPER ? hex_asc_upper : hex_asc;
	int n = 0;

	for (; value; n++) {
		unsigned int digit;

		/* Whole 64-bit divisions are slow on i386; most numbers are small. */
		if (spec->base != 10) {
			digit = (unsigned int)value & (spec->base - 1);
			value >>= spec->base == 16 ? 4 : 3;
		} else if (value >> 32) {
			digit = do_div(value, 10);
		} else {
			digit = (u32)value % 10;
			value = (u32)value / 10;
		}
		digits[n] = symbols[digit];
	}
	return n;
}

/* What stands in front of the digits: a sign or a base; "" for none. */
static const char *number_prefix(const struct format_spec *spec, bool negative)
{
	if (negative)
		return "-";
	if (spec->flags & FMT_SIGNED)
		return spec->flags & FMT_PLUS ? "+" : spec->flags & FMT_SPACE ? " " : "";
	if (spec->base == 16 && spec->flags & FMT_ALT)
		return spec->flags & FMT_UPPER ? "0X" : "0x";
	return "";
}

/* @value as the integer of spec->size bytes that it is. */
static u64 truncate(const struct format_spec *spec, u64 value, bool *negative)
{
	unsigned int spare = 64 - 8 * spec->size;

	*negative = false;
	if (spec->flags & FMT_SIGNED) {
		s64 extended = (s64)(value << spare) >> spare;

		*negative = extended < 0;
		return *negative ? -(u64)extended : (u64)extended;
	}
	return value << spare >> spare;
}

void format_number(struct format_out *out, const struct format_spec *spec, u64 value)
{
	char digits[24];
	bool negative;
	u64 magnitude = truncate(spec, value, &negative);
	const char *prefix = number_prefix(spec, negative);
	int n = reverse_digits(digits, magnitude, spec);
	int precision = spec->precision < 0 ? 1 : spec->precision;
	int zeros, blanks;

	if (spec->base == 8 && spec->flags & FMT_ALT)
		precision = max(precision, n + 1);
	zeros = max(precision - n, 0);
	blanks = max(spec->width - zeros - n - (int)strlen(prefix), 0);
	if (spec->flags & FMT_ZERO && !(spec->flags & FMT_LEFT) && spec->precision < 0) {
		zeros += blanks;
		blanks = 0;
	}
	if (!(spec->flags & FMT_LEFT))
		pad(out, ' ', blanks);
	format_write(out, prefix, strlen(prefix));
	pad(out, '0', zeros);
	while (n--)
		format_putc(out, digits[n]);
	if (spec->flags & FMT_LEFT)
		pad(out, ' ', blanks);
}

/* @value with all its leading zeros, as a number of @bytes bytes. */
void format_hex(struct format_out *out, u64 value, unsigned int bytes)
{
	for (int shift = (int)bytes * 8 - 4; shift >= 0; shift -= 4)
		format_putc(out, hex_asc[value >> shift & 15]);
}

static const char *parse_flags(const char *fmt, struct format_spec *spec)
{
	static const char letters[] = "-+ #0"; /* in the order of enum format_flags */
	const char *found;

	while (*fmt && (found = strchr(letters, *fmt))) {
		spec->flags |= 1u << (found - letters);
		fmt++;
	}
	return fmt;
}

/* A number, or -1 where the format has '*'; saturates. */
static const char *parse_count(const char *fmt, int *count)
{
	if (*fmt == '*') {
		*count = -1;
		return fmt + 1;
	}
	for (*count = 0; isdigit(*fmt); fmt++)
		*count = min(*count, 99999999) * 10 + (*fmt - '0');
	return fmt;
}

static const char *parse_size(const char *fmt, struct format_spec *spec)
{
	bool twice = fmt[0] && fmt[0] == fmt[1];

	switch (*fmt) {
	case 'h':
		spec->size = twice ? sizeof(char) : sizeof(short);
		return fmt + 1 + twice;
	case 'l':
		spec->size = twice ? sizeof(long long) : sizeof(long);
		return fmt + 1 + twice;
	case 'L':
	case 'q':
	case 'j':
		spec->size = sizeof(long long);
		return fmt + 1;
	case 'z':
	case 'Z':
	case 't':
		spec->size = sizeof(size_t);
		return fmt + 1;
	}
	spec->size = sizeof(int);
	return fmt;
}

/* Base and sign of an integer conversion; false: @letter is none. */
static bool number_letter(char letter, struct format_spec *spec)
{
	switch (letter) {
	case 'd':
	case 'i':
		spec->flags |= FMT_SIGNED;
		fallthrough;
	case 'u':
		spec->base = 10;
		return true;
	case 'o':
		spec->base = 8;
		return true;
	case 'X':
		spec->flags |= FMT_UPPER;
		fallthrough;
	case 'x':
		spec->base = 16;
		return true;
	}
	return false;
}

/* va_list may be an array type: it travels by pointer inside a structure. */
struct arguments {
	va_list list;
};

static u64 next_integer(struct arguments *args, unsigned int size)
{
	if (size == sizeof(long long))
		return va_arg(args->list, unsigned long long);
	if (size == sizeof(long))
		return va_arg(args->list, unsigned long);
	return va_arg(args->list, unsigned int);
}

/* Width and precision, from the format or from the arguments. */
static const char *parse_counts(const char *fmt, struct format_spec *spec, struct arguments *args)
{
	fmt = parse_count(fmt, &spec->width);
	if (spec->width < 0) {
		spec->width = va_arg(args->list, int);
		if (spec->width < 0) {
			spec->flags |= FMT_LEFT;
			spec->width = spec->width == INT_MIN ? INT_MAX : -spec->width;
		}
	}
	spec->precision = -1;
	if (*fmt == '.') {
		fmt = parse_count(fmt + 1, &spec->precision);
		if (fmt[-1] == '*')
			spec->precision = max(va_arg(args->list, int), -1);
	}
	return fmt;
}

/* Carries out the conversion behind a '%'; returns what follows it, NULL for an unknown one. */
static const char *convert(struct format_out *out, const char *fmt, struct arguments *args)
{
	struct format_spec spec = { 0 };
	char c;

	fmt = parse_counts(parse_flags(fmt, &spec), &spec, args);
	fmt = parse_size(fmt, &spec);
	if (number_letter(*fmt, &spec)) {
		format_number(out, &spec, next_integer(args, spec.size));
		return fmt + 1;
	}
	switch (*fmt++) {
	case 'c':
		c = (char)va_arg(args->list, int);
		format_text(out, &spec, &c, 1);
		return fmt;
	case 's':
		format_string(out, &spec, va_arg(args->list, char *));
		return fmt;
	case 'p':
		format_pointer(out, fmt, &spec, va_arg(args->list, void *));
		while (isalnum(*fmt))
			fmt++;
		return fmt;
	case '%':
		format_putc(out, '%');
		return fmt;
	}
	return NULL;
}

/**
 * format_to - put out @fmt with its arguments
 * @out: where to; not flushed at the end
 */
void format_to(struct format_out *out, const char *fmt, va_list args)
{
	struct arguments copy;

	va_copy(copy.list, args);
	while (*fmt) {
		const char *percent = strchrnul(fmt, '%');
		const char *next;

		format_write(out, fmt, (size_t)(percent - fmt));
		if (!*percent)
			break;
		next = convert(out, percent + 1, &copy);
		if (!next) {
			format_write(out, percent, strlen(percent));
			break;
		}
		fmt = next;
	}
	va_end(copy.list);
}

/** format_printf - format_to() with the arguments in the call */
void format_printf(struct format_out *out, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	format_to(out, fmt, args);
	va_end(args);
}

/**
 * vsnprintf - format into a buffer
 * @buf: the buffer; always terminated, if @size is not 0
 * @size: its size, at most INT_MAX
 *
 * Return: the length of the whole text without its terminator; if it is >= @size, it was cut.
 */
int vsnprintf(char *buf, size_t size, const char *fmt, va_list args)
{
	struct format_out out = { .buf = buf, .size = size ? size - 1 : 0 };

	if (size > INT_MAX)
		return 0; /* a negative size in the caller's arithmetic */
	format_to(&out, fmt, args);
	if (size)
		buf[out.len] = '\0';
	return (int)min_t(size_t, out.total, INT_MAX);
}
EXPORT_SYMBOL(vsnprintf);

/** vscnprintf - vsnprintf(), but returns the length of what is in @buf */
int vscnprintf(char *buf, size_t size, const char *fmt, va_list args)
{
	int len = vsnprintf(buf, size, fmt, args);

	if ((size_t)len < size)
		return len;
	return size ? (int)size - 1 : 0;
}
EXPORT_SYMBOL(vscnprintf);

/** vsprintf - format into a buffer that is large enough */
int vsprintf(char *buf, const char *fmt, va_list args)
{
	return vsnprintf(buf, INT_MAX, fmt, args);
}
EXPORT_SYMBOL(vsprintf);

/** snprintf - vsnprintf() with the arguments in the call */
int snprintf(char *buf, size_t size, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsnprintf(buf, size, fmt, args);
	va_end(args);
	return len;
}
EXPORT_SYMBOL(snprintf);

/** scnprintf - vscnprintf() with the arguments in the call */
int scnprintf(char *buf, size_t size, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vscnprintf(buf, size, fmt, args);
	va_end(args);
	return len;
}
EXPORT_SYMBOL(scnprintf);

/** sprintf - vsprintf() with the arguments in the call */
int sprintf(char *buf, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsprintf(buf, fmt, args);
	va_end(args);
	return len;
}
EXPORT_SYMBOL(sprintf);
