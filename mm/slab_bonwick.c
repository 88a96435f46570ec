// SPDX-License-Identifier: MIT
/*
 * SLAB: Bonwick's variant of the slab layer. Here: the API.
 *
 * Purpose
 *	Objects without searching, and caches (the CPU's) that are used evenly. The first of the three
 *	designs, and the one that the others are measured against.
 *
 * How
 *	slab	   a block of pages: colour, index array, objects.
 *
 *		   |colour|  index array  |object 0|object 1| ... |rest|
 *
 *	index	   for each object a byte or two. The array is a stack of the numbers of the free objects:
 *		   the slab's count of objects in use is its stack pointer. So nothing is ever written into
 *		   a free object, and somebody who writes there does not harm the allocator.
 *	off-slab   objects of 512 bytes and more would lose one of few to the index array. Then it comes
 *		   from kmalloc(), unless the slab's rest has room for it.
 *	colour	   what is left over of a slab is used to begin each at another cache line, in turn. Otherwise
 *		   the first objects of all slabs, at the same distance from a page's begin, would compete
 *		   for the same few lines of the CPU's cache, while others lie idle.
 *	node	   three lists of slabs: "full", "partial", "empty". Allocating takes from partial ones first,
 *		   then empty ones, so that there is always a chance for a slab to become empty. Empty ones
 *		   go back to the page allocator when there are free objects enough without them.
 *	array	   what a CPU keeps of a cache, all of its own node. Allocating takes the object that was freed
 *		   last, the warmest. An empty array gets a batch of objects, a full one gives the oldest batch back.
 *
 *	kmem_cache_alloc() ----> array of this CPU ----> partial, empty slabs ----> page allocator
 *	kmem_cache_free()  <----  (interrupts off)  <----  (node->lock)
 *
 *	Caches with debug flags and fault injection have arrays with a limit of 0: each operation goes to
 *	the slabs.
 *
 * Invariants
 *	1. An object is in exactly one place: with its owner, in one array, or in its slab's index array at
 *	   or behind slab_inuse.
 *	2. slab_inuse is 0 on "empty", slab_objects on "full", and between them on "partial".
 *	3. The index array of a slab that is off-slab comes from a cache whose own slabs have theirs inside,
 *	   so that making a slab needs at most one other one.
 *
 * Locking
 *	node->lock, interrupts off. Inside it nothing but the log's locks are taken; pages and index
 *	arrays are allocated without it. An array belongs to its CPU, which has interrupts off.
 *
 * Complexity
 *	O(1); O(objects a slab) for a new slab.
 *
 * Limits
 *	A byte or two for each object, and switching interrupts off and on for each operation.
 *
 * References
 *	J. Bonwick, The Slab Allocator, USENIX Summer 1994; J. Bonwick, J. Adams, Magazines and Vmem,
 *	USENIX 2001; Linux 2.2 to 6.7 had this variant, by M. Hemment, M. Spraul and others.
 */
#include <asm/slab_page.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include "slab_bonwick.h"

const char slab_variant_name[] = "slab";

/* ---- allocating ------------------------------------------------------------------------------- */

static __always_inline void *alloc(struct kmem_cache *cache, gfp_t gfp, unsigned long ip)
{
	struct slab_array *array;
	unsigned long flags;
	void *object = NULL;

	local_irq_save(flags);
	array = this_cpu_array(cache);
	if (likely(array->avail))
		object = array->entry[--array->avail];
	local_irq_restore(flags);
	return likely(object) ? object : bonwick_refill(cache, gfp, ip);
}

/**
 * __kmem_cache_alloc() - kmem_cache_alloc() without __GFP_ZERO
 * @cache: the cache
 * @flags: GFP flags
 */
void *__kmem_cache_alloc(struct kmem_cache *cache, gfp_t flags)
{
	return alloc(cache, flags, _RET_IP_);
}
EXPORT_SYMBOL(__kmem_cache_alloc);

static void *clear(struct kmem_cache *cache, void *object, gfp_t flags)
{
	return object && flags & __GFP_ZERO ? memset(object, 0, cache->object_size) : object;
}

/**
 * __kmem_cache_alloc_any() - kmem_cache_alloc() with any flags
 * @cache: the cache
 * @flags: GFP flags
 */
void *__kmem_cache_alloc_any(struct kmem_cache *cache, gfp_t flags)
{
	return clear(cache, alloc(cache, flags & ~__GFP_ZERO, _RET_IP_), flags);
}
EXPORT_SYMBOL(__kmem_cache_alloc_any);

/* The layer's own way in, with the caller to be put on record. */
void *slab_allocate(struct kmem_cache *cache, gfp_t gfp, int node, unsigned long ip)
{
	gfp_t plain = gfp & ~__GFP_ZERO;

	if (slab_node_is_near(node, gfp))
		return clear(cache, alloc(cache, plain, ip), gfp);
	return clear(cache, bonwick_alloc_single(cache, plain, node, ip), gfp);
}

