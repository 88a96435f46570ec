// SPDX-License-Identifier: MIT
/* Areas in a private window of addresses: first fit, alignment, limits, lazy freeing. */
#include <kunit/test.h>
#include <linux/errno.h>

#include "../vmap_area_oracle.h"

static struct vmap_oracle oracle;

#define AT(page) (ORACLE_START + (page) * PAGE_SIZE)

static int setup(struct kunit *test)
{
	oracle_begin(&oracle);
	return 0;
}

static int take(unsigned int i, unsigned long pages, unsigned long align)
{
	return vmap_area_alloc(&oracle.root, &oracle.areas[i], pages * PAGE_SIZE, align * PAGE_SIZE, 0, ~0ul);
}

static void areas_first_fit(struct kunit *test)
{
	struct vmap_area *areas = oracle.areas;

	for (unsigned int i = 0; i < 4; i++) {
		KUNIT_ASSERT_EQ(test, take(i, 4, 1), 0);
		KUNIT_EXPECT_EQ(test, areas[i].va_start, AT(4 * i));
	}
	vmap_area_release(&oracle.root, &areas[0]);
	vmap_area_release(&oracle.root, &areas[2]);
	KUNIT_ASSERT_EQ(test, take(4, 5, 1), 0);
	KUNIT_EXPECT_EQ(test, areas[4].va_start, AT(16));
	KUNIT_ASSERT_EQ(test, take(5, 2, 1), 0);
	KUNIT_EXPECT_EQ(test, areas[5].va_start, AT(0));
	KUNIT_ASSERT_EQ(test, take(6, 3, 1), 0);
	KUNIT_EXPECT_EQ(test, areas[6].va_start, AT(8));
	KUNIT_EXPECT_PTR_EQ(test, vmap_area_find(&oracle.root, AT(10) + 5), &areas[6]);
	KUNIT_EXPECT_NULL(test, vmap_area_find(&oracle.root, AT(11)));
	KUNIT_EXPECT_PTR_EQ(test, vmap_area_next(&oracle.root, &areas[6]), &areas[3]);
	KUNIT_EXPECT_STREQ(test, vmap_area_check(&oracle.root) ?: "", "");
}

static void areas_alignment_and_limits(struct kunit *test)
{
	struct vmap_area *areas = oracle.areas;

	KUNIT_ASSERT_EQ(test, take(0, 1, 1), 0);
	KUNIT_ASSERT_EQ(test, take(1, 2, 32), 0);
	KUNIT_EXPECT_EQ(test, areas[1].va_start & (32 * PAGE_SIZE - 1), 0ul);
	KUNIT_ASSERT_EQ(test, vmap_area_alloc(&oracle.root, &areas[2], PAGE_SIZE, PAGE_SIZE, AT(100), AT(102)), 0);
	KUNIT_EXPECT_EQ(test, areas[2].va_start, AT(100));
	KUNIT_EXPECT_EQ(test, vmap_area_alloc(&oracle.root, &areas[3], 2 * PAGE_SIZE, PAGE_SIZE, AT(100), AT(102)),
			-ENOSPC);
	KUNIT_EXPECT_EQ(test, vmap_area_alloc(&oracle.root, &areas[3], PAGE_SIZE, PAGE_SIZE, AT(99), AT(101)), 0);
	KUNIT_EXPECT_EQ(test, areas[3].va_start, AT(99));
	/* A gap that is just large enough, and aligned, though one that begins elsewhere would not do. */
	vmap_area_release(&oracle.root, &areas[1]);
	KUNIT_EXPECT_EQ(test, take(4, 64, 64), 0);
	KUNIT_EXPECT_STREQ(test, vmap_area_check(&oracle.root) ?: "", "");
}

