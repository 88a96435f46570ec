// SPDX-License-Identifier: MIT
/* smp.calls: functions called on other CPUs. On one CPU the calls stay at home. */
#include <kunit/test.h>
#include <linux/atomic.h>
#include <linux/percpu-defs.h>
#include <linux/smp.h>

static DEFINE_PER_CPU(u32, calls_made);
static atomic_t total;

static void count_call(void *info)
{
	this_cpu_inc(calls_made);
	atomic_inc(info);
}

static void note_cpu(void *info)
{
	*(int *)info = smp_processor_id();
}

static int reset(struct kunit *test)
{
	unsigned int cpu;

	atomic_set(&total, 0);
	for_each_possible_cpu(cpu)
		per_cpu(calls_made, cpu) = 0;
	return 0;
}

static void test_single(struct kunit *test)
{
	unsigned int cpu;

	for_each_online_cpu(cpu) {
		int seen = -1;

		KUNIT_EXPECT_EQ(test, smp_call_function_single(cpu, note_cpu, &seen, 1), 0);
		KUNIT_EXPECT_EQ(test, seen, (int)cpu);
	}
	KUNIT_EXPECT_EQ(test, smp_call_function_single(NR_CPUS - 1, count_call, &total, 1),
			cpu_online(NR_CPUS - 1) ? 0 : -ENXIO);
}

static void test_each(struct kunit *test)
{
	enum { ROUNDS = 200 };
	unsigned int cpu;

	for (int i = 0; i < ROUNDS; i++)
		on_each_cpu(count_call, &total, 1);
	KUNIT_EXPECT_EQ(test, atomic_read(&total), ROUNDS * (int)num_online_cpus());
	for_each_online_cpu(cpu)
		KUNIT_EXPECT_EQ(test, per_cpu(calls_made, cpu), (u32)ROUNDS);
}

static void test_others(struct kunit *test)
{
	int cpu = get_cpu();

	smp_call_function(count_call, &total, 1);
	KUNIT_EXPECT_EQ(test, per_cpu(calls_made, cpu), 0U);
	put_cpu();
	KUNIT_EXPECT_EQ(test, atomic_read(&total), (int)num_online_cpus() - 1);
}

static void test_absent_cpus_have_memory(struct kunit *test)
{
	unsigned int cpu;

	for (cpu = 0; cpu < NR_CPUS; cpu++)
		per_cpu(calls_made, cpu) = 1000;
	on_each_cpu(count_call, &total, 1);
	for_each_online_cpu(cpu)
		KUNIT_EXPECT_EQ(test, per_cpu(calls_made, cpu), 1001U);
}

static struct kunit_case smp_calls_cases[] = {
	KUNIT_CASE(test_single),
	KUNIT_CASE(test_each),
	KUNIT_CASE(test_others),
	KUNIT_CASE(test_absent_cpus_have_memory),
	{}
};

static struct kunit_suite smp_calls_suite = {
	.name = "smp.calls",
	.init = reset,
	.test_cases = smp_calls_cases,
};
kunit_test_suite(smp_calls_suite);
