// SPDX-License-Identifier: MIT
/*
 * kernel.sched: who runs when, and where; and that threads which break the rules are reported, and no
 * one else suffers.
 */
#include <kunit/test.h>
#include <linux/atomic.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/string.h>
#include <quarry/sched.h>

#include "test_waiting.h"

#define THREADS 6

static struct task_struct *threads[32];
static atomic_t steps;
static int order[64];
static atomic_t counters[THREADS];
static bool halt_all;
static int rt_period, rt_runtime;

static int reset(struct kunit *test)
{
	atomic_set(&steps, 0);
	memset(order, -1, sizeof(order));
	for (int i = 0; i < THREADS; i++)
		atomic_set(&counters[i], 0);
	WRITE_ONCE(halt_all, false);
	sched_rt_limits(&rt_period, &rt_runtime);
	return sched_set_rt_limits(rt_period, -1); /* a host that stops us for long takes it from the threads' share */
}

static void back_to_normal(struct kunit *test)
{
	sched_set_rt_limits(rt_period, rt_runtime);
	sched_set_normal(current, 0);
	set_cpus_allowed_ptr(current, cpu_possible_mask);
}

/* The test and its threads on one CPU, where only one can run. */
static void share_a_cpu(struct kunit *test, int (*function)(void *), int n)
{
	unsigned int cpu = cpumask_first(cpu_online_mask);

	KUNIT_ASSERT_EQ(test, set_cpus_allowed_ptr(current, cpumask_of(cpu)), 0);
	for (long i = 0; i < n; i++) {
		threads[i] = kthread_create(function, (void *)i, "sched/%ld", i);
		KUNIT_ASSERT_NOT_ERR_OR_NULL(test, threads[i]);
		kthread_bind(threads[i], cpu);
	}
}

static void stop(int n)
{
	for (int i = 0; i < n; i++)
		kthread_stop(threads[i]);
}

static void set_fifo(struct task_struct *task, int priority)
{
	sched_setscheduler(task, SCHED_FIFO, &(struct sched_param){ .sched_priority = priority });
}

static int note_turn(void *data)
{
	order[atomic_inc_return(&steps) - 1] = (long)data;
	return 0;
}

static void test_the_most_urgent_runs_first(struct kunit *test)
{
	static const int priorities[THREADS] = { 20, 60, 1, 99, 40, 50 };
	static const int expected[THREADS] = { 3, 1, 5, 4, 0, 2 };

	share_a_cpu(test, note_turn, THREADS);
	preempt_disable();
	for (int i = 0; i < THREADS; i++) {
		set_fifo(threads[i], priorities[i]);
		wake_up_process(threads[i]);
	}
	KUNIT_EXPECT_EQ(test, atomic_read(&steps), 0);
	preempt_enable(); /* all of them are more urgent than the test */
	KUNIT_EXPECT_EQ(test, atomic_read(&steps), THREADS);
	for (int i = 0; i < THREADS; i++)
		KUNIT_EXPECT_EQ(test, order[i], expected[i]);
	stop(THREADS);
}

static void test_a_wakeup_preempts_the_less_urgent(struct kunit *test)
{
	share_a_cpu(test, note_turn, 3);
	set_user_nice(threads[0], -1);
	wake_up_process(threads[0]);
	KUNIT_EXPECT_EQ(test, atomic_read(&steps), 1); /* it has run before the call returned */
	set_user_nice(threads[1], 1);		       /* not an equal: our time slice may end here */
	wake_up_process(threads[1]);
	set_user_nice(threads[2], 2);
	wake_up_process(threads[2]);
	KUNIT_EXPECT_EQ(test, atomic_read(&steps), 1);
	set_user_nice(threads[2], -20); /* while it waits */
	KUNIT_EXPECT_EQ(test, atomic_read(&steps), 2);
	KUNIT_EXPECT_EQ(test, order[1], 2);
	KUNIT_EXPECT_TRUE(test, reaches(&steps, 3));
	stop(3);
}

