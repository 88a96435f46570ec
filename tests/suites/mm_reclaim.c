// SPDX-License-Identifier: MIT
/* Reclaim: what each GFP flag permits, shown by requests that differ in nothing else. */
#include <linux/memalloc.h>
#include <linux/oom.h>

#include "../../mm/vmscan.h"
#include "mm_private_node.h"

static struct private_node node;
static struct test_cache cache;

static int reclaim_init(struct kunit *test)
{
	cache = (struct test_cache){ 0 };
	private_node_make(test, &node);
	test_cache_register(test, &cache);
	return 0;
}

static void reclaim_exit(struct kunit *test)
{
	test_cache_gone(&cache);
	private_node_give(&node, ~0ul);
	private_node_gone(&node);
}

/* The node is at its min watermark, and the cache has @pages of it. */
static void short_of_memory(unsigned long pages)
{
	test_cache_fill(&cache, pages);
	private_node_take_all(&node, GFP_NOWAIT);
}

static void expect_order(struct kunit *test, gfp_t gfp, unsigned int order, bool served)
{
	struct page *page = private_node_alloc(gfp, order);
	gfp_t shown = gfp;

	KUNIT_EXPECT_EQ_MSG(test, page != NULL, served, "order %u, %#x", order, (unsigned int)shown);
	if (page)
		__free_pages(page, order);
}

static void expect_served(struct kunit *test, gfp_t gfp)
{
	expect_order(test, gfp, 0, true);
}

static void expect_refused(struct kunit *test, gfp_t gfp)
{
	expect_order(test, gfp, 0, false);
}

static void reclaim_who_may_wait(struct kunit *test)
{
	unsigned long stalls = vm_event(ALLOCSTALL + ZONE_NORMAL), scanned = vm_event(SLABS_SCANNED);

	short_of_memory(64);
	expect_refused(test, GFP_NOWAIT);
	expect_refused(test, 0);
	KUNIT_EXPECT_EQ_MSG(test, cache.calls, 0, "who does not wait does not reclaim");
	KUNIT_EXPECT_EQ(test, vm_event(ALLOCSTALL + ZONE_NORMAL), stalls);
	expect_served(test, GFP_KERNEL);
	KUNIT_EXPECT_GT(test, cache.calls, 0);
	KUNIT_EXPECT_EQ(test, vm_event(ALLOCSTALL + ZONE_NORMAL), stalls + 1);
	KUNIT_EXPECT_GT(test, vm_event(SLABS_SCANNED), scanned);
	KUNIT_EXPECT_GE_MSG(test, zone_free_pages(node.zone), 8 + SWAP_CLUSTER_MAX, "a round brings 32 pages");
	KUNIT_EXPECT_GT_MSG(test, cache.nr, 0, "and is over then");
}

static void reclaim_fs_and_io(struct kunit *test)
{
	short_of_memory(64);
	cache.needs = __GFP_FS;
	expect_refused(test, GFP_NOFS);
	expect_refused(test, GFP_NOIO);
	expect_served(test, GFP_KERNEL);
	private_node_take_all(&node, GFP_NOWAIT);
	cache.needs = __GFP_IO;
	expect_refused(test, GFP_NOIO);
	expect_served(test, GFP_NOFS);
}

static void reclaim_scopes(struct kunit *test)
{
	unsigned int old;

	short_of_memory(64);
	cache.needs = __GFP_FS;
	old = memalloc_nofs_save();
	expect_refused(test, GFP_KERNEL);
	memalloc_nofs_restore(old);
	cache.needs = __GFP_IO;
	old = memalloc_noio_save();
	expect_refused(test, GFP_KERNEL);
	memalloc_noio_restore(old);
	expect_served(test, GFP_KERNEL);
}

/* A cache that has nothing for a long time, though it works on it. */
static void reclaim_how_often(struct kunit *test)
{
	short_of_memory(64);
	cache.lies = 8;
	expect_refused(test, GFP_KERNEL | __GFP_NORETRY);
	KUNIT_EXPECT_GT(test, cache.lies, 0);
	expect_served(test, GFP_KERNEL | __GFP_RETRY_MAYFAIL);
	private_node_take_all(&node, GFP_NOWAIT);
	cache.lies = 8;
	expect_served(test, GFP_KERNEL);
}

static void reclaim_costly_orders(struct kunit *test)
{
	short_of_memory(128);
	cache.lies = 8;
	expect_order(test, GFP_KERNEL, 4, false);
	KUNIT_EXPECT_GT_MSG(test, cache.lies, 0, "one round for a costly order");
	expect_order(test, GFP_KERNEL | __GFP_RETRY_MAYFAIL, 4, true);
}

