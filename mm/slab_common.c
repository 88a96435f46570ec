// SPDX-License-Identifier: MIT
/*
 * The slab layer: what its variants have in common.
 *
 * Purpose
 *	Memory in pieces smaller than a page. The page allocator gives blocks of 4 KiB, kernels need
 *	objects of some tens or hundreds of bytes, many of the same type, often, and on all CPUs.
 *
 * How
 *	cache	of objects of one type (kmem_cache_create()), or of one size (kmalloc.c)
 *	slab	a block of pages, cut into objects of one cache (slab_layout.c)
 *	object	what the caller gets
 *
 *	The API is linux/slab.h. Behind it is one of three variants, chosen with SLAB= on the make command
 *	line, as Linux had them side by side:
 *
 *	slub	slub*.c		free list in the free objects, a stack of objects for each CPU
 *	slab	slab_bonwick*.c	index array in or beside the slab, colouring, arrays for each CPU
 *	slob	slob*.c		no caches at all behind the API, first fit in a list of blocks
 *
 *	Common to them: this file, with the list of caches, their creation and end; kmalloc.c (but for
 *	slob); the debug layer (slab_debug.c), slab_proc.c. slab.h is what each side provides.
 *
 * Invariants
 *	1. Each page of a slab has PG_slab and leads to the cache: page->slab_cache.
 *	2. A cache is on slab_caches from its creation to its end, and its name exists as long.
 *
 * Locking
 *	slab_mutex guards slab_caches and is held while caches come and go. Inside it: a cache's own locks,
 *	and everything that allocating takes. The layer's spin locks come last in every order: inside
 *	them only the log's are taken, and nothing is allocated.
 *
 * Limits
 *	Caches of the same size are not merged, so that a name in /proc/slabinfo is a cache.
 *
 * References
 *	J. Bonwick, The Slab Allocator, USENIX Summer 1994.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/mutex.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <linux/string.h>
#include "slab.h"

LIST_HEAD(slab_caches);
DEFINE_MUTEX(slab_mutex);
unsigned int nr_slab_nodes = 1;
u8 slab_near_node[MAX_NUMNODES];

/* The cache of caches. */
static struct kmem_cache *cache_cache;

static atomic_long_t nr_pages[2];

/**
 * slab_account() - pages came to a cache or went from it
 * @cache: the cache
 * @pages: how many came
 */
void slab_account(const struct kmem_cache *cache, long pages)
{
	atomic_long_add(pages, &nr_pages[!!(cache->flags & SLAB_RECLAIM_ACCOUNT)]);
}

/**
 * slab_pages() - pages that slabs take
 * @reclaimable: those with SLAB_RECLAIM_ACCOUNT, or the others
 */
unsigned long slab_pages(bool reclaimable)
{
	return atomic_long_read(&nr_pages[reclaimable]);
}

/**
 * slab_construct() - have the owner's constructor called
 *
 * With the arguments that constructors had until 2.6.22, too (linux/slab.h): all are in registers,
 * so that one with a single parameter does not notice.
 */
void slab_construct(struct kmem_cache *cache, void *object)
{
	((slab_ctor_t)(unsigned long)cache->ctor)(object, cache, SLAB_CTOR_CONSTRUCTOR);
}

/* ---- creating --------------------------------------------------------------------------------- */

static void init_nodes(struct kmem_cache *cache)
{
	struct slab_node *n;

	for_each_slab_node(cache, n) {
		spin_lock_init(&n->lock);
		INIT_LIST_HEAD(&n->partial);
		INIT_LIST_HEAD(&n->full);
		INIT_LIST_HEAD(&n->empty);
	}
}

static gfp_t pages_gfp(slab_flags_t flags)
{
	gfp_t gfp = flags & SLAB_RECLAIM_ACCOUNT ? __GFP_RECLAIMABLE : 0;

	if (flags & SLAB_CACHE_DMA)
		gfp |= __GFP_DMA;
	else if (flags & SLAB_CACHE_DMA32)
		gfp |= __GFP_DMA32;
	return gfp;
}

static bool is_zeroed_on_alloc(slab_flags_t flags, void (*ctor)(void *))
{
	return init_on_alloc && !ctor && !(flags & (SLAB_TYPESAFE_BY_RCU | SLAB_POISON));
}

