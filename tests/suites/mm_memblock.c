// SPDX-License-Identifier: MIT
/*
 * memblock on a small machine of its own: 64 KiB of "physical" memory in a static buffer, arrays of
 * four regions, so that they must grow.
 */
#include <kunit/test.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <asm/page.h>

#define MACHINE_SIZE 0x10000
#define SMALL 4

static u8 machine[MACHINE_SIZE] __aligned(64);
static struct memblock_region memory[SMALL], reserved[SMALL];
static struct memblock mb;

static void *machine_virt(phys_addr_t phys)
{
	return machine + phys;
}

static int setup(struct kunit *test __maybe_unused)
{
	mb_init(&mb, memory, SMALL, reserved, SMALL);
	mb.virt = machine_virt;
	mb.current_limit = MACHINE_SIZE;
	return 0;
}

static void expect_region(struct kunit *test, const struct memblock_type *type, unsigned long i,
			  phys_addr_t base, phys_addr_t size, int nid)
{
	KUNIT_ASSERT_LT(test, i, type->cnt);
	KUNIT_EXPECT_EQ(test, type->regions[i].base, base);
	KUNIT_EXPECT_EQ(test, type->regions[i].size, size);
	KUNIT_EXPECT_EQ(test, type->regions[i].nid, nid);
}

static void add_sorts_and_merges(struct kunit *test)
{
	mb_add(&mb, 0x5000, 0x1000, NUMA_NO_NODE);
	mb_add(&mb, 0x1000, 0x1000, NUMA_NO_NODE);
	mb_add(&mb, 0x3000, 0x1000, NUMA_NO_NODE);
	KUNIT_EXPECT_EQ(test, mb.memory.cnt, 3);
	expect_region(test, &mb.memory, 0, 0x1000, 0x1000, NUMA_NO_NODE);
	expect_region(test, &mb.memory, 2, 0x5000, 0x1000, NUMA_NO_NODE);
	mb_add(&mb, 0x2000, 0x1000, NUMA_NO_NODE); /* touches on both sides */
	KUNIT_EXPECT_EQ(test, mb.memory.cnt, 2);
	mb_add(&mb, 0x0800, 0x6000, NUMA_NO_NODE); /* covers all of them */
	KUNIT_EXPECT_EQ(test, mb.memory.cnt, 1);
	expect_region(test, &mb.memory, 0, 0x0800, 0x6000, NUMA_NO_NODE);
	KUNIT_EXPECT_EQ(test, mb.memory.total_size, 0x6000);
}

static void add_keeps_known_nodes(struct kunit *test)
{
	mb_add(&mb, 0x2000, 0x1000, 1);
	mb_add(&mb, 0x0000, 0x5000, 0);
	KUNIT_EXPECT_EQ(test, mb.memory.cnt, 3);
	expect_region(test, &mb.memory, 0, 0x0000, 0x2000, 0);
	expect_region(test, &mb.memory, 1, 0x2000, 0x1000, 1);
	expect_region(test, &mb.memory, 2, 0x3000, 0x2000, 0);
}

static void remove_splits(struct kunit *test)
{
	mb_add(&mb, 0x1000, 0x8000, NUMA_NO_NODE);
	mb_remove(&mb, 0x3000, 0x1000);
	KUNIT_EXPECT_EQ(test, mb.memory.cnt, 2);
	expect_region(test, &mb.memory, 0, 0x1000, 0x2000, NUMA_NO_NODE);
	expect_region(test, &mb.memory, 1, 0x4000, 0x5000, NUMA_NO_NODE);
	KUNIT_EXPECT_EQ(test, mb.memory.total_size, 0x7000);
	KUNIT_EXPECT_EQ(test, mb_remove(&mb, 0x0000, 0x100000), 0);
	KUNIT_EXPECT_EQ(test, mb.memory.cnt, 0);
	KUNIT_EXPECT_EQ(test, mb.memory.total_size, 0);
}

static void set_node_splits_and_merges(struct kunit *test)
{
	mb_add(&mb, 0x0000, 0x8000, 0);
	mb_set_node(&mb, &mb.memory, 0x2000, 0x2000, 1);
	KUNIT_EXPECT_EQ(test, mb.memory.cnt, 3);
	expect_region(test, &mb.memory, 1, 0x2000, 0x2000, 1);
	mb_set_node(&mb, &mb.memory, 0x2000, 0x6000, 0);
	KUNIT_EXPECT_EQ(test, mb.memory.cnt, 1);
	expect_region(test, &mb.memory, 0, 0x0000, 0x8000, 0);
}

