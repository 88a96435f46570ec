// SPDX-License-Identifier: MIT
/*
 * SLAB: arrays, the objects that each CPU keeps of a cache; and the way past them. Theory in
 * slab_bonwick.c.
 */
#include <linux/fault-inject.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/string.h>
#include "slab_bonwick.h"

/* How many objects a CPU keeps: less of the large ones, and where there is little memory for each CPU. */
static unsigned int array_limit(const struct kmem_cache *cache)
{
	unsigned long share = (totalram_pages() << PAGE_SHIFT) / (num_possible_cpus() * 1024ul);
	unsigned int limit = cache->size > 131072 ? 1 : cache->size > PAGE_SIZE ? 8 : cache->size > 1024 ? 24 :
			     cache->size > 256 ? 54 : 120;

	if (slab_is_debugged(cache) || cache->flags & (SLAB_CACHE_DMA | SLAB_CACHE_DMA32))
		return 0;
	return clamp_t(unsigned long, share / cache->size, 1, limit);
}

static void open_array(struct slab_array *array, unsigned int limit)
{
	array->limit = limit;
	array->batch = (limit + 1) / 2;
}

/**
 * bonwick_make_arrays() - give a new cache its arrays
 *
 * Return: 0 or -ENOMEM.
 */
int bonwick_make_arrays(struct kmem_cache *cache)
{
	unsigned int limit = array_limit(cache), cpu;

	cache->arrays = __alloc_percpu(sizeof(struct slab_array) + limit * sizeof(void *), sizeof(void *));
	if (!cache->arrays)
		return -ENOMEM;
	cache->sheaf_most = limit;
	cache->sheaf_room = slab_only_slow_paths ? 0 : limit;
	for_each_possible_cpu(cpu)
		open_array(per_cpu_ptr(cache->arrays, cpu), cache->sheaf_room);
	return 0;
}

/**
 * slab_setup() - prepare a cache whose layout is known
 *
 * Return: 0 or -ENOMEM.
 */
int slab_setup(struct kmem_cache *cache)
{
	bonwick_layout(cache);
	cache->min_partial = clamp(ilog2(cache->size) / 2, 2, 5);
	return bonwick_make_arrays(cache);
}

/**
 * slab_release() - undo slab_setup(); there are no slabs
 */
void slab_release(struct kmem_cache *cache)
{
	free_percpu(cache->arrays);
}

/* ---- past the arrays -------------------------------------------------------------------------- */

static void *take_one(struct kmem_cache *cache, struct slab_node *n)
{
	void *object = NULL;
	unsigned long flags;

	local_irq_save(flags);
	bonwick_take(cache, n, &object, 1);
	local_irq_restore(flags);
	return object;
}

static void *take_any_node(struct kmem_cache *cache)
{
	struct slab_node *n;
	void *object = NULL;

	for_each_slab_node(cache, n) {
		object = take_one(cache, n);
		if (object)
			break;
	}
	return object;
}

static void *take_new(struct kmem_cache *cache, gfp_t gfp, int node)
{
	void *object = NULL;

	while (!object) {
		struct page *slab = bonwick_new_slab(cache, gfp, node);

		if (!slab)
			break;
		object = take_one(cache, slab_node_of(cache, slab)); /* somebody may have been faster */
	}
	return object;
}

/* A node that is out of memory is helped out with objects that others have, before these get new slabs for it. */
static void *take_anywhere(struct kmem_cache *cache, gfp_t gfp, int node)
{
	bool others = !(gfp & __GFP_THISNODE);
	int want = slab_wanted_node(node);
	void *object = take_one(cache, &cache->node[want]);

	if (!object && others && nr_slab_nodes > 1)
		object = take_new(cache, slab_gfp_of_node(gfp), want) ?: take_any_node(cache);
	if (!object)
		object = take_new(cache, gfp, node);
	return object || !others ? object : take_any_node(cache);
}

/**
 * bonwick_alloc_single() - an object from a slab
 * @cache: the cache
 * @gfp: GFP flags
 * @node: from which node, NUMA_NO_NODE for the nearest
 * @ip: for whom
 */
void *bonwick_alloc_single(struct kmem_cache *cache, gfp_t gfp, int node, unsigned long ip)
{
	void *object;

	if (should_failslab(cache, gfp))
		return NULL;
	object = take_anywhere(cache, gfp, node);
	if (object && slab_is_debugged(cache))
		slab_debug_alloc(cache, virt_to_head_page(object), object, ip);
	return object;
}

static void free_single(struct kmem_cache *cache, void *object, unsigned long ip)
{
	unsigned long flags;

	if (!slab_is_debugged(cache))
		return bonwick_put(cache, &object, 1, ip);
	spin_lock_irqsave(&slab_debug_lock, flags);
	if (slab_debug_free(cache, object, ip))
		bonwick_put(cache, &object, 1, ip);
	spin_unlock_irqrestore(&slab_debug_lock, flags);
}

/* ---- refill and spill ------------------------------------------------------------------------- */

/* A batch of this node's objects into this CPU's empty array, and one out of it. */
static void *refill_this_cpu(struct kmem_cache *cache)
{
	struct slab_array *array;
	void *object = NULL;
	unsigned long flags;

	local_irq_save(flags);
	array = this_cpu_array(cache);
	if (!array->avail && array->limit) {
		unsigned int got = bonwick_take(cache, &cache->node[slab_mem_id()], array->entry, array->batch);

		/* What has lain highest on the slab's stack is to be the next. */
		for (unsigned int i = 0; i < got / 2; i++)
			swap(array->entry[i], array->entry[got - 1 - i]);
		array->avail = got;
	}
	if (array->avail)
		object = array->entry[--array->avail];
	local_irq_restore(flags);
	return object;
}

