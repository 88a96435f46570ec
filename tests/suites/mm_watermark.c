// SPDX-License-Identifier: MIT
/* Watermarks and reserves: the figures of real kernels, and who may take the last pages. */
#include "mm_private_zone.h"

/* ---- figures: nodes without pages, only sizes ------------------------------------------------- */

static struct pglist_data node;

static void node_of(const unsigned long managed[MAX_NR_ZONES])
{
	memset(&node, 0, sizeof(node));
	for (int i = 0; i < MAX_NR_ZONES; i++) {
		zone_init(&node.node_zones[i], "", ZONE_ID_PRIVATE | i);
		node.node_zones[i].zone_pgdat = &node;
		node.node_zones[i].managed_pages = node.node_zones[i].present_pages = managed[i];
	}
	watermarks_classic = false;
}

static void expect_marks(struct kunit *test, int i, unsigned long min, unsigned long low, unsigned long high)
{
	const struct zone *zone = &node.node_zones[i];

	KUNIT_EXPECT_EQ_MSG(test, min_wmark_pages(zone), min, "zone %d", i);
	KUNIT_EXPECT_EQ_MSG(test, low_wmark_pages(zone), low, "zone %d", i);
	KUNIT_EXPECT_EQ_MSG(test, high_wmark_pages(zone), high, "zone %d", i);
}

#ifdef CONFIG_ZONE_DMA32
/* Linux 6.1 amd64 with 5000 MB; huge pages had raised min_free_kbytes to 67584 there. */
static void watermark_linux_amd64(struct kunit *test)
{
	node_of((unsigned long[MAX_NR_ZONES]){ [ZONE_DMA] = 3840, [ZONE_DMA32] = 752100, [ZONE_NORMAL] = 469660 });
	node_set_watermarks(&node, 67584);
	node_set_lowmem_reserve(&node);
	expect_marks(test, ZONE_DMA, 52, 65, 78);
	expect_marks(test, ZONE_DMA32, 10368, 12960, 15552);
	expect_marks(test, ZONE_NORMAL, 6474, 8092, 9710);
	KUNIT_EXPECT_EQ(test, node.node_zones[ZONE_DMA].lowmem_reserve[ZONE_DMA], 0);
	KUNIT_EXPECT_EQ(test, node.node_zones[ZONE_DMA].lowmem_reserve[ZONE_DMA32], 2937);
	KUNIT_EXPECT_EQ(test, node.node_zones[ZONE_DMA].lowmem_reserve[ZONE_NORMAL], 4772);
	KUNIT_EXPECT_EQ(test, node.node_zones[ZONE_DMA].lowmem_reserve[ZONE_MOVABLE], 4772);
	KUNIT_EXPECT_EQ(test, node.node_zones[ZONE_DMA32].lowmem_reserve[ZONE_NORMAL], 469660 / 256);
}
#endif

#ifdef CONFIG_HIGHMEM
/* Linux 6.1 686-pae with 2048 MB and min_free_kbytes 42684. */
static void watermark_linux_686(struct kunit *test)
{
	node_of((unsigned long[MAX_NR_ZONES]){ [ZONE_DMA] = 3840, [ZONE_NORMAL] = 210960, [ZONE_HIGHMEM] = 298978 });
	node_set_watermarks(&node, 42684);
	node_set_lowmem_reserve(&node);
	expect_marks(test, ZONE_DMA, 190, 237, 284);
	expect_marks(test, ZONE_NORMAL, 10480, 13100, 15720);
	expect_marks(test, ZONE_HIGHMEM, 128, 3841, 7554);
	KUNIT_EXPECT_EQ(test, node.node_zones[ZONE_NORMAL].lowmem_reserve[ZONE_HIGHMEM], 298978 / 32);
	KUNIT_EXPECT_EQ(test, node.node_zones[ZONE_HIGHMEM].lowmem_reserve[ZONE_MOVABLE], 0);
}
#endif

static void watermark_classic(struct kunit *test)
{
	node_of((unsigned long[MAX_NR_ZONES]){ [ZONE_DMA] = 4000, [ZONE_NORMAL] = 12000 });
	watermarks_classic = true;
	node_set_watermarks(&node, 640); /* 160 pages */
	watermarks_classic = false;
	expect_marks(test, ZONE_DMA, 40, 80, 120);
	expect_marks(test, ZONE_NORMAL, 120, 240, 360);
}

