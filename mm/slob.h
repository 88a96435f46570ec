/* SPDX-License-Identifier: MIT */
/* What the files of SLOB share. Theory in slob.c. */
#ifndef _MM_SLOB_H
#define _MM_SLOB_H

#include "slab_linked.h"

/* Flags of caches that nobody outside sees. */
#define SLOB_HEAP ((slab_flags_t)0x10000000u)	/* not a cache: pages for blocks of all sizes */
#define SLOB_SHARED ((slab_flags_t)0x20000000u) /* its objects are blocks of a heap */

#define SLOB_UNIT 8u
#define SLOB_HEADER SLOB_UNIT

/* A block's header: the cache of an object, or the size of what kmalloc() gave. */
static inline unsigned long slob_size_tag(size_t size)
{
	return size << 1 | 1;
}

static inline unsigned long slob_cache_tag(const struct kmem_cache *cache)
{
	return (unsigned long)cache;
}

static inline bool slob_tag_is_size(unsigned long tag)
{
	return tag & 1;
}

static inline size_t slob_tag_size(unsigned long tag)
{
	return slob_tag_is_size(tag) ? tag >> 1 : ((struct kmem_cache *)tag)->object_size;
}

static inline unsigned long slob_tag(const void *object)
{
	return *(const unsigned long *)(object - SLOB_HEADER);
}

/* Does it fit into a page, with its header in front? */
static inline bool slob_fits(size_t size, size_t align)
{
	return size <= PAGE_SIZE && ALIGN(SLOB_HEADER, align) + size <= PAGE_SIZE;
}

/* ---- slob_heap.c ------------------------------------------------------------------------------ */

bool slob_heap_is_ready(void);
void *slob_heap_alloc(size_t size, size_t align, unsigned long tag, gfp_t gfp, int node);
bool slob_heap_free(struct page *page, void *object, struct kmem_cache **cache, unsigned long ip);
bool slob_heap_is_free(struct page *page, const void *object);

#endif