static void alloc_from_the_top(struct kunit *test)
{
	mb_add(&mb, 0x0000, 0x8000, NUMA_NO_NODE);
	KUNIT_EXPECT_EQ(test, mb_alloc_range(&mb, 0x100, 0x40, 0, 0, NUMA_NO_NODE), 0x7f00);
	KUNIT_EXPECT_EQ(test, mb_alloc_range(&mb, 1, 0x1000, 0, 0, NUMA_NO_NODE), 0x7000);
	KUNIT_EXPECT_EQ(test, mb_alloc_range(&mb, 0x20, 1, 0, 0x3010, NUMA_NO_NODE), 0x2ff0);
	KUNIT_EXPECT_EQ(test, mb.reserved.total_size, 0x121);
}

static void alloc_from_the_bottom(struct kunit *test)
{
	mb.bottom_up = true;
	mb_add(&mb, 0x0000, 0x8000, NUMA_NO_NODE);
	mb_reserve(&mb, 0x1000, 0x10, NUMA_NO_NODE);
	KUNIT_EXPECT_EQ(test, mb_alloc_range(&mb, 0x100, 0x40, 0, 0, NUMA_NO_NODE), 0x1040);
	KUNIT_EXPECT_EQ(test, mb_alloc_range(&mb, 0x30, 1, 0, 0, NUMA_NO_NODE), 0x1010);
	KUNIT_EXPECT_EQ(test, mb_alloc_range(&mb, 1, 0x2000, 0, 0, NUMA_NO_NODE), 0x2000);
}

static void alloc_never_gives_page_0(struct kunit *test)
{
	mb_add(&mb, 0, PAGE_SIZE + 0x100, NUMA_NO_NODE);
	KUNIT_EXPECT_EQ(test, mb_alloc_range(&mb, 0x100, 1, 0, 0, NUMA_NO_NODE), PAGE_SIZE);
	KUNIT_EXPECT_EQ(test, mb_alloc_range(&mb, 1, 1, 0, 0, NUMA_NO_NODE), 0);
}

static void alloc_fits_exactly(struct kunit *test)
{
	mb_add(&mb, 0x2000, 0x1000, NUMA_NO_NODE);
	KUNIT_EXPECT_EQ(test, mb_find_in_range(&mb, 0, 0, 0x1001, 1, NUMA_NO_NODE), 0);
	KUNIT_EXPECT_EQ(test, mb_alloc_range(&mb, 0x1000, 0x1000, 0, 0, NUMA_NO_NODE), 0x2000);
	KUNIT_EXPECT_EQ(test, mb_find_in_range(&mb, 0, 0, 1, 1, NUMA_NO_NODE), 0);
}

static void alloc_respects_limit_and_node(struct kunit *test)
{
	mb_add(&mb, 0x1000, 0x1000, 0);
	mb_add(&mb, 0x2000, 0x1000, 1);
	mb_add(&mb, MACHINE_SIZE, 0x1000, 1); /* beyond the limit */
	KUNIT_EXPECT_EQ(test, mb_alloc_range(&mb, 0x10, 0x10, 0, 0, 0), 0x1ff0);
	KUNIT_EXPECT_EQ(test, mb_alloc_range(&mb, 0x10, 0x10, 0, 0, 1), 0x2ff0);
	KUNIT_EXPECT_EQ(test, mb_alloc_range(&mb, 0x10, 0x10, 0, 0, 7), 0);
	KUNIT_EXPECT_EQ(test, mb_find_in_range(&mb, 0, MEMBLOCK_ALLOC_ANYWHERE, 0x10, 0x10,
					       NUMA_NO_NODE), MACHINE_SIZE + 0xff0);
	/* A pointer must be usable, so the limit holds whatever the caller asks for. */
	KUNIT_EXPECT_PTR_EQ(test, mb_alloc(&mb, 0x10, 0x10, 0, MEMBLOCK_ALLOC_ANYWHERE, 7, true),
			    machine + 0x2fe0);
}