/* A cache in zeroed memory: all but its place in the list, and its name. */
static int init_cache(struct kmem_cache *cache, const char *name, unsigned int size, unsigned int align,
		      slab_flags_t flags, void (*ctor)(void *))
{
	cache->name = name;
	cache->object_size = size;
	cache->ctor = ctor;
	cache->flags = slab_debug_flags(name, flags);
	if (is_zeroed_on_alloc(cache->flags, ctor))
		cache->flags |= SLAB_INIT_ON_ALLOC;
	cache->gfp = pages_gfp(flags);
	cache->random = slab_freelist_hardened ? slab_random_key() : 0;
	init_nodes(cache);
	slab_layout(cache, align);
	return slab_setup(cache);
}

static size_t cache_bytes(void)
{
	return offsetof(struct kmem_cache, node) + nr_slab_nodes * sizeof(struct slab_node);
}

/**
 * slab_create_boot() - a cache that exists from the start
 *
 * Context: boot. There is always memory.
 */
struct kmem_cache *__init slab_create_boot(const char *name, unsigned int size, unsigned int align,
					   slab_flags_t flags)
{
	struct kmem_cache *cache = cache_cache ? kmem_cache_zalloc(cache_cache, GFP_NOWAIT) :
		(void *)__get_free_pages(GFP_NOWAIT | __GFP_ZERO, get_order(cache_bytes()));

	if (!cache || init_cache(cache, name, size, align, flags, NULL))
		panic("slab: no memory for the cache %s", name);
	cache->refcount = -1;
	list_add_tail(&cache->list, &slab_caches);
	return cache;
}

/* What is wrong with the arguments? */
static const char *bad_arguments(const char *name, unsigned int size, unsigned int align)
{
	if (!name)
		return "no name";
	if (!size || size > SLAB_MAX_SIZE)
		return "impossible size";
	if (align & (align - 1))
		return "alignment is no power of two";
	if (in_interrupt())
		return "called from an interrupt";
	return NULL;
}

static struct kmem_cache *create(const char *name, unsigned int size, unsigned int align, slab_flags_t flags,
				 void (*ctor)(void *))
{
	struct kmem_cache *cache = kmem_cache_zalloc(cache_cache, GFP_KERNEL);
	const char *own_name = kstrdup_const(name, GFP_KERNEL);

	if (!cache || !own_name || init_cache(cache, own_name, size, align, flags, ctor)) {
		kfree_const(own_name);
		if (cache)
			kmem_cache_free(cache_cache, cache);
		return NULL;
	}
	cache->refcount = 1;
	mutex_lock(&slab_mutex);
	list_add_tail(&cache->list, &slab_caches);
	mutex_unlock(&slab_mutex);
	return cache;
}

/**
 * kmem_cache_create_usercopy() - kmem_cache_create() with a part that user space may see
 * @name: for /proc/slabinfo
 * @size: bytes of an object
 * @align: their alignment, 0 for a word's
 * @flags: SLAB_*
 * @useroffset: where the part begins
 * @usersize: its bytes
 * @ctor: constructor, or NULL
 */
struct kmem_cache *kmem_cache_create_usercopy(const char *name, unsigned int size, unsigned int align,
					      slab_flags_t flags, unsigned int useroffset,
					      unsigned int usersize, void (*ctor)(void *object))
{
	const char *why = bad_arguments(name, size, align);
	struct kmem_cache *cache = NULL;

	if (!why && (useroffset > size || usersize > size - useroffset))
		why = "user part outside of the object";
	if (!why) {
		cache = create(name, size, align, flags, ctor);
		why = "no memory";
	}
	if (cache) {
		cache->useroffset = useroffset;
		cache->usersize = usersize;
		return cache;
	}
	if (flags & SLAB_PANIC)
		panic("%s: Failed to create slab '%s'. %s", __func__, name ?: "(none)", why);
	pr_warn("%s(%s) failed: %s\n", __func__, name ?: "(none)", why);
	dump_stack();
	return NULL;
}
EXPORT_SYMBOL(kmem_cache_create_usercopy);

/* Documented in linux/slab.h, where a macro of this name is in front. */
struct kmem_cache *(kmem_cache_create)(const char *name, unsigned int size, unsigned int align,
				       slab_flags_t flags, void (*ctor)(void *object))
{
	return kmem_cache_create_usercopy(name, size, align, flags, 0, size, ctor);
}
EXPORT_SYMBOL(kmem_cache_create);

