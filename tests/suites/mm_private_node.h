/* SPDX-License-Identifier: MIT */
/* A node of a test's own with one zone, and a cache whose pages a shrinker gives back. */
#ifndef _TESTS_MM_PRIVATE_NODE_H
#define _TESTS_MM_PRIVATE_NODE_H

#include <linux/shrinker.h>
#include "mm_private_zone.h"

#define PRIVATE_NID (MAX_NUMNODES - 1) /* hardly any machine has so many */

/**
 * struct private_node - such a node
 * @pgdat: the node; its zone is &pgdat.node_zones[ZONE_NORMAL], min 8, low 12, high 16 pages
 * @zone: that zone
 * @block: where the pages are from
 * @taken: pages that private_node_take_all() took
 * @saved: what was registered in place of it before
 */
struct private_node {
	struct pglist_data pgdat;
	struct zone *zone;
	struct private_zone block;
	struct page *taken;
	struct pglist_data *saved;
	struct zone *saved_zone;
};

void private_node_make(struct kunit *test, struct private_node *node);
void private_node_gone(struct private_node *node);
struct page *private_node_alloc(gfp_t gfp, unsigned int order);
unsigned long private_node_take_all(struct private_node *node, gfp_t gfp);
void private_node_give(struct private_node *node, unsigned long pages);

/**
 * struct test_cache - pages that are only kept as long as nobody needs them
 * @shrinker: gives them back
 * @pages: the pages
 * @nr: how many
 * @needs: GFP flags without which it gives nothing: SHRINK_STOP
 * @lies: so many calls are answered with "one object freed", which is no page; a round of reclaim makes two
 * @calls: of scan_objects()
 */
struct test_cache {
	struct shrinker shrinker;
	struct page *pages;
	unsigned long nr;
	gfp_t needs;
	unsigned int lies;
	unsigned int calls;
};

void test_cache_register(struct kunit *test, struct test_cache *cache);
void test_cache_fill(struct test_cache *cache, unsigned long pages);
void test_cache_gone(struct test_cache *cache);

#endif
