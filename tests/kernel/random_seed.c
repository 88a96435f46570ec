// SPDX-License-Identifier: MIT
/* kernel.random: the kernel's generator does not start where it does without a seed. */
#include <kunit/test.h>
#include <linux/random.h>

#define STEPS 1000000

/* Two numbers in a row that the unseeded sequence has in a row as well would be too much of a chance. */
static void seeded_at_boot(struct kunit *test)
{
	u32 first = get_random_u32(), second = get_random_u32(), last = 0;
	struct rnd_state unseeded;
	int found = 0;

	prandom_seed_state(&unseeded, 0);
	for (int i = 0; i < STEPS; i++) {
		u32 value = prandom_u32_state(&unseeded);

		found += last == first && value == second;
		last = value;
	}
	KUNIT_EXPECT_EQ(test, found, 0);
}

static void stirring_changes_the_sequence(struct kunit *test)
{
	u64 before = get_random_u64(), after;

	add_device_randomness(&before, sizeof(before));
	after = get_random_u64();
	KUNIT_EXPECT_NE(test, before, after);
	KUNIT_EXPECT_NE(test, after, get_random_u64());
}

static struct kunit_case random_cases[] = {
	KUNIT_CASE(seeded_at_boot),
	KUNIT_CASE(stirring_changes_the_sequence),
	{}
};

static struct kunit_suite random_suite = {
	.name = "kernel.random",
	.test_cases = random_cases,
};
kunit_test_suite(random_suite);
