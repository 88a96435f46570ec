// SPDX-License-Identifier: MIT
/* alloc_percpu() and its allocator as an object; percpu_counter. */
#include <kunit/test.h>
#include <linux/compat_names.h>
#include <linux/mm.h>
#include <linux/percpu.h>
#include <linux/percpu_counter.h>
#include <linux/smp.h>

#include "../percpu_oracle.h"

static struct percpu_oracle oracle;

static void expect_fine(struct kunit *test, const char *wrong)
{
	KUNIT_ASSERT_STREQ(test, wrong ?: "", "");
}

static void percpu_first_fit(struct kunit *test)
{
	u8 *base, *a, *b, *c;

	expect_fine(test, oracle_begin(&oracle));
	base = (u8 *)oracle.first_chunk;
	a = pcpu_alloc(&oracle.pcpu, 1, 1, GFP_KERNEL, 0);
	b = pcpu_alloc(&oracle.pcpu, 24, 8, GFP_KERNEL, 0);
	c = pcpu_alloc(&oracle.pcpu, 8, 64, GFP_KERNEL, 0);
	KUNIT_EXPECT_PTR_EQ(test, a, base + 104); /* behind the 100 reserved bytes, at a grain */
	KUNIT_EXPECT_PTR_EQ(test, b, base + 112);
	KUNIT_EXPECT_PTR_EQ(test, c, base + 192);
	KUNIT_EXPECT_EQ(test, pcpu_size(&oracle.pcpu, b), 24);
	pcpu_free(&oracle.pcpu, b, 0);
	KUNIT_EXPECT_PTR_EQ_MSG(test, pcpu_alloc(&oracle.pcpu, 16, 8, GFP_KERNEL, 0), b, "the first that fits");
	KUNIT_EXPECT_PTR_EQ(test, pcpu_alloc(&oracle.pcpu, 8, 8, GFP_KERNEL, 0), b + 16);
	KUNIT_EXPECT_EQ(test, oracle.pcpu.nr_allocs, 4);
	KUNIT_EXPECT_EQ(test, oracle.pcpu.bytes, 8 + 16 + 8 + 8);
	expect_fine(test, pcpu_check(&oracle.pcpu));
	oracle_end(&oracle);
}

static void percpu_chunks_come_and_go(struct kunit *test)
{
	void *large[4];

	expect_fine(test, oracle_begin(&oracle));
	for (int i = 0; i < 4; i++) {
		large[i] = pcpu_alloc(&oracle.pcpu, ORACLE_UNIT_SIZE, 8, GFP_KERNEL, 0);
		KUNIT_ASSERT_NOT_NULL(test, large[i]);
		KUNIT_EXPECT_EQ(test, oracle.pcpu.nr_chunks, 2 + i);
	}
	KUNIT_EXPECT_NULL(test, pcpu_alloc(&oracle.pcpu, ORACLE_UNIT_SIZE + 1, 8, GFP_KERNEL | __GFP_NOWARN, 0));
	for (int i = 0; i < 4; i++)
		pcpu_free(&oracle.pcpu, large[i], 0);
	KUNIT_EXPECT_EQ(test, oracle.pcpu.nr_chunks, 1);
	expect_fine(test, pcpu_check(&oracle.pcpu));
	oracle_end(&oracle);
}

static void percpu_misuse(struct kunit *test)
{
	const unsigned long *seen = oracle.pcpu.misuses;
	char *ptr, on_stack;

	expect_fine(test, oracle_begin(&oracle));
	ptr = pcpu_alloc(&oracle.pcpu, 64, 8, GFP_KERNEL, 0);
	pcpu_free(&oracle.pcpu, ptr + 8, 0);
	pcpu_free(&oracle.pcpu, ptr + 1, 0);
	KUNIT_EXPECT_EQ(test, seen[PCPU_INSIDE], 2);
	pcpu_free(&oracle.pcpu, &on_stack, 0);
	pcpu_free(&oracle.pcpu, oracle.first_chunk, 0); /* a linked variable */
	pcpu_free(&oracle.pcpu, ptr + ORACLE_UNIT_SIZE, 0); /* the address of a copy */
	KUNIT_EXPECT_EQ(test, seen[PCPU_FOREIGN], 3);
	pcpu_free(&oracle.pcpu, ptr, 0);
	pcpu_free(&oracle.pcpu, ptr, 0);
	KUNIT_EXPECT_EQ(test, seen[PCPU_DOUBLE_FREE], 1);
	pcpu_free(&oracle.pcpu, NULL, 0);
	expect_fine(test, pcpu_check(&oracle.pcpu));
	oracle_end(&oracle);
}

static void percpu_random(struct kunit *test)
{
	expect_fine(test, oracle_begin(&oracle));
	for (int step = 0; step < 1500; step++) {
		if (kunit_random_below(test, 100) < 55)
			expect_fine(test, oracle_alloc(&oracle, kunit_random_below(test, step % 9 ? 300 : 9000),
						       1ul << kunit_random_below(test, 8)));
		else
			expect_fine(test, oracle_free(&oracle, kunit_random_below(test, ORACLE_MAX)));
		expect_fine(test, oracle_check(&oracle));
	}
	while (oracle.nr)
		expect_fine(test, oracle_free(&oracle, 0));
	KUNIT_EXPECT_EQ(test, oracle.pcpu.nr_chunks, 1);
	oracle_end(&oracle);
}

struct odd {
	char letter;
	long long number;
} __aligned(64);

