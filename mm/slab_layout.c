// SPDX-License-Identifier: MIT
/*
 * How an object lies in its slab, and how many pages a slab has. The same for all variants.
 *
 * Layout of an object's place, cache->size bytes; what is in brackets is there only when flags ask for it:
 *
 *   [left red zone] object  [red zone] [link] [who allocated] [who freed] [padding] alignment
 *                   |       |          |                                            |
 *                   0       object_size, inuse                          size - red_left_pad
 *
 * A free object holds the link to the next one. It lies in the middle of the object, where a neighbour's
 * overflow does not reach so soon; behind the object, if the object must stay as it is while it is free
 * (constructor, SLAB_TYPESAFE_BY_RCU, SLAB_POISON).
 */
#include <linux/align.h>
#include <linux/cache.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include "slab.h"
#include "slab_debug.h"

#define WORD sizeof(void *)

/* To a cache line, or so that as many objects share one as fit; at least as asked for, and to a word. */
static unsigned int choose_align(const struct kmem_cache *cache, unsigned int align)
{
	unsigned int line = SMP_CACHE_BYTES;

	if (cache->flags & SLAB_HWCACHE_ALIGN) {
		while (cache->object_size <= line / 2 && line > WORD)
			line /= 2;
		align = max(align, line);
	}
	align = max_t(unsigned int, align, cache->object_size < ARCH_SLAB_MINALIGN ? WORD : ARCH_SLAB_MINALIGN);
	return ALIGN(align, WORD);
}

static bool link_outside(const struct kmem_cache *cache)
{
	return cache->ctor || cache->flags & (SLAB_TYPESAFE_BY_RCU | SLAB_POISON) ||
	       (cache->flags & SLAB_RED_ZONE && cache->object_size < WORD);
}

/**
 * slab_layout() - lay out the objects of a new cache
 * @cache: object_size, flags and ctor are set; set are size, inuse, offset, align and red_left_pad
 * @align: what the owner asks for: 0 or a power of two
 */
void slab_layout(struct kmem_cache *cache, unsigned int align)
{
	unsigned int size = ALIGN(cache->object_size, WORD);

	cache->align = choose_align(cache, align);
	if (cache->flags & SLAB_RED_ZONE && size == cache->object_size)
		size += WORD;
	cache->inuse = size;
	cache->offset = ALIGN_DOWN(cache->object_size / 2, WORD);
	if (link_outside(cache)) {
		cache->offset = size;
		size += WORD;
	}
	if (cache->flags & SLAB_STORE_USER)
		size += 2 * sizeof(struct slab_track);
	if (cache->flags & SLAB_RED_ZONE) {
		size += WORD;
		cache->red_left_pad = ALIGN(WORD, cache->align);
		size += cache->red_left_pad;
	}
	cache->size = ALIGN(size, cache->align);
}

/* Bytes that no object uses. */
static unsigned int waste(const struct kmem_cache *cache, unsigned int order)
{
	return (PAGE_SIZE << order) % cache->size;
}

static bool fits(const struct kmem_cache *cache, unsigned int order, unsigned int objects, unsigned int fraction)
{
	unsigned int bytes = PAGE_SIZE << order;

	return bytes / cache->size >= objects && waste(cache, order) <= bytes / fraction;
}

#define USUAL_MAX_ORDER PAGE_ALLOC_COSTLY_ORDER
#define LAST_MAX_ORDER 5 /* for objects that waste much in every smaller slab */

static unsigned int best_order(const struct kmem_cache *cache, unsigned int min_order)
{
	for (unsigned int objects = 8; objects > 1; objects /= 2)
		for (unsigned int fraction = 16; fraction >= 8; fraction /= 2)
			for (unsigned int order = min_order; order <= USUAL_MAX_ORDER; order++)
				if (fits(cache, order, objects, fraction))
					return order;
	for (unsigned int order = min_order; order <= LAST_MAX_ORDER; order++)
		if (fits(cache, order, 1, 8))
			return order;
	return min_order;
}

/**
 * slab_choose_order() - how many pages a slab has
 * @cache: laid out; set are order, min_order and objects
 *
 * The smallest order with eight objects and a sixteenth of waste, or else fewer objects, or an eighth.
 * min_order is where one object fits, for times when larger blocks are not to be had.
 */
void slab_choose_order(struct kmem_cache *cache)
{
	cache->min_order = get_order(max(cache->size, cache->align));
	cache->order = max(best_order(cache, cache->min_order), cache->min_order);
	cache->objects = (PAGE_SIZE << cache->order) / cache->size;
}