/**
 * kmem_cache_alloc_node() - an object from a node
 * @cache: the cache
 * @flags: GFP flags
 * @node: the node; NUMA_NO_NODE for the nearest. Others serve if it cannot, unless __GFP_THISNODE
 */
void *kmem_cache_alloc_node(struct kmem_cache *cache, gfp_t flags, int node)
{
	return slab_allocate(cache, flags, node, _RET_IP_);
}
EXPORT_SYMBOL(kmem_cache_alloc_node);

/**
 * __kmalloc() - kmalloc() with a size that the compiler does not know
 * @size: bytes
 * @flags: GFP flags
 */
void *__kmalloc(size_t size, gfp_t flags)
{
	unsigned int class;

	if (unlikely(size - 1 >= KMALLOC_MAX_CACHE_SIZE || flags & (KMALLOC_NOT_NORMAL_BITS | __GFP_ZERO)))
		return kmalloc_any(size, flags, NUMA_NO_NODE, _RET_IP_);
	class = kmalloc_class_of[(size - 1) / KMALLOC_MIN_SIZE];
	return alloc(kmalloc_caches[KMALLOC_NORMAL][class], flags, _RET_IP_);
}
EXPORT_SYMBOL(__kmalloc);

/**
 * slab_kmalloc_ready() - kmalloc()'s caches exist
 */
void __init slab_kmalloc_ready(void)
{
}

/**
 * kmem_cache_alloc_bulk() - several objects of a cache
 * @cache: the cache
 * @flags: GFP flags
 * @nr: how many
 * @objects: takes them
 *
 * Return: @nr; or 0, and none is allocated.
 */
int kmem_cache_alloc_bulk(struct kmem_cache *cache, gfp_t flags, size_t nr, void **objects)
{
	size_t got = 0;

	while (got < nr) {
		unsigned long irq;

		local_irq_save(irq);
		for (struct slab_array *array = this_cpu_array(cache); got < nr && array->avail;)
			objects[got++] = array->entry[--array->avail];
		local_irq_restore(irq);
		if (got == nr)
			break;
		objects[got] = bonwick_refill(cache, flags & ~__GFP_ZERO, _RET_IP_);
		if (!objects[got]) {
			kmem_cache_free_bulk(cache, got, objects);
			return 0;
		}
		got++;
	}
	for (size_t i = 0; i < nr; i++)
		clear(cache, objects[i], flags);
	return nr;
}
EXPORT_SYMBOL(kmem_cache_alloc_bulk);

/* ---- freeing ---------------------------------------------------------------------------------- */

/* Room, this node's, and not the object that was freed just before. Interrupts are off. */
static __always_inline bool push(struct slab_array *array, void *object)
{
	if (unlikely(array->avail >= array->limit || (array->avail && array->entry[array->avail - 1] == object) ||
		     !slab_is_near(object)))
		return false;
	array->entry[array->avail++] = object;
	return true;
}

static __always_inline void free_object(struct kmem_cache *cache, void *object, unsigned long ip)
{
	unsigned long flags;
	bool done;

	local_irq_save(flags);
	done = push(this_cpu_array(cache), object);
	local_irq_restore(flags);
	if (unlikely(!done))
		bonwick_free_refused(cache, object, ip);
}

/**
 * kmem_cache_free() - give an object back
 * @cache: the cache that it is from
 * @object: the object; NULL does nothing
 */
void kmem_cache_free(struct kmem_cache *cache, void *object)
{
	if (likely(object))
		free_object(cache, object, _RET_IP_);
}
EXPORT_SYMBOL(kmem_cache_free);

/**
 * kfree() - free what kmalloc() or any cache gave
 * @object: the memory; NULL and ZERO_SIZE_PTR do nothing
 */
void kfree(const void *object)
{
	struct page *page = slab_page_of(object);

	if (unlikely(ZERO_OR_NULL_PTR(object)))
		return;
	goto_unless_slab(object, page, no_slab);
	free_object(page->slab_cache, (void *)object, _RET_IP_);
	return;
no_slab:
	kfree_large(object, _RET_IP_);
}
EXPORT_SYMBOL(kfree);

/**
 * kmem_cache_free_bulk() - free several objects
 * @cache: their cache; NULL: of any caches, as kfree() does
 * @nr: how many
 * @objects: they
 */
void kmem_cache_free_bulk(struct kmem_cache *cache, size_t nr, void **objects)
{
	size_t done = 0;

	while (!cache && done < nr)
		kfree(objects[done++]);
	while (done < nr) {
		unsigned long irq;

		local_irq_save(irq);
		while (done < nr && push(this_cpu_array(cache), objects[done]))
			done++;
		local_irq_restore(irq);
		if (done < nr)
			bonwick_free_refused(cache, objects[done++], _RET_IP_);
	}
}
EXPORT_SYMBOL(kmem_cache_free_bulk);
