// SPDX-License-Identifier: MIT
/*
 * 64-bit division out of 32-bit operations, for machines whose compiler calls it as a function
 * (i386). Theory: schoolbook division. A 64-bit number by a 32-bit one goes in digits of base
 * 2^16, so that each step is a 32-bit division whose guess is at most 2 too high (Knuth, The Art
 * of Computer Programming vol. 2, 4.3.1, algorithm D). For a divisor of more than 32 bits the
 * quotient fits 32 bits: one guess from the leading bits, at most 1 too high.
 *
 * No operator here may divide 64-bit numbers: it would call this file. Division by 0 raises the
 * CPU's divide error, as it should. Context: any.
 */
#include <linux/compiler.h>
#include <linux/math64.h>
#include <quarry/div64.h>

/*
 * One digit of the quotient: (*@rem * 2^16 + @next) / @d, where *@rem < @d and @d has its top bit
 * set. Leaves the rest in *@rem.
 */
static u32 next_digit(u32 *rem, u32 next, u32 d)
{
	u32 d_high = d >> 16, d_low = d & 0xffff;
	u32 digit = *rem / d_high;
	u32 rest = *rem % d_high;

	while (digit > 0xffff || digit * d_low > (rest << 16 | next)) {
		digit--;
		rest += d_high;
		if (rest > 0xffff)
			break;
	}
	*rem = (*rem << 16 | next) - digit * d;
	return digit;
}

/* (@high, @low) / @d for @high < @d. */
static u32 divide_64_by_32(u32 high, u32 low, u32 d, u32 *remainder)
{
	unsigned int shift = (unsigned int)__builtin_clz(d);
	u64 n = ((u64)high << 32 | low) << shift;
	u32 rem = (u32)(n >> 32);
	u32 quotient;

	d <<= shift;
	quotient = next_digit(&rem, (u32)n >> 16, d) << 16;
	quotient |= next_digit(&rem, (u32)n & 0xffff, d);
	*remainder = rem >> shift;
	return quotient;
}

/* @n / @d for @d >= 2^32. */
static u32 divide_by_long(u64 n, u64 d)
{
	unsigned int shift = (unsigned int)__builtin_clz((u32)(d >> 32));
	u32 d_top = (u32)(d << shift >> 32);
	u32 ignored;
	u64 half = n >> 1; /* its upper half is below d_top, which has its top bit set */
	u32 guess = divide_64_by_32((u32)(half >> 32), (u32)half, d_top, &ignored) >> (31 - shift);

	if (guess)
		guess--;
	return n - guess * d >= d ? guess + 1 : guess;
}

/** __udivmoddi4 - quotient, and the remainder where asked for */
u64 __udivmoddi4(u64 dividend, u64 divisor, u64 *remainder)
{
	u32 high = (u32)(dividend >> 32), low = (u32)dividend, rem32;
	u64 quotient;

	if (divisor >> 32) {
		quotient = divide_by_long(dividend, divisor);
		if (remainder)
			*remainder = dividend - quotient * divisor;
		return quotient;
	}
	quotient = (u64)(high / (u32)divisor) << 32;
	high %= (u32)divisor;
	if (high) {
		quotient |= divide_64_by_32(high, low, (u32)divisor, &rem32);
	} else {
		quotient |= low / (u32)divisor;
		rem32 = low % (u32)divisor;
	}
	if (remainder)
		*remainder = rem32;
	return quotient;
}

/** __udivdi3 - the quotient */
u64 __udivdi3(u64 dividend, u64 divisor)
{
	return __udivmoddi4(dividend, divisor, NULL);
}

/** __umoddi3 - the remainder */
u64 __umoddi3(u64 dividend, u64 divisor)
{
	u64 remainder;

	__udivmoddi4(dividend, divisor, &remainder);
	return remainder;
}

static u64 magnitude(s64 x)
{
	return x < 0 ? -(u64)x : (u64)x;
}

/** __divmoddi4 - signed: the quotient is rounded towards 0, the remainder has @dividend's sign */
s64 __divmoddi4(s64 dividend, s64 divisor, s64 *remainder)
{
	u64 rest;
	u64 quotient = __udivmoddi4(magnitude(dividend), magnitude(divisor), &rest);

	if (remainder)
		*remainder = (s64)(dividend < 0 ? -rest : rest);
	return (s64)((dividend < 0) != (divisor < 0) ? -quotient : quotient);
}

/** __divdi3 - the signed quotient */
s64 __divdi3(s64 dividend, s64 divisor)
{
	return __divmoddi4(dividend, divisor, NULL);
}

/** __moddi3 - the signed remainder */
s64 __moddi3(s64 dividend, s64 divisor)
{
	s64 remainder;

	__divmoddi4(dividend, divisor, &remainder);
	return remainder;
}
