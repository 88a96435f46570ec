// SPDX-License-Identifier: MIT
/*
 * Blocks of memory. Theory: a block shorter than a word is moved by its sizes' binary digits
 * (8 + 4 + 2 + 1); up to BULK bytes by words, where the last word overlaps the one before instead
 * of a tail of bytes; longer ones by the CPU's string instructions (asm/string.h). All words are
 * accessed unaligned, which x86 does at full speed inside a cache line.
 *
 * The compiler calls memcpy(), memmove(), memset() and memcmp() on its own. For the same reason
 * the loops hold a barrier(): without it the compiler recognises a copy and makes each of these
 * functions call itself. The names are in parentheses because <linux/string.h> has macros of them.
 *
 * Context: all functions here may be called from anywhere. Reference: C11 7.24.
 */
#include <asm/string.h>
#include <linux/bits.h>
#include <linux/compiler.h>
#include <linux/export.h>
#include <linux/minmax.h>
#include <linux/string.h>

/* From this size on the string instructions' start-up cost has been made up for. */
#define BULK 256
#define WORD sizeof(unsigned long)

/* Memory of any type at any address. */
struct word {
	unsigned long v;
} __attribute__((__packed__, __may_alias__));
struct half {
	u32 v;
} __attribute__((__packed__, __may_alias__));
struct quarter {
	u16 v;
} __attribute__((__packed__, __may_alias__));

#define load(type, p) (((const struct type *)(p))->v)
#define store(type, p, x) (((struct type *)(p))->v = (x))

/* @n < 8. Loads everything before it stores: the blocks may overlap in either direction. */
static __always_inline void move_short(u8 *dst, const u8 *src, size_t n)
{
	if (n >= 4) {
		u32 first = load(half, src), last = load(half, src + n - 4);

		store(half, dst, first);
		store(half, dst + n - 4, last);
	} else if (n >= 2) {
		u16 first = load(quarter, src), last = load(quarter, src + n - 2);

		store(quarter, dst, first);
		store(quarter, dst + n - 2, last);
	} else if (n) {
		*dst = *src;
	}
}

/* Four words at once: all are loaded before any is stored. */
static __always_inline void move_four(u8 *dst, const u8 *src)
{
	unsigned long a = load(word, src), b = load(word, src + WORD);
	unsigned long c = load(word, src + 2 * WORD), d = load(word, src + 3 * WORD);

	store(word, dst, a);
	store(word, dst + WORD, b);
	store(word, dst + 2 * WORD, c);
	store(word, dst + 3 * WORD, d);
	barrier();
}

/* Upwards; also right for overlapping blocks with @dst < @src, as the last word is loaded first. */
static __always_inline void move_up(u8 *dst, const u8 *src, size_t n)
{
	unsigned long last = load(word, src + n - WORD);
	u8 *last_dst = dst + n - WORD;

	if (n >= BULK) {
		arch_copy_words(dst, src, n / WORD);
	} else {
		for (; n > 4 * WORD; n -= 4 * WORD, dst += 4 * WORD, src += 4 * WORD)
			move_four(dst, src);
		for (; n > WORD; n -= WORD, dst += WORD, src += WORD) {
			store(word, dst, load(word, src));
			barrier();
		}
	}
	store(word, last_dst, last);
}

/* Downwards, for overlapping blocks with @dst > @src. */
static void move_down(u8 *dst, const u8 *src, size_t n)
{
	unsigned long first = load(word, src);

	for (; n > 4 * WORD; n -= 4 * WORD)
		move_four(dst + n - 4 * WORD, src + n - 4 * WORD);
	for (; n > WORD; n -= WORD) {
		store(word, dst + n - WORD, load(word, src + n - WORD));
		barrier();
	}
	store(word, dst, first);
}

/**
 * memcpy - copy @n bytes
 * @dst: to
 * @src: from; the blocks must not overlap
 *
 * Return: @dst.
 */
void *(memcpy)(void *dst, const void *src, size_t n)
{
	if (n < WORD)
		move_short(dst, src, n);
	else
		move_up(dst, src, n);
	return dst;
}
EXPORT_SYMBOL(memcpy);

/**
 * memmove - copy @n bytes between blocks that may overlap
 * @dst: to
 * @src: from
 *
 * Return: @dst.
 */
void *(memmove)(void *dst, const void *src, size_t n)
{
	if (n < WORD)
		move_short(dst, src, n);
	else if ((uintptr_t)dst - (uintptr_t)src >= n)
		move_up(dst, src, n); /* below, or not overlapping */
	else
		move_down(dst, src, n);
	return dst;
}
EXPORT_SYMBOL(memmove);

/* @n < 8. */
static __always_inline void fill_short(u8 *dst, unsigned long pattern, size_t n)
{
	if (n >= 4) {
		store(half, dst, (u32)pattern);
		store(half, dst + n - 4, (u32)pattern);
	} else if (n >= 2) {
		store(quarter, dst, (u16)pattern);
		store(quarter, dst + n - 2, (u16)pattern);
	} else if (n) {
		*dst = (u8)pattern;
	}
}

