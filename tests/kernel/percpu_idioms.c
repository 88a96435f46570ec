// SPDX-License-Identifier: MIT
/*
 * mm.percpu_idioms: the demonstrations of the books. Threads that nobody ties to a CPU sleep and add to a
 * per-CPU variable, static or from alloc_percpu(); whoever looks sees each CPU's count only grow, and
 * their sum is what was added. And the books' mistake, get_cpu_var() without put_cpu_var(): the kernel
 * names who sleeps in that state, puts the count right and goes on, and no count is lost.
 */
#include <kunit/test.h>
#include <linux/atomic.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/percpu.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/string.h>
#include <quarry/sched.h>

#define THREADS 5
#define STEPS 40

static DEFINE_PER_CPU(unsigned long, idiom_count);
static unsigned long __percpu *counts; /* of the CPUs; the static variable's or allocated */
static atomic_t nr_running, nr_moves;
static unsigned long seen[NR_CPUS];
static int backward;

static void add_with_get_cpu_ptr(void)
{
	unsigned long *count = get_cpu_ptr(counts);

	(*count)++;
	put_cpu_ptr(counts);
}

static void add_with_this_cpu(void)
{
	this_cpu_inc(*counts);
}

static void add_with_get_cpu(void)
{
	int cpu = get_cpu();

	++*per_cpu_ptr(counts, cpu);
	put_cpu();
}

/* Unbalanced: the count stays up, and the thread sleeps with it. Only the first of its kind is wrong. */
static void add_and_forget_to_put(void)
{
	++*get_cpu_ptr(counts);
}

static int add_and_sleep(void *data)
{
	void (*add)(void) = data;
	int last = raw_smp_processor_id();

	for (int i = 0; i < STEPS; i++) {
		add();
		if (raw_smp_processor_id() != last)
			atomic_inc(&nr_moves);
		last = raw_smp_processor_id();
		msleep(1);
	}
	atomic_dec(&nr_running);
	return 0;
}

/* What the lecture's reader does: reads the other CPUs' counts while they write. */
static void look(void)
{
	unsigned int cpu;

	for_each_possible_cpu(cpu) {
		unsigned long now = READ_ONCE(*per_cpu_ptr(counts, cpu));

		if (now < seen[cpu])
			backward++;
		seen[cpu] = now;
	}
}

static unsigned long total(void)
{
	unsigned long sum = 0;
	unsigned int cpu;

	for_each_possible_cpu(cpu)
		sum += *per_cpu_ptr(counts, cpu);
	return sum;
}

/* Threads that are also moved about while they work. */
static void demonstrate(struct kunit *test, void (*add)(void), int nr_threads)
{
	struct task_struct *threads[THREADS];
	unsigned int cpu;

	memset(seen, 0, sizeof(seen));
	backward = 0;
	for_each_possible_cpu(cpu)
		*per_cpu_ptr(counts, cpu) = 0;
	atomic_set(&nr_moves, 0);
	atomic_set(&nr_running, nr_threads);
	for (int i = 0; i < nr_threads; i++) {
		threads[i] = kthread_create(add_and_sleep, add, "idiom/%d", i);
		KUNIT_ASSERT_NOT_ERR_OR_NULL(test, threads[i]);
		get_task_struct(threads[i]);
		wake_up_process(threads[i]);
	}
	cpu = cpumask_first(cpu_online_mask);
	while (atomic_read(&nr_running)) {
		look();
		for (int i = 0; i < nr_threads; i++)
			set_cpus_allowed_ptr(threads[i], cpumask_of(cpu));
		cpu = cpumask_next((int)cpu, cpu_online_mask);
		if (cpu >= nr_cpu_ids)
			cpu = cpumask_first(cpu_online_mask);
		msleep(1);
	}
	for (int i = 0; i < nr_threads; i++)
		kthread_stop_put(threads[i]);
	look();
	KUNIT_EXPECT_EQ(test, backward, 0);
	KUNIT_EXPECT_EQ(test, total(), (unsigned long)nr_threads * STEPS);
	if (num_online_cpus() > 1)
		KUNIT_EXPECT_GT(test, atomic_read(&nr_moves), 0);
}

static void static_variable(struct kunit *test)
{
	counts = &idiom_count;
	demonstrate(test, add_with_get_cpu_ptr, THREADS);
	demonstrate(test, add_with_this_cpu, THREADS);
	demonstrate(test, add_with_get_cpu, THREADS);
}

static void allocated_variable(struct kunit *test)
{
	counts = alloc_percpu(unsigned long);
	KUNIT_ASSERT_NOT_NULL(test, counts);
	demonstrate(test, add_with_get_cpu_ptr, THREADS);
	demonstrate(test, add_with_this_cpu, THREADS);
	demonstrate(test, add_with_get_cpu, THREADS);
	free_percpu(counts);
}

static void unbalanced_get_is_survived(struct kunit *test)
{
	unsigned long reports = sched_atomic_reports();

	kunit_info(test, "reports of \"scheduling while atomic\" by idiom/0 follow");
	counts = &idiom_count;
	demonstrate(test, add_and_forget_to_put, 1);
	KUNIT_EXPECT_GE(test, sched_atomic_reports() - reports, (unsigned long)STEPS);
	KUNIT_EXPECT_EQ(test, preempt_count(), 0U);
}

static struct kunit_case idiom_cases[] = {
	KUNIT_CASE(static_variable),
	KUNIT_CASE(allocated_variable),
	KUNIT_CASE(unbalanced_get_is_survived),
	{}
};

static struct kunit_suite idiom_suite = {
	.name = "mm.percpu_idioms",
	.desc = "threads that migrate and count on their CPUs",
	.test_cases = idiom_cases,
};
kunit_test_suite(idiom_suite);
