// SPDX-License-Identifier: MIT
/*
 * SLOB: the smallest variant of the slab layer. Here: the API over slob_heap.c.
 *
 * Purpose
 *	As few pages as can be, on machines that have few. Not a cache for each kind of object, of which
 *	each has a page that is hardly used, but all kinds of objects side by side: a heap, as programs
 *	have it with malloc().
 *
 * How
 *	heap	pages with blocks of any size, in units of eight bytes. Each page has a list of its free
 *		blocks; the first that is large enough is used, and what it has too much stays free. A block
 *		that is freed becomes one with its free neighbours.
 *	lists	there are three heaps: for blocks below 256 bytes, below 1024, and up to a page; so that a
 *		small block that lives long does not spoil a page for large ones.
 *	header	eight bytes before each block: the size that kmalloc() was asked for, or the cache of an
 *		object. A cache is no more than a name, a size and a count.
 *
 *	Not in a heap are objects that have to stay together with their like: with a constructor or
 *	SLAB_TYPESAFE_BY_RCU (a free object is still an object), with debug flags (they mark what is around
 *	an object), with a zone of their own, and those that do not fit into a page. Their caches have
 *	slabs (slab_linked.c), though nothing is kept for CPUs. kmalloc() of more than a page less its
 *	header is whole pages (kmalloc_large.c).
 *
 * Invariants
 *	1. The blocks of a page, free and used, fill it without overlap; no two free ones are neighbours.
 *	2. A page's free list is in ascending order.
 *	3. slab_inuse counts the units in used blocks. A heap keeps at most one page of a node without any,
 *	   on "empty".
 *	4. No memory that is free, or never was a block's start, holds an old header.
 *
 * Locking
 *	The heap's node->lock for its pages, the cache's own for its count; never both.
 *
 * Complexity
 *	Allocating: O(free blocks) of the pages that are searched, which are 64 at most; each search goes
 *	on behind the pages where the last one found nothing.
 *	Freeing: O(free blocks of the page).
 *
 * Limits
 *	That complexity; one lock for each heap. A block of 2^n bytes is aligned to that, which may leave a
 *	gap before it. Blocks are checked for being blocks that are not free, and no more; with slab_debug= the
 *	size classes of kmalloc() that it names are caches with slabs, as with the other variants.
 *
 * References
 *	D. Knuth, The Art of Computer Programming, vol. 1, 2.5 (first fit, free list in address order); M. Mackall's
 *	SLOB (Linux 2.6.16 to 6.3); B. Kernighan, D. Ritchie, The C Programming Language, 8.7.
 */
#include <asm/slab_page.h>
#include <linux/align.h>
#include <linux/export.h>
#include <linux/fault-inject.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/string.h>
#include "slob.h"

const char slab_variant_name[] = "slob";

/* ---- allocating ------------------------------------------------------------------------------- */

/* Objects of a cache that are in heaps. */
static void count(struct kmem_cache *cache, const void *object, long by)
{
	struct slab_node *n = slab_node_of(cache, virt_to_page(object));
	unsigned long flags;

	spin_lock_irqsave(&n->lock, flags);
	n->nr_inuse += by;
	n->nr_objects += by;
	spin_unlock_irqrestore(&n->lock, flags);
}

static void *alloc_shared(struct kmem_cache *cache, gfp_t gfp, int node)
{
	void *object;

	if (should_failslab(cache, gfp))
		return NULL;
	object = slob_heap_alloc(cache->object_size, cache->align, slob_cache_tag(cache), gfp & ~__GFP_DMA, node);
	if (object)
		count(cache, object, 1);
	return object;
}

/* The layer's own way in, with the caller to be put on record. */
void *slab_allocate(struct kmem_cache *cache, gfp_t gfp, int node, unsigned long ip)
{
	gfp_t plain = gfp & ~__GFP_ZERO;
	void *object = cache->flags & SLOB_SHARED ? alloc_shared(cache, plain, node) :
						    linked_alloc_single(cache, plain, node, ip);

	return object && gfp & __GFP_ZERO ? memset(object, 0, cache->object_size) : object;
}

/**
 * __kmem_cache_alloc() - kmem_cache_alloc() without __GFP_ZERO
 * @cache: the cache
 * @flags: GFP flags
 */
void *__kmem_cache_alloc(struct kmem_cache *cache, gfp_t flags)
{
	return slab_allocate(cache, flags, NUMA_NO_NODE, _RET_IP_);
}
EXPORT_SYMBOL(__kmem_cache_alloc);

/**
 * __kmem_cache_alloc_any() - kmem_cache_alloc() with any flags
 * @cache: the cache
 * @flags: GFP flags
 */
void *__kmem_cache_alloc_any(struct kmem_cache *cache, gfp_t flags)
{
	return slab_allocate(cache, flags, NUMA_NO_NODE, _RET_IP_);
}
EXPORT_SYMBOL(__kmem_cache_alloc_any);

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
	for (size_t got = 0; got < nr; got++) {
		objects[got] = slab_allocate(cache, flags, NUMA_NO_NODE, _RET_IP_);
		if (!objects[got]) {
			kmem_cache_free_bulk(cache, got, objects);
			return 0;
		}
	}
	return nr;
}
EXPORT_SYMBOL(kmem_cache_alloc_bulk);

