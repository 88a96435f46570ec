/* SPDX-License-Identifier: MIT */
/*
 * Operations on single bits and searches in a word. set_bit(), clear_bit(), change_bit() and
 * test_and_*() are atomic; those with two underscores are not. Bit n of an array of longs is
 * bit n % BITS_PER_LONG of word n / BITS_PER_LONG.
 */
#ifndef _LINUX_BITOPS_H
#define _LINUX_BITOPS_H

#include <linux/bits.h>
#include <linux/compiler.h>
#include <linux/types.h>
#include <quarry/libc_names.h>

#define BITS_PER_TYPE(type) (sizeof(type) * BITS_PER_BYTE)
#define __DIV_UP(n, d) (((n) + (d)-1) / (d))
#define BITS_TO_LONGS(n) __DIV_UP(n, BITS_PER_TYPE(long))
#define BITS_TO_U64(n) __DIV_UP(n, 64)
#define BITS_TO_U32(n) __DIV_UP(n, 32)
#define BITS_TO_BYTES(n) __DIV_UP(n, 8)

/* Searches in a word. "ffs" counts from 1 and gives 0 for none; "__ffs" counts from 0. */

/* Number of the lowest set bit; @x must not be 0. */
static __always_inline unsigned long __ffs(unsigned long x)
{
	return (unsigned long)__builtin_ctzl(x);
}

/* Number of the lowest clear bit; @x must not be all ones. */
static __always_inline unsigned long ffz(unsigned long x)
{
	return __ffs(~x);
}

/* Number of the highest set bit; @x must not be 0. */
static __always_inline unsigned long __fls(unsigned long x)
{
	return BITS_PER_LONG - 1 - (unsigned long)__builtin_clzl(x);
}

/* Lowest set bit, counted from 1; 0 if there is none. */
static __always_inline int ffs(int x)
{
	return __builtin_ffs(x);
}

/* Highest set bit, counted from 1; 0 if there is none. */
static __always_inline int fls(unsigned int x)
{
	return x ? 32 - __builtin_clz(x) : 0;
}

static __always_inline int fls64(u64 x)
{
	u32 high = (u32)(x >> 32);

	return high ? 32 + fls(high) : fls((u32)x);
}

/* As __ffs() for 64 bits on both widths. */
static __always_inline unsigned long __ffs64(u64 x)
{
	u32 low = (u32)x;

	return low ? (unsigned long)__builtin_ctz(low)
		   : 32 + (unsigned long)__builtin_ctz((u32)(x >> 32));
}

static __always_inline unsigned int fls_long(unsigned long x)
{
	return x ? (unsigned int)__fls(x) + 1 : 0;
}

/* The number of set bits, by adding neighbours in ever wider fields. */
static __attribute_const__ inline unsigned int hweight32(u32 w)
{
	w -= (w >> 1) & 0x55555555;
	w = (w & 0x33333333) + ((w >> 2) & 0x33333333);
	w = (w + (w >> 4)) & 0x0f0f0f0f;
	return (w * 0x01010101) >> 24;
}

static __attribute_const__ inline unsigned int hweight8(u8 w)
{
	return hweight32(w);
}

static __attribute_const__ inline unsigned int hweight16(u16 w)
{
	return hweight32(w);
}

static __attribute_const__ inline unsigned int hweight64(u64 w)
{
	return hweight32((u32)w) + hweight32((u32)(w >> 32));
}

static __attribute_const__ inline unsigned int hweight_long(unsigned long w)
{
	return sizeof(w) == 4 ? hweight32((u32)w) : hweight64(w);
}

/* Rotations; @shift may be any number. */
static inline u64 rol64(u64 x, unsigned int shift)
{
	return (x << (shift & 63)) | (x >> (-shift & 63));
}

static inline u64 ror64(u64 x, unsigned int shift)
{
	return (x >> (shift & 63)) | (x << (-shift & 63));
}

static inline u32 rol32(u32 x, unsigned int shift)
{
	return (x << (shift & 31)) | (x >> (-shift & 31));
}

static inline u32 ror32(u32 x, unsigned int shift)
{
	return (x >> (shift & 31)) | (x << (-shift & 31));
}

