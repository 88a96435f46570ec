// SPDX-License-Identifier: MIT
/* A million random operations on a window of addresses against the oracle. */
#include <kunit/test.h>

#include "../vmap_area_oracle.h"

#define OPERATIONS 1000000

static struct vmap_oracle oracle;

static void areas_against_oracle(struct kunit *test)
{
	const char *wrong = NULL;

	oracle_begin(&oracle);
	for (int i = 0; !wrong && i < OPERATIONS; i++) {
		u32 word = kunit_random(test);
		u8 op[4] = { word, word >> 8, word >> 16, word >> 24 };

		wrong = oracle_operate(&oracle, op);
		if (!wrong && i % 32 == 0)
			wrong = oracle_check(&oracle);
	}
	KUNIT_EXPECT_STREQ(test, wrong ?: "", "");
}

static struct kunit_case model_cases[] = {
	KUNIT_CASE(areas_against_oracle),
	{},
};

static struct kunit_suite model_suite = {
	.name = "mm.vmap_area_model",
	.test_cases = model_cases,
};
kunit_test_suite(model_suite);