static void alloc_zeroes_unless_raw(struct kunit *test)
{
	u8 *p;

	memset(machine, 0xaa, sizeof(machine));
	mb_add(&mb, 0x1000, 0x1000, NUMA_NO_NODE);
	p = mb_alloc(&mb, 16, 16, 0, 0, NUMA_NO_NODE, false);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_EQ(test, p[15], 0xaa);
	p = mb_alloc(&mb, 16, 16, 0, 0, NUMA_NO_NODE, true);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_EQ(test, p[0] | p[15], 0);
	KUNIT_EXPECT_EQ(test, p[16], 0xaa);
}

static void alloc_prefers_min_addr(struct kunit *test)
{
	mb_add(&mb, 0x1000, 0x1000, NUMA_NO_NODE);
	KUNIT_EXPECT_PTR_EQ(test, mb_alloc(&mb, 64, 64, 0x1800, 0, NUMA_NO_NODE, true),
			    machine + 0x1fc0);
	KUNIT_EXPECT_PTR_EQ(test, mb_alloc(&mb, 64, 64, 0x9000, 0, NUMA_NO_NODE, true),
			    machine + 0x1f80);
	KUNIT_EXPECT_NULL(test, mb_alloc(&mb, 0x1000, 64, 0, 0, NUMA_NO_NODE, true));
}

static void arrays_grow_and_survive(struct kunit *test)
{
	phys_addr_t i;

	mb_add(&mb, 0x1000, 0x4000, NUMA_NO_NODE);
	for (i = 0; i < 40; i++) {
		KUNIT_ASSERT_EQ(test, mb_reserve(&mb, 0x8000 + i * 32, 16, NUMA_NO_NODE), 0);
		KUNIT_ASSERT_EQ(test, mb_add(&mb, 0xa000 + i * 32, 16, NUMA_NO_NODE), 0);
	}
	KUNIT_EXPECT_EQ(test, mb.memory.cnt, 41);
	KUNIT_EXPECT_TRUE(test, mb_covers(&mb.reserved, mb.reserved.array_phys,
					  mb.reserved.max * sizeof(struct memblock_region)));
	KUNIT_EXPECT_TRUE(test, mb_covers(&mb.reserved, mb.memory.array_phys,
					  mb.memory.max * sizeof(struct memblock_region)));
	/* The 40 ranges and the two arrays: what earlier arrays took was given back. */
	KUNIT_EXPECT_EQ(test, mb.reserved.total_size,
			40 * 16 + (mb.memory.max + mb.reserved.max) * sizeof(struct memblock_region));
	for (i = 0; i < 40; i++)
		KUNIT_EXPECT_EQ(test, mb_free(&mb, 0x8000 + i * 32, 16), 0);
}

static void full_array_refuses_and_changes_nothing(struct kunit *test)
{
	phys_addr_t i;

	mb.virt = NULL;
	for (i = 0; i < SMALL; i++)
		mb_reserve(&mb, i * 0x1000, 0x800, NUMA_NO_NODE);
	KUNIT_EXPECT_EQ(test, mb_reserve(&mb, 0x9000, 0x800, NUMA_NO_NODE), -ENOMEM);
	KUNIT_EXPECT_EQ(test, mb_free(&mb, 0x1100, 0x100), -ENOMEM);
	KUNIT_EXPECT_EQ(test, mb.reserved.cnt, SMALL);
	KUNIT_EXPECT_EQ(test, mb.reserved.total_size, SMALL * 0x800);
	/* What needs no slot still works. */
	KUNIT_EXPECT_EQ(test, mb_reserve(&mb, 0x0800, 0x800, NUMA_NO_NODE), 0);
	KUNIT_EXPECT_EQ(test, mb_free(&mb, 0x3000, 0x800), 0);
	KUNIT_EXPECT_EQ(test, mb.reserved.cnt, 2);
}

