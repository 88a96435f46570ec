// SPDX-License-Identifier: MIT
/* Text for people. */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/string.h>
#include <linux/string_helpers.h>

static const char *const decimal_units[] = { "B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB" };
static const char *const binary_units[] = { "B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB" };
#define LAST_UNIT (ARRAY_SIZE(binary_units) - 1)

/* Numbers of 128 bits in four parts, the lowest first. */
static void multiply(u32 product[4], u64 a, u64 b)
{
	const u32 x[2] = { (u32)a, (u32)(a >> 32) }, y[2] = { (u32)b, (u32)(b >> 32) };

	memset(product, 0, 4 * sizeof(*product));
	for (int i = 0; i < 2; i++) {
		u64 carry = 0;

		for (int j = 0; j < 2; j++) {
			carry += (u64)x[i] * y[j] + product[i + j];
			product[i + j] = (u32)carry;
			carry >>= 32;
		}
		product[i + 2] = (u32)carry;
	}
}

/* Return: the remainder. */
static u32 divide(u32 number[4], u32 divisor)
{
	u32 rest = 0;

	for (int i = 3; i >= 0; i--)
		number[i] = (u32)div_u64_rem((u64)rest << 32 | number[i], divisor, &rest);
	return rest;
}

/* Brings *@size * @block below @divisor, or into the last unit. Return: how often it was divided for that. */
static unsigned int scale(u64 *size, u64 block, u32 divisor, u32 *remainder)
{
	unsigned int unit = 0;
	u32 bytes[4];

	multiply(bytes, *size, block);
	*remainder = 0;
	while (unit < LAST_UNIT && (bytes[3] | bytes[2] | bytes[1] || bytes[0] >= divisor)) {
		*remainder = divide(bytes, divisor);
		unit++;
	}
	*size = (u64)bytes[1] << 32 | bytes[0]; /* 2^128 in the last unit needs no more */
	return unit;
}

/**
 * string_get_size() - a size with three digits and a unit
 * @size: in blocks
 * @blk_size: bytes of a block
 * @units: in thousands or in 1024s
 * @buf: out
 * @len: bytes of it; 24 are always enough
 */
void string_get_size(u64 size, u64 blk_size, enum string_size_units units, char *buf, int len)
{
	u32 divisor = units == STRING_UNITS_10 ? 1000 : 1024, remainder, fraction;
	unsigned int unit = scale(&size, blk_size, divisor, &remainder);
	int digits = size >= 100 || !unit ? 0 : size >= 10 ? 1 : 2;
	static const u32 power[] = { 1, 10, 100 };

	/* Rounded to the last digit shown; that may carry over, and once more into the next unit. */
	fraction = (remainder * power[digits] + divisor / 2) / divisor;
	if (fraction >= power[digits]) {
		fraction = 0;
		size++;
	}
	if (size == divisor && unit < LAST_UNIT) {
		size = 1;
		unit++;
		digits = 2;
	}
	if (digits)
		snprintf(buf, len, "%llu.%0*u %s", size, digits, fraction,
			 (units == STRING_UNITS_10 ? decimal_units : binary_units)[unit]);
	else
		snprintf(buf, len, "%llu %s", size, (units == STRING_UNITS_10 ? decimal_units : binary_units)[unit]);
}
EXPORT_SYMBOL(string_get_size);
