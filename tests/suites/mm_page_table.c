// SPDX-License-Identifier: MIT
/*
 * mm.page_table: the walker on private tables of three geometries, whatever the CPU itself uses.
 * The same source runs in the kernel and on the host.
 */
#include <kunit/test.h>
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <quarry/page_table.h>

static const struct paging_mode two_levels = {
	.name = "two levels", .levels = 2, .entry_size = 4, .shift = { 12, 22 }, .bits = { 10, 10 },
	.large = { true, true }, .frame_mask = 0xfffff000, .table_flags = { 0, __PAGE_TABLE },
};
static const struct paging_mode pae = {
	.name = "PAE", .levels = 3, .entry_size = 8, .shift = { 12, 21, 30 }, .bits = { 9, 9, 2 },
	.large = { true, true, false }, .frame_mask = 0x000ffffffffff000ULL,
	.table_flags = { 0, __PAGE_TABLE, _PAGE_PRESENT },
};

static const struct paging_mode *const modes[] = { &two_levels, &pae };

#define MAX_TABLES 24
static struct {
	void *pages[MAX_TABLES];
	int count, limit;
} pool;

static void *take_table(void)
{
	if (pool.count == pool.limit)
		return NULL;
	/* Two-level entries hold 32 address bits: a table above 4 GiB would be lost. */
	pool.pages[pool.count] = (void *)get_zeroed_page(GFP_DMA);
	return pool.pages[pool.count] ? pool.pages[pool.count++] : NULL;
}

static int setup(struct kunit *test)
{
	pool.count = 0;
	pool.limit = MAX_TABLES;
	return 0;
}

static void teardown(struct kunit *test)
{
	while (pool.count)
		free_page((unsigned long)pool.pages[--pool.count]);
}

static struct page_table make(struct kunit *test, const struct paging_mode *mode)
{
	struct page_table pt = { .mode = mode, .alloc_table = take_table };

	pt.root = take_table();
	KUNIT_ASSERT_NOT_NULL(test, pt.root);
	return pt;
}

static phys_addr_t physical(const struct page_table *pt, unsigned long virt)
{
	struct pt_step leaf;

	if (!pt_lookup(pt, virt, &leaf))
		return ~0ULL;
	return pt_entry_phys(pt->mode, leaf.level, leaf.entry) + (virt & ((1UL << pt->mode->shift[leaf.level]) - 1));
}

static int leaf_level(const struct page_table *pt, unsigned long virt)
{
	struct pt_step leaf;

	return pt_lookup(pt, virt, &leaf) ? leaf.level : -1;
}

static void test_maps_small_pages(struct kunit *test)
{
	for (size_t i = 0; i < ARRAY_SIZE(modes); i++) {
		struct page_table pt = make(test, modes[i]);

		KUNIT_EXPECT_EQ(test, pt_map(&pt, 0x3ff000, 0x5000, 0x3000, __PAGE_KERNEL), 0);
		KUNIT_EXPECT_EQ(test, physical(&pt, 0x3ff123), 0x5123ULL);
		KUNIT_EXPECT_EQ(test, physical(&pt, 0x401fff), 0x7fffULL);
		KUNIT_EXPECT_EQ(test, leaf_level(&pt, 0x3fe000), -1);
		KUNIT_EXPECT_EQ(test, leaf_level(&pt, 0x402000), -1);
	}
}

static void test_uses_large_pages(struct kunit *test)
{
	for (size_t i = 0; i < ARRAY_SIZE(modes); i++) {
		struct page_table pt = make(test, modes[i]);
		unsigned long large = 1UL << modes[i]->shift[1];

		KUNIT_EXPECT_EQ(test, pt_map(&pt, large - 0x1000, large - 0x1000, 2 * large + 0x2000, __PAGE_KERNEL), 0);
		KUNIT_EXPECT_EQ(test, leaf_level(&pt, large - 1), 0);
		KUNIT_EXPECT_EQ(test, leaf_level(&pt, large), 1);
		KUNIT_EXPECT_EQ(test, leaf_level(&pt, 3 * large - 1), 1);
		KUNIT_EXPECT_EQ(test, leaf_level(&pt, 3 * large), 0);
		KUNIT_EXPECT_EQ(test, physical(&pt, 2 * large + 0x1234), (phys_addr_t)2 * large + 0x1234);
	}
}

