// SPDX-License-Identifier: MIT
/* A node of a test's own: what runs out there is short nowhere else. */
#include "mm_private_node.h"

/* One zone, half of a large block or less. */
void private_node_make(struct kunit *test, struct private_node *node)
{
	u16 id = ZONE_ID_PRIVATE | ZONE_NORMAL;

	memset(node, 0, sizeof(*node));
	private_zone_take(test, &node->block, 8);
	node->pgdat.node_id = PRIVATE_NID;
	for (int i = 0; i < MAX_NR_ZONES; i++) {
		zone_init(&node->pgdat.node_zones[i], "Test", ZONE_ID_PRIVATE | i);
		node->pgdat.node_zones[i].zone_pgdat = &node->pgdat;
	}
	node->zone = &node->pgdat.node_zones[ZONE_NORMAL];
	node->zone->managed_pages = node->zone->present_pages = node->block.pages;
	node->pgdat.kswapd_highest_zoneidx = ZONE_NORMAL;
	zone_set_watermarks(node->zone, 8, 12, 16);
	for (unsigned long i = 0; i < node->block.pages; i++)
		pfn_to_page(node->block.pfn + i)->zone_id = id;
	buddy_add_range(node->zone, node->block.pfn, node->block.pfn + node->block.pages);
	build_zonelists(&node->pgdat);
	node->saved = node_data[PRIVATE_NID];
	node->saved_zone = zone_table[id];
	zone_table[id] = node->zone;
	node_data[PRIVATE_NID] = &node->pgdat;
}

void private_node_gone(struct private_node *node)
{
	if (!node->block.pages)
		return;
	node_data[PRIVATE_NID] = node->saved;
	zone_table[ZONE_ID_PRIVATE | ZONE_NORMAL] = node->saved_zone;
	private_zone_give_back(&node->block);
}

struct page *private_node_alloc(gfp_t gfp, unsigned int order)
{
	return alloc_pages_node(PRIVATE_NID, gfp | __GFP_NOWARN | __GFP_THISNODE, order);
}

static void keep(struct page **list, struct page *page)
{
	page->lru.next = (void *)*list;
	*list = page;
}

static void drop(struct page **list)
{
	struct page *page = *list;

	*list = (void *)page->lru.next;
	__free_page(page);
}

/* Takes single pages until these flags get no more. How many were there? */
unsigned long private_node_take_all(struct private_node *node, gfp_t gfp)
{
	struct page *page;
	unsigned long n;

	for (n = 0; (page = private_node_alloc(gfp, 0)); n++)
		keep(&node->taken, page);
	return n;
}

/* Gives back so many of them. */
void private_node_give(struct private_node *node, unsigned long pages)
{
	while (pages-- && node->taken)
		drop(&node->taken);
}

static unsigned long cache_count(struct shrinker *shrinker, struct shrink_control *sc)
{
	struct test_cache *cache = container_of(shrinker, struct test_cache, shrinker);

	return cache->lies ? 1 : cache->nr ?: SHRINK_EMPTY;
}

static unsigned long cache_scan(struct shrinker *shrinker, struct shrink_control *sc)
{
	struct test_cache *cache = container_of(shrinker, struct test_cache, shrinker);
	unsigned long n;

	cache->calls++;
	if (cache->needs & ~sc->gfp_mask)
		return SHRINK_STOP;
	if (cache->lies) {
		cache->lies--;
		return 1;
	}
	for (n = 0; n < sc->nr_to_scan && cache->nr; n++, cache->nr--)
		drop(&cache->pages);
	return n;
}

void test_cache_register(struct kunit *test, struct test_cache *cache)
{
	memset(cache, 0, sizeof(*cache));
	cache->shrinker.count_objects = cache_count;
	cache->shrinker.scan_objects = cache_scan;
	cache->shrinker.seeks = DEFAULT_SEEKS;
	cache->shrinker.batch = 1;
	KUNIT_ASSERT_EQ(test, register_shrinker(&cache->shrinker, "test-%s", "cache"), 0);
}

/* Pages of the private node, down to its last reserve. */
void test_cache_fill(struct test_cache *cache, unsigned long pages)
{
	struct page *page;

	while (pages-- && (page = private_node_alloc(GFP_NOWAIT | __GFP_MEMALLOC, 0))) {
		keep(&cache->pages, page);
		cache->nr++;
	}
}

void test_cache_gone(struct test_cache *cache)
{
	unregister_shrinker(&cache->shrinker);
	while (cache->nr) {
		cache->nr--;
		drop(&cache->pages);
	}
}
