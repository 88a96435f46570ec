// SPDX-License-Identifier: MIT
/* The buddy system on a zone of its own: splitting, merging, borders, and random use. */
#include "mm_private_zone.h"

static struct private_zone pz;

static int buddy_test_init(struct kunit *test)
{
	private_zone_take(test, &pz, MAX_ORDER - 1);
	return 0;
}

static void buddy_test_exit(struct kunit *test)
{
	(void)test;
	private_zone_give_back(&pz);
}

static unsigned long blocks_of(unsigned int order)
{
	return pz.zone.free_area[order].nr_free;
}

static void buddy_split_all_levels(struct kunit *test)
{
	struct page *page;

	private_zone_fill(&pz, 0, pz.pages);
	KUNIT_EXPECT_EQ(test, blocks_of(pz.order), 1);
	page = __rmqueue(&pz.zone, 0);
	KUNIT_ASSERT_NOT_NULL(test, page);
	KUNIT_EXPECT_EQ_MSG(test, page_to_pfn(page), pz.pfn, "the lower halves are cut further");
	KUNIT_EXPECT_EQ(test, page->state, PAGE_ALLOCATED | 0);
	KUNIT_EXPECT_EQ(test, page_ref_count(page), 1);
	for (unsigned int order = 0; order < pz.order; order++) {
		KUNIT_EXPECT_EQ_MSG(test, blocks_of(order), 1, "order %u", order);
		KUNIT_EXPECT_EQ(test, pz.zone.free_area[order + 1].splits, 1);
	}
	KUNIT_EXPECT_EQ(test, zone_free_pages(&pz.zone), pz.pages - 1);
	check_free_lists(test, &pz.zone);
	__free_one_page(&pz.zone, page, 0);
	KUNIT_EXPECT_EQ_MSG(test, blocks_of(pz.order), 1, "all merged again");
	for (unsigned int order = 0; order < pz.order; order++)
		KUNIT_EXPECT_EQ(test, pz.zone.free_area[order].merges, 1);
	check_free_lists(test, &pz.zone);
}

static void buddy_each_order(struct kunit *test)
{
	private_zone_fill(&pz, 0, pz.pages);
	for (unsigned int order = 0; order <= pz.order; order++) {
		struct page *page = __rmqueue(&pz.zone, order);

		KUNIT_ASSERT_NOT_NULL(test, page);
		KUNIT_EXPECT_EQ(test, page_to_pfn(page) & ((1ul << order) - 1), 0);
		KUNIT_EXPECT_EQ(test, page->state, PAGE_ALLOCATED | order);
		KUNIT_EXPECT_EQ(test, pz.zone.free_area[order].allocs, 1);
		check_free_lists(test, &pz.zone);
		__free_one_page(&pz.zone, page, order);
		check_free_lists(test, &pz.zone);
	}
	KUNIT_EXPECT_EQ(test, blocks_of(pz.order), 1);
}

static void buddy_last_in_first_out(struct kunit *test)
{
	struct page *a, *b;

	private_zone_fill(&pz, 0, pz.pages);
	a = __rmqueue(&pz.zone, 2);
	b = __rmqueue(&pz.zone, 2);
	KUNIT_ASSERT_NOT_NULL(test, b);
	KUNIT_EXPECT_EQ_MSG(test, page_to_pfn(b), page_to_pfn(a) + 4, "the buddy was at hand");
	__free_one_page(&pz.zone, a, 2);
	KUNIT_EXPECT_PTR_EQ(test, __rmqueue(&pz.zone, 2), a);
}