static void areas_requests_refused(struct kunit *test)
{
	struct vmap_area *area = &oracle.areas[0];

	KUNIT_EXPECT_EQ(test, take(0, 0, 1), -EINVAL);
	KUNIT_EXPECT_EQ(test, take(0, 1, 3), -EINVAL);
	KUNIT_EXPECT_EQ(test, take(0, 1, 0), -EINVAL);
	KUNIT_EXPECT_EQ(test, vmap_area_alloc(&oracle.root, area, 5, PAGE_SIZE, 0, ~0ul), -EINVAL);
	KUNIT_EXPECT_EQ(test, take(0, ORACLE_PAGES + 1, 1), -ENOSPC);
	KUNIT_EXPECT_EQ(test, take(0, ~0ul >> PAGE_SHIFT, 1), -ENOSPC);
	KUNIT_EXPECT_EQ(test, vmap_area_alloc(&oracle.root, area, PAGE_MASK, 1ul << (BITS_PER_LONG - 1), 0, ~0ul), -ENOSPC);
	KUNIT_EXPECT_EQ(test, vmap_area_alloc(&oracle.root, area, PAGE_SIZE, PAGE_SIZE, AT(9), AT(9)), -ENOSPC);
	KUNIT_EXPECT_EQ(test, vmap_area_alloc(&oracle.root, area, PAGE_SIZE, PAGE_SIZE, AT(9), AT(3)), -ENOSPC);
	KUNIT_EXPECT_EQ(test, take(0, ORACLE_PAGES, 1), 0);
	KUNIT_EXPECT_EQ(test, take(1, 1, 1), -ENOSPC);
	KUNIT_EXPECT_STREQ(test, vmap_area_check(&oracle.root) ?: "", "");
}

static void areas_lazily_freed(struct kunit *test)
{
	struct vmap_area *areas = oracle.areas;

	KUNIT_ASSERT_EQ(test, take(0, 100, 1), 0);
	KUNIT_ASSERT_EQ(test, take(1, 92, 1), 0);
	vmap_area_retire(&oracle.root, &areas[0]);
	KUNIT_EXPECT_EQ(test, oracle.root.nr_lazy_pages, 100ul);
	KUNIT_EXPECT_NULL(test, vmap_area_find(&oracle.root, AT(7)));
	KUNIT_EXPECT_PTR_EQ(test, vmap_area_find_detached(&oracle.root, AT(7)), &areas[0]);
	KUNIT_EXPECT_EQ_MSG(test, take(2, 1, 1), -ENOSPC, "a TLB may still know them");
	KUNIT_EXPECT_PTR_EQ(test, vmap_area_take_lazy(&oracle.root), &areas[0]);
	KUNIT_EXPECT_EQ(test, take(2, 1, 1), -ENOSPC);
	vmap_area_release(&oracle.root, &areas[0]);
	KUNIT_EXPECT_EQ(test, take(2, 1, 1), 0);
	KUNIT_EXPECT_STREQ(test, vmap_area_check(&oracle.root) ?: "", "");
}

static void areas_random_operations(struct kunit *test)
{
	const char *wrong = NULL;

	for (int i = 0; !wrong && i < 2000; i++) {
		u32 word = kunit_random(test);
		u8 op[4] = { word, word >> 8, word >> 16, word >> 24 };

		wrong = oracle_operate(&oracle, op);
		if (!wrong && i % 16 == 0)
			wrong = oracle_check(&oracle);
	}
	KUNIT_EXPECT_STREQ(test, wrong ?: "", "");
}

static struct kunit_case vmap_area_cases[] = {
	KUNIT_CASE(areas_first_fit),
	KUNIT_CASE(areas_alignment_and_limits),
	KUNIT_CASE(areas_requests_refused),
	KUNIT_CASE(areas_lazily_freed),
	KUNIT_CASE(areas_random_operations),
	{},
};

static struct kunit_suite vmap_area_suite = {
	.name = "mm.vmap_area",
	.desc = "ranges of addresses: first fit, alignment, lazy freeing",
	.init = setup,
	.test_cases = vmap_area_cases,
};
kunit_test_suite(vmap_area_suite);
