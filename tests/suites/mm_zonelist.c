// SPDX-License-Identifier: MIT
/* GFP flags to zones: the table, the fallback order, and what the fast path is allowed to try. */
#include "mm_private_zone.h"

#ifdef CONFIG_HIGHMEM
#define HIGH ZONE_HIGHMEM
#else
#define HIGH ZONE_NORMAL
#endif
#ifdef CONFIG_ZONE_DMA32
#define D32 ZONE_DMA32
#else
#define D32 ZONE_NORMAL
#endif

static const struct {
	gfp_t gfp;
	int zone;
	bool bad;
} expected[] = {
	{ 0, ZONE_NORMAL, false },
	{ GFP_KERNEL, ZONE_NORMAL, false },
	{ GFP_ATOMIC, ZONE_NORMAL, false },
	{ GFP_KERNEL | __GFP_DMA, ZONE_DMA, false },
	{ GFP_KERNEL | __GFP_DMA32, D32, false },
	{ GFP_HIGHUSER, HIGH, false },
	{ GFP_HIGHUSER_MOVABLE, ZONE_MOVABLE, false },
	{ GFP_KERNEL | __GFP_MOVABLE, ZONE_NORMAL, false },
	{ __GFP_MOVABLE | __GFP_DMA, ZONE_DMA, false },
	{ __GFP_MOVABLE | __GFP_DMA32, D32, false },
	{ __GFP_DMA | __GFP_HIGHMEM, ZONE_DMA, true },
	{ __GFP_DMA | __GFP_DMA32, ZONE_DMA, true },
	{ __GFP_DMA32 | __GFP_HIGHMEM, D32, true },
	{ GFP_ZONEMASK, ZONE_DMA, true },
};

static void zonelist_table(struct kunit *test)
{
	for (size_t i = 0; i < ARRAY_SIZE(expected); i++) {
		KUNIT_EXPECT_EQ_MSG(test, gfp_zone(expected[i].gfp), expected[i].zone, "gfp %#x", expected[i].gfp);
		KUNIT_EXPECT_EQ_MSG(test, gfp_zone_bits_bad(expected[i].gfp), expected[i].bad, "gfp %#x",
				    expected[i].gfp);
	}
	KUNIT_EXPECT_TRUE(test, gfpflags_allow_blocking(GFP_KERNEL));
	KUNIT_EXPECT_FALSE(test, gfpflags_allow_blocking(GFP_ATOMIC));
	KUNIT_EXPECT_FALSE(test, gfpflags_allow_blocking(GFP_NOWAIT));
}

static struct pglist_data node;

static void make_node(bool dma, bool normal, bool high)
{
	memset(&node, 0, sizeof(node));
	node.node_zones[ZONE_DMA].present_pages = dma;
	node.node_zones[ZONE_NORMAL].present_pages = normal;
#ifdef CONFIG_HIGHMEM
	node.node_zones[ZONE_HIGHMEM].present_pages = high;
#else
	(void)high;
#endif
	build_zonelists(&node);
}

static void zonelist_order(struct kunit *test)
{
	struct zonelist *list = &node.node_zonelists[ZONELIST_NOFALLBACK];
	struct zoneref *z;
	struct zone *zone;
	int last, n;

	make_node(true, true, true);
	for (int highest = 0; highest < MAX_NR_ZONES; highest++) {
		last = highest + 1;
		n = 0;
		for_each_zone_zonelist(zone, z, list, highest) {
			KUNIT_EXPECT_LT(test, z->zone_idx, last);
			KUNIT_EXPECT_PTR_EQ(test, zone, &node.node_zones[z->zone_idx]);
			KUNIT_EXPECT_TRUE(test, populated_zone(zone));
			last = z->zone_idx;
			n++;
		}
		KUNIT_EXPECT_EQ_MSG(test, last, ZONE_DMA, "the lowest comes last");
		KUNIT_EXPECT_EQ(test, n, (highest >= ZONE_DMA) + (highest >= ZONE_NORMAL) +
						 (HIGH != ZONE_NORMAL && highest >= HIGH));
	}
}

