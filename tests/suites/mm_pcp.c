// SPDX-License-Identifier: MIT
/* The lists of free pages that each CPU keeps: filled and drained in batches, and never wrong. */
#include <kunit/test.h>
#include <linux/mm.h>
#include <linux/percpu-defs.h>
#include <linux/smp.h>
#include <asm/irqflags.h>

#include "../../mm/internal.h"
#include "../../mm/pcp.h"

#define MAX_TAKEN 2048
static struct page *taken[MAX_TAKEN];

/* On one CPU, so that lists can be counted; so nothing here may sleep. */
static int pcp_test_init(struct kunit *test)
{
	drain_all_pages(NULL);
	preempt_disable();
	return 0;
}

static void pcp_test_exit(struct kunit *test)
{
	preempt_enable();
	KUNIT_EXPECT_EQ(test, mm_check_accounting(), 0);
}

static struct zone *zone_of_kernel_pages(struct kunit *test)
{
	struct page *page = alloc_page(GFP_NOWAIT);
	struct zone *zone;

	KUNIT_ASSERT_NOT_NULL(test, page);
	zone = page_zone(page);
	__free_page(page);
	drain_local_pages(NULL);
	return zone;
}

static unsigned long blocks_here(const struct zone *zone, unsigned int order)
{
	return pcp_blocks(zone, order, smp_processor_id());
}

static unsigned long room_here(const struct zone *zone, unsigned int order)
{
	const struct percpu_stack *stack = this_cpu_ptr(&zone_pcp(zone, order)->stack);

	return stack->limit - stack->base;
}

static void pcp_refill_and_lifo(struct kunit *test)
{
	struct zone *zone = zone_of_kernel_pages(test);

	for (unsigned int order = 0; order < NR_PCP_ORDERS; order++) {
		unsigned long batch = min_t(unsigned long, max(zone->pcp_batch >> order, 1u), room_here(zone, order));
		struct page *a, *b;

		KUNIT_EXPECT_EQ(test, blocks_here(zone, order), 0);
		a = alloc_pages(GFP_NOWAIT, order);
		b = alloc_pages(GFP_NOWAIT, order);
		KUNIT_ASSERT_TRUE(test, a && b);
		KUNIT_EXPECT_EQ(test, a->state, PAGE_ALLOCATED | order);
		if (batch >= 2)
			KUNIT_EXPECT_EQ_MSG(test, blocks_here(zone, order), batch - 2, "order %u", order);
		__free_pages(b, order);
		if (room_here(zone, order)) /* with many CPUs there may be none for order 3 */
			KUNIT_EXPECT_EQ(test, b->state, PAGE_CACHED | order);
		KUNIT_EXPECT_PTR_EQ(test, alloc_pages(GFP_NOWAIT, order), b);
		__free_pages(b, order);
		__free_pages(a, order);
	}
	drain_local_pages(zone);
	for (unsigned int order = 0; order < NR_PCP_ORDERS; order++)
		KUNIT_EXPECT_EQ(test, blocks_here(zone, order), 0);
}

/* Where there is little memory: long enough for a set, and yet no large part of the zone on all CPUs together. */
static void pcp_limits(struct kunit *test)
{
	unsigned int cpus = num_possible_cpus();
	struct zone *zone;

	for_each_populated_zone(zone) {
		unsigned long pages = zone_managed_pages(zone), fifth = pages / 5 / cpus;

		if (!zone->pcp_slot)
			continue;
		KUNIT_EXPECT_GE(test, zone->pcp_batch, 1);
		KUNIT_EXPECT_LE_MSG(test, zone->pcp_high, max3(fifth, low_wmark_pages(zone) / cpus, zone->pcp_batch * 4ul), "%s", zone->name);
		if (cpus == 1 && pages >= totalram_pages() / 2 && pages >= 3000)
			KUNIT_EXPECT_GE_MSG(test, zone->pcp_high / 2, 256, "%s", zone->name);
	}
}

/* More than fits: the rest goes back to the zone, the list is never longer than its limit. */
static void pcp_overflow(struct kunit *test)
{
	struct zone *zone = zone_of_kernel_pages(test);
	unsigned long nr_free = nr_free_pages(), most = 0;
	unsigned int n;

	for (n = 0; n < MAX_TAKEN; n++) {
		taken[n] = alloc_page(GFP_NOWAIT | __GFP_NOWARN);
		if (!taken[n])
			break;
		for (unsigned int i = n > 8 ? n - 8 : 0; i < n; i++)
			KUNIT_ASSERT_PTR_NE(test, taken[n], taken[i]);
	}
	KUNIT_EXPECT_EQ(test, nr_free_pages(), nr_free - n);
	while (n--) {
		__free_page(taken[n]);
		most = max(most, blocks_here(zone, 0));
	}
	KUNIT_EXPECT_EQ(test, nr_free_pages(), nr_free);
	KUNIT_EXPECT_LE(test, most, zone->pcp_high);
	KUNIT_EXPECT_GT(test, most, 0);
	drain_local_pages(NULL);
	KUNIT_EXPECT_EQ(test, zone_pcp_pages(zone), 0);
}