static void watermark_min_free_kbytes(struct kunit *test)
{
	node_of((unsigned long[MAX_NR_ZONES]){ [ZONE_DMA] = 100 });
	KUNIT_EXPECT_EQ(test, calculate_min_free_kbytes(node_free_buffer_pages(&node)), 128);
	node_of((unsigned long[MAX_NR_ZONES]){ [ZONE_DMA] = 4096, [ZONE_NORMAL] = 257 * 1024 - 4096 });
	KUNIT_EXPECT_EQ(test, calculate_min_free_kbytes(node_free_buffer_pages(&node)), 4103); /* isqrt(16 * 1052672) */
	if (BITS_PER_LONG == 64) { /* no 32-bit machine has so much low memory */
		node_of((unsigned long[MAX_NR_ZONES]){ [ZONE_NORMAL] = 1ul << (BITS_PER_LONG / 2 - 2) });
		KUNIT_EXPECT_EQ(test, calculate_min_free_kbytes(node_free_buffer_pages(&node)), 262144);
	}
	node_of((unsigned long[MAX_NR_ZONES]){ [0] = 0 });
	node_set_watermarks(&node, 128);
	expect_marks(test, ZONE_DMA, 0, 0, 0);
}

/* ---- who gets how much: a node of the test's own ---------------------------------------------- */

static struct private_zone pz;
static struct pglist_data *saved_node;
static struct zone *saved_zones[MAX_NR_ZONES];
static struct page *taken;

#define TEST_NODE (MAX_NUMNODES - 1) /* no machine has so many */

/* Two zones of half the block each, with min 8, low 12, high 16 pages. */
static void node_with_pages(struct kunit *test)
{
	unsigned long half;

	private_zone_take(test, &pz, 8);
	half = pz.pages / 2;
	node_of((unsigned long[MAX_NR_ZONES]){ [ZONE_DMA] = half, [ZONE_NORMAL] = half });
	node.node_id = TEST_NODE;
	for (int i = 0; i < MAX_NR_ZONES; i++) {
		struct zone *zone = &node.node_zones[i];

		zone->name = "Test";
		saved_zones[i] = zone_table[zone->id];
		zone_table[zone->id] = zone;
		if (zone->managed_pages)
			zone_set_watermarks(zone, 8, 12, 16);
	}
	for (unsigned long i = 0; i < pz.pages; i++)
		pfn_to_page(pz.pfn + i)->zone_id = ZONE_ID_PRIVATE | (i < half ? ZONE_DMA : ZONE_NORMAL);
	buddy_add_range(&node.node_zones[ZONE_DMA], pz.pfn, pz.pfn + half);
	buddy_add_range(&node.node_zones[ZONE_NORMAL], pz.pfn + half, pz.pfn + pz.pages);
	build_zonelists(&node);
	saved_node = node_data[TEST_NODE];
	node_data[TEST_NODE] = &node;
	taken = NULL;
}

static void node_gone(struct kunit *test)
{
	(void)test;
	watermarks_classic = false;
	if (!pz.pages)
		return;
	node_data[TEST_NODE] = saved_node;
	for (int i = 0; i < MAX_NR_ZONES; i++)
		zone_table[ZONE_ID_PRIVATE | i] = saved_zones[i];
	private_zone_give_back(&pz);
}

/* Takes single pages until there are no more for these flags; how many are left in each zone? */
static void take_all(gfp_t gfp)
{
	struct page *page;

	while ((page = alloc_pages_node(TEST_NODE, gfp | __GFP_NOWARN | __GFP_THISNODE, 0))) {
		page->lru.next = (void *)taken;
		taken = page;
	}
}

static void give_all(void)
{
	while (taken) {
		struct page *page = taken;

		taken = (void *)page->lru.next;
		__free_page(page);
	}
}

static void expect_left(struct kunit *test, gfp_t gfp, unsigned long dma, unsigned long normal)
{
	take_all(gfp);
	KUNIT_EXPECT_EQ_MSG(test, zone_free_pages(&node.node_zones[ZONE_DMA]), dma, "gfp %#x, DMA", gfp);
	KUNIT_EXPECT_EQ_MSG(test, zone_free_pages(&node.node_zones[ZONE_NORMAL]), normal, "gfp %#x, Normal", gfp);
	give_all();
	for (int i = 0; i < MAX_NR_ZONES; i++)
		check_free_lists(test, &node.node_zones[i]);
}

