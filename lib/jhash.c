// SPDX-License-Identifier: MIT
/* Hashing of bytes and of words; see linux/jhash.h for the algorithm. Context: any. */
#include <linux/export.h>
#include <linux/jhash.h>
#include <linux/unaligned.h>

/* Up to four bytes as a number, the first one lowest. */
static u32 tail_word(const u8 *p, u32 n)
{
	u32 word = 0;

	for (u32 i = 0; i < n && i < 4; i++)
		word |= (u32)p[i] << (8 * i);
	return word;
}

/**
 * jhash() - hash bytes
 * @key: the bytes, at any address
 * @length: how many
 * @initval: any number; another one gives another hash
 */
u32 jhash(const void *key, u32 length, u32 initval)
{
	u32 start = JHASH_INITVAL + length + initval;
	struct jhash_state s = { start, start, start };
	const u8 *p = key;

	for (; length > 12; length -= 12, p += 12) {
		s.a += get_unaligned_le32(p);
		s.b += get_unaligned_le32(p + 4);
		s.c += get_unaligned_le32(p + 8);
		jhash_mix_state(&s);
	}
	if (!length)
		return s.c;
	s.a += tail_word(p, length);
	s.b += length > 4 ? tail_word(p + 4, length - 4) : 0;
	s.c += length > 8 ? tail_word(p + 8, length - 8) : 0;
	return jhash_final(&s);
}
EXPORT_SYMBOL(jhash);

/** jhash2 - hash @count words */
u32 jhash2(const u32 *words, u32 count, u32 initval)
{
	u32 start = JHASH_INITVAL + (count << 2) + initval;
	struct jhash_state s = { start, start, start };

	for (; count > 3; count -= 3, words += 3) {
		s.a += words[0];
		s.b += words[1];
		s.c += words[2];
		jhash_mix_state(&s);
	}
	if (!count)
		return s.c;
	s.a += words[0];
	s.b += count > 1 ? words[1] : 0;
	s.c += count > 2 ? words[2] : 0;
	return jhash_final(&s);
}
EXPORT_SYMBOL(jhash2);