static void test_misaligned_frame_stays_small(struct kunit *test)
{
	struct page_table pt = make(test, &pae);

	KUNIT_EXPECT_EQ(test, pt_map(&pt, 0x200000, 0x1000, 0x200000, __PAGE_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, leaf_level(&pt, 0x200000), 0);
	KUNIT_EXPECT_EQ(test, physical(&pt, 0x3fffff), 0x200fffULL);
}

static void test_change_splits(struct kunit *test)
{
	for (size_t i = 0; i < ARRAY_SIZE(modes); i++) {
		struct page_table pt = make(test, modes[i]);
		unsigned long large = 1UL << modes[i]->shift[1];
		struct pt_step leaf;

		KUNIT_EXPECT_EQ(test, pt_map(&pt, large, large, large, __PAGE_KERNEL), 0);
		KUNIT_EXPECT_EQ(test, pt_change(&pt, large + 0x5000, 0x1000, 0, _PAGE_RW), 0);
		KUNIT_EXPECT_TRUE(test, pt_lookup(&pt, large + 0x5000, &leaf));
		KUNIT_EXPECT_FALSE(test, leaf.entry & _PAGE_RW);
		KUNIT_EXPECT_TRUE(test, pt_lookup(&pt, large + 0x6000, &leaf));
		KUNIT_EXPECT_TRUE(test, leaf.entry & _PAGE_RW);
		for (unsigned long at = large; at < 2 * large; at += 0x1000)
			KUNIT_ASSERT_EQ(test, physical(&pt, at), (phys_addr_t)at);
	}
}

static void test_unmap_leaves_a_hole(struct kunit *test)
{
	struct page_table pt = make(test, &two_levels);

	KUNIT_EXPECT_EQ(test, pt_map(&pt, 0x10000, 0x10000, 0x3000, __PAGE_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, pt_change(&pt, 0x11000, 0x1000, 0, _PAGE_PRESENT), 0);
	KUNIT_EXPECT_EQ(test, leaf_level(&pt, 0x10000), 0);
	KUNIT_EXPECT_EQ(test, leaf_level(&pt, 0x11000), -1);
	KUNIT_EXPECT_EQ(test, leaf_level(&pt, 0x12000), 0);
	/* Changing a hole makes nothing present. */
	KUNIT_EXPECT_EQ(test, pt_change(&pt, 0x11000, 0x1000, _PAGE_RW, 0), 0);
	KUNIT_EXPECT_EQ(test, leaf_level(&pt, 0x11000), -1);
}

static void test_top_of_the_address_space(struct kunit *test)
{
	struct page_table pt = make(test, &two_levels);
	unsigned long top = 0xffffe000UL;

	KUNIT_EXPECT_EQ(test, pt_map(&pt, top, 0x2000, 0x2000, __PAGE_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, physical(&pt, top + 0x1fff), 0x3fffULL);
}

static void test_out_of_tables(struct kunit *test)
{
	struct page_table pt = make(test, &pae);

	pool.limit = pool.count + 1;
	KUNIT_EXPECT_EQ(test, pt_map(&pt, 0x1000, 0x1000, 0x1000, __PAGE_KERNEL), -ENOMEM);
	KUNIT_EXPECT_EQ(test, leaf_level(&pt, 0x1000), -1);
	pool.limit = MAX_TABLES;
	KUNIT_EXPECT_EQ(test, pt_map(&pt, 0x1000, 0x1000, 0x1000, __PAGE_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, leaf_level(&pt, 0x1000), 0);
}

static struct kunit_case page_table_cases[] = {
	KUNIT_CASE(test_maps_small_pages),
	KUNIT_CASE(test_uses_large_pages),
	KUNIT_CASE(test_misaligned_frame_stays_small),
	KUNIT_CASE(test_change_splits),
	KUNIT_CASE(test_unmap_leaves_a_hole),
	KUNIT_CASE(test_top_of_the_address_space),
	KUNIT_CASE(test_out_of_tables),
	{}
};

static struct kunit_suite page_table_suite = {
	.name = "mm.page_table",
	.init = setup,
	.exit = teardown,
	.test_cases = page_table_cases,
};
kunit_test_suite(page_table_suite);