/* More than the mark must be free before, so just the mark is left. */
static void watermark_depths(struct kunit *test)
{
	unsigned long half;

	node_with_pages(test);
	half = pz.pages / 2;
	expect_left(test, GFP_KERNEL, 8, 8);
	expect_left(test, GFP_NOWAIT, 8, 8);
	expect_left(test, GFP_KERNEL | __GFP_HIGH, 4, 4);
	expect_left(test, GFP_ATOMIC, 3, 3);
	expect_left(test, GFP_ATOMIC | __GFP_NOMEMALLOC, 8, 8);
	expect_left(test, GFP_KERNEL | __GFP_MEMALLOC, 0, 0);
	expect_left(test, GFP_KERNEL | __GFP_MEMALLOC | __GFP_NOMEMALLOC, 8, 8);
	expect_left(test, GFP_DMA, 8, half);
	KUNIT_EXPECT_GT(test, node.node_zones[ZONE_NORMAL].alloc_fail, 0);
	KUNIT_EXPECT_GT(test, node.node_zones[ZONE_DMA].alloc_fail, 0);
}

static void watermark_lowmem_reserve(struct kunit *test)
{
	node_with_pages(test);
	node.node_zones[ZONE_DMA].lowmem_reserve[ZONE_NORMAL] = 20;
	expect_left(test, GFP_KERNEL, 28, 8);
	expect_left(test, GFP_KERNEL | GFP_DMA, 8, pz.pages / 2);
}

/* First all zones down to low, then all of them down to min. */
static void watermark_two_rounds(struct kunit *test)
{
	struct zone *dma, *normal;

	node_with_pages(test);
	dma = &node.node_zones[ZONE_DMA];
	normal = &node.node_zones[ZONE_NORMAL];
	while (zone_free_pages(dma) > 12) {
		struct page *page = alloc_pages_node(TEST_NODE, GFP_KERNEL | __GFP_THISNODE, 0);

		KUNIT_ASSERT_NOT_NULL(test, page);
		page->lru.next = (void *)taken;
		taken = page;
	}
	KUNIT_EXPECT_EQ_MSG(test, zone_free_pages(normal), 12, "down to low before the next is touched");
	give_all();
}

/* Enough pages, but not in one block. */
static void watermark_fragmented(struct kunit *test)
{
	struct zone *normal;

	node_with_pages(test);
	normal = &node.node_zones[ZONE_NORMAL];
	KUNIT_EXPECT_TRUE(test, zone_watermark_ok(normal, 2, 8, ZONE_NORMAL, 0));
	take_all(GFP_KERNEL | __GFP_MEMALLOC);
	for (struct page *page = taken; page; page = (void *)page->lru.next)
		page->private = page_to_pfn(page) & 1;
	for (struct page **link = &taken, *page = taken; page; page = *link) {
		struct page *next = (void *)page->lru.next;

		if (page->private) {
			link = (struct page **)&page->lru.next;
			continue;
		}
		*link = next;
		__free_page(page);
	}
	KUNIT_EXPECT_EQ(test, zone_free_pages(normal), pz.pages / 4);
	KUNIT_EXPECT_TRUE(test, zone_watermark_ok(normal, 0, 8, ZONE_NORMAL, 0));
	KUNIT_EXPECT_FALSE(test, zone_watermark_ok(normal, 1, 8, ZONE_NORMAL, 0));
	give_all();
}

/* The balance that the fast path looks at follows the watermark. */
static void watermark_balance(struct kunit *test)
{
	struct zone *zone;

	node_with_pages(test);
	zone = &node.node_zones[ZONE_NORMAL];
	KUNIT_EXPECT_EQ(test, zone->spare, (long)(pz.pages / 2) - 12);
	zone_set_watermarks(zone, 1, pz.pages, pz.pages + 1);
	KUNIT_EXPECT_EQ(test, zone->spare, -(long)(pz.pages / 2));
	KUNIT_EXPECT_EQ(test, zone_free_pages(zone), pz.pages / 2);
}

static struct kunit_case watermark_cases[] = {
#ifdef CONFIG_ZONE_DMA32
	KUNIT_CASE(watermark_linux_amd64),
#endif
#ifdef CONFIG_HIGHMEM
	KUNIT_CASE(watermark_linux_686),
#endif
	KUNIT_CASE(watermark_classic),
	KUNIT_CASE(watermark_min_free_kbytes),
	KUNIT_CASE(watermark_depths),
	KUNIT_CASE(watermark_lowmem_reserve),
	KUNIT_CASE(watermark_two_rounds),
	KUNIT_CASE(watermark_fragmented),
	KUNIT_CASE(watermark_balance),
	{}
};

static struct kunit_suite watermark_suite = {
	.name = "mm.watermark",
	.desc = "watermarks, reserves, fallback between zones",
	.exit = node_gone,
	.test_cases = watermark_cases,
};
kunit_test_suite(watermark_suite);