static void buddy_exhaustion(struct kunit *test)
{
	unsigned long taken = 0;
	struct page *page;

	private_zone_fill(&pz, 0, pz.pages);
	for (unsigned long i = 0; i < pz.pages; i++)
		pfn_to_page(pz.pfn + i)->private = 0; /* former owners may have left something */
	while ((page = __rmqueue(&pz.zone, 0))) {
		KUNIT_ASSERT_LT(test, page_to_pfn(page) - pz.pfn, pz.pages);
		KUNIT_ASSERT_EQ_MSG(test, page->private, 0, "handed out twice");
		page->private = 1;
		taken++;
	}
	KUNIT_EXPECT_EQ(test, taken, pz.pages);
	KUNIT_EXPECT_EQ(test, zone_free_pages(&pz.zone), 0);
	KUNIT_EXPECT_NULL(test, __rmqueue(&pz.zone, MAX_ORDER - 1));
	/* Every second page first: nothing can merge; then all of it must. */
	for (unsigned long start = 0; start < 2; start++)
		for (unsigned long i = start; i < pz.pages; i += 2) {
			pfn_to_page(pz.pfn + i)->private = 0;
			__free_one_page(&pz.zone, pfn_to_page(pz.pfn + i), 0);
			if (!start)
				KUNIT_ASSERT_EQ(test, blocks_of(0), i / 2 + 1);
		}
	KUNIT_EXPECT_EQ(test, blocks_of(pz.order), 1);
	check_free_lists(test, &pz.zone);
}

/* The largest block is not merged with its neighbour even if that is free. */
static void buddy_largest_order(struct kunit *test)
{
	struct page *page;

	if (pz.order != MAX_ORDER - 1)
		kunit_skip(test, "no block of the largest order");
	private_zone_fill(&pz, 0, pz.pages);
	page = __rmqueue(&pz.zone, MAX_ORDER - 1);
	KUNIT_ASSERT_NOT_NULL(test, page);
	__free_one_page(&pz.zone, page, MAX_ORDER - 1);
	KUNIT_EXPECT_EQ(test, pz.zone.free_area[MAX_ORDER - 1].merges, 0);
	check_free_lists(test, &pz.zone);
}

static void buddy_odd_borders(struct kunit *test)
{
	private_zone_fill(&pz, 3, pz.pages - 5);
	check_free_lists(test, &pz.zone);
	KUNIT_EXPECT_EQ(test, zone_free_pages(&pz.zone), pz.pages - 8);
	KUNIT_EXPECT_EQ(test, blocks_of(0), 2); /* 3, and the last one */
	KUNIT_EXPECT_EQ(test, blocks_of(pz.order), 0);
	private_zone_fill(&pz, 0, 3);
	private_zone_fill(&pz, pz.pages - 5, pz.pages);
	KUNIT_EXPECT_EQ_MSG(test, blocks_of(pz.order), 1, "the rest fits in");
	check_free_lists(test, &pz.zone);
}

/* A hole in the middle: a reserved page looks like no free block of any order. */
static void buddy_hole(struct kunit *test)
{
	unsigned long hole = pz.pages / 2 + 1;

	pfn_to_page(pz.pfn + hole)->state = 1ul << PG_reserved;
	private_zone_fill(&pz, 0, hole);
	private_zone_fill(&pz, hole + 1, pz.pages);
	KUNIT_EXPECT_EQ(test, zone_free_pages(&pz.zone), pz.pages - 1);
	for (unsigned int order = 0; order < pz.order; order++)
		KUNIT_EXPECT_EQ_MSG(test, blocks_of(order), 1, "order %u", order);
	check_free_lists(test, &pz.zone);
}

/* Two zones that touch in the middle of a block: never merged across the border. */
static void buddy_zone_border(struct kunit *test)
{
	static struct zone other;
	unsigned long half = pz.pages / 2;
	struct page *page;

	zone_init(&other, "Other", pz.zone.id ^ 1);
	for (unsigned long i = half; i < pz.pages; i++)
		pfn_to_page(pz.pfn + i)->zone_id = other.id;
	private_zone_fill(&pz, 0, half);
	buddy_add_range(&other, pz.pfn + half, pz.pfn + pz.pages);
	KUNIT_EXPECT_EQ(test, blocks_of(pz.order - 1), 1);
	KUNIT_EXPECT_EQ(test, other.free_area[pz.order - 1].nr_free, 1);
	page = __rmqueue(&other, 0);
	KUNIT_ASSERT_NOT_NULL(test, page);
	__free_one_page(&other, page, 0);
	KUNIT_EXPECT_EQ(test, other.free_area[pz.order - 1].nr_free, 1);
	check_free_lists(test, &pz.zone);
	check_free_lists(test, &other);
}

