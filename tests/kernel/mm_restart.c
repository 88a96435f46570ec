// SPDX-License-Identifier: MIT
/*
 * mm.restart: where an interrupt inside a restartable sequence is sent back to. (Every single
 * instruction of the sequences is interrupted on the host, by tests/host/mm_pcp_interrupts.c.)
 */
#include <kunit/test.h>
#include <quarry/restart.h>

/* At the beginning and behind the end there is nothing to undo. */
static void restart_borders(struct kunit *test)
{
	const struct restart_range *range = __restart_table_start;

	KUNIT_ASSERT_TRUE(test, range < __restart_table_end);
	for (; range < __restart_table_end; range++) {
		KUNIT_EXPECT_LT(test, range->begin, range->end);
		KUNIT_EXPECT_EQ(test, restart_address(range->begin), range->begin);
		KUNIT_EXPECT_EQ(test, restart_address(range->begin + 1), range->begin);
		KUNIT_EXPECT_EQ(test, restart_address(range->end - 1), range->begin);
		KUNIT_EXPECT_EQ(test, restart_address(range->end), range->end);
	}
	KUNIT_EXPECT_EQ(test, restart_address(0), 0);
}

static struct kunit_case restart_cases[] = { KUNIT_CASE(restart_borders), {} };

static struct kunit_suite restart_suite = {
	.name = "mm.restart",
	.desc = "restartable sequences know their beginnings",
	.test_cases = restart_cases,
};
kunit_test_suite(restart_suite);
