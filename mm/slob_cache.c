// SPDX-License-Identifier: MIT
/* SLOB: beginning and end of a cache, and what can be asked about it. Theory in slob.c. */
#include <linux/kernel.h>
#include "slob.h"

/* A heap's objects are units, whatever slab_debug= says. */
static void set_up_heap(struct kmem_cache *cache)
{
	cache->flags &= ~SLAB_SLOW_FLAGS;
	cache->red_left_pad = 0;
	cache->ctor = NULL;
	slab_layout(cache, SLOB_UNIT);
	cache->order = cache->min_order = 0;
	cache->objects = PAGE_SIZE / SLOB_UNIT;
}

/* May its objects be blocks between others? */
static bool can_share(const struct kmem_cache *cache)
{
	return slob_heap_is_ready() && !cache->ctor && !cache->gfp && !slab_is_debugged(cache) &&
	       !(cache->flags & SLAB_TYPESAFE_BY_RCU) && slob_fits(cache->object_size, cache->align);
}

/**
 * slab_setup() - prepare a cache whose layout is known
 */
int slab_setup(struct kmem_cache *cache)
{
	if (cache->flags & SLOB_HEAP) {
		set_up_heap(cache);
		return 0;
	}
	slab_choose_order(cache);
	cache->min_partial = 1;
	if (can_share(cache)) {
		cache->flags |= SLOB_SHARED;
		cache->align = max(cache->align, SLOB_UNIT);
	}
	return 0;
}

/**
 * slab_release() - undo slab_setup(); there are no slabs
 */
void slab_release(struct kmem_cache *cache)
{
}

/**
 * slab_flush() - give back what CPUs keep: nothing
 *
 * Return: objects that are still allocated.
 */
unsigned long slab_flush(struct kmem_cache *cache)
{
	unsigned long left = 0;
	struct slab_node *n;

	for_each_slab_node(cache, n)
		left += READ_ONCE(n->nr_inuse);
	return left;
}

void slab_flush_all(void)
{
}

void slab_set_fast_path(struct kmem_cache *cache, bool on)
{
}

bool slab_object_is_kept(struct kmem_cache *cache, const void *object)
{
	return false;
}

/**
 * slab_object_is_free() - is it on its slab's list, or its unit in a free block?
 *
 * Context: the node's lock, or nobody who could change the list.
 */
bool slab_object_is_free(struct kmem_cache *cache, struct page *slab, const void *object)
{
	if (cache->flags & SLOB_HEAP)
		return slob_heap_is_free(slab, object);
	return linked_object_is_free(cache, slab, object);
}

/* A node's part of the totals. */
static void add_node(struct slab_node *n, struct slab_totals *totals)
{
	unsigned long flags;
	struct page *slab;

	spin_lock_irqsave(&n->lock, flags);
	totals->objects += n->nr_objects;
	totals->active += n->nr_inuse;
	totals->slabs += n->nr_slabs;
	totals->active_slabs += n->nr_slabs;
	list_for_each_entry(slab, &n->partial, lru)
		totals->active_slabs -= !slab->slab_inuse;
	totals->active_slabs -= !list_empty(&n->empty); /* a heap has one at most, others none */
	spin_unlock_irqrestore(&n->lock, flags);
}

/**
 * slab_get_totals() - what /proc/slabinfo tells
 * @cache: the cache; one whose objects are in heaps has no slabs, and no number of objects in them
 * @totals: filled in
 */
void slab_get_totals(struct kmem_cache *cache, struct slab_totals *totals)
{
	struct slab_node *n;

	*totals = (struct slab_totals){ .order = cache->order };
	if (!(cache->flags & SLOB_SHARED))
		totals->per_slab = cache->objects;
	for_each_slab_node(cache, n)
		add_node(n, totals);
}
