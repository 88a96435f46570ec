/* SPDX-License-Identifier: MIT */
/* Shrinkers: caches that give memory back when it is short. Theory in mm/shrinker.c. */
#ifndef _LINUX_SHRINKER_H
#define _LINUX_SHRINKER_H

#include <linux/atomic.h>
#include <linux/list.h>
#include <linux/types.h>

struct mem_cgroup;

/**
 * struct shrink_control - what a shrinker is asked
 * @gfp_mask: what the request for memory allows: without __GFP_FS or __GFP_IO the shrinker must not
 *	take the locks or start the transfers that these stand for
 * @nid: the node that is short
 * @nr_to_scan: objects to look at; scan_objects() only
 * @nr_scanned: objects that were looked at: @nr_to_scan, unless scan_objects() changes it
 * @memcg: always NULL
 */
struct shrink_control {
	gfp_t gfp_mask;
	int nid;
	unsigned long nr_to_scan;
	unsigned long nr_scanned;
	struct mem_cgroup *memcg;
};

#define SHRINK_STOP (~0UL)	/* of scan_objects(): cannot go on now */
#define SHRINK_EMPTY (~0UL - 1) /* of count_objects(): there are none at all */

/**
 * struct shrinker - a cache that can give memory back
 * @count_objects: how many objects could be freed, about; 0: none now. Must be quick
 * @scan_objects: looks at so many objects and frees what it can: how many were freed, or SHRINK_STOP
 * @batch: objects to look at in one call; 0: 128
 * @seeks: what an object costs to make again; DEFAULT_SEEKS is the middle, more are spared more, with 0
 *	half of the objects go at once
 * @flags: SHRINKER_*
 * @list: place in the list of all (shrinker_rwsem)
 * @nr_deferred: objects that should have been looked at and were not yet
 * @name: for `shrinkers`
 *
 * Both functions may sleep, may be called by any thread that allocates with __GFP_DIRECT_RECLAIM, and
 * by several at a time. They get memory down to the last page if they have to allocate.
 */
struct shrinker {
	unsigned long (*count_objects)(struct shrinker *shrinker, struct shrink_control *sc);
	unsigned long (*scan_objects)(struct shrinker *shrinker, struct shrink_control *sc);
	long batch;
	int seeks;
	unsigned int flags;
	struct list_head list;
	atomic_long_t nr_deferred;
	char name[24];
};

#define DEFAULT_SEEKS 2

#define SHRINKER_REGISTERED (1u << 0)
#define SHRINKER_NUMA_AWARE (1u << 1)	/* looks at shrink_control::nid; others are called for node 0 only */
#define SHRINKER_MEMCG_AWARE (1u << 2)	/* accepted; there are no memory cgroups */
#define SHRINKER_NONSLAB (1u << 3)	/* accepted; means something to memory cgroups only */

__attribute__((format(printf, 2, 3))) int prealloc_shrinker(struct shrinker *shrinker, const char *fmt, ...);
void register_shrinker_prepared(struct shrinker *shrinker);
__attribute__((format(printf, 2, 3))) int register_shrinker(struct shrinker *shrinker, const char *fmt, ...);
void unregister_shrinker(struct shrinker *shrinker);
void free_prealloced_shrinker(struct shrinker *shrinker);
void synchronize_shrinkers(void);

#endif
