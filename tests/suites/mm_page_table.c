// SPDX-License-Identifier: MIT
/*
 * mm.page_table: the walker on private tables of three geometries, whatever the CPU itself uses.
 * The same source runs in the kernel and on the host.
 */
#include <kunit/test.h>
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/mm.h>
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

/* Geometries of which a 32-bit kernel can only use the lowest addresses; the tests need no more. */
static const struct paging_mode four_levels = {
	.name = "four levels", .levels = 4, .entry_size = 8, .shift = { 12, 21, 30, 39 }, .bits = { 9, 9, 9, 9 },
	.large = { true, true, true, false }, .frame_mask = 0x000ffffffffff000ULL,
	.table_flags = { 0, __PAGE_TABLE, __PAGE_TABLE, __PAGE_TABLE },
};
static const struct paging_mode five_levels = {
	.name = "five levels", .levels = 5, .entry_size = 8, .shift = { 12, 21, 30, 39, 48 }, .bits = { 9, 9, 9, 9, 9 },
	.large = { true, true, true, false, false }, .frame_mask = 0x000ffffffffff000ULL,
	.table_flags = { 0, __PAGE_TABLE, __PAGE_TABLE, __PAGE_TABLE, __PAGE_TABLE },
};

static const struct paging_mode *const modes[] = { &two_levels, &pae, &four_levels, &five_levels };

/* A shift by more bits than an address has is not defined; such a geometry is for wider machines. */
static size_t nr_modes(void)
{
	return sizeof(long) == 8 ? ARRAY_SIZE(modes) : 2;
}

