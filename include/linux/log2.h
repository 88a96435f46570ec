/* SPDX-License-Identifier: MIT */
/* Powers of two. Every function folds to a constant where its argument is one. */
#ifndef _LINUX_LOG2_H
#define _LINUX_LOG2_H

#include <linux/bitops.h>
#include <linux/types.h>

static inline __attribute_const__ bool is_power_of_2(unsigned long n)
{
	return n != 0 && (n & (n - 1)) == 0;
}

/* Constant expression: floor(log2(@n)) of a constant, by halving the range. */
#define __LOG2_1(n) ((n) >> 1 ? 1 : 0)
#define __LOG2_2(n) ((n) >> 2 ? 2 + __LOG2_1((n) >> 2) : __LOG2_1(n))
#define __LOG2_4(n) ((n) >> 4 ? 4 + __LOG2_2((n) >> 4) : __LOG2_2(n))
#define __LOG2_8(n) ((n) >> 8 ? 8 + __LOG2_4((n) >> 8) : __LOG2_4(n))
#define __LOG2_16(n) ((n) >> 16 ? 16 + __LOG2_8((n) >> 16) : __LOG2_8(n))
#define __LOG2_32(n) ((n) >> 32 ? 32 + __LOG2_16((n) >> 32) : __LOG2_16(n))
#define const_ilog2(n) ((int)__LOG2_32((unsigned long long)(n)))

/* floor(log2(@n)), -1 for 0. */
#define ilog2(n) (fls64((u64)(n)) - 1)

/* The next power of two, @n itself if it is one; undefined if that needs more than a long. */
static inline __attribute_const__ unsigned long roundup_pow_of_two(unsigned long n)
{
	return n <= 1 ? 1 : 1UL << fls_long(n - 1);
}

static inline __attribute_const__ unsigned long rounddown_pow_of_two(unsigned long n)
{
	return 1UL << (fls_long(n) - 1);
}

/* ceil(log2(@n)); 0 for 0 and 1. */
static inline __attribute_const__ int order_base_2(unsigned long n)
{
	return n > 1 ? (int)fls_long(n - 1) : 0;
}

/* The same by the names of bitops.h: -1 for 0. */
static inline __attribute_const__ int get_count_order(unsigned int n)
{
	return n ? order_base_2(n) : -1;
}

static inline __attribute_const__ int get_count_order_long(unsigned long n)
{
	return n ? order_base_2(n) : -1;
}

/* Bits needed to store @n: 1 for 0 and 1, 3 for 4. */
static inline __attribute_const__ int bits_per(unsigned long n)
{
	return n < 2 ? 1 : (int)fls_long(n);
}

#endif
