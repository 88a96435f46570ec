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

/* Of 1 to 4 numbers, as if they stood in memory one behind the other. */
#define __HASHES_OF(hash, result, number, key_type)                                                \
	static inline result hash##_1##number(number a, const key_type *key)                       \
	{                                                                                          \
		return hash((const number[]){ a }, sizeof(a), key);                                \
	}                                                                                          \
	static inline result hash##_2##number(number a, number b, const key_type *key)             \
	{                                                                                          \
		return hash((const number[]){ a, b }, 2 * sizeof(a), key);                         \
	}                                                                                          \
	static inline result hash##_3##number(number a, number b, number c, const key_type *key)   \
	{                                                                                          \
		return hash((const number[]){ a, b, c }, 3 * sizeof(a), key);                      \
	}                                                                                          \
	static inline result hash##_4##number(number a, number b, number c, number d, const key_type *key) \
	{                                                                                          \
		return hash((const number[]){ a, b, c, d }, 4 * sizeof(a), key);                   \
	}

__HASHES_OF(siphash, u64, u64, siphash_key_t)
__HASHES_OF(siphash, u64, u32, siphash_key_t)
__HASHES_OF(hsiphash, u32, u32, hsiphash_key_t)

#undef __HASHES_OF

#endif
