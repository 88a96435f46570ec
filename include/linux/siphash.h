/* SPDX-License-Identifier: MIT */
/* Hashes whose collisions nobody can find who does not know the key. lib/siphash.c. */
#ifndef _LINUX_SIPHASH_H
#define _LINUX_SIPHASH_H

#include <linux/compiler.h>
#include <linux/kernel.h>
#include <linux/types.h>

typedef struct {
	u64 key[2];
} siphash_key_t;

/* For hsiphash(): two of the CPU's words. */
typedef struct {
	unsigned long key[2];
} hsiphash_key_t;

#define siphash_aligned_key_t siphash_key_t __aligned(16)
#define SIPHASH_ALIGNMENT __alignof__(u64)
#define HSIPHASH_ALIGNMENT __alignof__(unsigned long)

static inline bool siphash_key_is_zero(const siphash_key_t *key)
{
	return !(key->key[0] | key->key[1]);
}

u64 siphash(const void *data, size_t length, const siphash_key_t *key);
u32 hsiphash(const void *data, size_t length, const hsiphash_key_t *key);

/* Of numbers, as if they stood in memory one behind the other. */
#define __HASH_OF(hash, key, type, ...) hash((const type[]){ __VA_ARGS__ }, sizeof((const type[]){ __VA_ARGS__ }), key)

#define siphash_1u64(a, key) __HASH_OF(siphash, key, u64, a)
#define siphash_2u64(a, b, key) __HASH_OF(siphash, key, u64, a, b)
#define siphash_3u64(a, b, c, key) __HASH_OF(siphash, key, u64, a, b, c)
#define siphash_4u64(a, b, c, d, key) __HASH_OF(siphash, key, u64, a, b, c, d)
#define siphash_1u32(a, key) __HASH_OF(siphash, key, u32, a)
#define siphash_2u32(a, b, key) __HASH_OF(siphash, key, u32, a, b)
#define siphash_3u32(a, b, c, key) __HASH_OF(siphash, key, u32, a, b, c)
#define siphash_4u32(a, b, c, d, key) __HASH_OF(siphash, key, u32, a, b, c, d)
#define hsiphash_1u32(a, key) __HASH_OF(hsiphash, key, u32, a)
#define hsiphash_2u32(a, b, key) __HASH_OF(hsiphash, key, u32, a, b)
#define hsiphash_3u32(a, b, c, key) __HASH_OF(hsiphash, key, u32, a, b, c)
#define hsiphash_4u32(a, b, c, d, key) __HASH_OF(hsiphash, key, u32, a, b, c, d)

#endif