static void percpu_of_the_kernel(struct kunit *test)
{
	struct odd __percpu *odd = alloc_percpu(struct odd);
	unsigned int cpu;

	KUNIT_ASSERT_NOT_NULL(test, odd);
	for_each_possible_cpu(cpu) {
		KUNIT_EXPECT_EQ(test, (unsigned long)per_cpu_ptr(odd, cpu) % 64, 0);
		KUNIT_EXPECT_EQ(test, per_cpu_ptr(odd, cpu)->number, 0);
		per_cpu_ptr(odd, cpu)->number = cpu + 1;
	}
	for_each_possible_cpu(cpu)
		KUNIT_EXPECT_EQ(test, per_cpu_ptr(odd, cpu)->number, cpu + 1);
	KUNIT_EXPECT_EQ(test, get_cpu_ptr(odd)->number, smp_processor_id() + 1);
	put_cpu_ptr(odd);
	this_cpu_write(odd->letter, 'x');
	free_percpu(odd);
	free_percpu(NULL);
}

/* As book modules do it: through void *, for numbers that name no CPU, and with one argument. */
static void percpu_of_books(struct kunit *test)
{
	void *var = alloc_percpu(int), *old = __alloc_percpu(sizeof(int)), *both = __alloc_percpu(24, 8);
	int *mine;

	KUNIT_ASSERT_TRUE(test, var && old && both);
	for (int cpu = 0; cpu < NR_CPUS; cpu++)
		*(int *)per_cpu_ptr(var, cpu) = 0;
	mine = get_cpu_ptr(var);
	++*mine;
	put_cpu_ptr(var);
	free_percpu(var);
	free_percpu(old);
	free_percpu(both);
	var = alloc_percpu_gfp(long, GFP_ATOMIC);
	KUNIT_EXPECT_NOT_NULL(test, var);
	free_percpu(var);
}

/* More than the first units have room for; all of it comes back. */
static void percpu_many(struct kunit *test)
{
	static void *many[200];
	unsigned long pages = pcpu_nr_pages();

	for (size_t i = 0; i < ARRAY_SIZE(many); i++) {
		many[i] = __alloc_percpu_gfp(512, 8, GFP_KERNEL);
		KUNIT_EXPECT_NOT_NULL(test, many[i]);
	}
	KUNIT_EXPECT_GT(test, pcpu_nr_pages(), pages);
	for (size_t i = 0; i < ARRAY_SIZE(many); i++)
		free_percpu(many[i]);
	KUNIT_EXPECT_EQ(test, pcpu_nr_pages(), pages);
}

/* A chunk for more CPUs than fit into the buddy system's largest block. */
static void percpu_huge_chunk(struct kunit *test)
{
	size_t size = (PAGE_SIZE << (MAX_ORDER - 1)) * 2 + PAGE_SIZE;
	unsigned long nr_free = nr_free_pages();
	char *base = pcpu_pages_alloc(size, GFP_KERNEL);

	if (!base)
		kunit_skip(test, "no three free blocks side by side");
	KUNIT_EXPECT_EQ(test, nr_free_pages(), nr_free - 3 * MAX_ORDER_NR_PAGES);
	memset(base, 1, size);
	pcpu_pages_free(base, size);
	KUNIT_EXPECT_EQ(test, nr_free_pages(), nr_free);
}

static void percpu_counters(struct kunit *test)
{
	struct percpu_counter counter;
	s64 expected = 1000;

	KUNIT_ASSERT_EQ(test, percpu_counter_init(&counter, 1000, GFP_KERNEL), 0);
	KUNIT_EXPECT_TRUE(test, percpu_counter_initialized(&counter));
	for (int i = 0; i < 2000; i++) {
		s64 amount = (s64)kunit_random_below(test, 200) - 90;

		percpu_counter_add(&counter, amount);
		expected += amount;
		KUNIT_ASSERT_EQ(test, percpu_counter_sum(&counter), expected);
		KUNIT_ASSERT_LT(test, abs(percpu_counter_read(&counter) - expected),
				percpu_counter_batch * num_possible_cpus());
	}
	percpu_counter_inc(&counter);
	percpu_counter_dec(&counter);
	percpu_counter_sub(&counter, expected + 5);
	KUNIT_EXPECT_EQ(test, percpu_counter_sum(&counter), -5);
	KUNIT_EXPECT_EQ(test, percpu_counter_sum_positive(&counter), 0);
	KUNIT_EXPECT_EQ(test, percpu_counter_compare(&counter, -5), 0);
	KUNIT_EXPECT_EQ(test, percpu_counter_compare(&counter, -6), 1);
	KUNIT_EXPECT_EQ(test, percpu_counter_compare(&counter, 100000), -1);
	percpu_counter_set(&counter, 1ll << 40);
	percpu_counter_add_local(&counter, 31);
	percpu_counter_sync(&counter);
	KUNIT_EXPECT_EQ(test, percpu_counter_sum(&counter), (1ll << 40) + 31);
	percpu_counter_destroy(&counter);
	KUNIT_EXPECT_FALSE(test, percpu_counter_initialized(&counter));
	percpu_counter_destroy(&counter);
}

static struct kunit_case percpu_cases[] = {
	KUNIT_CASE(percpu_first_fit), KUNIT_CASE(percpu_chunks_come_and_go), KUNIT_CASE(percpu_misuse),
	KUNIT_CASE(percpu_random), KUNIT_CASE(percpu_of_the_kernel), KUNIT_CASE(percpu_of_books),
	KUNIT_CASE(percpu_many), KUNIT_CASE(percpu_huge_chunk), KUNIT_CASE(percpu_counters), {}
};

static struct kunit_suite percpu_suite = {
	.name = "mm.percpu",
	.desc = "per-CPU memory at run time, and percpu_counter",
	.test_cases = percpu_cases,
};
kunit_test_suite(percpu_suite);
