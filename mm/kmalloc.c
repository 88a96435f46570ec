// SPDX-License-Identifier: MIT
/*
 * kmalloc(): memory of any size, from caches of a few sizes; above 8 KiB from the page allocator.
 *
 * Classes: the powers of two from 8 bytes to 8 KiB, and 96 and 192 between them, where the step is
 * largest in relation to what programs ask for. Each exists three times: ordinary, below 16 MiB
 * (dma-kmalloc-*, for __GFP_DMA), and reclaimable (kmalloc-rcl-*, for __GFP_RECLAIMABLE).
 *
 * A size known to the compiler leads to its class without any instruction (linux/slab.h). Others
 * are looked up in a table with an entry for each 8 bytes.
 *
 * Objects whose size is a power of two are aligned to it. With red zones too: the layout keeps the
 * alignment of the object, whatever lies between.
 *
 * Above: kmalloc_large.c.
 *
 * Not for slob, which has no classes.
 */
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include "slab.h"

struct kmem_cache *kmalloc_caches[NR_KMALLOC_TYPES][KMALLOC_SHIFT_HIGH + 1];
EXPORT_SYMBOL(kmalloc_caches);

static const struct kmalloc_class {
	const char *name[NR_KMALLOC_TYPES];
	unsigned int size;
} classes[KMALLOC_SHIFT_HIGH + 1] = {
#define CLASS(i, text, bytes) [i] = { { "kmalloc-" text, "dma-kmalloc-" text, "kmalloc-rcl-" text }, bytes }
	CLASS(1, "96", 96),	CLASS(2, "192", 192),	CLASS(3, "8", 8),	CLASS(4, "16", 16),
	CLASS(5, "32", 32),	CLASS(6, "64", 64),	CLASS(7, "128", 128),	CLASS(8, "256", 256),
	CLASS(9, "512", 512),	CLASS(10, "1k", 1024),	CLASS(11, "2k", 2048),	CLASS(12, "4k", 4096),
	CLASS(13, "8k", 8192),
#undef CLASS
};

/* In the order in which /proc/slabinfo of Linux, which lists the newest first, does not: ascending. */
static const u8 by_size[] __initconst = { 3, 4, 5, 6, 1, 7, 2, 8, 9, 10, 11, 12, 13 };

/* The class of each size, in steps of KMALLOC_MIN_SIZE. */
u8 kmalloc_class_of[KMALLOC_MAX_CACHE_SIZE / KMALLOC_MIN_SIZE];

static slab_flags_t type_flags(enum kmalloc_cache_type type)
{
	return type == KMALLOC_DMA ? SLAB_CACHE_DMA : type == KMALLOC_RECLAIM ? SLAB_RECLAIM_ACCOUNT : 0;
}

void __init kmalloc_init(void)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(kmalloc_class_of); i++)
		kmalloc_class_of[i] = kmalloc_index((i + 1) * KMALLOC_MIN_SIZE);
	for (unsigned int type = 0; type < NR_KMALLOC_TYPES; type++)
		for (unsigned int i = 0; i < ARRAY_SIZE(by_size); i++) {
			const struct kmalloc_class *c = &classes[by_size[i]];
			unsigned int align = c->size & (c->size - 1) ? 0 : c->size;

			kmalloc_caches[type][by_size[i]] =
				slab_create_boot(c->name[type], c->size, align, type_flags(type));
		}
	slab_kmalloc_ready();
}

/* ---- any size --------------------------------------------------------------------------------- */

static struct kmem_cache *cache_for(size_t size, gfp_t flags)
{
	return kmalloc_caches[kmalloc_type(flags)][kmalloc_class_of[(size - 1) / KMALLOC_MIN_SIZE]];
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
	return slab_allocate(cache_for(size, flags), flags, node, ip);
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
	return cache_for(size, 0)->object_size;
}
EXPORT_SYMBOL(kmalloc_size_roundup);
