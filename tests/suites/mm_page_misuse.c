// SPDX-License-Identifier: MIT
/*
 * Every way to misuse pages that is caught: it is counted as what it is, nothing is lost and nothing
 * breaks. The reports go to the log; tests/host/mm_page_report.c reads them.
 */
#include <kunit/test.h>
#include <linux/mm.h>

#include "mm_private_zone.h"

static unsigned long counted[NR_MISUSES];

static int misuse_init(struct kunit *test)
{
	(void)test;
	for (int i = 0; i < NR_MISUSES; i++)
		counted[i] = page_misuses(i);
	return 0;
}

static void misuse_exit(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, mm_check_accounting(), 0);
}

/* Since the test began there was one misuse, of this kind. */
static void expect_one(struct kunit *test, enum page_misuse kind)
{
	for (int i = 0; i < NR_MISUSES; i++)
		KUNIT_EXPECT_EQ_MSG(test, page_misuses(i) - counted[i], i == (int)kind, "kind %d", i);
}

static void misuse_double_free(struct kunit *test)
{
	struct page *page = alloc_pages(GFP_KERNEL, 1);
	unsigned long nr_free;

	KUNIT_ASSERT_NOT_NULL(test, page);
	__free_pages(page, 1);
	nr_free = nr_free_pages();
	__free_pages(page, 1);
	KUNIT_EXPECT_EQ(test, nr_free_pages(), nr_free);
	expect_one(test, MISUSE_DOUBLE_FREE);
}

/* The upper half of a block that has merged: not the first of anything any more. */
static void misuse_double_free_merged(struct kunit *test)
{
	struct page *page = alloc_pages(GFP_KERNEL, 1);
	unsigned long nr_free;

	KUNIT_ASSERT_NOT_NULL(test, page);
	split_page(page, 1);
	__free_page(page + 1);
	__free_page(page);
	nr_free = nr_free_pages();
	__free_page(page + 1);
	KUNIT_EXPECT_EQ(test, nr_free_pages(), nr_free);
	expect_one(test, MISUSE_DOUBLE_FREE);
}

/* The article's example: four pages allocated, eight freed. */
static void misuse_larger_order(struct kunit *test)
{
	unsigned long nr_free = nr_free_pages(), addr = __get_free_pages(GFP_KERNEL, 2);

	KUNIT_ASSERT_NE(test, addr, 0);
	free_pages(addr, 3);
	KUNIT_EXPECT_EQ_MSG(test, nr_free_pages(), nr_free, "the four were freed");
	expect_one(test, MISUSE_WRONG_ORDER);
}

static void misuse_smaller_order(struct kunit *test)
{
	unsigned long nr_free = nr_free_pages();
	struct page *page = alloc_pages(GFP_KERNEL, 4);

	KUNIT_ASSERT_NOT_NULL(test, page);
	__free_pages(page, 0);
	KUNIT_EXPECT_EQ_MSG(test, nr_free_pages(), nr_free, "all of it was freed");
	expect_one(test, MISUSE_WRONG_ORDER);
}

static void misuse_absurd_order(struct kunit *test)
{
	unsigned long nr_free = nr_free_pages();
	struct page *page = alloc_page(GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, page);
	__free_pages(page, 77);
	KUNIT_EXPECT_EQ(test, nr_free_pages(), nr_free);
	expect_one(test, MISUSE_WRONG_ORDER);
}

/* Orders which, added to a mark, look like what the page says. */
static void misuse_treacherous_order(struct kunit *test)
{
	unsigned long nr_free = nr_free_pages();
	struct page *page = alloc_page(GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, page);
	__free_pages(page, 0x10000);
	KUNIT_EXPECT_EQ(test, nr_free_pages(), nr_free);
	expect_one(test, MISUSE_WRONG_ORDER);
	page = alloc_pages(GFP_KERNEL | __GFP_COMP, 2);
	KUNIT_ASSERT_NOT_NULL(test, page);
	__free_pages(page, 1u << PG_head | 2);
	KUNIT_EXPECT_EQ(test, nr_free_pages(), nr_free);
	KUNIT_EXPECT_EQ(test, page_misuses(MISUSE_WRONG_ORDER) - counted[MISUSE_WRONG_ORDER], 2);
}

static void misuse_inside_block(struct kunit *test)
{
	struct page *page = alloc_pages(GFP_KERNEL, 3);
	unsigned long nr_free = nr_free_pages();

	KUNIT_ASSERT_NOT_NULL(test, page);
	__free_page(page + 5);
	KUNIT_EXPECT_EQ_MSG(test, nr_free_pages(), nr_free, "nothing was freed");
	expect_one(test, MISUSE_INSIDE_BLOCK);
	__free_pages(page, 3);
}

static void misuse_inside_compound(struct kunit *test)
{
	struct page *page = alloc_pages(GFP_KERNEL | __GFP_COMP, 2);
	unsigned long nr_free = nr_free_pages();

	KUNIT_ASSERT_NOT_NULL(test, page);
	__free_pages(page + 2, 0);
	KUNIT_EXPECT_EQ(test, nr_free_pages(), nr_free);
	expect_one(test, MISUSE_INSIDE_COMPOUND);
	__free_pages(page, 2);
}

