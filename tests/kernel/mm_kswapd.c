// SPDX-License-Identifier: MIT
/* kswapd at work, on a node of the test's own: woken below the low watermark, asleep above the high one. */
#include <linux/jiffies.h>
#include <linux/sched.h>
#include <quarry/kswapd.h>

#include "../../mm/vmscan.h"
#include "../suites/mm_private_node.h"
#include "test_waiting.h"

static struct private_node node;
static struct test_cache cache;

static int kswapd_test_init(struct kunit *test)
{
	cache = (struct test_cache){ 0 };
	private_node_make(test, &node);
	test_cache_register(test, &cache);
	return kswapd_run(&node.pgdat);
}

static void kswapd_test_exit(struct kunit *test)
{
	kswapd_stop(&node.pgdat);
	test_cache_gone(&cache);
	private_node_give(&node, ~0ul);
	private_node_gone(&node);
}

/* Until it sleeps with nothing left to do. Its progress is all that is waited for. */
static void wait_for_kswapd(void)
{
	do {
		wait_until_asleep(node.pgdat.kswapd);
	} while (READ_ONCE(node.pgdat.kswapd_wanted));
}

static void kswapd_refills(struct kunit *test)
{
	unsigned long runs = vm_event(PAGEOUTRUN);

	test_cache_fill(&cache, 128);
	private_node_take_all(&node, GFP_NOWAIT);
	wait_for_kswapd();
	KUNIT_EXPECT_GT(test, vm_event(PAGEOUTRUN), runs);
	KUNIT_EXPECT_TRUE(test, pgdat_balanced(&node.pgdat, 0) || !cache.nr);
	KUNIT_EXPECT_NOT_NULL(test, node.pgdat.kswapd);
}

/* Enough memory, and short of it again within a tenth of a second: that is counted. */
static void kswapd_too_early(struct kunit *test)
{
	unsigned long hits = vm_event(KSWAPD_LOW_WMARK_HIT_QUICKLY), start;

	for (int attempt = 0; attempt < 50; attempt++) {
		test_cache_fill(&cache, 128);
		private_node_take_all(&node, GFP_NOWAIT);
		start = jiffies;
		wait_for_kswapd();
		private_node_take_all(&node, GFP_NOWAIT);
		wait_for_kswapd();
		if (time_before(jiffies, start + HZ / 10))
			break;
		private_node_give(&node, ~0ul); /* the machine was busy otherwise */
	}
	if (!time_before(jiffies, start + HZ / 10))
		kunit_skip(test, "the machine is too slow to be quick");
	KUNIT_EXPECT_GT(test, vm_event(KSWAPD_LOW_WMARK_HIT_QUICKLY), hits);
}

/* Enough memory: it is not even woken. Without __GFP_KSWAPD_RECLAIM: not either. */
static void kswapd_sleeps(struct kunit *test)
{
	unsigned long switches;
	struct page *page;

	wait_for_kswapd();
	switches = READ_ONCE(node.pgdat.kswapd->nvcsw);
	for (int i = 0; i < 200; i++) {
		page = private_node_alloc(GFP_KERNEL, 0);
		KUNIT_ASSERT_NOT_NULL(test, page);
		__free_page(page);
	}
	private_node_take_all(&node, 0);
	KUNIT_EXPECT_FALSE(test, READ_ONCE(node.pgdat.kswapd_wanted));
	KUNIT_EXPECT_EQ(test, READ_ONCE(node.pgdat.kswapd->nvcsw), switches);
}

/* With nothing to get it gives up, and is left alone. */
static void kswapd_gives_up(struct kunit *test)
{
	private_node_take_all(&node, 0);
	for (int i = 0; i < MAX_RECLAIM_RETRIES * 4; i++) {
		private_node_alloc(GFP_NOWAIT, 0);
		wait_for_kswapd();
	}
	KUNIT_EXPECT_GE(test, node.pgdat.kswapd_failures, MAX_RECLAIM_RETRIES);
	KUNIT_EXPECT_FALSE(test, node.pgdat.kswapd_wanted);
}

static struct kunit_case kswapd_cases[] = {
	KUNIT_CASE(kswapd_refills), KUNIT_CASE(kswapd_too_early), KUNIT_CASE(kswapd_sleeps), KUNIT_CASE(kswapd_gives_up), {}
};

static struct kunit_suite kswapd_suite = {
	.name = "mm.kswapd",
	.desc = "the thread that reclaims in the background",
	.init = kswapd_test_init,
	.exit = kswapd_test_exit,
	.test_cases = kswapd_cases,
};
kunit_test_suite(kswapd_suite);
