/* SPDX-License-Identifier: MIT */
/* Hashing of bytes and of words: Bob Jenkins' lookup3 (2006, public domain), little-endian. */
#ifndef _LINUX_JHASH_H
#define _LINUX_JHASH_H

#include <linux/bitops.h>
#include <linux/types.h>

#define JHASH_INITVAL 0xdeadbeef

#define jhash_size(n) ((u32)1 << (n))
#define jhash_mask(n) (jhash_size(n) - 1)

/* The state, three words. */
struct jhash_state {
	u32 a, b, c;
};

static inline void jhash_mix_state(struct jhash_state *s)
{
	u32 a = s->a, b = s->b, c = s->c;

	a = (a - c) ^ rol32(c, 4), c += b;
	b = (b - a) ^ rol32(a, 6), a += c;
	c = (c - b) ^ rol32(b, 8), b += a;
	a = (a - c) ^ rol32(c, 16), c += b;
	b = (b - a) ^ rol32(a, 19), a += c;
	c = (c - b) ^ rol32(b, 4), b += a;
	*s = (struct jhash_state){ a, b, c };
}

static inline u32 jhash_final(const struct jhash_state *s)
{
	u32 a = s->a, b = s->b, c = s->c;

	c = (c ^ b) - rol32(b, 14);
	a = (a ^ c) - rol32(c, 11);
	b = (b ^ a) - rol32(a, 25);
	c = (c ^ b) - rol32(b, 16);
	a = (a ^ c) - rol32(c, 4);
	b = (b ^ a) - rol32(a, 14);
	return (c ^ b) - rol32(b, 24);
}

u32 jhash(const void *key, u32 length, u32 initval);
u32 jhash2(const u32 *words, u32 count, u32 initval);

static inline u32 __jhash_nwords(u32 a, u32 b, u32 c, u32 initval)
{
	const struct jhash_state s = { a + initval, b + initval, c + initval };

	return jhash_final(&s);
}

static inline u32 jhash_3words(u32 a, u32 b, u32 c, u32 initval)
{
	return __jhash_nwords(a, b, c, initval + JHASH_INITVAL + (3 << 2));
}

static inline u32 jhash_2words(u32 a, u32 b, u32 initval)
{
	return __jhash_nwords(a, b, 0, initval + JHASH_INITVAL + (2 << 2));
}

static inline u32 jhash_1word(u32 a, u32 initval)
{
	return __jhash_nwords(a, 0, 0, initval + JHASH_INITVAL + (1 << 2));
}

#endif
