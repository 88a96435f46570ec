// SPDX-License-Identifier: MIT
/* SLUB: many objects at once; and beginning and end of a cache. Theory in slub.c. */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/string.h>
#include "slub.h"

/* ---- many at once ----------------------------------------------------------------------------- */

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
	unsigned long irq;
	size_t got = 0;

	while (got < nr) {
		local_irq_save(irq);
		got += slub_sheaf_take(cache, objects + got, nr - got);
		local_irq_restore(irq);
		if (got == nr)
			break;
		objects[got] = slub_refill(cache, flags & ~__GFP_ZERO, _RET_IP_);
		if (!objects[got]) {
			kmem_cache_free_bulk(cache, got, objects);
			return 0;
		}
		got++;
	}
	if (unlikely(flags & __GFP_ZERO))
		for (size_t i = 0; i < nr; i++)
			memset(objects[i], 0, cache->object_size);
	return nr;
}
EXPORT_SYMBOL(kmem_cache_alloc_bulk);

/**
 * kmem_cache_free_bulk() - free several objects
 * @cache: their cache; NULL: of any caches, as kfree() does
 * @nr: how many
 * @objects: they
 */
void kmem_cache_free_bulk(struct kmem_cache *cache, size_t nr, void **objects)
{
	unsigned long irq;
	size_t done = 0;

	if (!cache) {
		for (size_t i = 0; i < nr; i++)
			kfree(objects[i]);
		return;
	}
	while (done < nr) {
		local_irq_save(irq);
		done += slub_sheaf_put(cache, objects + done, nr - done);
		local_irq_restore(irq);
		if (done < nr)
			slub_free_refused(cache, objects[done++], _RET_IP_);
	}
}
EXPORT_SYMBOL(kmem_cache_free_bulk);

/* ---- a cache as a whole ----------------------------------------------------------------------- */

/**
 * slab_setup() - prepare a cache whose layout is known
 *
 * Return: 0 or -ENOMEM.
 */
int slab_setup(struct kmem_cache *cache)
{
	slab_choose_order(cache);
	cache->min_partial = clamp(ilog2(cache->size) / 2, 2, 5);
	return slub_make_sheaves(cache);
}

/**
 * slab_release() - undo slab_setup(); there are no slabs
 */
void slab_release(struct kmem_cache *cache)
{
	free_percpu(cache->gate);
}

/* Documented in slab_linked_single.c. */
bool slab_object_is_free(struct kmem_cache *cache, struct page *slab, const void *object)
{
	return linked_object_is_free(cache, slab, object);
}
