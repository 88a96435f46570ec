// SPDX-License-Identifier: MIT
/*
 * kernel.kthread: threads are started, parked and stopped in every order, and nothing of them is left.
 */
#include <kunit/test.h>
#include <linux/atomic.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/string.h>
#include <quarry/kthread_hook.h>
#include <quarry/sched.h>

#include "test_waiting.h"

static atomic_t runs;

static int return_code(void *data)
{
	atomic_inc(&runs);
	return (long)data;
}

static int exit_with_code(void *data)
{
	atomic_inc(&runs);
	do_exit((long)data);
}

/* Sleeps until it is stopped. */
static int sleeper(void *data)
{
	atomic_inc(&runs);
	for (;;) {
		set_current_state(TASK_INTERRUPTIBLE);
		if (kthread_should_stop())
			break;
		if (kthread_should_park()) {
			__set_current_state(TASK_RUNNING);
			kthread_parkme();
			continue;
		}
		schedule();
	}
	__set_current_state(TASK_RUNNING);
	return (long)data;
}

/* Counts, and gives others their turn, until it is stopped. */
static int counter(void *data)
{
	atomic_t *count = data;

	while (!kthread_should_stop()) {
		atomic_inc(count);
		if (kthread_should_park())
			kthread_parkme();
		yield();
	}
	return 7;
}

static int reset(struct kunit *test)
{
	atomic_set(&runs, 0);
	return 0;
}

static void test_value_of_a_thread_that_has_ended(struct kunit *test)
{
	int (*const ways[])(void *) = { return_code, exit_with_code };

	for (int i = 0; i < ARRAY_SIZE(ways); i++) {
		struct task_struct *task = kthread_run(ways[i], (void *)42L, "ends");

		KUNIT_ASSERT_NOT_ERR_OR_NULL(test, task);
		KUNIT_EXPECT_TRUE(test, reaches(&runs, i + 1));
		msleep(8);
		KUNIT_EXPECT_EQ(test, kthread_stop(task), 42);
	}
}

static void test_value_of_a_thread_that_is_stopped(struct kunit *test)
{
	struct task_struct *task = kthread_run(sleeper, (void *)-5L, "sleeper");

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, task);
	KUNIT_EXPECT_TRUE(test, reaches(&runs, 1));
	KUNIT_EXPECT_EQ(test, kthread_stop(task), -5);
}

static void test_stopped_before_its_first_run(struct kunit *test)
{
	struct task_struct *task = kthread_create(return_code, (void *)1L, "unborn");

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, task);
	KUNIT_EXPECT_EQ(test, kthread_stop(task), -EINTR);
	KUNIT_EXPECT_EQ(test, atomic_read(&runs), 0);
}

static void test_created_asleep(struct kunit *test)
{
	struct task_struct *task = kthread_create(sleeper, NULL, "created %d", 3);

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, task);
	KUNIT_EXPECT_STREQ(test, task->comm, "created 3");
	KUNIT_EXPECT_PTR_EQ(test, kthread_func(task), sleeper);
	KUNIT_EXPECT_NULL(test, kthread_data(task));
	msleep(8);
	KUNIT_EXPECT_EQ(test, atomic_read(&runs), 0);
	KUNIT_EXPECT_EQ(test, wake_up_process(task), 1);
	KUNIT_EXPECT_TRUE(test, reaches(&runs, 1));
	KUNIT_EXPECT_EQ(test, kthread_stop(task), 0);
}

static void test_long_names_are_cut(struct kunit *test)
{
	struct task_struct *task = kthread_create(sleeper, NULL, "%s", "a name of more than fifteen letters");

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, task);
	KUNIT_EXPECT_STREQ(test, task->comm, "a name of more ");
	kthread_stop(task);
}

static int note_cpu(void *data)
{
	return raw_smp_processor_id();
}

static void test_bound_to_a_cpu(struct kunit *test)
{
	unsigned int cpu;

	for_each_online_cpu(cpu) {
		struct task_struct *task = kthread_create(note_cpu, NULL, "bound");

		KUNIT_ASSERT_NOT_ERR_OR_NULL(test, task);
		kthread_bind(task, cpu);
		wake_up_process(task);
		msleep(1);
		while (!(READ_ONCE(task->flags) & PF_EXITING))
			msleep(1);
		KUNIT_EXPECT_EQ(test, kthread_stop(task), (int)cpu);
	}
}

static void test_parked_threads_stand_still(struct kunit *test)
{
	atomic_t count = ATOMIC_INIT(0);
	struct task_struct *task = kthread_run(counter, &count, "counter");
	int seen;

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, task);
	for (int round = 1; round <= 20; round++) {
		KUNIT_EXPECT_TRUE(test, reaches(&count, atomic_read(&count) + 1));
		KUNIT_EXPECT_EQ(test, kthread_park(task), 0);
		seen = atomic_read(&count);
		KUNIT_EXPECT_EQ(test, kthread_park(task), -EBUSY);
		msleep(4);
		KUNIT_EXPECT_EQ(test, atomic_read(&count), seen);
		kthread_unpark(task);
	}
	KUNIT_EXPECT_EQ(test, kthread_stop(task), 7);
}

static void test_parked_before_its_first_run(struct kunit *test)
{
	struct task_struct *task = kthread_create(return_code, (void *)9L, "parked");

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, task);
	KUNIT_EXPECT_EQ(test, kthread_park(task), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&runs), 0);
	kthread_unpark(task);
	KUNIT_EXPECT_TRUE(test, reaches(&runs, 1));
	KUNIT_EXPECT_EQ(test, kthread_stop(task), 9);
}

