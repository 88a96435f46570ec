// SPDX-License-Identifier: MIT
/*
 * One object at a time, from and to its slab (slab_linked.c), with everything that a cache's flags ask for;
 * and what else concerns such slabs.
 */
#include <linux/fault-inject.h>
#include <linux/kernel.h>
#include <linux/numa.h>
#include "slab_linked.h"

static void *take_from_node(struct kmem_cache *cache, struct slab_node *n)
{
	void *object = NULL;
	unsigned long flags;

	local_irq_save(flags);
	if (READ_ONCE(n->nr_partial))
		linked_take_partial(cache, n, &object, 1);
	local_irq_restore(flags);
	return object;
}

static void *take_from_new(struct kmem_cache *cache, gfp_t gfp, int node)
{
	struct page *slab = linked_new_slab(cache, gfp, node);
	struct slab_node *n;
	unsigned long flags;
	void *object = NULL;

	if (!slab)
		return NULL;
	n = slab_node_of(cache, slab);
	spin_lock_irqsave(&n->lock, flags);
	linked_add_slab_locked(cache, slab);
	linked_take_locked(cache, slab, &object, 1);
	spin_unlock_irqrestore(&n->lock, flags);
	return object;
}

static void *take_any_node(struct kmem_cache *cache)
{
	struct slab_node *n;
	void *object = NULL;

	for_each_slab_node(cache, n) {
		object = take_from_node(cache, n);
		if (object)
			break;
	}
	return object;
}

/* A node that is out of memory is helped out with objects that others have, before these get new slabs for it. */
static void *take_anywhere(struct kmem_cache *cache, gfp_t gfp, int node)
{
	bool others = !(gfp & __GFP_THISNODE);
	int want = slab_wanted_node(node);
	void *object = take_from_node(cache, &cache->node[want]);

	if (!object && others && nr_slab_nodes > 1)
		object = take_from_new(cache, slab_gfp_of_node(gfp), want) ?: take_any_node(cache);
	if (!object)
		object = take_from_new(cache, gfp, node);
	return object || !others ? object : take_any_node(cache);
}

/**
 * linked_alloc_single() - an object from a slab
 * @cache: the cache
 * @gfp: GFP flags
 * @node: from which node, NUMA_NO_NODE for the nearest
 * @ip: for whom
 */
void *linked_alloc_single(struct kmem_cache *cache, gfp_t gfp, int node, unsigned long ip)
{
	void *object;

	if (should_failslab(cache, gfp))
		return NULL;
	object = take_anywhere(cache, gfp, node);
	if (object && slab_is_debugged(cache))
		slab_debug_alloc(cache, virt_to_head_page(object), object, ip);
	return object;
}

/**
 * linked_free_single() - an object to its slab
 * @cache: the cache that the caller names
 * @object: the object
 * @ip: who frees it
 */
void linked_free_single(struct kmem_cache *cache, void *object, unsigned long ip)
{
	unsigned long flags;

	if (!slab_is_debugged(cache))
		return linked_put(cache, &object, 1, ip);
	spin_lock_irqsave(&slab_debug_lock, flags);
	if (slab_debug_free(cache, object, ip))
		linked_put(cache, &object, 1, ip);
	spin_unlock_irqrestore(&slab_debug_lock, flags);
}

static unsigned long free_empty_slabs(struct kmem_cache *cache, struct slab_node *n)
{
	struct page *slab, *next;
	unsigned long pages = 0, flags;
	LIST_HEAD(empty);

	spin_lock_irqsave(&n->lock, flags);
	if (!list_empty(&n->empty)) { /* where SLOB's heaps keep one */
		list_move(n->empty.next, &n->partial);
		n->nr_partial++;
	}
	list_for_each_entry_safe(slab, next, &n->partial, lru)
		if (!slab->slab_inuse) {
			list_move(&slab->lru, &empty);
			n->nr_partial--;
			n->nr_slabs--;
			n->nr_objects -= slab->slab_objects;
			pages += compound_nr(slab);
		}
	spin_unlock_irqrestore(&n->lock, flags);
	slab_free_slabs(cache, &empty);
	return pages;
}

/**
 * slab_shrink() - give slabs without used objects back
 * @cache: the cache
 *
 * Context: any but NMI; what CPUs keep stays, slab_flush() is for that. Return: pages freed.
 */
unsigned long slab_shrink(struct kmem_cache *cache)
{
	unsigned long pages = 0;
	struct slab_node *n;

	for_each_slab_node(cache, n)
		pages += free_empty_slabs(cache, n);
	return pages;
}

/**
 * linked_object_is_free() - is it on its slab's list?
 *
 * Context: the node's lock, or nobody who could change the list. O(objects a slab).
 */
bool linked_object_is_free(struct kmem_cache *cache, struct page *slab, const void *object)
{
	unsigned int steps = slab->slab_objects;

	for (const void *free = slab->freelist; free && steps--;) {
		if (free == object)
			return true;
		free = slab_get_link(cache, free);
		if (free && !slab_is_object(cache, slab, free))
			break;
	}
	return false;
}