static void reclaim_of_reclaimers(struct kunit *test)
{
	unsigned int old;

	short_of_memory(64);
	old = memalloc_noreclaim_save();
	expect_refused(test, GFP_KERNEL | __GFP_NOMEMALLOC);
	KUNIT_EXPECT_EQ_MSG(test, cache.calls, 0, "who reclaims does not reclaim again");
	KUNIT_EXPECT_EQ_MSG(test, private_node_take_all(&node, GFP_KERNEL), 8, "but has the reserve");
	memalloc_noreclaim_restore(old);
	KUNIT_EXPECT_EQ(test, cache.calls, 0);
}

/* ---- the last resort ------------------------------------------------------------------------- */

static unsigned int oom_calls;

static int give_in(struct notifier_block *nb, unsigned long action, void *freed)
{
	oom_calls++;
	private_node_give(&node, 16);
	*(unsigned long *)freed += 16;
	return NOTIFY_OK;
}

static void reclaim_last_resort(struct kunit *test)
{
	struct notifier_block nb = { .notifier_call = give_in };

	short_of_memory(0);
	KUNIT_ASSERT_EQ(test, register_oom_notifier(&nb), 0);
	oom_calls = 0;
	expect_refused(test, GFP_NOWAIT);
	expect_refused(test, GFP_KERNEL | __GFP_NORETRY);
	expect_refused(test, GFP_KERNEL | __GFP_RETRY_MAYFAIL);
	expect_refused(test, GFP_NOFS);
	expect_order(test, GFP_KERNEL, 4, false);
	KUNIT_EXPECT_EQ(test, oom_calls, 0);
	expect_served(test, GFP_KERNEL);
	KUNIT_EXPECT_EQ(test, oom_calls, 1);
	KUNIT_EXPECT_EQ(test, unregister_oom_notifier(&nb), 0);
	KUNIT_EXPECT_EQ(test, unregister_oom_notifier(&nb), -ENOENT);
}

static void reclaim_nofail(struct kunit *test)
{
	short_of_memory(0);
	expect_refused(test, GFP_KERNEL);
	expect_served(test, GFP_KERNEL | __GFP_NOFAIL);
	short_of_memory(0);
	test_cache_fill(&cache, 8);
	KUNIT_EXPECT_EQ(test, zone_free_pages(node.zone), 0);
	expect_served(test, GFP_KERNEL | __GFP_NOFAIL);
}

/* ---- in the background ----------------------------------------------------------------------- */

static void reclaim_balance(struct kunit *test)
{
	unsigned long runs = vm_event(PAGEOUTRUN);

	KUNIT_EXPECT_TRUE(test, balance_pgdat(&node.pgdat, 0));
	KUNIT_EXPECT_EQ_MSG(test, vm_event(PAGEOUTRUN), runs, "nothing to do");
	short_of_memory(64);
	KUNIT_EXPECT_FALSE(test, pgdat_balanced(&node.pgdat, 0));
	KUNIT_EXPECT_TRUE(test, balance_pgdat(&node.pgdat, 0));
	KUNIT_EXPECT_EQ(test, vm_event(PAGEOUTRUN), runs + 1);
	KUNIT_EXPECT_GT(test, zone_free_pages(node.zone), high_wmark_pages(node.zone));
	KUNIT_EXPECT_GT_MSG(test, cache.nr, 0, "no more than needed");
	KUNIT_EXPECT_EQ(test, node.pgdat.kswapd_failures, 0);
}

static void reclaim_hopeless(struct kunit *test)
{
	short_of_memory(0);
	for (int i = 1; i <= 3; i++) {
		KUNIT_EXPECT_FALSE(test, balance_pgdat(&node.pgdat, 0));
		KUNIT_EXPECT_EQ(test, node.pgdat.kswapd_failures, i);
	}
	private_node_give(&node, 64);
	test_cache_fill(&cache, 64);
	expect_served(test, GFP_KERNEL);
	KUNIT_EXPECT_EQ_MSG(test, node.pgdat.kswapd_failures, 0, "somebody has got something");
}

/* ---- shrinkers ------------------------------------------------------------------------------- */

static unsigned long fake_objects, fake_scanned, fake_calls, fake_answer;

static unsigned long fake_count(struct shrinker *shrinker, struct shrink_control *sc)
{
	return fake_objects;
}

