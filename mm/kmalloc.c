// SPDX-License-Identifier: MIT
/*
 * kmalloc(): memory of any size, from caches of a few sizes (kmalloc_classes.c); above 8 KiB from the page
 * allocator (kmalloc_large.c). Not for slob, which has heaps.
 */
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include "slab.h"

/**
 * kmalloc_init() - make the caches
 */
void __init kmalloc_init(void)
{
	kmalloc_create_classes(false);
	slab_kmalloc_ready();
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
	if (!size)
		return ZERO_SIZE_PTR;
	if (size > KMALLOC_MAX_CACHE_SIZE)
		return kmalloc_large_node(size, flags, node);
	return slab_allocate(kmalloc_class(size, flags), flags, node, ip);
}

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
	if (slab_is_debugged(page->slab_cache) || page->slab_cache->ctor)
		return page->slab_cache->object_size;
	return page->slab_cache->flags & SLAB_TYPESAFE_BY_RCU ? page->slab_cache->inuse : page->slab_cache->size;
}
EXPORT_SYMBOL(ksize);

/**
 * kmalloc_size_roundup() - bytes that kmalloc(@size) gives
 */
size_t kmalloc_size_roundup(size_t size)
{
	if (!size || size > KMALLOC_MAX_SIZE)
		return size;
	if (size > KMALLOC_MAX_CACHE_SIZE)
		return PAGE_SIZE << get_order(size);
	return kmalloc_class(size, 0)->object_size;
}
EXPORT_SYMBOL(kmalloc_size_roundup);
