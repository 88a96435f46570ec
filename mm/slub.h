/* SPDX-License-Identifier: MIT */
/* What the files of SLUB share. Theory in slub.c. */
#ifndef _MM_SLUB_H
#define _MM_SLUB_H

#include "slab_linked.h"

/* ---- slub_sheaf.c: what CPUs keep ------------------------------------------------------------- */

int slub_make_sheaves(struct kmem_cache *cache);
void *slub_refill(struct kmem_cache *cache, gfp_t gfp, unsigned long ip);
void slub_free_refused(struct kmem_cache *cache, void *object, unsigned long ip);
unsigned int slub_sheaf_take(struct kmem_cache *cache, void **to, unsigned int nr);
unsigned int slub_sheaf_put(struct kmem_cache *cache, void *const *from, unsigned int nr);

/* ---- slub_depot.c: what CPUs leave for each other --------------------------------------------- */

bool slub_depot_put(struct kmem_cache *cache, struct slab_node *n, void *const *from, unsigned int nr);
unsigned int slub_depot_take(struct slab_node *n, void **to, unsigned int nr);
void slub_depot_flush(struct kmem_cache *cache, struct slab_node *n);
bool slub_depot_has(const struct slab_node *n, const void *object);
void slub_copy_pointers(void **to, void *const *from, unsigned int nr);

#endif