static int count_for_ever(void *data)
{
	while (!READ_ONCE(halt_all))
		atomic_inc(&counters[(long)data]);
	return 0;
}

static void test_priorities_are_strict(struct kunit *test)
{
	unsigned long end;
	int seen;

	share_a_cpu(test, count_for_ever, 1);
	set_user_nice(threads[0], 19);
	wake_up_process(threads[0]);
	KUNIT_EXPECT_TRUE(test, reaches(&counters[0], 1)); /* while we sleep it runs */
	seen = atomic_read(&counters[0]);
	end = jiffies + 20;
	while (time_before(jiffies, end))
		barrier();
	KUNIT_EXPECT_EQ(test, atomic_read(&counters[0]), seen); /* while we do not it does not */
	WRITE_ONCE(halt_all, true);
	stop(1);
}

/* None of them ever gives the CPU away. */
static void test_equals_take_turns(struct kunit *test)
{
	share_a_cpu(test, count_for_ever, 3);
	for (int i = 0; i < 3; i++)
		wake_up_process(threads[i]);
	for (int i = 0; i < 3; i++)
		KUNIT_EXPECT_TRUE(test, reaches(&counters[i], 1));
	for (int i = 0; i < 3; i++) {
		int seen = atomic_read(&counters[i]);

		KUNIT_EXPECT_TRUE(test, reaches(&counters[i], seen + 1));
		KUNIT_EXPECT_GT(test, threads[i]->nivcsw, 0UL);
	}
	WRITE_ONCE(halt_all, true);
	stop(3);
}

static int step_and_yield(void *data)
{
	for (int i = 0; i < 4; i++) {
		note_turn(data);
		yield();
	}
	return 0;
}

static void test_yield_goes_round(struct kunit *test)
{
	share_a_cpu(test, step_and_yield, 3);
	preempt_disable();
	for (int i = 0; i < 3; i++) {
		set_fifo(threads[i], 10);
		wake_up_process(threads[i]);
	}
	preempt_enable();
	KUNIT_EXPECT_EQ(test, atomic_read(&steps), 12);
	for (int i = 0; i < 12; i++)
		KUNIT_EXPECT_EQ(test, order[i], i % 3);
	stop(3);
}

static int spin_a_while(void *data)
{
	unsigned long end = jiffies + 15;

	while (time_before(jiffies, end))
		barrier();
	return note_turn(data);
}

static void test_fifo_keeps_the_cpu(struct kunit *test)
{
	share_a_cpu(test, spin_a_while, 3);
	preempt_disable();
	for (int i = 0; i < 3; i++) {
		set_fifo(threads[i], 10);
		wake_up_process(threads[i]);
	}
	preempt_enable();
	KUNIT_EXPECT_TRUE(test, reaches(&steps, 3));
	for (int i = 0; i < 3; i++) {
		KUNIT_EXPECT_EQ(test, order[i], i);
		KUNIT_EXPECT_EQ(test, threads[i]->nivcsw, 0UL);
	}
	stop(3);
}

static int hog(void *unused)
{
	unsigned long end = jiffies + 100 * HZ; /* if nobody can tell it */

	atomic_inc(&steps);
	while (!READ_ONCE(halt_all) && time_before(jiffies, end))
		barrier();
	return READ_ONCE(halt_all);
}

/* The test runs although a real-time thread never lets go. */
static void test_real_time_threads_leave_a_share(struct kunit *test)
{
	share_a_cpu(test, hog, 1);
	set_fifo(threads[0], 99);
	KUNIT_EXPECT_EQ(test, sched_set_rt_limits(40000, 20000), 0);
	wake_up_process(threads[0]);
	KUNIT_EXPECT_TRUE(test, reaches(&steps, 1));
	WRITE_ONCE(halt_all, true);
	KUNIT_EXPECT_EQ(test, kthread_stop(threads[0]), 1);
	KUNIT_EXPECT_EQ(test, sched_set_rt_limits(0, 0), -EINVAL);
	KUNIT_EXPECT_EQ(test, sched_set_rt_limits(40000, 40001), -EINVAL);
	KUNIT_EXPECT_EQ(test, sched_set_rt_limits(40000, -2), -EINVAL);
	msleep(100); /* the others' tests begin with a new period */
}