static void misuse_is_refused(struct kunit *test)
{
	mb_add(&mb, 0x1000, 0x1000, NUMA_NO_NODE);
	mb_reserve(&mb, 0x1000, 0x100, NUMA_NO_NODE);
	KUNIT_EXPECT_EQ(test, mb_add(&mb, 0x5000, 0, NUMA_NO_NODE), -EINVAL);
	KUNIT_EXPECT_EQ(test, mb_add(&mb, ~0ULL - 10, 12, NUMA_NO_NODE), -EINVAL);
	KUNIT_EXPECT_EQ(test, mb_free(&mb, 0x1080, 0x100), -EINVAL);
	KUNIT_EXPECT_EQ(test, mb_free(&mb, 0x0f00, 0x200), -EINVAL);
	KUNIT_EXPECT_EQ(test, mb_free(&mb, 0x9000, 1), -EINVAL);
	KUNIT_EXPECT_EQ(test, mb_alloc_range(&mb, 0, 8, 0, 0, NUMA_NO_NODE), 0);
	KUNIT_EXPECT_EQ(test, mb_alloc_range(&mb, 8, 24, 0, 0, NUMA_NO_NODE), 0);
	KUNIT_EXPECT_EQ(test, mb_alloc_range(&mb, ~0ULL, 8, 0, 0, NUMA_NO_NODE), 0);
	KUNIT_EXPECT_EQ(test, mb_alloc_range(&mb, 8, 1ULL << 63, 0, 0, NUMA_NO_NODE), 0);
	KUNIT_EXPECT_EQ(test, mb.memory.total_size, 0x1000);
	KUNIT_EXPECT_EQ(test, mb.reserved.total_size, 0x100);
	mb.frozen = true;
	KUNIT_EXPECT_EQ(test, mb_free(&mb, 0x1000, 0x100), -EBUSY);
	KUNIT_EXPECT_EQ(test, mb_alloc_range(&mb, 8, 8, 0, 0, NUMA_NO_NODE), 0);
}

static void trim_rounds_inwards(struct kunit *test)
{
	mb_add(&mb, 0x0001, 0x1fff, NUMA_NO_NODE); /* [1, 0x2000): one page */
	mb_add(&mb, 0x2800, 0x0800, NUMA_NO_NODE); /* less than a page */
	mb_add(&mb, 0x5800, 0x1000, NUMA_NO_NODE); /* a page's worth, but no page */
	mb_add(&mb, 0x7000, 0x1801, NUMA_NO_NODE);
	mb_trim(&mb, 0x1000);
	KUNIT_EXPECT_EQ(test, mb.memory.cnt, 2);
	expect_region(test, &mb.memory, 0, 0x1000, 0x1000, NUMA_NO_NODE);
	expect_region(test, &mb.memory, 1, 0x7000, 0x1000, NUMA_NO_NODE);
	KUNIT_EXPECT_EQ(test, mb.memory.total_size, 0x2000);
}

static void limit_counts_ram_not_addresses(struct kunit *test)
{
	mb_add(&mb, 0x1000, 0x1000, NUMA_NO_NODE);
	mb_add(&mb, 0x8000, 0x2000, NUMA_NO_NODE);
	mb_reserve(&mb, 0x9000, 0x100, NUMA_NO_NODE);
	mb_enforce_limit(&mb, 0x100000);
	KUNIT_EXPECT_EQ(test, mb.memory.total_size, 0x3000);
	mb_enforce_limit(&mb, 0x1800);
	expect_region(test, &mb.memory, 1, 0x8000, 0x800, NUMA_NO_NODE);
	KUNIT_EXPECT_EQ(test, mb.memory.total_size, 0x1800);
	KUNIT_EXPECT_EQ(test, mb.reserved.cnt, 0);
}

static void free_ranges_are_memory_minus_reserved(struct kunit *test)
{
	static const phys_addr_t want[][2] = {
		{ 0x1000, 0x1800 }, { 0x1900, 0x3000 }, { 0x6000, 0x6100 }, { 0x6200, 0x7000 },
	};
	static struct memblock_region roomy[8]; /* no array may grow into the picture */
	phys_addr_t start, end;
	unsigned int n = 0;
	u64 cursor = 0;

	mb_init(&mb, memory, SMALL, roomy, ARRAY_SIZE(roomy));
	mb_add(&mb, 0x1000, 0x2000, NUMA_NO_NODE);
	mb_add(&mb, 0x4000, 0x3000, NUMA_NO_NODE);
	mb_reserve(&mb, 0x0000, 0x1000, NUMA_NO_NODE);
	mb_reserve(&mb, 0x1800, 0x0100, NUMA_NO_NODE);
	mb_reserve(&mb, 0x3800, 0x1800, 0);
	mb_reserve(&mb, 0x5000, 0x1000, 1); /* touches the one before */
	mb_reserve(&mb, 0x6100, 0x0100, NUMA_NO_NODE);
	while (mb_next_free(&mb, &cursor, NUMA_NO_NODE, &start, &end, NULL)) {
		KUNIT_ASSERT_LT(test, n, ARRAY_SIZE(want));
		KUNIT_EXPECT_EQ(test, start, want[n][0]);
		KUNIT_EXPECT_EQ(test, end, want[n][1]);
		n++;
	}
	KUNIT_EXPECT_EQ(test, n, ARRAY_SIZE(want));
	cursor = ~0ULL;
	while (mb_next_free_rev(&mb, &cursor, NUMA_NO_NODE, &start, &end, NULL)) {
		KUNIT_ASSERT_GT(test, n, 0);
		n--;
		KUNIT_EXPECT_EQ(test, start, want[n][0]);
		KUNIT_EXPECT_EQ(test, end, want[n][1]);
	}
	KUNIT_EXPECT_EQ(test, n, 0);
}