/* A slab of this node; where there is but one, with all the effort that the flags allow. */
static struct page *new_slab_near(struct kmem_cache *cache, gfp_t gfp)
{
	if (nr_slab_nodes == 1)
		return bonwick_new_slab(cache, gfp, NUMA_NO_NODE);
	return bonwick_new_slab(cache, slab_gfp_of_node(gfp), slab_mem_id());
}

/**
 * bonwick_refill() - allocate when the array is empty
 * @cache: the cache
 * @gfp: GFP flags
 * @ip: for whom
 */
void *bonwick_refill(struct kmem_cache *cache, gfp_t gfp, unsigned long ip)
{
	void *object;

	if (!cache->sheaf_room)
		return bonwick_alloc_single(cache, gfp, NUMA_NO_NODE, ip);
	object = refill_this_cpu(cache);
	if (!object && new_slab_near(cache, gfp))
		object = refill_this_cpu(cache);
	if (!object && nr_slab_nodes == 1)
		gfp |= __GFP_NOWARN; /* that has been said */
	return object ?: take_anywhere(cache, gfp, NUMA_NO_NODE);
}

/* The batch that has lain longest. */
static void spill(struct kmem_cache *cache, struct slab_array *array, unsigned long ip)
{
	unsigned int nr = min(array->batch, array->avail);

	bonwick_put(cache, array->entry, nr, ip);
	array->avail -= nr;
	memmove(array->entry, array->entry + nr, array->avail * sizeof(*array->entry));
}

/**
 * bonwick_free_refused() - free what the array did not take
 * @cache: the cache
 * @object: the object
 * @ip: who frees it
 */
void bonwick_free_refused(struct kmem_cache *cache, void *object, unsigned long ip)
{
	struct slab_array *array;
	unsigned long flags;

	if (!object)
		return;
	if (!cache->sheaf_room)
		return free_single(cache, object, ip);
	local_irq_save(flags);
	array = this_cpu_array(cache);
	if (array->avail && array->entry[array->avail - 1] == object) {
		slab_report_object(cache, virt_to_head_page(object), object, ip, SLAB_DOUBLE_FREE, "Object already free");
	} else if (array->limit && slab_is_near(object)) {
		if (array->avail >= array->limit)
			spill(cache, array, ip);
		array->entry[array->avail++] = object;
	} else {
		bonwick_put(cache, &object, 1, ip);
	}
	local_irq_restore(flags);
}

/* ---- all CPUs --------------------------------------------------------------------------------- */

static void flush_this_cpu(void *info)
{
	struct kmem_cache *cache = info;
	struct slab_array *array;
	unsigned long flags;

	local_irq_save(flags);
	array = this_cpu_array(cache);
	bonwick_put(cache, array->entry, array->avail, _RET_IP_);
	array->avail = 0;
	open_array(array, cache->sheaf_room);
	local_irq_restore(flags);
}

/**
 * slab_flush() - give back what CPUs keep
 * @cache: the cache
 *
 * Context: thread, interrupts on. Return: objects that are still allocated.
 */
unsigned long slab_flush(struct kmem_cache *cache)
{
	unsigned long left = 0;
	struct slab_node *n;

	on_each_cpu(flush_this_cpu, cache, 1);
	for_each_slab_node(cache, n)
		left += READ_ONCE(n->nr_inuse);
	return left;
}

static void flush_all_this_cpu(void *unused)
{
	struct kmem_cache *cache;

	list_for_each_entry(cache, &slab_caches, list)
		flush_this_cpu(cache);
}

/**
 * slab_flush_all() - give back what CPUs keep of all caches
 *
 * Context: thread, interrupts on, slab_mutex held.
 */
void slab_flush_all(void)
{
	on_each_cpu(flush_all_this_cpu, NULL, 1);
}

/**
 * slab_set_fast_path() - let CPUs keep objects of a cache, or not
 * @cache: the cache
 * @on: whether
 *
 * Comes into force with the next slab_flush().
 */
void slab_set_fast_path(struct kmem_cache *cache, bool on)
{
	cache->sheaf_room = on ? cache->sheaf_most : 0;
}

/**
 * slab_object_is_kept() - does a CPU keep this object?
 *
 * A snapshot: CPUs go on meanwhile.
 */
bool slab_object_is_kept(struct kmem_cache *cache, const void *object)
{
	unsigned int cpu;

	for_each_possible_cpu(cpu) {
		struct slab_array *array = per_cpu_ptr(cache->arrays, cpu);
		unsigned int nr = READ_ONCE(array->avail);

		for (unsigned int i = 0; i < nr; i++)
			if (READ_ONCE(array->entry[i]) == object)
				return true;
	}
	return false;
}

/**
 * slab_get_totals() - what /proc/slabinfo tells
 * @cache: the cache
 * @totals: filled in
 */
void slab_get_totals(struct kmem_cache *cache, struct slab_totals *totals)
{
	unsigned long kept = 0;
	unsigned int cpu;

	*totals = (struct slab_totals){ .per_slab = cache->objects, .order = cache->order };
	totals->limit = cache->sheaf_most;
	totals->batch = (cache->sheaf_most + 1) / 2;
	totals->shared = 1;
	totals->metadata = cache->index_bytes;
	totals->lists = num_possible_cpus() * (sizeof(struct slab_array) + cache->sheaf_most * sizeof(void *));
	bonwick_add_nodes(cache, totals);
	for_each_possible_cpu(cpu)
		kept += READ_ONCE(per_cpu_ptr(cache->arrays, cpu)->avail);
	totals->kept = min(kept, totals->active);
	totals->active -= totals->kept;
}