/* ---- kmalloc() -------------------------------------------------------------------------------- */

/* The cache for a size that slab_debug= names, or NULL. */
static struct kmem_cache *debugged_class(size_t size, gfp_t flags)
{
	return size <= KMALLOC_MAX_CACHE_SIZE ? kmalloc_class(size, flags) : NULL;
}

static size_t kmalloc_align(size_t size)
{
	return is_power_of_2(size) && size > SLOB_UNIT ? size : SLOB_UNIT;
}

/**
 * kmalloc_any() - kmalloc() with any size and flags
 * @size: bytes
 * @flags: GFP flags
 * @node: a node, or NUMA_NO_NODE
 * @ip: for whom
 */
void *kmalloc_any(size_t size, gfp_t flags, int node, unsigned long ip)
{
	struct kmem_cache *cache;
	void *object;

	if (!size)
		return ZERO_SIZE_PTR;
	cache = debugged_class(size, flags);
	if (cache)
		return slab_allocate(cache, flags, node, ip);
	if (!slob_fits(size, kmalloc_align(size)))
		return kmalloc_large_node(size, flags, node);
	if (should_failslab(NULL, flags))
		return NULL;
	object = slob_heap_alloc(size, kmalloc_align(size), slob_size_tag(size), flags, node);
	return object && flags & __GFP_ZERO ? memset(object, 0, size) : object;
}

/**
 * __kmalloc() - kmalloc(), of whatever size
 * @size: bytes
 * @flags: GFP flags
 */
void *__kmalloc(size_t size, gfp_t flags)
{
	return kmalloc_any(size, flags, NUMA_NO_NODE, _RET_IP_);
}
EXPORT_SYMBOL(__kmalloc);

/**
 * __kmalloc_node() - kmalloc() from a node
 * @size: bytes
 * @flags: GFP flags
 * @node: the node, or NUMA_NO_NODE
 */
void *__kmalloc_node(size_t size, gfp_t flags, int node)
{
	return kmalloc_any(size, flags, node, _RET_IP_);
}
EXPORT_SYMBOL(__kmalloc_node);

/**
 * ksize() - bytes that may be used of what kmalloc() or a cache gave
 * @object: the object
 *
 * At least what was asked for.
 */
size_t ksize(const void *object)
{
	struct page *page;

	if (ZERO_OR_NULL_PTR(object))
		return 0;
	page = virt_to_head_page(object);
	if (!PageSlab(page))
		return page_size(page);
	if (page->slab_cache->flags & SLOB_HEAP)
		return ALIGN(slob_tag_size(slob_tag(object)), SLOB_UNIT);
	return page->slab_cache->object_size;
}
EXPORT_SYMBOL(ksize);

/**
 * kmalloc_size_roundup() - bytes that kmalloc(@size) gives
 */
size_t kmalloc_size_roundup(size_t size)
{
	if (!size || size > KMALLOC_MAX_SIZE)
		return size;
	if (debugged_class(size, 0))
		return debugged_class(size, 0)->object_size;
	return slob_fits(size, kmalloc_align(size)) ? ALIGN(size, SLOB_UNIT) : PAGE_SIZE << get_order(size);
}
EXPORT_SYMBOL(kmalloc_size_roundup);

/* ---- freeing ---------------------------------------------------------------------------------- */

/* @cache: that the caller names; NULL: none. */
static void free_from_slab(struct page *page, struct kmem_cache *cache, void *object, unsigned long ip)
{
	struct kmem_cache *owner = page->slab_cache;

	if (!(owner->flags & SLOB_HEAP)) {
		linked_free_single(cache ?: owner, object, ip);
		return;
	}
	if (cache && !(cache->flags & SLOB_SHARED)) { /* finds that it is not from there */
		linked_free_single(cache, object, ip);
		return;
	}
	if (slob_heap_free(page, object, &cache, ip) && cache)
		count(cache, object, -1);
}

/**
 * kmem_cache_free() - give an object back
 * @cache: the cache that it is from
 * @object: the object; NULL does nothing
 */
void kmem_cache_free(struct kmem_cache *cache, void *object)
{
	struct page *page = slab_page_of(object);

	if (!object)
		return;
	goto_unless_slab(object, page, no_slab);
	free_from_slab(compound_head(page), cache, object, _RET_IP_);
	return;
no_slab:
	slab_report_foreign(cache, object, _RET_IP_);
}
EXPORT_SYMBOL(kmem_cache_free);

/**
 * kfree() - free what kmalloc() or any cache gave
 * @object: the memory; NULL and ZERO_SIZE_PTR do nothing
 */
void kfree(const void *object)
{
	struct page *page = slab_page_of(object);

	if (ZERO_OR_NULL_PTR(object))
		return;
	goto_unless_slab(object, page, no_slab);
	free_from_slab(compound_head(page), NULL, (void *)object, _RET_IP_);
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
	for (size_t i = 0; i < nr; i++)
		if (cache)
			kmem_cache_free(cache, objects[i]);
		else
			kfree(objects[i]);
}
EXPORT_SYMBOL(kmem_cache_free_bulk);
