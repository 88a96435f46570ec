/* SPDX-License-Identifier: MIT */
/* Hashes of names, with a salt so that those of two tables differ; lib/stringhash.c. */
#ifndef _LINUX_STRINGHASH_H
#define _LINUX_STRINGHASH_H

#include <linux/compiler.h>
#include <linux/hash.h>
#include <linux/types.h>

/* A name's hash in the lower half, its length in the upper. */
#define hashlen_hash(hashlen) ((u32)(hashlen))
#define hashlen_len(hashlen) ((u32)((hashlen) >> 32))
#define hashlen_create(hash, length) ((u64)(length) << 32 | (u32)(hash))

unsigned int __must_check full_name_hash(const void *salt, const char *name, unsigned int length);
u64 __must_check hashlen_string(const void *salt, const char *name);

#endif