/* Fewer than BULK bytes are filled by a jump into a row of stores: a loop would take half as many instructions more. */
#define FILL_1(k)                                                                                  \
	case (k) + 1:                                                                              \
		store(word, p + (k) * WORD, pattern);                                              \
		fallthrough;
#define FILL_4(k) FILL_1((k) + 3) FILL_1((k) + 2) FILL_1((k) + 1) FILL_1(k)
#define FILL_16(k) FILL_4((k) + 12) FILL_4((k) + 8) FILL_4((k) + 4) FILL_4(k)

static __always_inline void fill_words(u8 *p, unsigned long pattern, size_t words)
{
	switch (words) {
	FILL_16(47)
	FILL_16(31)
	FILL_16(15)
	FILL_4(11)
	FILL_4(7)
	FILL_4(3)
	FILL_1(2)
	FILL_1(1)
	FILL_1(0)
	default:
		break;
	}
}

/* Apart, because the string instruction's registers would have to be saved in memset(). */
static noinline void *fill_bulk(void *dst, unsigned long pattern, size_t words)
{
	arch_fill_words(dst, pattern, words);
	return dst;
}

/**
 * memset - fill @n bytes with the low byte of @c
 * @dst: what to fill
 *
 * Return: @dst.
 */
void *(memset)(void *dst, int c, size_t n)
{
	unsigned long pattern = (u8)c * (~0UL / 0xff);
	u8 *p = dst;

	if (n < WORD) {
		fill_short(p, pattern, n);
		return dst;
	}
	store(word, p + n - WORD, pattern);
	if (n >= BULK)
		return fill_bulk(dst, pattern, n / WORD);
	fill_words(p, pattern, n / WORD);
	return dst;
}
EXPORT_SYMBOL(memset);

/**
 * memcmp - compare @n bytes as unsigned numbers
 *
 * Return: < 0, 0 or > 0 as @a is below, equal to or above @b.
 */
int (memcmp)(const void *a, const void *b, size_t n)
{
	const u8 *x = a, *y = b;

	while (n >= WORD && load(word, x) == load(word, y)) {
		x += WORD;
		y += WORD;
		n -= WORD;
	}
	for (; n; n--, x++, y++)
		if (*x != *y)
			return *x - *y;
	return 0;
}
EXPORT_SYMBOL(memcmp);

/**
 * memchr - the first byte equal to the low byte of @c among @n
 *
 * Return: its address, or NULL.
 */
void *(memchr)(const void *s, int c, size_t n)
{
	for (const u8 *p = s; n; n--, p++)
		if (*p == (u8)c)
			return (void *)p;
	return NULL;
}
EXPORT_SYMBOL(memchr);

/**
 * memchr_inv - the first byte that differs from the low byte of @c among @bytes
 *
 * Return: its address, or NULL if the whole block is @c: the check of poisoned memory.
 */
void *memchr_inv(const void *start, int c, size_t bytes)
{
	unsigned long pattern = (u8)c * (~0UL / 0xff);
	const u8 *p = start;

	while (bytes >= WORD && load(word, p) == pattern) {
		p += WORD;
		bytes -= WORD;
	}
	for (; bytes; bytes--, p++)
		if (*p != (u8)c)
			return (void *)p;
	return NULL;
}
EXPORT_SYMBOL(memchr_inv);

/**
 * memscan - as memchr(), but a miss gives the end of the block
 */
void *memscan(void *addr, int c, size_t size)
{
	void *found = memchr(addr, c, size);

	return found ? found : (u8 *)addr + size;
}
EXPORT_SYMBOL(memscan);

/**
 * memset16 - store @count 16-bit values
 * @s: first of them
 */
void *memset16(u16 *s, u16 v, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		s[i] = v;
		barrier();
	}
	return s;
}
EXPORT_SYMBOL(memset16);

/** memset32 - store @count 32-bit values at @s */
void *memset32(u32 *s, u32 v, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		s[i] = v;
		barrier();
	}
	return s;
}
EXPORT_SYMBOL(memset32);

/** memset64 - store @count 64-bit values at @s */
void *memset64(u64 *s, u64 v, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		s[i] = v;
		barrier();
	}
	return s;
}
EXPORT_SYMBOL(memset64);

/**
 * memzero_explicit - clear secrets: a memset() that stays even if nobody reads the block again
 */
void memzero_explicit(void *s, size_t n)
{
	memset(s, 0, n);
	barrier();
}
EXPORT_SYMBOL(memzero_explicit);

/**
 * memcpy_and_pad - copy @count bytes, at most @dst_len, and fill the rest of @dst with @pad
 */
void memcpy_and_pad(void *dst, size_t dst_len, const void *src, size_t count, int pad)
{
	count = min(count, dst_len);
	memcpy(dst, src, count);
	memset((u8 *)dst + count, pad, dst_len - count);
}
EXPORT_SYMBOL(memcpy_and_pad);
