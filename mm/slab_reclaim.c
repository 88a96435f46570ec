// SPDX-License-Identifier: MIT
/*
 * The slab layer as a whole: giving back what no object uses when memory is short, and doing without
 * fast paths while faults are injected.
 */
#include <linux/fault-inject.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/shrinker.h>
#include "slab.h"

/* slab_mutex is held. */
static unsigned long shrink_all_locked(void)
{
	struct kmem_cache *cache;
	unsigned long pages = 0;

	for (unsigned int i = 0; i < SLAB_SHRINK_PASSES; i++) {
		slab_flush_all();
		list_for_each_entry(cache, &slab_caches, list)
			pages += slab_shrink(cache);
	}
	return pages;
}

/**
 * kmem_cache_shrink_all() - kmem_cache_shrink() of all caches
 *
 * Context: thread. Return: pages that went back.
 */
unsigned long kmem_cache_shrink_all(void)
{
	unsigned long pages;

	mutex_lock(&slab_mutex);
	pages = shrink_all_locked();
	mutex_unlock(&slab_mutex);
	return pages;
}

/* ---- when memory is short --------------------------------------------------------------------- */

/* Slabs without used objects, and as many as the objects fill that CPUs keep. */
static unsigned long idle_pages(struct kmem_cache *cache)
{
	struct slab_totals t;

	slab_get_totals(cache, &t);
	return (t.slabs - t.active_slabs + t.kept / max(t.per_slab, 1u)) << t.order;
}

/* Whoever allocates may hold the mutex already: then there is nothing to be had from here. */
static unsigned long slab_count(struct shrinker *shrinker, struct shrink_control *sc)
{
	struct kmem_cache *cache;
	unsigned long pages = 0;

	if (!mutex_trylock(&slab_mutex))
		return 0;
	list_for_each_entry(cache, &slab_caches, list)
		pages += idle_pages(cache);
	mutex_unlock(&slab_mutex);
	return pages;
}

static unsigned long slab_scan(struct shrinker *shrinker, struct shrink_control *sc)
{
	unsigned long pages;

	if (!preemptible() || !mutex_trylock(&slab_mutex))
		return SHRINK_STOP;
	pages = shrink_all_locked();
	mutex_unlock(&slab_mutex);
	return pages;
}

static struct shrinker slab_shrinker = {
	.count_objects = slab_count,
	.scan_objects = slab_scan,
	.seeks = 0, /* nothing is lost with a free slab */
};

/**
 * kmem_cache_init_late() - what needs threads
 *
 * Context: boot, behind sched_init().
 */
void __init kmem_cache_init_late(void)
{
	register_shrinker(&slab_shrinker, "slab");
}

/* ---- fault injection -------------------------------------------------------------------------- */

bool slab_only_slow_paths;

/**
 * slab_fault_injection() - see each allocation, or not
 * @on: whether should_failslab() is to be asked
 *
 * Context: thread, interrupts on; or boot, before there are caches.
 */
void slab_fault_injection(bool on)
{
	struct kmem_cache *cache;

	slab_only_slow_paths = on;
	if (!slab_is_available())
		return;
	mutex_lock(&slab_mutex);
	list_for_each_entry(cache, &slab_caches, list)
		slab_set_fast_path(cache, !on);
	slab_flush_all();
	mutex_unlock(&slab_mutex);
}
