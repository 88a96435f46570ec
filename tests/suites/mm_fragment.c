// SPDX-License-Identifier: MIT
/* Order-9 blocks survive a long mixed load where blocks are grouped by mobility, and do not where they are not. */
#include <kunit/test.h>

#include "../fragment_load.h"

/* A million operations on the host, all runs together; in the kernel fewer, as it may be emulated. */
#if __STDC_HOSTED__
#define OPERATIONS 125000
#else
#define OPERATIONS 50000
#endif

static struct fragment_zone load_zone;

static struct fragment_result run(struct kunit *test, unsigned int fill, bool grouped, u32 seed)
{
	struct fragment_result r;
	unsigned long pages;

	if (!fragment_zone_make(&load_zone, grouped))
		kunit_skip(test, "too little memory for %u page blocks", FRAGMENT_LEAST_BLOCKS * 2);
	pages = load_zone.blocks * (unsigned long)MAX_ORDER_NR_PAGES;
	r = fragment_run(&load_zone, fill, OPERATIONS, seed);
	KUNIT_EXPECT_EQ_MSG(test, zone_free_pages(&load_zone.zone), pages, "all is back");
	KUNIT_EXPECT_EQ_MSG(test, load_zone.zone.free_area[MAX_ORDER - 1].nr_free, load_zone.blocks, "in whole blocks");
	KUNIT_EXPECT_EQ_MSG(test, r.refused, 0, "there was always a page");
	fragment_zone_gone(&load_zone);
	return r;
}

static void fragment_survival(struct kunit *test)
{
	static const u8 fills[] = { 30, 50, 70, 85 };
	unsigned long with = 0, without = 0;
	u32 seed = kunit_random(test) | 1;

	for (size_t f = 0; f < ARRAY_SIZE(fills); f++) {
		struct fragment_result on = run(test, fills[f], true, seed), off = run(test, fills[f], false, seed);

		for (int i = 0; i < FRAGMENT_MOMENTS; i++)
			kunit_info(test, "%u%% in use, moment %d: %lu of %lu with, %lu of %lu without\n", fills[f], i, on.got[i],
				   on.tried[i], off.got[i], off.tried[i]);
		KUNIT_EXPECT_GT(test, on.tried[FRAGMENT_EVENING], 0);
		with += on.got[FRAGMENT_EVENING];
		without += off.got[FRAGMENT_EVENING];
	}
	/* Not for each of them: where most is in use, it may be none either way. */
	KUNIT_EXPECT_GT(test, with, 2 * without);
}

static struct kunit_case fragment_cases[] = { KUNIT_CASE(fragment_survival), {} };

static struct kunit_suite fragment_suite = {
	.name = "mm.fragment",
	.desc = "large blocks under a long mixed load",
	.test_cases = fragment_cases,
};
kunit_test_suite(fragment_suite);