static void test_policies_are_checked(struct kunit *test)
{
	struct sched_param zero = { 0 }, one = { 1 }, hundred = { 100 };

	KUNIT_EXPECT_EQ(test, sched_setscheduler(current, SCHED_FIFO, &zero), -EINVAL);
	KUNIT_EXPECT_EQ(test, sched_setscheduler(current, SCHED_RR, &hundred), -EINVAL);
	KUNIT_EXPECT_EQ(test, sched_setscheduler(current, SCHED_NORMAL, &one), -EINVAL);
	KUNIT_EXPECT_EQ(test, sched_setscheduler(current, 77, &zero), -EINVAL);
	set_user_nice(current, 100);
	KUNIT_EXPECT_EQ(test, task_nice(current), MAX_NICE);
	set_user_nice(current, 0);
	KUNIT_EXPECT_EQ(test, current->prio, DEFAULT_PRIO);
}

static void test_the_caller_moves_at_once(struct kunit *test)
{
	unsigned int cpu;

	for (int round = 0; round < 5; round++) {
		for_each_online_cpu(cpu) {
			KUNIT_EXPECT_EQ(test, set_cpus_allowed_ptr(current, cpumask_of(cpu)), 0);
			KUNIT_EXPECT_EQ(test, raw_smp_processor_id(), (int)cpu);
		}
	}
	if (!cpu_online(NR_CPUS - 1))
		KUNIT_EXPECT_EQ(test, set_cpus_allowed_ptr(current, cpumask_of(NR_CPUS - 1)), -EINVAL);
}

static int report_cpu(void *unused)
{
	while (!kthread_should_stop()) {
		WRITE_ONCE(order[0], raw_smp_processor_id());
		atomic_inc(&steps);
		if (atomic_read(&steps) & 64)
			schedule_timeout_interruptible(1);
	}
	return 0;
}

/* One that runs, sleeps or waits for a CPU is moved; it soon says so itself. */
static void test_others_are_moved(struct kunit *test)
{
	unsigned int cpu;

	threads[0] = kthread_run(report_cpu, NULL, "moved");
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, threads[0]);
	for (int round = 0; round < 5; round++) {
		for_each_online_cpu(cpu) {
			int tries = 0;

			KUNIT_EXPECT_EQ(test, set_cpus_allowed_ptr(threads[0], cpumask_of(cpu)), 0);
			while (READ_ONCE(order[0]) != (int)cpu && tries++ < PATIENCE)
				msleep(1);
			KUNIT_EXPECT_EQ(test, READ_ONCE(order[0]), (int)cpu);
		}
	}
	stop(1);
}

static int meet(void *unused)
{
	unsigned long end = jiffies + 100 * HZ;

	atomic_inc(&steps);
	while (atomic_read(&steps) < (int)num_online_cpus() && time_before(jiffies, end))
		cpu_relax();
	return atomic_read(&steps) >= (int)num_online_cpus();
}

/* They end only if each has a CPU, although all are started on one. */
static void test_threads_spread_over_the_cpus(struct kunit *test)
{
	int n = min_t(int, num_online_cpus(), ARRAY_SIZE(threads));

	if (num_online_cpus() > ARRAY_SIZE(threads))
		kunit_skip(test, "more CPUs than threads");
	for (int i = 0; i < n; i++) {
		threads[i] = kthread_run(meet, NULL, "meet/%d", i);
		KUNIT_ASSERT_NOT_ERR_OR_NULL(test, threads[i]);
	}
	KUNIT_EXPECT_TRUE(test, reaches(&steps, n));
	for (int i = 0; i < n; i++) {
		while (!(READ_ONCE(threads[i]->flags) & PF_EXITING))
			msleep(1);
		KUNIT_EXPECT_EQ(test, kthread_stop(threads[i]), 1);
	}
}