static void misuse_compound_order(struct kunit *test)
{
	unsigned long nr_free = nr_free_pages();
	struct page *page = alloc_pages(GFP_KERNEL | __GFP_COMP, 2);

	KUNIT_ASSERT_NOT_NULL(test, page);
	__free_pages(page, 1);
	KUNIT_EXPECT_EQ(test, nr_free_pages(), nr_free);
	KUNIT_EXPECT_FALSE(test, PageTail(page + 3));
	expect_one(test, MISUSE_WRONG_ORDER);
}

static void misuse_reserved(struct kunit *test)
{
	unsigned long nr_free = nr_free_pages();

	__free_page(pfn_to_page(0));
	KUNIT_EXPECT_EQ(test, nr_free_pages(), nr_free);
	KUNIT_EXPECT_TRUE(test, PageReserved(pfn_to_page(0)));
	expect_one(test, MISUSE_RESERVED);
}

static void misuse_bad_address(struct kunit *test)
{
	unsigned long nr_free = nr_free_pages();

	free_pages(PAGE_SIZE, 0);
	KUNIT_EXPECT_EQ(test, nr_free_pages(), nr_free);
	expect_one(test, MISUSE_NOT_A_PAGE);
}

static bool has_page(unsigned long pfn)
{
	return pfn_valid(pfn) || mem_sections[pfn >> PFN_SECTION_SHIFT].deferred;
}

/* In the direct map's range, but without a struct page. */
static void misuse_address_in_a_hole(struct kunit *test)
{
	unsigned long nr_free = nr_free_pages(), pfn = 0;

	while (pfn < max_low_pfn && has_page(pfn))
		pfn += PAGES_PER_MEMMAP_BLOCK;
	if (pfn >= max_low_pfn)
		kunit_skip(test, "the memory has no hole of 4 MiB");
	free_pages((unsigned long)__va(PFN_PHYS(pfn)), 0);
	KUNIT_EXPECT_EQ(test, nr_free_pages(), nr_free);
	expect_one(test, MISUSE_NOT_A_PAGE);
}

static void misuse_flag_left(struct kunit *test)
{
	unsigned long nr_free = nr_free_pages();
	struct page *page = alloc_page(GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, page);
	SetPageReserved(page);
	__free_page(page);
	KUNIT_EXPECT_EQ_MSG(test, nr_free_pages(), nr_free, "freed, with the flag cleared");
	KUNIT_EXPECT_FALSE(test, PageReserved(page));
	expect_one(test, MISUSE_FLAGS);
}

static void misuse_put_free_page(struct kunit *test)
{
	struct page *page = alloc_page(GFP_KERNEL);
	unsigned long nr_free;

	KUNIT_ASSERT_NOT_NULL(test, page);
	put_page(page);
	nr_free = nr_free_pages();
	put_page(page);
	KUNIT_EXPECT_EQ(test, nr_free_pages(), nr_free);
	expect_one(test, MISUSE_REFCOUNT);
}

static void misuse_lost_reference(struct kunit *test)
{
	unsigned long nr_free = nr_free_pages();
	struct page *page = alloc_page(GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, page);
	KUNIT_EXPECT_TRUE(test, put_page_testzero(page)); /* and then not freed */
	__free_page(page);
	KUNIT_EXPECT_EQ_MSG(test, nr_free_pages(), nr_free - 1, "not freed: who knows who has it");
	expect_one(test, MISUSE_REFCOUNT);
	__free_page(page);
	KUNIT_EXPECT_EQ(test, nr_free_pages(), nr_free);
}

static void misuse_split_wrong(struct kunit *test)
{
	struct page *page = alloc_pages(GFP_KERNEL, 2);

	KUNIT_ASSERT_NOT_NULL(test, page);
	split_page(page, 3);
	expect_one(test, MISUSE_WRONG_ORDER);
	__free_pages(page, 2);
}

static struct kunit_case misuse_cases[] = {
	KUNIT_CASE(misuse_double_free),
	KUNIT_CASE(misuse_double_free_merged),
	KUNIT_CASE(misuse_larger_order),
	KUNIT_CASE(misuse_smaller_order),
	KUNIT_CASE(misuse_absurd_order),
	KUNIT_CASE(misuse_treacherous_order),
	KUNIT_CASE(misuse_inside_block),
	KUNIT_CASE(misuse_inside_compound),
	KUNIT_CASE(misuse_compound_order),
	KUNIT_CASE(misuse_reserved),
	KUNIT_CASE(misuse_bad_address),
	KUNIT_CASE(misuse_address_in_a_hole),
	KUNIT_CASE(misuse_flag_left),
	KUNIT_CASE(misuse_put_free_page),
	KUNIT_CASE(misuse_lost_reference),
	KUNIT_CASE(misuse_split_wrong),
	{}
};

static struct kunit_suite misuse_suite = {
	.name = "mm.page_misuse",
	.desc = "double frees, wrong orders and the like are caught and corrected",
	.init = misuse_init,
	.exit = misuse_exit,
	.test_cases = misuse_cases,
};
kunit_test_suite(misuse_suite);
