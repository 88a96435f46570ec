/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_MATH_H
#define _LINUX_MATH_H

#include <linux/math64.h>
#include <linux/types.h>
#if __STDC_HOSTED__
#include <stdlib.h> /* its abs() is declared before the macro below hides it */
#endif

/* To multiples of @y, a power of two. */
#define __round_mask(x, y) ((typeof(x))((y)-1))
#define round_up(x, y) ((((x)-1) | __round_mask(x, y)) + 1)
#define round_down(x, y) ((x) & ~__round_mask(x, y))

/* To multiples of any @y. */
#define DIV_ROUND_UP(n, d) (((n) + (d)-1) / (d))
#define DIV_ROUND_DOWN_ULL(n, d) div64_u64((n), (d))
#define DIV_ROUND_UP_ULL(n, d) div64_u64((u64)(n) + (d)-1, (d))
#undef roundup
#define roundup(x, y)                                                                              \
	({                                                                                         \
		typeof(y) __multiple = (y);                                                        \
		(((x) + (__multiple - 1)) / __multiple) * __multiple;                              \
	})
#define rounddown(x, y)                                                                            \
	({                                                                                         \
		typeof(x) __value = (x);                                                           \
		__value - (__value % (y));                                                         \
	})

/* @n / @d to the nearest integer, halves away from zero. */
#define DIV_ROUND_CLOSEST(n, d)                                                                    \
	({                                                                                         \
		typeof(n) __num = (n);                                                             \
		typeof(d) __div = (d);                                                             \
		(__num > 0) == (__div > 0) ? (__num + __div / 2) / __div                           \
					   : (__num - __div / 2) / __div;                          \
	})

/* @x * @n / @d without overflow of the product's high part where the quotient fits. */
#define mult_frac(x, n, d)                                                                         \
	({                                                                                         \
		typeof(x) __quot = (x) / (d);                                                      \
		typeof(x) __rem = (x) % (d);                                                       \
		__quot * (n) + __rem * (n) / (d);                                                  \
	})

#define abs(x) ({ typeof(x) __abs = (x); __abs < 0 ? -__abs : __abs; })
#define abs_diff(a, b)                                                                             \
	({                                                                                         \
		typeof(a) __a = (a);                                                               \
		typeof(b) __b = (b);                                                               \
		__a > __b ? __a - __b : __b - __a;                                                 \
	})

/* @val scaled from [0, 2^32) to [0, @ep_ro). */
static inline u32 reciprocal_scale(u32 val, u32 ep_ro)
{
	return (u32)(((u64)val * ep_ro) >> 32);
}

unsigned long int_sqrt(unsigned long x);
unsigned long gcd(unsigned long a, unsigned long b);

#endif
