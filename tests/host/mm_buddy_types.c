// SPDX-License-Identifier: MIT
/* The buddy system with migrate types against its oracle: a million random operations. */
#include <kunit/test.h>

#include "../buddy_oracle.h"

#define STEPS 1000000
#define TIDE 20000 /* steps for which more is taken than given, then the other way round */

static struct buddy_oracle oracle;

static void random_step(struct kunit *test, u8 *d)
{
	u32 random = kunit_random(test);

	memcpy(d, &random, 4);
	if ((oracle.steps / TIDE) % 2 && d[0] % 32 < 18 && kunit_random_below(test, 3) == 0)
		d[0] = 31;
	else if ((oracle.steps / TIDE) % 2 == 0 && d[0] % 32 > 19 && kunit_random_below(test, 3) == 0)
		d[0] = random % 14;
}

static void buddy_types_random(struct kunit *test)
{
	unsigned long claims = vm_event(PAGEBLOCK_CLAIM), steals = vm_event(PAGEBLOCK_STEAL);
	const char *wrong = buddy_oracle_begin(&oracle);
	u8 d[4];

	while (!wrong && oracle.steps < STEPS) {
		random_step(test, d);
		wrong = buddy_oracle_step(&oracle, d);
	}
	if (!wrong)
		wrong = buddy_oracle_end(&oracle);
	if (wrong)
		KUNIT_FAIL(test, "%s", wrong);
	claims = vm_event(PAGEBLOCK_CLAIM) - claims;
	steals = vm_event(PAGEBLOCK_STEAL) - steals;
	KUNIT_EXPECT_GT_MSG(test, claims, 1000, "page blocks that changed their type");
	KUNIT_EXPECT_GT_MSG(test, steals, 1000, "blocks that were taken from another type");
	kunit_info(test, "%lu page blocks claimed, %lu blocks stolen\n", claims, steals);
}

static struct kunit_case types_cases[] = { KUNIT_CASE(buddy_types_random), {} };

static struct kunit_suite types_suite = {
	.name = "mm.buddy_types",
	.desc = "a million random operations with migrate types against an oracle",
	.test_cases = types_cases,
};
kunit_test_suite(types_suite);