/* The number of frees is not counted but computed; here it is counted. */
static void buddy_computed_frees(struct kunit *test)
{
	unsigned long frees = pz.pages, allocs = 0;

	private_zone_fill(&pz, 0, pz.pages);
	for (int i = 0; i < 200; i++) {
		unsigned int order = kunit_random_below(test, pz.order);
		struct page *a = __rmqueue(&pz.zone, order), *b = __rmqueue(&pz.zone, order);

		allocs += (a ? 1ul << order : 0) + (b ? 1ul << order : 0);
		if (a)
			__free_one_page(&pz.zone, a, order);
		if (a)
			frees += 1ul << order;
		if (b && i % 3) {
			__free_one_page(&pz.zone, b, order);
			frees += 1ul << order;
		}
	}
	KUNIT_EXPECT_EQ(test, zone_page_state(&pz.zone, NR_ZONE_PGALLOC), allocs);
	KUNIT_EXPECT_EQ(test, zone_page_state(&pz.zone, NR_ZONE_PGFREE), frees);
}

#define MAX_HELD 256

/* Blocks held at a time in no order; the host suite mm.buddy_model does the same a million times. */
static void buddy_random(struct kunit *test)
{
	static struct page *held[MAX_HELD];
	unsigned int n = 0;

	private_zone_fill(&pz, 0, pz.pages);
	for (int step = 0; step < 4000; step++) {
		unsigned int order = kunit_random_below(test, pz.order);
		bool take = n == 0 || (n < MAX_HELD && kunit_random_below(test, 100) < 52);

		if (take) {
			held[n] = __rmqueue(&pz.zone, order);
			n += !!held[n];
		} else {
			unsigned int i = kunit_random_below(test, n);

			__free_one_page(&pz.zone, held[i], page_flags_order(held[i]));
			held[i] = held[--n];
		}
		if (step % 64 == 0)
			check_free_lists(test, &pz.zone);
	}
	while (n--)
		__free_one_page(&pz.zone, held[n], page_flags_order(held[n]));
	check_free_lists(test, &pz.zone);
	KUNIT_EXPECT_EQ_MSG(test, blocks_of(pz.order), 1, "everything has come back");
}

static void buddy_cut_block(struct kunit *test)
{
	struct page *page;

	private_zone_fill(&pz, 0, pz.pages);
	page = __rmqueue(&pz.zone, 4);
	KUNIT_ASSERT_NOT_NULL(test, page);
	buddy_cut(page, 4, 1);
	for (int i = 0; i < 16; i += 2) {
		KUNIT_EXPECT_EQ(test, page[i].state, PAGE_ALLOCATED | 1);
		KUNIT_EXPECT_EQ(test, page_ref_count(page + i), 1);
	}
	for (int i = 14; i >= 0; i -= 2)
		__free_one_page(&pz.zone, page + i, 1);
	KUNIT_EXPECT_EQ(test, blocks_of(pz.order), 1);
	check_free_lists(test, &pz.zone);
}

static struct kunit_case buddy_cases[] = {
	KUNIT_CASE(buddy_split_all_levels),
	KUNIT_CASE(buddy_each_order),
	KUNIT_CASE(buddy_last_in_first_out),
	KUNIT_CASE(buddy_exhaustion),
	KUNIT_CASE(buddy_largest_order),
	KUNIT_CASE(buddy_odd_borders),
	KUNIT_CASE(buddy_hole),
	KUNIT_CASE(buddy_zone_border),
	KUNIT_CASE(buddy_computed_frees),
	KUNIT_CASE(buddy_random),
	KUNIT_CASE(buddy_cut_block),
	{}
};

static struct kunit_suite buddy_suite = {
	.name = "mm.buddy",
	.desc = "the buddy system: splitting, merging, borders",
	.init = buddy_test_init,
	.exit = buddy_test_exit,
	.test_cases = buddy_cases,
};
kunit_test_suite(buddy_suite);