static void pfn_ranges_are_whole_pages(struct kunit *test)
{
	unsigned long start = 0, end = 0;
	int i = 0, nid = -2;

	mb_add(&mb, 0x1001, 0x0fff, 0); /* no whole page */
	mb_add(&mb, 0x2800, 0x2900, 1);
	KUNIT_EXPECT_TRUE(test, memblock_next_pfn_range(&mb.memory, &i, NUMA_NO_NODE, &start, &end,
							&nid));
	KUNIT_EXPECT_EQ(test, start, 3);
	KUNIT_EXPECT_EQ(test, end, 5);
	KUNIT_EXPECT_EQ(test, nid, 1);
	KUNIT_EXPECT_FALSE(test, memblock_next_pfn_range(&mb.memory, &i, NUMA_NO_NODE, &start,
							 &end, &nid));
}

/* On the running kernel: the machine's own arrays, which are frozen but readable. */
static void machine_is_consistent(struct kunit *test)
{
	phys_addr_t start, end, last = 0, sum = 0;
	u64 i;

	if (!memblock.memory.cnt)
		kunit_skip(test, "no machine here");
	for_each_mem_range(i, &start, &end) {
		KUNIT_EXPECT_GE(test, start, last);
		KUNIT_EXPECT_LT(test, start, end);
		KUNIT_EXPECT_EQ(test, (start | end) & (PAGE_SIZE - 1), 0);
		sum += end - start;
		last = end;
	}
	KUNIT_EXPECT_EQ(test, sum, memblock_phys_mem_size());
	KUNIT_EXPECT_EQ(test, last, memblock_end_of_DRAM());
	KUNIT_EXPECT_GE(test, memblock_start_of_DRAM(), PAGE_SIZE);
	KUNIT_EXPECT_FALSE(test, mb_overlaps(&memblock.memory, 0xA0000, 0x60000));
}

static struct kunit_case memblock_cases[] = {
	KUNIT_CASE(add_sorts_and_merges),
	KUNIT_CASE(add_keeps_known_nodes),
	KUNIT_CASE(remove_splits),
	KUNIT_CASE(set_node_splits_and_merges),
	KUNIT_CASE(alloc_from_the_top),
	KUNIT_CASE(alloc_from_the_bottom),
	KUNIT_CASE(alloc_never_gives_page_0),
	KUNIT_CASE(alloc_fits_exactly),
	KUNIT_CASE(alloc_respects_limit_and_node),
	KUNIT_CASE(alloc_zeroes_unless_raw),
	KUNIT_CASE(alloc_prefers_min_addr),
	KUNIT_CASE(arrays_grow_and_survive),
	KUNIT_CASE(full_array_refuses_and_changes_nothing),
	KUNIT_CASE(misuse_is_refused),
	KUNIT_CASE(trim_rounds_inwards),
	KUNIT_CASE(limit_counts_ram_not_addresses),
	KUNIT_CASE(free_ranges_are_memory_minus_reserved),
	KUNIT_CASE(pfn_ranges_are_whole_pages),
	KUNIT_CASE(machine_is_consistent),
	{}
};

static struct kunit_suite memblock_suite = {
	.name = "mm.memblock",
	.desc = "the boot-time allocator: regions, holes, growth, misuse",
	.init = setup,
	.test_cases = memblock_cases,
};
kunit_test_suite(memblock_suite);
