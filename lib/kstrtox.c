// SPDX-License-Identifier: MIT
/*
 * Text to numbers. Theory: both families share scan_digits(), which reads as many digits as there
 * are and notes an overflow; the strict family (kstrto*) then insists on the whole text, the
 * lenient one (simple_strto*) reports where it stopped. Context: any.
 */
#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/hex.h>
#include <linux/kstrtox.h>
#include <linux/limits.h>
#include <linux/string.h>

/* Resolves base 0 by the prefix, and skips the prefix 0x for base 16. */
static const char *scan_prefix(const char *s, unsigned int *base)
{
	bool hex = s[0] == '0' && (s[1] == 'x' || s[1] == 'X') && isxdigit(s[2]);

	if (*base == 0)
		*base = hex ? 16 : s[0] == '0' ? 8 : 10;
	return hex && *base == 16 ? s + 2 : s;
}

static unsigned int digit_value(char c)
{
	if (isdigit(c))
		return (unsigned int)(c - '0');
	return isalpha(c) ? (unsigned int)(tolower(c) - 'a' + 10) : UINT_MAX;
}

/* The end of the digits at @s; their value modulo 2^64 in @value. */
static const char *scan_digits(const char *s, unsigned int base, u64 *value, bool *overflow)
{
	*value = 0;
	*overflow = false;
	for (; digit_value(*s) < base; s++) {
		u64 product;

		*overflow |= __builtin_mul_overflow(*value, (u64)base, &product);
		*overflow |= __builtin_add_overflow(product, (u64)digit_value(*s), value);
	}
	return s;
}

static int parse_whole(const char *s, unsigned int base, u64 *value)
{
	const char *digits = scan_prefix(s, &base);
	bool overflow;
	const char *end = scan_digits(digits, base, value, &overflow);

	if (end == digits)
		return -EINVAL;
	if (*end == '\n')
		end++;
	if (*end)
		return -EINVAL;
	return overflow ? -ERANGE : 0;
}

/**
 * kstrtoull - the number that is all of @s
 * @s: digits, in front of them perhaps '+' and a prefix, behind them perhaps one newline
 * @base: 2 to 36, or 0: 0x... is 16, 0... is 8, else 10
 * @res: the number, unchanged on error
 *
 * Return: 0, -EINVAL if that is not what @s is, -ERANGE if it does not fit.
 */
int kstrtoull(const char *s, unsigned int base, unsigned long long *res)
{
	u64 value;
	int err = parse_whole(*s == '+' ? s + 1 : s, base, &value);

	if (!err)
		*res = value;
	return err;
}
EXPORT_SYMBOL(kstrtoull);

/** kstrtoll - as kstrtoull(), with a sign */
int kstrtoll(const char *s, unsigned int base, long long *res)
{
	bool negative = *s == '-';
	u64 value;
	int err = parse_whole(negative || *s == '+' ? s + 1 : s, base, &value);

	if (err)
		return err;
	if (value > (u64)LLONG_MAX + negative)
		return -ERANGE;
	*res = (long long)(negative ? -value : value);
	return 0;
}
EXPORT_SYMBOL(kstrtoll);

/* The narrower types: convert, and see whether the value survives the assignment. */
#define DEFINE_KSTRTO(name, type, wide, wide_type)                                                 \
	int name(const char *s, unsigned int base, type *res)                                      \
	{                                                                                          \
		wide_type value;                                                                   \
		int err = wide(s, base, &value);                                                   \
												   \
		if (err)                                                                           \
			return err;                                                                \
		if (value != (type)value)                                                          \
			return -ERANGE;                                                            \
		*res = (type)value;                                                                \
		return 0;                                                                          \
	}

DEFINE_KSTRTO(kstrtoul, unsigned long, kstrtoull, unsigned long long)
EXPORT_SYMBOL(kstrtoul);
DEFINE_KSTRTO(kstrtol, long, kstrtoll, long long)
EXPORT_SYMBOL(kstrtol);
DEFINE_KSTRTO(kstrtouint, unsigned int, kstrtoull, unsigned long long)
EXPORT_SYMBOL(kstrtouint);
DEFINE_KSTRTO(kstrtoint, int, kstrtoll, long long)
EXPORT_SYMBOL(kstrtoint);
DEFINE_KSTRTO(kstrtou16, u16, kstrtoull, unsigned long long)
EXPORT_SYMBOL(kstrtou16);
DEFINE_KSTRTO(kstrtos16, s16, kstrtoll, long long)
EXPORT_SYMBOL(kstrtos16);
DEFINE_KSTRTO(kstrtou8, u8, kstrtoull, unsigned long long)
EXPORT_SYMBOL(kstrtou8);
DEFINE_KSTRTO(kstrtos8, s8, kstrtoll, long long)
EXPORT_SYMBOL(kstrtos8);

/**
 * kstrtobool - yes or no
 * @s: begins with one of y Y t T 1, n N f F 0, or is "on" or "off" (any case)
 * @res: the answer, unchanged on error
 *
 * Return: 0 or -EINVAL.
 */
int kstrtobool(const char *s, bool *res)
{
	char first = s ? (char)tolower(s[0]) : '\0';

	if (first == 'o')
		first = (char)tolower(s[1]);
	else if (first == 'n')
		first = '0';
	if (!first)
		return -EINVAL;
	if (strchr("yt1n", first))
		*res = true;
	else if (strchr("f0", first))
		*res = false;
	else
		return -EINVAL;
	return 0;
}
EXPORT_SYMBOL(kstrtobool);

/** simple_strtoull - the number at the start of @s, 0 if there is none; never fails */
unsigned long long simple_strtoull(const char *s, char **endp, unsigned int base)
{
	const char *digits = scan_prefix(s, &base);
	bool overflow;
	u64 value;
	const char *end = scan_digits(digits, base, &value, &overflow);

	if (endp)
		*endp = (char *)end;
	return value;
}
EXPORT_SYMBOL(simple_strtoull);

/** simple_strtoul - the same, cut to an unsigned long */
unsigned long simple_strtoul(const char *s, char **endp, unsigned int base)
{
	return (unsigned long)simple_strtoull(s, endp, base);
}
EXPORT_SYMBOL(simple_strtoul);

/** simple_strtoll - the same with a sign */
long long simple_strtoll(const char *s, char **endp, unsigned int base)
{
	if (*s == '-')
		return (long long)-simple_strtoull(s + 1, endp, base);
	return (long long)simple_strtoull(s, endp, base);
}
EXPORT_SYMBOL(simple_strtoll);

/** simple_strtol - the same with a sign, cut to a long */
long simple_strtol(const char *s, char **endp, unsigned int base)
{
	return (long)simple_strtoll(s, endp, base);
}
EXPORT_SYMBOL(simple_strtol);
