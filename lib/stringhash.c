// SPDX-License-Identifier: MIT
/*
 * Hashes of names: FNV-1a (Fowler, Noll, Vo; RFC 9923 describes it) over the bytes, begun with the salt.
 * The values differ from Linux's, where they differ from machine to machine, too. Context: any.
 */
#include <linux/export.h>
#include <linux/stringhash.h>

#define FNV_PRIME 0x01000193u
#define FNV_BASIS 0x811c9dc5u

static u32 begin(const void *salt)
{
	return FNV_BASIS ^ hash32_ptr(salt);
}

static u32 add(u32 hash, char c)
{
	return (hash ^ (u8)c) * FNV_PRIME;
}

/** full_name_hash - hash @length characters */
unsigned int full_name_hash(const void *salt, const char *name, unsigned int length)
{
	u32 hash = begin(salt);

	while (length--)
		hash = add(hash, *name++);
	return hash;
}
EXPORT_SYMBOL(full_name_hash);

/** hashlen_string - hash the characters before the zero, and count them */
u64 hashlen_string(const void *salt, const char *name)
{
	u32 hash = begin(salt);
	u32 length = 0;

	while (name[length])
		hash = add(hash, name[length++]);
	return hashlen_create(hash, length);
}
EXPORT_SYMBOL(hashlen_string);