static unsigned long fake_scan(struct shrinker *shrinker, struct shrink_control *sc)
{
	fake_calls++;
	fake_scanned += sc->nr_to_scan;
	return fake_answer;
}

static void shrink_fake(struct shrinker *shrinker, int priority)
{
	struct reclaim reclaim = { .gfp = GFP_KERNEL, .priority = priority };

	fake_scanned = fake_calls = 0;
	shrink_slab(0, &reclaim);
}

static void reclaim_shrinker_share(struct kunit *test)
{
	struct shrinker fake = { .count_objects = fake_count, .scan_objects = fake_scan, .seeks = DEFAULT_SEEKS };

	fake_objects = 1 << 14;
	fake_answer = 0;
	KUNIT_ASSERT_EQ(test, register_shrinker(&fake, "fake"), 0);
	shrink_fake(&fake, 4); /* 2^14 / 2^4 * 4 / 2 */
	KUNIT_EXPECT_EQ(test, fake_scanned, 2048);
	KUNIT_EXPECT_EQ_MSG(test, fake_calls, 2048 / 128, "in batches of 128");
	fake.seeks = 8;
	shrink_fake(&fake, 4);
	KUNIT_EXPECT_EQ_MSG(test, fake_scanned, 512, "dear objects are spared");
	fake.seeks = 0;
	fake.batch = 1024;
	shrink_fake(&fake, 12);
	KUNIT_EXPECT_EQ_MSG(test, fake_scanned, 8192, "cheap ones go by the half");
	KUNIT_EXPECT_EQ(test, fake_calls, 8);
	fake_answer = SHRINK_STOP;
	shrink_fake(&fake, 12);
	KUNIT_EXPECT_EQ_MSG(test, fake_calls, 1, "it said stop");
	KUNIT_EXPECT_EQ_MSG(test, atomic_long_read(&fake.nr_deferred), 8192, "but owes what it did not do");
	unregister_shrinker(&fake);
	shrink_fake(&fake, 0);
	KUNIT_EXPECT_EQ(test, fake_calls, 0);
}

/* Less than a batch a time adds up. */
static void reclaim_shrinker_deferred(struct kunit *test)
{
	struct shrinker fake = { .count_objects = fake_count, .scan_objects = fake_scan, .seeks = DEFAULT_SEEKS };

	fake_objects = 1 << 12;
	fake_answer = 0;
	KUNIT_ASSERT_EQ(test, register_shrinker(&fake, "fake"), 0);
	for (int round = 1; round <= 10; round++) {
		shrink_fake(&fake, 8); /* 32 of 4096 */
		KUNIT_EXPECT_EQ(test, fake_calls, 0);
		KUNIT_EXPECT_EQ(test, atomic_long_read(&fake.nr_deferred), 32 * round);
	}
	shrink_fake(&fake, 5); /* 256, and 320 / 32 */
	KUNIT_EXPECT_EQ(test, fake_scanned, 256);
	KUNIT_EXPECT_EQ(test, atomic_long_read(&fake.nr_deferred), 320);
	shrink_fake(&fake, 0);
	KUNIT_EXPECT_EQ(test, fake_scanned, 8192);
	KUNIT_EXPECT_EQ(test, atomic_long_read(&fake.nr_deferred), 0);
	fake_objects = SHRINK_EMPTY;
	shrink_fake(&fake, 0);
	KUNIT_EXPECT_EQ(test, fake_calls, 0);
	unregister_shrinker(&fake);
}

static struct kunit_case reclaim_cases[] = {
	KUNIT_CASE(reclaim_who_may_wait), KUNIT_CASE(reclaim_fs_and_io), KUNIT_CASE(reclaim_scopes),
	KUNIT_CASE(reclaim_how_often), KUNIT_CASE(reclaim_costly_orders), KUNIT_CASE(reclaim_of_reclaimers),
	KUNIT_CASE(reclaim_last_resort), KUNIT_CASE(reclaim_nofail), KUNIT_CASE(reclaim_balance),
	KUNIT_CASE(reclaim_hopeless), KUNIT_CASE(reclaim_shrinker_share), KUNIT_CASE(reclaim_shrinker_deferred), {}
};

static struct kunit_suite reclaim_suite = {
	.name = "mm.reclaim",
	.desc = "direct and background reclaim by flag, shrinkers, the last resort",
	.init = reclaim_init,
	.exit = reclaim_exit,
	.test_cases = reclaim_cases,
};
kunit_test_suite(reclaim_suite);
