// SPDX-License-Identifier: MIT
/*
 * SipHash-2-4 (Aumasson, Bernstein, "SipHash: a fast short-input PRF", Indocrypt 2012): four words are
 * stirred by additions, rotations and exclusive ors, twice for each eight bytes, four times at the end.
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

static void absorb(u64 v[4], u64 word)
{
	v[3] ^= word;
	stir(v, 2);
	v[0] ^= word;
}

/**
 * siphash() - hash bytes with a key
 * @data: the bytes, at any address
 * @length: how many
 * @key: the secret
 */
u64 siphash(const void *data, size_t length, const siphash_key_t *key)
{
	u64 v[4] = {
		key->key[0] ^ 0x736f6d6570736575ull, key->key[1] ^ 0x646f72616e646f6dull,
		key->key[0] ^ 0x6c7967656e657261ull, key->key[1] ^ 0x7465646279746573ull,
	};
	u64 last = (u64)length << 56;
	const u8 *p = data;

	for (; length >= 8; length -= 8, p += 8)
		absorb(v, get_unaligned_le64(p));
	for (size_t i = 0; i < length; i++)
		last |= (u64)p[i] << (8 * i);
	absorb(v, last);
	v[2] ^= 0xff;
	stir(v, 4);
	return v[0] ^ v[1] ^ v[2] ^ v[3];
}
EXPORT_SYMBOL(siphash);