static DEFINE_PER_CPU(int, seed_counter);

static int leaks_one_count(void *unused)
{
	for (int i = 0; i < 3; i++) {
		get_cpu_var(seed_counter)++;
		get_cpu_var(seed_counter)--; /* twice got, once put: as in the lecture's example */
		put_cpu_var(seed_counter);
		msleep(1);
		if (preempt_count())
			return -1;
	}
	return 1;
}

static int puts_without_get(void *unused)
{
	for (int i = 0; i < NR_CPUS; i++)
		put_cpu_ptr(&seed_counter);
	msleep(1);
	return preempt_count() ? -1 : 1;
}

static void expect_reports(struct kunit *test, int (*function)(void *), unsigned long reports)
{
	unsigned long before = sched_atomic_reports();

	threads[0] = kthread_run(function, NULL, "breaks rules");
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, threads[0]);
	while (!(READ_ONCE(threads[0]->flags) & PF_EXITING))
		msleep(1);
	KUNIT_EXPECT_EQ(test, kthread_stop(threads[0]), 1);
	KUNIT_EXPECT_EQ(test, sched_atomic_reports() - before, reports);
}

static void test_scheduling_while_atomic_is_repaired(struct kunit *test)
{
	kunit_info(test, "three reports of a count that is too high follow");
	expect_reports(test, leaks_one_count, 3);
}

static void test_count_underflow_is_repaired(struct kunit *test)
{
	kunit_info(test, "a report of a count that is too low follows");
	expect_reports(test, puts_without_get, 1);
}

static noinline int use_stack(unsigned int bytes)
{
	volatile char *space = __builtin_alloca(bytes);

	for (unsigned int i = 0; i < bytes; i += 16)
		space[i] = 1;
	return space[0];
}

static int go_deep(void *data)
{
	use_stack((long)data);
	atomic_inc(&steps);
	while (!kthread_should_stop())
		msleep(1);
	return 0;
}

static void test_stack_depth_is_measured(struct kunit *test)
{
	for (long bytes = 1024, n = 1; bytes <= 4096; bytes += 1024, n++) {
		threads[0] = kthread_run(go_deep, (void *)bytes, "deep");
		KUNIT_ASSERT_NOT_ERR_OR_NULL(test, threads[0]);
		KUNIT_EXPECT_TRUE(test, reaches(&steps, n));
		KUNIT_EXPECT_GE(test, stack_used(threads[0]->stack), (size_t)bytes);
		KUNIT_EXPECT_LT(test, stack_used(threads[0]->stack), (size_t)bytes + 3072);
		KUNIT_EXPECT_TRUE(test, stack_end_intact(threads[0]->stack));
		stop(1);
	}
}

static struct kunit_case sched_cases[] = {
	KUNIT_CASE(test_the_most_urgent_runs_first),
	KUNIT_CASE(test_a_wakeup_preempts_the_less_urgent),
	KUNIT_CASE(test_priorities_are_strict),
	KUNIT_CASE(test_equals_take_turns),
	KUNIT_CASE(test_yield_goes_round),
	KUNIT_CASE(test_fifo_keeps_the_cpu),
	KUNIT_CASE(test_real_time_threads_leave_a_share),
	KUNIT_CASE(test_policies_are_checked),
	KUNIT_CASE(test_the_caller_moves_at_once),
	KUNIT_CASE(test_others_are_moved),
	KUNIT_CASE(test_threads_spread_over_the_cpus),
	KUNIT_CASE(test_scheduling_while_atomic_is_repaired),
	KUNIT_CASE(test_count_underflow_is_repaired),
	KUNIT_CASE(test_stack_depth_is_measured),
	{}
};

static struct kunit_suite sched_suite = {
	.name = "kernel.sched",
	.desc = "who runs when and where, and what becomes of those who break the rules",
	.init = reset,
	.exit = back_to_normal,
	.test_cases = sched_cases,
};
kunit_test_suite(sched_suite);
