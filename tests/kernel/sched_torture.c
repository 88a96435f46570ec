// SPDX-License-Identifier: MIT
/* kernel.sched_torture: threads that work, sleep, and are moved, reprioritised and woken at random. */
#include <kunit/test.h>
#include <linux/atomic.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/percpu-defs.h>

#include "test_waiting.h"

#define THREADS 20
#define SHARE 300

static struct task_struct *threads[THREADS];
static atomic_t done;
static DEFINE_PER_CPU(int, shares);

static int do_a_share(void *data)
{
	u32 random = (long)data * 2654435761u;

	for (int i = 0; i < SHARE; i++) {
		random = random * 1664525 + 1013904223;
		this_cpu_inc(shares);
		switch (random >> 29) {
		case 0:
			schedule_timeout_interruptible(1);
			break;
		case 1:
			set_current_state(TASK_INTERRUPTIBLE);
			if (random & 1 << 20)
				schedule_timeout(1);
			__set_current_state(TASK_RUNNING);
			break;
		case 2:
			yield();
			break;
		default:
			cond_resched();
		}
	}
	atomic_inc(&done);
	return SHARE;
}

static void disturb(struct kunit *test, struct task_struct *task)
{
	struct cpumask mask;

	switch (kunit_random_below(test, 4)) {
	case 0:
		wake_up_process(task);
		break;
	case 1:
		set_user_nice(task, (int)kunit_random_below(test, 40) - 20);
		break;
	case 2:
		set_cpus_allowed_ptr(task, cpumask_of(kunit_random_below(test, nr_cpu_ids)));
		break;
	case 3:
		cpumask_clear(&mask);
		cpumask_set_cpu(kunit_random_below(test, nr_cpu_ids), &mask);
		cpumask_set_cpu(kunit_random_below(test, nr_cpu_ids), &mask);
		set_cpus_allowed_ptr(task, &mask);
		break;
	}
}

static void everybody_does_its_share(struct kunit *test)
{
	int sum = 0;
	unsigned int cpu;

	atomic_set(&done, 0);
	for_each_possible_cpu(cpu)
		per_cpu(shares, cpu) = 0;
	for (long i = 0; i < THREADS; i++) {
		threads[i] = kthread_run(do_a_share, (void *)(i + 1 + kunit_random(test)), "share/%ld", i);
		KUNIT_ASSERT_NOT_ERR_OR_NULL(test, threads[i]);
	}
	for (int i = 0; i < 5000; i++) {
		disturb(test, threads[kunit_random_below(test, THREADS)]);
		if (i % 64 == 0)
			yield();
	}
	for (int i = 0; i < THREADS; i++)
		set_user_nice(threads[i], 0);
	KUNIT_EXPECT_TRUE(test, reaches(&done, THREADS));
	for (int i = 0; i < THREADS; i++)
		KUNIT_EXPECT_EQ(test, kthread_stop(threads[i]), SHARE);
	for_each_possible_cpu(cpu)
		sum += per_cpu(shares, cpu);
	KUNIT_EXPECT_EQ(test, sum, THREADS * SHARE);
}

static struct kunit_case sched_torture_cases[] = { KUNIT_CASE(everybody_does_its_share), {} };

static struct kunit_suite sched_torture_suite = {
	.name = "kernel.sched_torture",
	.desc = "threads that are disturbed at random do their work all the same",
	.test_cases = sched_torture_cases,
};
kunit_test_suite(sched_torture_suite);