static void zonelist_first_choice(struct kunit *test)
{
	make_node(true, true, true);
	for (size_t i = 0; i < ARRAY_SIZE(expected); i++) {
		struct zone *first = node.first_choice[expected[i].gfp & GFP_FAST_MASK];

		KUNIT_EXPECT_EQ_MSG(test, first == &no_zone, expected[i].bad, "gfp %#x", expected[i].gfp);
		if (!expected[i].bad)
			KUNIT_EXPECT_LE(test, first - node.node_zones, expected[i].zone);
	}
	KUNIT_EXPECT_PTR_EQ(test, node.first_choice[0], &node.node_zones[ZONE_NORMAL]);
	KUNIT_EXPECT_PTR_EQ(test, node.first_choice[__GFP_ZERO], &no_zone);
	KUNIT_EXPECT_PTR_EQ(test, node.first_choice[__GFP_COMP | __GFP_DMA], &no_zone);
	KUNIT_EXPECT_LT(test, no_zone.spare, 0);
	make_node(true, false, false);
	KUNIT_EXPECT_PTR_EQ_MSG(test, node.first_choice[0], &node.node_zones[ZONE_DMA], "16 MiB of RAM");
	make_node(false, true, false);
	KUNIT_EXPECT_PTR_EQ_MSG(test, node.first_choice[__GFP_DMA], &no_zone, "nothing below");
}

static void zonelist_walk_zones(struct kunit *test)
{
	int n = 0, populated = 0;
	struct zone *zone;

	for_each_zone(zone) {
		KUNIT_EXPECT_EQ(test, zone_idx(zone), n % MAX_NR_ZONES);
		KUNIT_EXPECT_PTR_EQ(test, zone_table[ZONE_ID(n / MAX_NR_ZONES, n % MAX_NR_ZONES)], zone);
		n++;
		populated += populated_zone(zone);
	}
	KUNIT_EXPECT_EQ(test, n, MAX_NR_ZONES * num_online_nodes());
	for_each_populated_zone(zone)
		populated--;
	KUNIT_EXPECT_EQ(test, populated, 0);
}

/* Every node's list has each zone of the machine once, by distance of the nodes, own zones first. */
static void zonelist_all_nodes(struct kunit *test)
{
	int nid, populated = 0;
	struct zone *zone;

	for_each_populated_zone(zone)
		populated++;
	for_each_online_node(nid) {
		int n = 0, distance = 0, last_nid = nid;
		struct zoneref *z;

		for_each_zone_zonelist(zone, z, &NODE_DATA(nid)->node_zonelists[ZONELIST_FALLBACK], MAX_NR_ZONES) {
			if (!n)
				KUNIT_EXPECT_EQ(test, zone_to_nid(zone), nid);
			if (zone_to_nid(zone) != last_nid)
				KUNIT_EXPECT_NE(test, zone_to_nid(zone), nid);
			KUNIT_EXPECT_GE(test, node_distance(nid, zone_to_nid(zone)), distance);
			distance = node_distance(nid, zone_to_nid(zone));
			last_nid = zone_to_nid(zone);
			n++;
		}
		KUNIT_EXPECT_EQ(test, n, populated);
	}
}

static struct kunit_case zonelist_cases[] = {
	KUNIT_CASE(zonelist_table),
	KUNIT_CASE(zonelist_order),
	KUNIT_CASE(zonelist_first_choice),
	KUNIT_CASE(zonelist_walk_zones),
	KUNIT_CASE(zonelist_all_nodes),
	{}
};

static struct kunit_suite zonelist_suite = {
	.name = "mm.zonelist",
	.desc = "from GFP flags to zones",
	.test_cases = zonelist_cases,
};
kunit_test_suite(zonelist_suite);
