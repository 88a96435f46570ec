/* SPDX-License-Identifier: MIT */
/*
 * Multiplicative hashing: the number times 2^bits divided by the golden ratio (Knuth, The Art of
 * Computer Programming, vol. 3, 6.4); the upper bits of the product depend on all of the number.
 */
#ifndef _LINUX_HASH_H
#define _LINUX_HASH_H

#include <linux/types.h>

#define GOLDEN_RATIO_32 0x61c88647
#define GOLDEN_RATIO_64 0x61c8864680b583ebull

static inline u32 __hash_32(u32 value)
{
	return value * GOLDEN_RATIO_32;
}

/* To a number of @bits bits, 1 to 32. */
static inline u32 hash_32(u32 value, unsigned int bits)
{
	return __hash_32(value) >> (32 - bits);
}

static inline u32 hash_64(u64 value, unsigned int bits)
{
	return (u32)(value * GOLDEN_RATIO_64 >> (64 - bits));
}

static inline u32 hash_long(unsigned long value, unsigned int bits)
{
	return sizeof(value) == 4 ? hash_32((u32)value, bits) : hash_64(value, bits);
}

static inline u32 hash_ptr(const void *ptr, unsigned int bits)
{
	return hash_long((unsigned long)ptr, bits);
}

static inline u32 hash32_ptr(const void *ptr)
{
	u64 value = (unsigned long)ptr;

	return (u32)value ^ (u32)(value >> 32);
}

#endif