#define MAX_TABLES 40
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
	for (size_t i = 0; i < nr_modes(); i++) {
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
	for (size_t i = 0; i < nr_modes(); i++) {
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
	for (size_t i = 0; i < nr_modes(); i++) {
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

static void test_unmap_counts(struct kunit *test)
{
	for (size_t i = 0; i < nr_modes(); i++) {
		struct page_table pt = make(test, modes[i]);
		unsigned long large = 1UL << modes[i]->shift[1];

		KUNIT_EXPECT_EQ(test, pt_map(&pt, large - 0x2000, 0x5000, 0x1000, __PAGE_KERNEL), 0);
		KUNIT_EXPECT_EQ(test, pt_map(&pt, large, large, large, __PAGE_KERNEL), 0);
		KUNIT_EXPECT_EQ(test, pt_for_each_leaf(&pt, 0, 4 * large, NULL, NULL), (long)(large >> PAGE_SHIFT) + 1);
		KUNIT_EXPECT_EQ(test, pt_unmap(&pt, large - 0x3000, 0x4000), 2L);
		KUNIT_EXPECT_EQ(test, leaf_level(&pt, large), -1);
		KUNIT_EXPECT_EQ(test, leaf_level(&pt, large + 0x1000), 0);
		KUNIT_EXPECT_EQ(test, pt_unmap(&pt, 0, 4 * large), (long)(large >> PAGE_SHIFT) - 1);
		KUNIT_EXPECT_EQ(test, pt_unmap(&pt, 0, 4 * large), 0L);
	}
}

static void test_protect_keeps_frames(struct kunit *test)
{
	struct page_table pt = make(test, &two_levels);
	struct pt_step leaf;

	KUNIT_EXPECT_EQ(test, pt_map(&pt, 0x400000, 0x800000, 0x400000, __PAGE_KERNEL_UNCACHED), 0);
	KUNIT_EXPECT_EQ(test, pt_protect(&pt, 0x400000, 0x400000, PAGE_READONLY), 1024L);
	KUNIT_EXPECT_TRUE(test, pt_lookup(&pt, 0x400000, &leaf));
	KUNIT_EXPECT_EQ(test, leaf.level, 1);
	KUNIT_EXPECT_EQ(test, leaf.entry & 0xfff, (__PAGE_USER_BASE | _PAGE_PSE) & 0xfff);
	KUNIT_EXPECT_EQ(test, physical(&pt, 0x412345), 0x812345ULL);
	KUNIT_EXPECT_EQ(test, pt_protect(&pt, 0x401000, 0x1000, PAGE_SHARED), 1L);
	KUNIT_EXPECT_EQ(test, leaf_level(&pt, 0x400000), 0);
	KUNIT_EXPECT_EQ(test, physical(&pt, 0x401fff), 0x801fffULL);
}

static void test_split_changes_nothing_else(struct kunit *test)
{
	for (size_t i = 0; i < nr_modes(); i++) {
		struct page_table pt = make(test, modes[i]);
		unsigned long large = 1UL << modes[i]->shift[1];
		int before;

		KUNIT_EXPECT_EQ(test, pt_map(&pt, large, 3 * large, large, __PAGE_KERNEL), 0);
		KUNIT_EXPECT_EQ(test, pt_split(&pt, large + 0x7000, 0x1000), 0);
		KUNIT_EXPECT_EQ(test, leaf_level(&pt, large), 0);
		KUNIT_EXPECT_EQ(test, physical(&pt, 2 * large - 1), (phys_addr_t)4 * large - 1);
		/* Where nothing is mapped, no tables come. */
		before = pool.count;
		KUNIT_EXPECT_EQ(test, pt_split(&pt, 2 * large, large), 0);
		KUNIT_EXPECT_EQ(test, pool.count, before);
	}
}

/* Pages in any order, over the border of two tables. */
static void test_maps_pages(struct kunit *test)
{
	struct page *pages[] = { pfn_to_page(7), pfn_to_page(5), pfn_to_page(6), pfn_to_page(0x123) };

	for (size_t i = 0; i < nr_modes(); i++) {
		struct page_table pt = make(test, modes[i]);
		unsigned long at = (1UL << modes[i]->shift[1]) - 0x2000;

		KUNIT_EXPECT_EQ(test, pt_map_pages(&pt, at, pages, ARRAY_SIZE(pages), PAGE_KERNEL), 0);
		KUNIT_EXPECT_EQ(test, physical(&pt, at), 0x7000ULL);
		KUNIT_EXPECT_EQ(test, physical(&pt, at + 0x1abc), 0x5abcULL);
		KUNIT_EXPECT_EQ(test, physical(&pt, at + 0x2000), 0x6000ULL);
		KUNIT_EXPECT_EQ(test, physical(&pt, at + 0x3000), 0x123000ULL);
		KUNIT_EXPECT_EQ(test, leaf_level(&pt, at + 0x4000), -1);
		KUNIT_EXPECT_EQ(test, pt_unmap(&pt, at - 0x1000, 0x6000), 4L);
	}
}

static unsigned int changes, last_change;

static void note_change(const struct page_table *pt, unsigned int index)
{
	changes++;
	last_change = index;
}

/* What keeps the kernel half of all spaces in step. */
static void test_tells_of_the_top_level(struct kunit *test)
{
	struct page_table pt = make(test, &two_levels);

	pt.root_changed = note_change;
	changes = 0;
	KUNIT_EXPECT_EQ(test, pt_map(&pt, 0x400000, 0, 0x1000, __PAGE_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, changes, 1u);
	KUNIT_EXPECT_EQ(test, last_change, 1u);
	KUNIT_EXPECT_EQ(test, pt_map(&pt, 0x401000, 0, 0x1000, __PAGE_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, changes, 1u);
	KUNIT_EXPECT_EQ(test, pt_map(&pt, 0x800000, 0, 0x400000, __PAGE_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, changes, 2u);
	KUNIT_EXPECT_EQ(test, pt_split(&pt, 0x800000, 0x1000), 0);
	KUNIT_EXPECT_EQ(test, changes, 3u);
	KUNIT_EXPECT_EQ(test, last_change, 2u);
}

static struct kunit_case page_table_cases[] = {
	KUNIT_CASE(test_unmap_counts),
	KUNIT_CASE(test_protect_keeps_frames),
	KUNIT_CASE(test_split_changes_nothing_else),
	KUNIT_CASE(test_maps_pages),
	KUNIT_CASE(test_tells_of_the_top_level),
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
