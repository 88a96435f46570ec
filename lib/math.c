// SPDX-License-Identifier: MIT
/* Integer arithmetic beyond the operators of C. Context: any. */
#include <linux/bitops.h>
#include <linux/export.h>
#include <linux/math.h>
#include <linux/math64.h>
#include <linux/minmax.h>

/** int_sqrt - the largest integer whose square is not above @x; one bit of it a step */
unsigned long int_sqrt(unsigned long x)
{
	unsigned long root = 0;

	if (!x)
		return 0;
	for (unsigned long bit = 1UL << (__fls(x) & ~1UL); bit; bit >>= 2) {
		unsigned long trial = root + bit;

		root >>= 1;
		if (x >= trial) {
			x -= trial;
			root += bit;
		}
	}
	return root;
}
EXPORT_SYMBOL(int_sqrt);

/** gcd - the greatest common divisor (Euclid); of @a and 0 it is @a */
unsigned long gcd(unsigned long a, unsigned long b)
{
	while (b) {
		unsigned long rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}
EXPORT_SYMBOL(gcd);

/** mul_u64_u32_shr - @a * @mul >> @shift with a product of 96 bits; @shift is at most 32 */
u64 mul_u64_u32_shr(u64 a, u32 mul, unsigned int shift)
{
	u64 low = mul_u32_u32((u32)a, mul) >> shift;
	u64 high = mul_u32_u32((u32)(a >> 32), mul) << (32 - shift);

	return low + high;
}
EXPORT_SYMBOL(mul_u64_u32_shr);

/**
 * mul_u64_u64_div_u64 - @a * @mul / @div with a product of 128 bits
 *
 * The quotient must fit 64 bits, and @div be below 2^63. Shift and subtract: 64 rounds.
 */
u64 mul_u64_u64_div_u64(u64 a, u64 mul, u64 div)
{
	u64 quotient = a / div * mul;
	u64 rest = a % div; /* what is left: rest * mul / div, with rest < div */
	u64 sum = 0, sum_quotient = 0;

	for (int bit = 63; bit >= 0; bit--) {
		sum_quotient <<= 1;
		sum <<= 1;
		if (sum >= div) {
			sum -= div;
			sum_quotient++;
		}
		if (!(mul >> bit & 1))
			continue;
		sum += rest;
		if (sum >= div) {
			sum -= div;
			sum_quotient++;
		}
	}
	return quotient + sum_quotient;
}
EXPORT_SYMBOL(mul_u64_u64_div_u64);
