// SPDX-License-Identifier: MIT
/* irq.softirqd: floods of softirqs move to the thread ksoftirqd, and threads run all the same. */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/interrupt.h>
#include <linux/kthread.h>
#include <linux/smp.h>
#include <linux/string.h>
#include "test_threads.h"

#define FLOOD_MAX 100000000 /* if no thread got the CPU, the flood would end here */
#define STEPS 5

static struct {
	struct tasklet_struct tasklet;
	unsigned int runs, in_thread;
	bool enough;
} flood;

static void run_again(struct tasklet_struct *t)
{
	flood.runs++;
	flood.in_thread += !strncmp(current->comm, "ksoftirqd/", 10);
	if (!READ_ONCE(flood.enough) && flood.runs < FLOOD_MAX)
		tasklet_schedule(t);
}

/* Each turn gives the CPU away, and has to get it back from the flood. */
static int flood_and_step(void *unused)
{
	tasklet_schedule(&flood.tasklet);
	for (int i = 0; i < STEPS; i++)
		yield();
	WRITE_ONCE(flood.enough, true);
	tasklet_kill(&flood.tasklet);
	return 1;
}

static void flood_moves_to_the_thread(struct kunit *test)
{
	unsigned int cpu;

	for_each_online_cpu(cpu) {
		struct task_struct *thread;

		memset(&flood, 0, sizeof(flood));
		tasklet_setup(&flood.tasklet, run_again);
		thread = kthread_create_on_cpu(flood_and_step, NULL, cpu, "flooded/%u");
		KUNIT_ASSERT_NOT_ERR_OR_NULL(test, thread);
		get_task_struct(thread);
		wake_up_process(thread);
		while (!(READ_ONCE(thread->flags) & PF_EXITING))
			schedule_timeout_uninterruptible(1);
		KUNIT_EXPECT_EQ(test, kthread_stop_put(thread), 1);
		KUNIT_EXPECT_GT(test, flood.in_thread, 0U);
		KUNIT_EXPECT_LT(test, flood.runs, (unsigned int)FLOOD_MAX);
	}
}

/* ---- storms: every CPU interrupts every other, which raises softirqs there */

#define STORM_ROUNDS 200

static DEFINE_PER_CPU(unsigned int, raised);
static DEFINE_PER_CPU(unsigned int, served);
static DEFINE_PER_CPU(struct tasklet_struct, storm_tasklet);
static struct test_threads threads;

static void serve(struct tasklet_struct *t)
{
	this_cpu_inc(served);
}

static void raise_there(void *unused)
{
	this_cpu_inc(raised);
	tasklet_schedule(this_cpu_ptr(&storm_tasklet));
}

static void storm(unsigned int index, void *seed)
{
	u32 random = (unsigned long)seed + index * 2654435761U;

	for (int i = 0; i < STORM_ROUNDS; i++) {
		random = random * 1664525 + 1013904223;
		if (random >> 28 == 0)
			on_each_cpu(raise_there, NULL, 1);
		else
			smp_call_function_single((random >> 8) % nr_cpu_ids, raise_there, NULL, random >> 31);
		if ((random >> 24 & 15) == 0)
			yield();
	}
}

static void storms_lose_nothing(struct kunit *test)
{
	unsigned int cpu, n = min(2 * num_online_cpus(), 16U), sum = 0;

	for_each_possible_cpu(cpu) {
		per_cpu(raised, cpu) = per_cpu(served, cpu) = 0;
		tasklet_setup(per_cpu_ptr(&storm_tasklet, cpu), serve);
	}
	test_threads_start(test, &threads, n, storm, (void *)(unsigned long)kunit_random(test));
	test_threads_wait(&threads);
	for_each_online_cpu(cpu) {
		tasklet_kill(per_cpu_ptr(&storm_tasklet, cpu));
		sum += per_cpu(raised, cpu);
		KUNIT_EXPECT_LE(test, per_cpu(served, cpu), per_cpu(raised, cpu));
		KUNIT_EXPECT_EQ(test, per_cpu(served, cpu) > 0, per_cpu(raised, cpu) > 0);
	}
	KUNIT_EXPECT_GE(test, sum, n * STORM_ROUNDS / 2); /* a number that is no CPU's raises nothing */
}

static struct kunit_case softirqd_cases[] = {
	KUNIT_CASE(flood_moves_to_the_thread),
	KUNIT_CASE(storms_lose_nothing),
	{}
};

static struct kunit_suite softirqd_suite = {
	.name = "irq.softirqd",
	.desc = "floods of softirqs, and threads that run all the same",
	.test_cases = softirqd_cases,
};
kunit_test_suite(softirqd_suite);