/* @value with its bit @index as the sign, index 0 to 31. */
static inline s32 sign_extend32(u32 value, int index)
{
	int shift = 31 - index;

	return (s32)(value << shift) >> shift;
}

static inline s64 sign_extend64(u64 value, int index)
{
	int shift = 63 - index;

	return (s64)(value << shift) >> shift;
}

/* Single bits, not atomic. */

static __always_inline void __set_bit(unsigned long nr, volatile unsigned long *addr)
{
	((unsigned long *)addr)[BIT_WORD(nr)] |= BIT_MASK(nr);
}

static __always_inline void __clear_bit(unsigned long nr, volatile unsigned long *addr)
{
	((unsigned long *)addr)[BIT_WORD(nr)] &= ~BIT_MASK(nr);
}

static __always_inline void __change_bit(unsigned long nr, volatile unsigned long *addr)
{
	((unsigned long *)addr)[BIT_WORD(nr)] ^= BIT_MASK(nr);
}

static __always_inline void __assign_bit(unsigned long nr, volatile unsigned long *addr, bool value)
{
	if (value)
		__set_bit(nr, addr);
	else
		__clear_bit(nr, addr);
}

static __always_inline bool test_bit(unsigned long nr, const volatile unsigned long *addr)
{
	return (addr[BIT_WORD(nr)] >> (nr % BITS_PER_LONG)) & 1;
}

static __always_inline bool __test_and_set_bit(unsigned long nr, volatile unsigned long *addr)
{
	bool old = test_bit(nr, addr);

	__set_bit(nr, addr);
	return old;
}

static __always_inline bool __test_and_clear_bit(unsigned long nr, volatile unsigned long *addr)
{
	bool old = test_bit(nr, addr);

	__clear_bit(nr, addr);
	return old;
}

static __always_inline bool __test_and_change_bit(unsigned long nr, volatile unsigned long *addr)
{
	bool old = test_bit(nr, addr);

	__change_bit(nr, addr);
	return old;
}

/* Single bits, atomic. Without a result they order nothing; with one they are full barriers. */

static __always_inline void set_bit(unsigned long nr, volatile unsigned long *addr)
{
	__atomic_fetch_or(addr + BIT_WORD(nr), BIT_MASK(nr), __ATOMIC_RELAXED);
}

static __always_inline void clear_bit(unsigned long nr, volatile unsigned long *addr)
{
	__atomic_fetch_and(addr + BIT_WORD(nr), ~BIT_MASK(nr), __ATOMIC_RELAXED);
}

static __always_inline void change_bit(unsigned long nr, volatile unsigned long *addr)
{
	__atomic_fetch_xor(addr + BIT_WORD(nr), BIT_MASK(nr), __ATOMIC_RELAXED);
}

static __always_inline void assign_bit(unsigned long nr, volatile unsigned long *addr, bool value)
{
	if (value)
		set_bit(nr, addr);
	else
		clear_bit(nr, addr);
}

static __always_inline bool test_and_set_bit(unsigned long nr, volatile unsigned long *addr)
{
	unsigned long mask = BIT_MASK(nr);

	return __atomic_fetch_or(addr + BIT_WORD(nr), mask, __ATOMIC_SEQ_CST) & mask;
}

static __always_inline bool test_and_clear_bit(unsigned long nr, volatile unsigned long *addr)
{
	unsigned long mask = BIT_MASK(nr);

	return __atomic_fetch_and(addr + BIT_WORD(nr), ~mask, __ATOMIC_SEQ_CST) & mask;
}

static __always_inline bool test_and_change_bit(unsigned long nr, volatile unsigned long *addr)
{
	unsigned long mask = BIT_MASK(nr);

	return __atomic_fetch_xor(addr + BIT_WORD(nr), mask, __ATOMIC_SEQ_CST) & mask;
}

/* Bit locks: acquire on success, release on clearing. */
static __always_inline bool test_and_set_bit_lock(unsigned long nr, volatile unsigned long *addr)
{
	return test_and_set_bit(nr, addr);
}

static __always_inline void clear_bit_unlock(unsigned long nr, volatile unsigned long *addr)
{
	__atomic_fetch_and(addr + BIT_WORD(nr), ~BIT_MASK(nr), __ATOMIC_RELEASE);
}

#include <linux/find.h>

#endif
