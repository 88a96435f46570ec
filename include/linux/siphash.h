/* SPDX-License-Identifier: MIT */
/* SipHash-2-4: hashes whose collisions nobody can find who does not know the key. lib/siphash.c. */
#ifndef _LINUX_SIPHASH_H
#define _LINUX_SIPHASH_H

#include <linux/types.h>

typedef struct {
	u64 key[2];
} siphash_key_t;

#define SIPHASH_ALIGNMENT __alignof__(u64)

static inline bool siphash_key_is_zero(const siphash_key_t *key)
{
	return !(key->key[0] | key->key[1]);
}

u64 siphash(const void *data, size_t length, const siphash_key_t *key);

static inline u64 siphash_1u64(u64 a, const siphash_key_t *key)
{
	return siphash(&a, sizeof(a), key);
}

static inline u64 siphash_2u64(u64 a, u64 b, const siphash_key_t *key)
{
	const u64 both[2] = { a, b };

	return siphash(both, sizeof(both), key);
}

static inline u64 siphash_1u32(u32 a, const siphash_key_t *key)
{
	return siphash(&a, sizeof(a), key);
}

#endif
