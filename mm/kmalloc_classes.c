// SPDX-License-Identifier: MIT
/*
 * kmalloc()'s size classes: the powers of two from 8 bytes to 8 KiB, and 96 and 192 between them, where the step
 * is largest in relation to what programs ask for. Each exists three times: ordinary, below 16 MiB
 * (dma-kmalloc-*, for __GFP_DMA), and reclaimable (kmalloc-rcl-*, for __GFP_RECLAIMABLE).
 *
 * A size known to the compiler leads to its class without any instruction (linux/slab.h). Others
 * are looked up in a table with an entry for each 8 bytes.
 *
 * Objects whose size is a power of two are aligned to it. With red zones too: the layout keeps the
 * alignment of the object, whatever lies between.
 *
 * slob has only those classes that slab_debug= names; it serves other sizes from its heaps.
 */
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
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

static void __init create_class(enum kmalloc_cache_type type, unsigned int i, bool debugged_only)
{
	const struct kmalloc_class *c = &classes[i];
	unsigned int align = c->size & (c->size - 1) ? 0 : c->size;

	if (!debugged_only || init_on_alloc || slab_debug_flags(c->name[type], 0) & SLAB_SLOW_FLAGS)
		kmalloc_caches[type][i] = slab_create_boot(c->name[type], c->size, align, type_flags(type));
}

/**
 * kmalloc_create_classes() - create the caches
 * @debugged_only: those that the command line asks debug flags for, and no others
 */
void __init kmalloc_create_classes(bool debugged_only)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(kmalloc_class_of); i++)
		kmalloc_class_of[i] = kmalloc_index((i + 1) * KMALLOC_MIN_SIZE);
	for (unsigned int type = 0; type < NR_KMALLOC_TYPES; type++)
		for (unsigned int i = 0; i < ARRAY_SIZE(by_size); i++)
			create_class(type, by_size[i], debugged_only);
}

/**
 * kmalloc_class() - the cache for a size
 * @size: bytes, 1 to KMALLOC_MAX_CACHE_SIZE
 * @flags: GFP flags
 *
 * Return: the cache; NULL if there is none, which is so with slob only.
 */
struct kmem_cache *kmalloc_class(size_t size, gfp_t flags)
{
	return kmalloc_caches[kmalloc_type(flags)][kmalloc_class_of[(size - 1) / KMALLOC_MIN_SIZE]];
}
