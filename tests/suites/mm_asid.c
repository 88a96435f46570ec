// SPDX-License-Identifier: MIT
/* mm.asid: which numbers a CPU gives to address spaces, and when it must forget. Pure logic. */
#include <kunit/test.h>
#include <linux/kernel.h>

#include "../../arch/x86/asid.h"

static void test_comes_back_without_forgetting(struct kunit *test)
{
	struct asid_table table = {};

	KUNIT_EXPECT_TRUE(test, asid_choose(&table, NR_ASIDS, 1, 1));
	KUNIT_EXPECT_TRUE(test, asid_choose(&table, NR_ASIDS, 2, 1));
	KUNIT_EXPECT_FALSE(test, asid_choose(&table, NR_ASIDS, 1, 1));
	KUNIT_EXPECT_EQ(test, table.loaded, 0u);
	KUNIT_EXPECT_FALSE(test, asid_choose(&table, NR_ASIDS, 2, 1));
	/* Its translations have changed meanwhile. */
	KUNIT_EXPECT_TRUE(test, asid_choose(&table, NR_ASIDS, 1, 2));
	KUNIT_EXPECT_FALSE(test, asid_choose(&table, NR_ASIDS, 1, 2));
}

static void test_numbers_run_out(struct kunit *test)
{
	struct asid_table table = {};

	for (unsigned long id = 1; id <= NR_ASIDS; id++)
		KUNIT_EXPECT_TRUE(test, asid_choose(&table, NR_ASIDS, id, 1));
	KUNIT_EXPECT_TRUE(test, asid_choose(&table, NR_ASIDS, 99, 1));
	KUNIT_EXPECT_TRUE(test, asid_choose(&table, NR_ASIDS, 1, 1)); /* 99 has its number */
	KUNIT_EXPECT_FALSE(test, asid_choose(&table, NR_ASIDS, 99, 1));
}

static void test_one_number_is_none(struct kunit *test)
{
	struct asid_table table = {};

	KUNIT_EXPECT_TRUE(test, asid_choose(&table, 1, 1, 1));
	KUNIT_EXPECT_TRUE(test, asid_choose(&table, 1, 2, 1));
	KUNIT_EXPECT_TRUE(test, asid_choose(&table, 1, 1, 1));
	KUNIT_EXPECT_EQ(test, table.loaded, 0u);
}

/* Two changes, whose messages come in the wrong order. */
static void test_messages_in_any_order(struct kunit *test)
{
	struct asid_table table = {};

	asid_choose(&table, NR_ASIDS, 1, 1);
	KUNIT_EXPECT_EQ(test, asid_catch_up(&table, 2, 2), ASID_RANGE);
	KUNIT_EXPECT_EQ(test, asid_catch_up(&table, 4, 4), ASID_ALL);
	KUNIT_EXPECT_EQ(test, asid_catch_up(&table, 3, 4), ASID_NOTHING);
	KUNIT_EXPECT_EQ(test, asid_catch_up(&table, 5, 7), ASID_RANGE);
	KUNIT_EXPECT_EQ(test, asid_catch_up(&table, 7, 7), ASID_ALL);
	KUNIT_EXPECT_EQ(test, asid_catch_up(&table, 6, 7), ASID_NOTHING);
}

/* Never is a translation used that is older than the space's last change: random, against a model. */
static void test_never_stale(struct kunit *test)
{
	enum { SPACES = 9, STEPS = 20000 };
	struct asid_table table = {};
	unsigned long gen[SPACES], cached[NR_ASIDS][SPACES] = {}; /* what the TLB has under a number: as of which generation */

	for (int i = 0; i < SPACES; i++)
		gen[i] = 1;
	for (int step = 0; step < STEPS; step++) {
		unsigned int space = kunit_random(test) % SPACES;

		if (kunit_random(test) % 3 == 0)
			gen[space]++;
		if (asid_choose(&table, NR_ASIDS, space + 1, gen[space]))
			for (int i = 0; i < SPACES; i++)
				cached[table.loaded][i] = 0;
		for (unsigned int i = 0; i < SPACES; i++)
			KUNIT_ASSERT_TRUE(test, !cached[table.loaded][i] || (i == space && cached[table.loaded][i] == gen[i]));
		cached[table.loaded][space] = gen[space];
	}
}

static struct kunit_case asid_cases[] = {
	KUNIT_CASE(test_comes_back_without_forgetting),
	KUNIT_CASE(test_numbers_run_out),
	KUNIT_CASE(test_one_number_is_none),
	KUNIT_CASE(test_messages_in_any_order),
	KUNIT_CASE(test_never_stale),
	{}
};

static struct kunit_suite asid_suite = {
	.name = "mm.asid",
	.desc = "numbers of address spaces in the TLB",
	.test_cases = asid_cases,
};
kunit_test_suite(asid_suite);