/* Large blocks do not go through lists. */
static void pcp_large_orders(struct kunit *test)
{
	struct zone *zone = zone_of_kernel_pages(test);
	unsigned long nr = zone->free_area[NR_PCP_ORDERS].allocs;
	struct page *page = alloc_pages(GFP_NOWAIT, NR_PCP_ORDERS);

	KUNIT_ASSERT_NOT_NULL(test, page);
	KUNIT_EXPECT_EQ(test, zone->free_area[NR_PCP_ORDERS].allocs, nr + 1);
	__free_pages(page, NR_PCP_ORDERS);
	KUNIT_EXPECT_FALSE(test, PageCached(page));
	KUNIT_EXPECT_EQ(test, zone_pcp_pages(zone), 0);
}

/* What lies on lists is found when it is needed: all memory can be had in the largest pieces. */
static void pcp_given_up_when_short(struct kunit *test)
{
	struct zone *dma = &NODE_DATA(first_online_node)->node_zones[ZONE_DMA];
	unsigned long free = zone_free_pages(dma), got = 0;
	struct page *list = NULL, *page;

	while ((page = alloc_page(GFP_NOWAIT | GFP_DMA | __GFP_MEMALLOC | __GFP_NOWARN))) {
		page->lru.next = (void *)list;
		list = page;
		got++;
	}
	KUNIT_EXPECT_EQ(test, got, free);
	KUNIT_EXPECT_EQ(test, zone_free_pages(dma), 0);
	while ((page = list)) {
		list = (void *)page->lru.next;
		__free_page(page);
	}
	KUNIT_EXPECT_EQ(test, zone_free_pages(dma), free);
	page = alloc_pages(GFP_NOWAIT | GFP_DMA | __GFP_NOWARN, 8);
	KUNIT_EXPECT_NOT_NULL_MSG(test, page, "pages from the lists were merged");
	if (page)
		__free_pages(page, 8);
}

static void pcp_double_free_on_list(struct kunit *test)
{
	unsigned long seen = page_misuses(MISUSE_DOUBLE_FREE), nr_free;
	struct page *page = alloc_pages(GFP_NOWAIT, 2);

	KUNIT_ASSERT_NOT_NULL(test, page);
	__free_pages(page, 2);
	nr_free = nr_free_pages();
	__free_pages(page, 2);
	__free_pages(page, 0);
	__free_page(page + 1);
	KUNIT_EXPECT_EQ(test, page_misuses(MISUSE_DOUBLE_FREE), seen + 3);
	KUNIT_EXPECT_EQ(test, nr_free_pages(), nr_free);
}

static void pcp_interrupts_off(struct kunit *test)
{
	unsigned long nr_free = nr_free_pages(), flags;

	local_irq_save(flags);
	for (int i = 0; i < 200; i++) {
		taken[i] = alloc_pages(GFP_ATOMIC, i & 3);
		KUNIT_EXPECT_NOT_NULL(test, taken[i]);
	}
	for (int i = 0; i < 200; i++)
		if (taken[i])
			__free_pages(taken[i], i & 3);
	KUNIT_EXPECT_TRUE(test, irqs_disabled());
	local_irq_restore(flags);
	KUNIT_EXPECT_EQ(test, nr_free_pages(), nr_free);
}

static void pcp_counters(struct kunit *test)
{
	unsigned long allocs = global_zone_page_state(NR_ZONE_PGALLOC), frees = global_zone_page_state(NR_ZONE_PGFREE);
	unsigned int n = 0;

	for (unsigned int i = 0; i < 300; i++) {
		unsigned int order = kunit_random_below(test, 5);
		struct page *page = alloc_pages(GFP_NOWAIT, order);

		KUNIT_ASSERT_NOT_NULL(test, page);
		n += 1 << order;
		__free_pages(page, order);
		if (i % 64 == 0)
			drain_local_pages(NULL);
	}
	/* Other CPUs may allocate too, but do not take back what was counted. */
	KUNIT_EXPECT_GE(test, global_zone_page_state(NR_ZONE_PGALLOC) - allocs, n);
	KUNIT_EXPECT_GE(test, global_zone_page_state(NR_ZONE_PGFREE) - frees, n);
	if (num_online_cpus() == 1)
		KUNIT_EXPECT_EQ(test, global_zone_page_state(NR_ZONE_PGALLOC) - allocs, n);
}

static struct kunit_case pcp_cases[] = {
	KUNIT_CASE(pcp_limits), KUNIT_CASE(pcp_refill_and_lifo), KUNIT_CASE(pcp_overflow), KUNIT_CASE(pcp_large_orders),
	KUNIT_CASE(pcp_given_up_when_short), KUNIT_CASE(pcp_double_free_on_list),
	KUNIT_CASE(pcp_interrupts_off), KUNIT_CASE(pcp_counters), {}
};

static struct kunit_suite pcp_suite = {
	.name = "mm.pcp",
	.desc = "per-CPU page lists: batches, limits, misuse",
	.init = pcp_test_init,
	.exit = pcp_test_exit,
	.test_cases = pcp_cases,
};
kunit_test_suite(pcp_suite);
