/* SPDX-License-Identifier: MIT */
/* Slabs with lists of free objects, for the variants that have them. */
#ifndef _MM_SLAB_LINKED_H
#define _MM_SLAB_LINKED_H

#include "slab.h"

/* ---- slab_linked.c: slabs; the node's lock is held where the name ends in _locked ------------- */

struct page *linked_new_slab(struct kmem_cache *cache, gfp_t gfp, int node);
void linked_add_slab_locked(struct kmem_cache *cache, struct page *slab);
unsigned int linked_take_locked(struct kmem_cache *cache, struct page *slab, void **to, unsigned int nr);
unsigned int linked_take_partial(struct kmem_cache *cache, struct slab_node *n, void **to, unsigned int nr);
void linked_put(struct kmem_cache *cache, void *const *objects, unsigned int nr, unsigned long ip);
void linked_put_one_locked(struct kmem_cache *cache, struct slab_node *n, struct page *slab, void *object,
			 struct list_head *empty);

/* ---- slab_linked_single.c: one object at a time -------------------------------------------- */

void *linked_alloc_single(struct kmem_cache *cache, gfp_t gfp, int node, unsigned long ip);
void linked_free_single(struct kmem_cache *cache, void *object, unsigned long ip);
bool linked_object_is_free(struct kmem_cache *cache, struct page *slab, const void *object);

#endif
