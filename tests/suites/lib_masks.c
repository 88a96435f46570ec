// SPDX-License-Identifier: MIT
/* Fields of words against shifts, sets of CPUs against loops over their bits, hashes, reference trackers. */
#include <kunit/test.h>
#include <linux/bitfield.h>
#include <linux/cpumask.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/ref_tracker.h>
#include <linux/siphash.h>
#include <linux/stringhash.h>

static void fields(struct kunit *test)
{
	for (u32 i = 0; i < 256; i++) {
		u32 word = kunit_random(test);

		KUNIT_EXPECT_EQ(test, FIELD_PREP(GENMASK(11, 4), i), i << 4);
		KUNIT_EXPECT_EQ(test, FIELD_GET(GENMASK(11, 4), word), word >> 4 & 0xff);
		KUNIT_EXPECT_EQ(test, u32_replace_bits(word, i, GENMASK(11, 4)), (word & ~0xff0) | i << 4);
		KUNIT_EXPECT_EQ(test, be16_get_bits(cpu_to_be16((u16)word), 0x0ff0), (u16)word >> 4 & 0xff);
	}
	KUNIT_EXPECT_TRUE(test, FIELD_FIT(0xf0u, 15) && !FIELD_FIT(0xf0u, 16) && FIELD_MAX(0xf0u) == 15);
	KUNIT_EXPECT_TRUE(test, get_count_order(0) == -1 && get_count_order(5) == 3 && get_count_order_long(4) == 2);
}

/* The CPUs of @mask from @start on and around, each once. */
static void expect_wrap(struct kunit *test, const struct cpumask *mask, unsigned int start)
{
	unsigned int cpu, expected = start, n = 0;

	for_each_cpu_wrap(cpu, mask, start) {
		while (!cpumask_test_cpu(expected % nr_cpu_ids, mask))
			expected++;
		KUNIT_ASSERT_EQ(test, cpu, expected % nr_cpu_ids);
		expected++;
		n++;
	}
	KUNIT_EXPECT_EQ(test, n, cpumask_weight(mask));
}

static void sets_of_cpus(struct kunit *test)
{
	struct cpumask a, b, result;
	unsigned int cpu;

	for (int round = 0; round < 200; round++) {
		cpumask_clear(&a);
		cpumask_clear(&b);
		for (cpu = 0; cpu < nr_cpu_ids; cpu++) {
			if (kunit_random_below(test, 2))
				cpumask_set_cpu(cpu, &a);
			if (kunit_random_below(test, 2))
				cpumask_set_cpu(cpu, &b);
		}
		cpumask_clear(&result);
		for_each_cpu_andnot(cpu, &a, &b)
			cpumask_set_cpu(cpu, &result);
		for_each_cpu_and(cpu, &a, &b)
			cpumask_set_cpu(cpu, &result);
		KUNIT_EXPECT_TRUE(test, cpumask_equal(&result, &a));
		for_each_cpu_not(cpu, &a)
			cpumask_set_cpu(cpu, &result);
		KUNIT_EXPECT_TRUE(test, cpumask_full(&result) && cpumask_last(&result) == nr_cpu_ids - 1);
		expect_wrap(test, &a, kunit_random_below(test, nr_cpu_ids));
	}
}

/* The first and the ninth of the reference code's vectors: 0 and 8 bytes 00 01 ..., key 00 01 ... 0f. */
static void keyed_hashes(struct kunit *test)
{
	static const siphash_key_t key = { { 0x0706050403020100ull, 0x0f0e0d0c0b0a0908ull } };
	static const hsiphash_key_t small_key = { { 1, 2 } };

	KUNIT_EXPECT_EQ(test, siphash(NULL, 0, &key), 0x726fdb47dd0e0e31ull);
	KUNIT_EXPECT_EQ(test, siphash_1u64(0x0706050403020100ull, &key), 0x93f5f5799a932462ull);
	KUNIT_EXPECT_EQ(test, hsiphash_2u32(1, 2, &small_key), hsiphash((const u32[]){ 1, 2 }, 8, &small_key));
	KUNIT_EXPECT_NE(test, hsiphash_1u32(1, &small_key), hsiphash_1u32(2, &small_key));
	KUNIT_EXPECT_EQ(test, hashlen_string(test, "zone"), hashlen_create(full_name_hash(test, "zones", 4), 4));
}

static void references(struct kunit *test)
{
	struct ref_tracker *first, *second, *none = NULL;
	struct ref_tracker_dir dir;

	ref_tracker_dir_init(&dir, 1);
	KUNIT_ASSERT_EQ(test, ref_tracker_alloc(&dir, &first, GFP_KERNEL), 0);
	KUNIT_ASSERT_EQ(test, ref_tracker_alloc(&dir, &second, GFP_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, ref_tracker_free(&dir, &first), 0);
	KUNIT_EXPECT_EQ(test, ref_tracker_free(&dir, &second), 0);
	KUNIT_EXPECT_EQ(test, ref_tracker_free(&dir, &none), -EEXIST);
	KUNIT_EXPECT_TRUE(test, list_empty(&dir.list) && !dir.quarantine_avail);
	ref_tracker_dir_exit(&dir);
}

static struct kunit_case mask_cases[] = {
	KUNIT_CASE(fields), KUNIT_CASE(sets_of_cpus), KUNIT_CASE(keyed_hashes), KUNIT_CASE(references), {}
};

static struct kunit_suite mask_suite = {
	.name = "lib.masks",
	.desc = "fields of words, sets of CPUs, keyed hashes, who has a reference",
	.test_cases = mask_cases,
};
kunit_test_suite(mask_suite);
