// SPDX-License-Identifier: MIT
/*
 * SipHash (Aumasson, Bernstein, "SipHash: a fast short-input PRF", Indocrypt 2012): four words are stirred
 * by additions, rotations and exclusive ors, so many rounds for each word that is taken in, and more at the
 * end. siphash() has 2 and 4 rounds, hsiphash() 1 and 3. With words of 32 bits it is called HalfSipHash
 * (Aumasson's reference code, github.com/veorq/SipHash); hsiphash() takes the CPU's words.
 * Context: any.
 */
#include <linux/bitops.h>
#include <linux/export.h>
#include <linux/siphash.h>
#include <linux/unaligned.h>

static void stir(u64 v[4], int rounds)
{
	while (rounds--) {
		v[0] += v[1], v[1] = rol64(v[1], 13) ^ v[0], v[0] = rol64(v[0], 32);
		v[2] += v[3], v[3] = rol64(v[3], 16) ^ v[2];
		v[0] += v[3], v[3] = rol64(v[3], 21) ^ v[0];
		v[2] += v[1], v[1] = rol64(v[1], 17) ^ v[2], v[2] = rol64(v[2], 32);
	}
}

static void absorb(u64 v[4], u64 word, int rounds)
{
	v[3] ^= word;
	stir(v, rounds);
	v[0] ^= word;
}

static u64 sip(const u8 *p, size_t length, u64 key0, u64 key1, int rounds, int last_rounds)
{
	u64 v[4] = {
		key0 ^ 0x736f6d6570736575ull, key1 ^ 0x646f72616e646f6dull,
		key0 ^ 0x6c7967656e657261ull, key1 ^ 0x7465646279746573ull,
	};
	u64 last = (u64)length << 56;

	for (; length >= 8; length -= 8, p += 8)
		absorb(v, get_unaligned_le64(p), rounds);
	for (size_t i = 0; i < length; i++)
		last |= (u64)p[i] << (8 * i);
	absorb(v, last, rounds);
	v[2] ^= 0xff;
	stir(v, last_rounds);
	return v[0] ^ v[1] ^ v[2] ^ v[3];
}

/**
 * siphash() - hash bytes with a key
 * @data: the bytes, at any address
 * @length: how many
 * @key: the secret
 */
u64 siphash(const void *data, size_t length, const siphash_key_t *key)
{
	return sip(data, length, key->key[0], key->key[1], 2, 4);
}
EXPORT_SYMBOL(siphash);

static void stir_half(u32 v[4], int rounds)
{
	while (rounds--) {
		v[0] += v[1], v[1] = rol32(v[1], 5) ^ v[0], v[0] = rol32(v[0], 16);
		v[2] += v[3], v[3] = rol32(v[3], 8) ^ v[2];
		v[0] += v[3], v[3] = rol32(v[3], 7) ^ v[0];
		v[2] += v[1], v[1] = rol32(v[1], 13) ^ v[2], v[2] = rol32(v[2], 16);
	}
}

static void absorb_half(u32 v[4], u32 word)
{
	v[3] ^= word;
	stir_half(v, 1);
	v[0] ^= word;
}

static u32 half_sip(const u8 *p, size_t length, u32 key0, u32 key1)
{
	u32 v[4] = { key0, key1, key0 ^ 0x6c796765, key1 ^ 0x74656462 };
	u32 last = (u32)length << 24;

	for (; length >= 4; length -= 4, p += 4)
		absorb_half(v, get_unaligned_le32(p));
	for (size_t i = 0; i < length; i++)
		last |= (u32)p[i] << (8 * i);
	absorb_half(v, last);
	v[2] ^= 0xff;
	stir_half(v, 3);
	return v[1] ^ v[3];
}

/**
 * hsiphash() - the same for tables in memory: quicker, and easier to break
 * @data: the bytes, at any address
 * @length: how many
 * @key: the secret
 */
u32 hsiphash(const void *data, size_t length, const hsiphash_key_t *key)
{
	if (sizeof(long) == 8)
		return (u32)sip(data, length, key->key[0], key->key[1], 1, 3);
	return half_sip(data, length, (u32)key->key[0], (u32)key->key[1]);
}
EXPORT_SYMBOL(hsiphash);
