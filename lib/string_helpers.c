// SPDX-License-Identifier: MIT
/* Text for people. */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/string_helpers.h>

static const char *const decimal_units[] = { "B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB" };
static const char *const binary_units[] = { "B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB" };

/* size * block in 96 bits is brought below 2^64 by whole units, the remainder kept in thousandths. */
static unsigned int scale(u64 *size, u64 block, u32 divisor, u32 *remainder)
{
	unsigned int unit = 0;

	*remainder = 0;
	while (block >= divisor) {
		block = div_u64_rem(block, divisor, remainder);
		unit++;
	}
	while (block && *size > div64_u64(~0ULL, block)) {
		*size = div_u64_rem(*size, divisor, remainder);
		unit++;
	}
	*size *= block;
	while (*size >= divisor) {
		*size = div_u64_rem(*size, divisor, remainder);
		unit++;
	}
	return unit;
}

/**
 * string_get_size() - a size with three digits and a unit
 * @size: in blocks
 * @blk_size: bytes of a block; a power of two or of ten is exact
 * @units: in thousands or in 1024s
 * @buf: out
 * @len: bytes of it; 16 are always enough
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
	if (size >= divisor) {
		size = 1;
		unit++;
		digits = 2;
	}
	if (digits)
		snprintf(buf, len, "%u.%0*u %s", (u32)size, digits, fraction,
			 (units == STRING_UNITS_10 ? decimal_units : binary_units)[unit]);
	else
		snprintf(buf, len, "%u %s", (u32)size, (units == STRING_UNITS_10 ? decimal_units : binary_units)[unit]);
}
EXPORT_SYMBOL(string_get_size);