/* ---- ending ----------------------------------------------------------------------------------- */

/**
 * kmem_cache_destroy() - end a cache
 * @cache: the cache; NULL does nothing
 *
 * All its objects have been freed. If not, they are reported, and the cache stays as it is.
 *
 * Context: thread. Return: 0, or -EBUSY. (Linux says nothing since 2.6.19.)
 */
int kmem_cache_destroy(struct kmem_cache *cache)
{
	if (!cache)
		return 0;
	might_sleep();
	mutex_lock(&slab_mutex);
	if (slab_flush(cache)) {
		slab_report_left(cache);
		mutex_unlock(&slab_mutex);
		return -EBUSY;
	}
	list_del(&cache->list);
	slab_shrink(cache);
	mutex_unlock(&slab_mutex);
	if (cache->flags & SLAB_TYPESAFE_BY_RCU)
		rcu_barrier();
	slab_release(cache);
	kfree_const(cache->name);
	kmem_cache_free(cache_cache, cache);
	return 0;
}
EXPORT_SYMBOL(kmem_cache_destroy);

/**
 * kmem_cache_shrink() - give back memory that a cache does not use
 * @cache: the cache
 *
 * Context: thread. Return: 0 if the cache has no pages left, else 1.
 */
int kmem_cache_shrink(struct kmem_cache *cache)
{
	struct slab_node *n;
	unsigned long slabs = 0;

	slab_flush(cache);
	slab_shrink(cache);
	for_each_slab_node(cache, n)
		slabs += READ_ONCE(n->nr_slabs);
	return slabs != 0;
}
EXPORT_SYMBOL(kmem_cache_shrink);

/**
 * slab_objects_allocated() - objects that are allocated, of all caches; for leak checks
 */
unsigned long slab_objects_allocated(void)
{
	struct slab_totals totals;
	struct kmem_cache *cache;
	unsigned long active = 0;

	mutex_lock(&slab_mutex);
	list_for_each_entry(cache, &slab_caches, list) {
		slab_get_totals(cache, &totals);
		active += totals.active;
	}
	mutex_unlock(&slab_mutex);
	return active;
}

/* ---- asking ----------------------------------------------------------------------------------- */

/**
 * kmem_cache_size() - bytes of an object, as they were asked for
 */
unsigned int kmem_cache_size(struct kmem_cache *cache)
{
	return cache->object_size;
}
EXPORT_SYMBOL(kmem_cache_size);

/**
 * kmem_cache_name() - the name of a cache (Linux had it until 3.0)
 */
const char *kmem_cache_name(struct kmem_cache *cache)
{
	return cache->name;
}
EXPORT_SYMBOL(kmem_cache_name);

/**
 * slab_is_available() - does kmalloc() work already?
 */
bool slab_is_available(void)
{
	return cache_cache;
}

/**
 * slab_find_cache() - the first cache of a name; slab_mutex is held
 */
struct kmem_cache *slab_find_cache(const char *name)
{
	struct kmem_cache *cache;

	list_for_each_entry(cache, &slab_caches, list)
		if (!strcmp(cache->name, name))
			return cache;
	return NULL;
}

static bool __init has_mapped_memory(int node)
{
	for (int i = 0; i <= ZONE_NORMAL; i++)
		if (zone_managed_pages(&NODE_DATA(node)->node_zones[i]))
			return true;
	return false;
}

static int __init nearest_with_memory(int from)
{
	int node, best = has_mapped_memory(from) ? from : NUMA_NO_NODE;

	for_each_online_node(node)
		if (has_mapped_memory(node) &&
		    (best == NUMA_NO_NODE || node_distance(from, node) < node_distance(from, best)))
			best = node;
	return best == NUMA_NO_NODE ? from : best;
}

/**
 * kmem_cache_init() - the first caches
 *
 * Context: boot, when pages and per-CPU memory can be allocated.
 */
void __init kmem_cache_init(void)
{
	int node;

	for_each_online_node(node) {
		nr_slab_nodes = node + 1;
		slab_near_node[node] = nearest_with_memory(node);
	}
	cache_cache = slab_create_boot("kmem_cache", cache_bytes(), 0, SLAB_HWCACHE_ALIGN);
	kmalloc_init();
	pr_info("slab: %s, %u node(s), %u CPU(s)\n", slab_variant_name, nr_slab_nodes, num_possible_cpus());
}
