// SPDX-License-Identifier: MIT
/* Grouping by mobility, on a zone of two page blocks: who gets which, who takes from whom. */
#include "../../mm/mobility.h"
#include "mm_private_zone.h"

static struct private_zone pz;

static int mobility_init(struct kunit *test)
{
	private_zone_take(test, &pz, MAX_ORDER - 1);
	if (pz.order == MAX_ORDER - 1) {
		private_zone_fill(&pz, 0, pz.pages);
		pz.zone.grouped = true;
	}
	return 0;
}

static void mobility_exit(struct kunit *test)
{
	private_zone_give_back(&pz);
}

static void need_two_blocks(struct kunit *test)
{
	if (!pz.zone.grouped)
		kunit_skip(test, "no block of the largest order");
}

static struct page *take(unsigned int order, enum migratetype type)
{
	return __rmqueue_type(&pz.zone, order, type);
}

static void give(struct page *page)
{
	__free_one_page(&pz.zone, page, page_flags_order(page));
}

static unsigned long block_of(const struct page *page)
{
	return page_to_pfn(page) >> pageblock_order;
}

static void mobility_apart(struct kunit *test)
{
	struct page *stays, *moves, *more;

	need_two_blocks(test);
	stays = take(0, MIGRATE_UNMOVABLE);
	moves = take(0, MIGRATE_MOVABLE);
	KUNIT_ASSERT_TRUE(test, stays && moves);
	KUNIT_EXPECT_NE(test, block_of(stays), block_of(moves));
	KUNIT_EXPECT_EQ(test, pageblock_type(&pz.zone, moves), MIGRATE_MOVABLE);
	for (int i = 0; i < 8; i++) {
		more = take(2, MIGRATE_MOVABLE);
		KUNIT_ASSERT_NOT_NULL(test, more);
		KUNIT_EXPECT_EQ(test, block_of(more), block_of(moves));
		give(more);
	}
	check_free_lists(test, &pz.zone);
	give(moves);
	KUNIT_EXPECT_EQ_MSG(test, pageblock_type(&pz.zone, moves), MIGRATE_UNMOVABLE, "whole again, nobody's");
	give(stays);
	check_free_lists(test, &pz.zone);
	KUNIT_EXPECT_EQ_MSG(test, pz.zone.free_area[MAX_ORDER - 1].nr_free, 1, "in one piece");
}

/* Both page blocks are in use by others: a half-empty one changes sides, a full one only lends. */
static void mobility_claim_and_steal(struct kunit *test)
{
	unsigned long claims = vm_event(PAGEBLOCK_CLAIM), steals = vm_event(PAGEBLOCK_STEAL);
	struct page *stays, *moves[3], *guest;

	need_two_blocks(test);
	stays = take(pageblock_order, MIGRATE_UNMOVABLE);
	moves[0] = take(0, MIGRATE_MOVABLE);
	KUNIT_ASSERT_TRUE(test, stays && moves[0]);
	KUNIT_EXPECT_EQ(test, vm_event(PAGEBLOCK_CLAIM), claims + 1);
	guest = take(0, MIGRATE_RECLAIMABLE);
	KUNIT_ASSERT_NOT_NULL(test, guest);
	KUNIT_EXPECT_EQ_MSG(test, pageblock_type(&pz.zone, guest), MIGRATE_RECLAIMABLE, "511 of 512 pages were free");
	check_free_lists(test, &pz.zone);
	give(guest);
	moves[1] = take(8, MIGRATE_RECLAIMABLE);
	moves[2] = take(7, MIGRATE_RECLAIMABLE);
	KUNIT_ASSERT_TRUE(test, moves[1] && moves[2]);
	guest = take(0, MIGRATE_MOVABLE);
	KUNIT_ASSERT_NOT_NULL(test, guest);
	KUNIT_EXPECT_EQ(test, pageblock_type(&pz.zone, guest), MIGRATE_RECLAIMABLE);
	KUNIT_EXPECT_EQ_MSG(test, guest->zone_id >> ZONE_ID_BITS, MIGRATE_MOVABLE, "its next user is movable too");
	KUNIT_EXPECT_EQ(test, vm_event(PAGEBLOCK_STEAL), steals + 1);
	check_free_lists(test, &pz.zone);
	give(guest);
	for (int i = 0; i < 3; i++)
		give(moves[i]);
	give(stays);
	check_free_lists(test, &pz.zone);
	KUNIT_EXPECT_EQ(test, pz.zone.free_area[MAX_ORDER - 1].nr_free, 1);
}

static void mobility_atomic_reserve(struct kunit *test)
{
	struct page *page;

	need_two_blocks(test);
	page = take(2, MIGRATE_UNMOVABLE);
	reserve_highatomic(&pz.zone, page, 2);
	KUNIT_EXPECT_EQ(test, pz.zone.nr_reserved_highatomic, pageblock_nr_pages);
	KUNIT_EXPECT_EQ(test, pz.zone.highatomic_free, pageblock_nr_pages - 4);
	check_free_lists(test, &pz.zone);
	give(page);
	KUNIT_EXPECT_EQ(test, zone_buddy_pages(&pz.zone), pz.pages - pageblock_nr_pages);
	KUNIT_EXPECT_NULL_MSG(test, take(MAX_ORDER - 1, MIGRATE_UNMOVABLE), "half is reserved");
	page = __rmqueue_highatomic(&pz.zone, 3);
	KUNIT_ASSERT_NOT_NULL(test, page);
	give(page);
	check_free_lists(test, &pz.zone);
	KUNIT_EXPECT_TRUE(test, unreserve_highatomic(&pz.zone));
	KUNIT_EXPECT_FALSE(test, unreserve_highatomic(&pz.zone));
	KUNIT_EXPECT_EQ(test, pz.zone.nr_reserved_highatomic, 0);
	KUNIT_EXPECT_EQ(test, zone_buddy_pages(&pz.zone), pz.pages);
	check_free_lists(test, &pz.zone);
}

#define HELD 300

/* Random use by all types: the invariants hold, and all comes back. */
static void mobility_random(struct kunit *test)
{
	static struct page *held[HELD];

	need_two_blocks(test);
	memset(held, 0, sizeof(held));
	for (int step = 0; step < 6000; step++) {
		unsigned int i = kunit_random_below(test, HELD);

		if (held[i]) {
			give(held[i]);
			held[i] = NULL;
		} else {
			held[i] = take(kunit_random_below(test, 4), kunit_random_below(test, MIGRATE_PCPTYPES));
		}
		if (step % 200 == 0)
			check_free_lists(test, &pz.zone);
	}
	for (int i = 0; i < HELD; i++)
		if (held[i])
			give(held[i]);
	check_free_lists(test, &pz.zone);
	KUNIT_EXPECT_EQ(test, zone_free_pages(&pz.zone), pz.pages);
	KUNIT_EXPECT_EQ(test, pz.zone.free_area[MAX_ORDER - 1].nr_free, 1);
}

static struct kunit_case mobility_cases[] = {
	KUNIT_CASE(mobility_apart), KUNIT_CASE(mobility_claim_and_steal), KUNIT_CASE(mobility_atomic_reserve),
	KUNIT_CASE(mobility_random), {}
};

static struct kunit_suite mobility_suite = {
	.name = "mm.mobility",
	.desc = "page blocks by migrate type: claim, steal, the atomic reserve",
	.init = mobility_init,
	.exit = mobility_exit,
	.test_cases = mobility_cases,
};
kunit_test_suite(mobility_suite);
