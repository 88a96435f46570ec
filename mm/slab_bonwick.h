/* SPDX-License-Identifier: MIT */
/* What the files of SLAB share. Theory in slab_bonwick.c. */
#ifndef _MM_SLAB_BONWICK_H
#define _MM_SLAB_BONWICK_H

#include "slab.h"

/**
 * struct slab_array - the objects that a CPU keeps of a cache
 * @avail: how many
 * @limit: how many it may keep; 0 while it must not
 * @batch: how many come and go at a time
 * @entry: they; the one freed last is the last
 *
 * Per-CPU memory; its CPU changes it with interrupts off.
 */
struct slab_array {
	unsigned int avail, limit, batch;
	void *entry[];
};

static inline struct slab_array *this_cpu_array(struct kmem_cache *cache)
{
	return this_cpu_ptr(cache->arrays);
}

/* ---- slab_bonwick_slab.c: slabs --------------------------------------------------------------- */

void bonwick_layout(struct kmem_cache *cache);
struct page *bonwick_new_slab(struct kmem_cache *cache, gfp_t gfp, int node);
unsigned int bonwick_take(struct kmem_cache *cache, struct slab_node *n, void **to, unsigned int nr);
void bonwick_put(struct kmem_cache *cache, void *const *objects, unsigned int nr, unsigned long ip);
void bonwick_add_nodes(struct kmem_cache *cache, struct slab_totals *totals);

/* ---- slab_bonwick_array.c: what CPUs keep ----------------------------------------------------- */

int bonwick_make_arrays(struct kmem_cache *cache);
void *bonwick_refill(struct kmem_cache *cache, gfp_t gfp, unsigned long ip);
void bonwick_free_refused(struct kmem_cache *cache, void *object, unsigned long ip);
void *bonwick_alloc_single(struct kmem_cache *cache, gfp_t gfp, int node, unsigned long ip);

#endif