static void test_stopped_while_parked(struct kunit *test)
{
	struct task_struct *task = kthread_run(sleeper, (void *)3L, "parked");

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, task);
	KUNIT_EXPECT_TRUE(test, reaches(&runs, 1));
	KUNIT_EXPECT_EQ(test, kthread_park(task), 0);
	KUNIT_EXPECT_EQ(test, kthread_stop(task), 3);
}

static void test_an_ended_thread_does_not_park(struct kunit *test)
{
	struct task_struct *task = kthread_run(return_code, (void *)2L, "ended");

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, task);
	while (READ_ONCE(task->stack))
		msleep(1);
	KUNIT_EXPECT_EQ(test, kthread_park(task), -ENOSYS);
	KUNIT_EXPECT_EQ(test, wake_up_process(task), 0);
	KUNIT_EXPECT_EQ(test, kthread_stop(task), 2);
}

static int complete_and_end(void *data)
{
	kthread_complete_and_exit(data, 11);
}

static void test_complete_and_exit(struct kunit *test)
{
	DECLARE_COMPLETION_ONSTACK(done);
	struct task_struct *task = kthread_run(complete_and_end, &done, "completes");

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, task);
	wait_for_completion(&done);
	KUNIT_EXPECT_EQ(test, kthread_stop(task), 11);
}

/* More of them than are remembered, and more than there could be stacks. */
static void test_threads_that_nobody_stops_leave_nothing(struct kunit *test)
{
	enum { THREADS = 1500, AT_A_TIME = 10 };

	for (int i = 0; i < THREADS; i += AT_A_TIME) {
		for (int j = 0; j < AT_A_TIME; j++) {
			struct task_struct *task = kthread_run(j & 1 ? return_code : exit_with_code, NULL, "unwatched");

			KUNIT_ASSERT_NOT_ERR_OR_NULL(test, task);
		}
		KUNIT_ASSERT_TRUE(test, reaches(&runs, i + AT_A_TIME));
	}
	kthread_forget_ended();
}

/* Threads in random states are woken, parked, unparked and stopped; the seed repeats it. */
#define SLOTS 16

struct slot {
	struct task_struct *task;
	int expected;
	bool woken, parked;
};

static void torture_create(struct kunit *test, struct slot *slot)
{
	int (*const functions[])(void *) = { return_code, exit_with_code, sleeper, sleeper };
	int which = kunit_random_below(test, ARRAY_SIZE(functions));

	slot->expected = kunit_random_below(test, 1000);
	slot->task = kthread_create(functions[which], (void *)(long)slot->expected, "torture");
	slot->woken = slot->parked = false;
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, slot->task);
	if (kunit_random_below(test, 4) == 0)
		kthread_bind(slot->task, cpumask_first(cpu_online_mask));
}

static void torture_stop(struct kunit *test, struct slot *slot)
{
	int code = kthread_stop(slot->task);

	/* One that was never let go did not run; any other may have been too late to begin. */
	if (!slot->woken)
		KUNIT_EXPECT_EQ(test, code, -EINTR);
	else
		KUNIT_EXPECT_TRUE(test, code == slot->expected || code == -EINTR);
	slot->task = NULL;
}

static void torture_step(struct kunit *test, struct slot *slot)
{
	if (!slot->task) {
		torture_create(test, slot);
		return;
	}
	switch (kunit_random_below(test, 6)) {
	case 0:
	case 1:
		wake_up_process(slot->task);
		slot->woken |= !slot->parked;
		break;
	case 2:
		if (!slot->parked && kthread_park(slot->task) != -EBUSY)
			slot->parked = true;
		break;
	case 3:
		kthread_unpark(slot->task);
		slot->woken |= slot->parked;
		slot->parked = false;
		break;
	case 4:
		yield();
		break;
	case 5:
		torture_stop(test, slot);
		break;
	}
}

static void test_torture(struct kunit *test)
{
	static struct slot slots[SLOTS];

	memset(slots, 0, sizeof(slots));
	for (int i = 0; i < 4000; i++)
		torture_step(test, &slots[kunit_random_below(test, SLOTS)]);
	for (int i = 0; i < SLOTS; i++)
		if (slots[i].task)
			torture_stop(test, &slots[i]);
}

static struct kunit_case kthread_cases[] = {
	KUNIT_CASE(test_value_of_a_thread_that_has_ended),
	KUNIT_CASE(test_value_of_a_thread_that_is_stopped),
	KUNIT_CASE(test_stopped_before_its_first_run),
	KUNIT_CASE(test_created_asleep),
	KUNIT_CASE(test_long_names_are_cut),
	KUNIT_CASE(test_bound_to_a_cpu),
	KUNIT_CASE(test_parked_threads_stand_still),
	KUNIT_CASE(test_parked_before_its_first_run),
	KUNIT_CASE(test_stopped_while_parked),
	KUNIT_CASE(test_an_ended_thread_does_not_park),
	KUNIT_CASE(test_complete_and_exit),
	KUNIT_CASE(test_threads_that_nobody_stops_leave_nothing),
	KUNIT_CASE(test_torture),
	{}
};

static struct kunit_suite kthread_suite = {
	.name = "kernel.kthread",
	.desc = "threads started, parked and stopped in every order",
	.init = reset,
	.test_cases = kthread_cases,
};
kunit_test_suite(kthread_suite);
