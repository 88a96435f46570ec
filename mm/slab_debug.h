/* SPDX-License-Identifier: MIT */
/* What the debug layer keeps behind an object, and what its files share. Theory in slab_debug.c. */
#ifndef _MM_SLAB_DEBUG_H
#define _MM_SLAB_DEBUG_H

#include <linux/types.h>

#define TRACK_DEPTH 4

/**
 * struct slab_track - who did something to an object
 * @ip: return addresses, the API's caller first; 0 ends them
 * @when: jiffies
 * @cpu: where
 * @pid: in which thread
 */
struct slab_track {
	unsigned long ip[TRACK_DEPTH];
	unsigned long when;
	int cpu, pid;
};

enum track_item { TRACK_ALLOC, TRACK_FREE };

struct kmem_cache;
struct page;

struct slab_track *slab_track_of(const struct kmem_cache *cache, const void *object, enum track_item item);
void slab_print_tracks(const struct kmem_cache *cache, const void *object);

#endif
