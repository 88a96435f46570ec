// SPDX-License-Identifier: MIT
/*
 * kernel.workqueue: what is queued is done, as often and in the order that the queue promises; what is
 * cancelled is not; and who flushes has waited for it.
 */
#include <kunit/test.h>
#include <linux/atomic.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/preempt.h>
#include <linux/string.h>
#include <linux/workqueue.h>

#include "test_waiting.h"

#define MANY 50
#define FAR (100 * HZ) /* jiffies: it does not come while a test runs */

static struct numbered_work {
	struct work_struct work;
	int number;
} works[MANY];

static DEFINE_SPINLOCK(order_lock);
static int order[MANY * 2]; /* numbers of the works, as they were done (order_lock) */
static atomic_t done, at_once, most_at_once;
static struct completion gate;

static int reset(struct kunit *test)
{
	atomic_set(&done, 0);
	atomic_set(&at_once, 0);
	atomic_set(&most_at_once, 0);
	init_completion(&gate);
	memset(order, -1, sizeof(order));
	return 0;
}

static void init_works(work_func_t function)
{
	for (int i = 0; i < MANY; i++) {
		INIT_WORK(&works[i].work, function);
		works[i].number = i;
	}
}

static void note_order(struct work_struct *work)
{
	struct numbered_work *numbered = container_of(work, struct numbered_work, work);

	spin_lock(&order_lock);
	order[atomic_read(&done) % ARRAY_SIZE(order)] = numbered->number;
	atomic_inc(&done);
	spin_unlock(&order_lock);
}

/* Works of which several are under way at the same time see each other here. */
static void note_company(struct work_struct *work)
{
	int now = atomic_inc_return(&at_once), most;

	while (now > (most = atomic_read(&most_at_once)))
		atomic_cmpxchg(&most_at_once, most, now);
	msleep(2);
	atomic_dec(&at_once);
	note_order(work);
}

static void wait_at_gate(struct work_struct *work)
{
	atomic_inc(&at_once);
	wait_for_completion(&gate);
	atomic_inc(&done);
}

static void count(struct work_struct *work)
{
	atomic_inc(&done);
}

static void expect_in_order(struct kunit *test, int n)
{
	for (int i = 0; i < n; i++)
		KUNIT_EXPECT_EQ(test, order[i], i);
}

static void test_in_order_on_a_cpu(struct kunit *test)
{
	unsigned int cpu;

	init_works(note_order);
	for_each_online_cpu(cpu) {
		reset(test);
		for (int i = 0; i < MANY; i++)
			KUNIT_EXPECT_TRUE(test, schedule_work_on(cpu, &works[i].work));
		flush_scheduled_work();
		KUNIT_EXPECT_EQ(test, atomic_read(&done), MANY);
		expect_in_order(test, MANY);
	}
}

static void test_ordered_queue(struct kunit *test)
{
	struct workqueue_struct *wq = create_singlethread_workqueue("ordered");

	KUNIT_ASSERT_NOT_NULL(test, wq);
	init_works(note_company);
	for (int i = 0; i < MANY; i++)
		KUNIT_EXPECT_TRUE(test, queue_work(wq, &works[i].work));
	destroy_workqueue(wq); /* does it all first */
	KUNIT_EXPECT_EQ(test, atomic_read(&done), MANY);
	KUNIT_EXPECT_EQ(test, atomic_read(&most_at_once), 1);
	expect_in_order(test, MANY);
}

static void test_max_active(struct kunit *test)
{
	struct workqueue_struct *wq = alloc_workqueue("three", WQ_UNBOUND, 3);

	KUNIT_ASSERT_NOT_NULL(test, wq);
	init_works(wait_at_gate);
	for (int i = 0; i < 24; i++)
		queue_work(wq, &works[i].work);
	KUNIT_EXPECT_TRUE(test, reaches(&at_once, 3));
	msleep(12); /* in which a fourth would begin */
	KUNIT_EXPECT_EQ(test, atomic_read(&at_once), 3);
	complete_all(&gate);
	flush_workqueue(wq);
	KUNIT_EXPECT_EQ(test, atomic_read(&done), 24);
	atomic_set(&at_once, 0);
	init_works(note_company);
	for (int i = 0; i < 24; i++)
		queue_work(wq, &works[i].work);
	flush_workqueue(wq);
	KUNIT_EXPECT_EQ(test, atomic_read(&done), 48);
	KUNIT_EXPECT_LE(test, atomic_read(&most_at_once), 3);
	destroy_workqueue(wq);
}

static struct work_struct *waited_for;

static void flush_another(struct work_struct *work)
{
	flush_work(waited_for);
	atomic_inc(&done);
}

/* The first sleeps in its work, so another worker does the second, on the same CPU. */
static void test_work_that_waits_for_work(struct kunit *test)
{
	init_works(flush_another);
	INIT_WORK(&works[1].work, count);
	waited_for = &works[1].work;
	preempt_disable();
	schedule_work(&works[0].work);
	schedule_work(&works[1].work);
	preempt_enable();
	flush_work(&works[0].work);
	KUNIT_EXPECT_EQ(test, atomic_read(&done), 2);
}

static void test_pending_once(struct kunit *test)
{
	struct workqueue_struct *wq = alloc_ordered_workqueue("once %d", 0, 1);

	KUNIT_ASSERT_NOT_NULL(test, wq);
	init_works(wait_at_gate);
	KUNIT_EXPECT_TRUE(test, queue_work(wq, &works[0].work));
	KUNIT_EXPECT_TRUE(test, reaches(&at_once, 1));
	KUNIT_EXPECT_EQ(test, work_busy(&works[0].work), WORK_BUSY_RUNNING);
	KUNIT_EXPECT_TRUE(test, queue_work(wq, &works[0].work)); /* once more, when it has ended */
	KUNIT_EXPECT_FALSE(test, queue_work(wq, &works[0].work));
	KUNIT_EXPECT_EQ(test, work_busy(&works[0].work), WORK_BUSY_RUNNING | WORK_BUSY_PENDING);
	complete_all(&gate);
	flush_work(&works[0].work); /* true or false: another CPU may have done both by now */
	KUNIT_EXPECT_EQ(test, atomic_read(&done), 2);
	KUNIT_EXPECT_FALSE(test, flush_work(&works[0].work));
	KUNIT_EXPECT_EQ(test, work_busy(&works[0].work), 0U);
	destroy_workqueue(wq);
}

/* Queued on every CPU while it runs: it stays where it is, one run at a time. */
static void test_never_on_two_cpus(struct kunit *test)
{
	unsigned int cpu;

	init_works(note_company);
	for (int round = 0; round < 20; round++) {
		for_each_online_cpu(cpu) {
			schedule_work_on(cpu, &works[0].work);
			udelay(50);
		}
	}
	flush_work(&works[0].work);
	KUNIT_EXPECT_EQ(test, atomic_read(&most_at_once), 1);
	KUNIT_EXPECT_GT(test, atomic_read(&done), 0);
}

#define REPEATS 300

static void queue_again(struct work_struct *work)
{
	if (atomic_inc_return(&done) < REPEATS)
		schedule_work(work);
}

static void test_queues_itself(struct kunit *test)
{
	init_works(queue_again);
	schedule_work(&works[0].work);
	KUNIT_EXPECT_TRUE(test, reaches(&done, REPEATS));
	flush_work(&works[0].work);
	KUNIT_EXPECT_EQ(test, atomic_read(&done), REPEATS);
}

static void queue_for_ever(struct work_struct *work)
{
	atomic_inc(&done);
	schedule_work(work);
	msleep(1);
}

static void test_cancel_stops_what_queues_itself(struct kunit *test)
{
	int seen;

	init_works(queue_for_ever);
	schedule_work(&works[0].work);
	KUNIT_EXPECT_TRUE(test, reaches(&done, 3));
	cancel_work_sync(&works[0].work);
	seen = atomic_read(&done);
	KUNIT_EXPECT_EQ(test, work_busy(&works[0].work), 0U);
	msleep(12);
	KUNIT_EXPECT_EQ(test, atomic_read(&done), seen);
	KUNIT_EXPECT_FALSE(test, cancel_work_sync(&works[0].work));
}

static void test_cancel_before_it_begins(struct kunit *test)
{
	struct workqueue_struct *wq = alloc_ordered_workqueue("cancel", 0);

	KUNIT_ASSERT_NOT_NULL(test, wq);
	init_works(count);
	INIT_WORK(&works[0].work, wait_at_gate);
	for (int i = 0; i < 4; i++)
		queue_work(wq, &works[i].work);
	KUNIT_EXPECT_TRUE(test, reaches(&at_once, 1));
	KUNIT_EXPECT_TRUE(test, cancel_work_sync(&works[2].work));
	KUNIT_EXPECT_TRUE(test, cancel_work(&works[1].work));
	KUNIT_EXPECT_FALSE(test, cancel_work(&works[0].work)); /* it has begun */
	KUNIT_EXPECT_TRUE(test, queue_work(wq, &works[1].work));
	complete_all(&gate);
	flush_workqueue(wq);
	KUNIT_EXPECT_EQ(test, atomic_read(&done), 3);
	destroy_workqueue(wq);
}

static void test_delayed_work_waits(struct kunit *test)
{
	static DECLARE_DELAYED_WORK(delayed, count);
	unsigned long start;

	KUNIT_EXPECT_TRUE(test, schedule_delayed_work(&delayed, FAR));
	KUNIT_EXPECT_FALSE(test, schedule_delayed_work(&delayed, 1));
	KUNIT_EXPECT_TRUE(test, delayed_work_pending(&delayed));
	flush_delayed_work(&delayed); /* true or false: another CPU may have done it by now */
	KUNIT_EXPECT_EQ(test, atomic_read(&done), 1);
	KUNIT_EXPECT_FALSE(test, delayed_work_pending(&delayed));

	schedule_delayed_work(&delayed, FAR);
	start = jiffies;
	KUNIT_EXPECT_TRUE(test, mod_delayed_work(system_wq, &delayed, 5));
	KUNIT_EXPECT_TRUE(test, reaches(&done, 2));
	KUNIT_EXPECT_GE(test, jiffies - start, 5UL);
	KUNIT_EXPECT_FALSE(test, mod_delayed_work(system_wq, &delayed, 0));
	KUNIT_EXPECT_TRUE(test, reaches(&done, 3));
}

static void test_delayed_work_is_cancelled(struct kunit *test)
{
	static DECLARE_DELAYED_WORK(delayed, count);
	bool in_time;

	schedule_delayed_work(&delayed, FAR);
	KUNIT_EXPECT_TRUE(test, cancel_delayed_work_sync(&delayed));
	KUNIT_EXPECT_FALSE(test, cancel_delayed_work(&delayed));
	schedule_delayed_work(&delayed, 2);
	in_time = cancel_delayed_work_sync(&delayed); /* mostly; a host that stops us here makes us late */
	msleep(16);
	KUNIT_EXPECT_EQ(test, atomic_read(&done), !in_time);
}

static DEFINE_PER_CPU(int, visits);

static void visit(struct work_struct *work)
{
	this_cpu_inc(visits);
}

static void test_on_each_cpu(struct kunit *test)
{
	unsigned int cpu;

	for_each_possible_cpu(cpu)
		per_cpu(visits, cpu) = 0;
	KUNIT_EXPECT_EQ(test, schedule_on_each_cpu(visit), 0);
	KUNIT_EXPECT_EQ(test, schedule_on_each_cpu(visit), 0);
	for_each_possible_cpu(cpu)
		KUNIT_EXPECT_EQ(test, per_cpu(visits, cpu), cpu_online(cpu) ? 2 : 0);
}

static void leave_preemption_off(struct work_struct *work)
{
	preempt_disable();
}

static void test_what_a_work_leaves_behind_is_repaired(struct kunit *test)
{
	init_works(leave_preemption_off);
	kunit_info(test, "a report of a leaked preempt_count follows");
	schedule_work(&works[0].work);
	flush_work(&works[0].work);
	init_works(count);
	schedule_work(&works[0].work);
	flush_work(&works[0].work);
	KUNIT_EXPECT_EQ(test, atomic_read(&done), 1);
}

/* Each step queues, cancels, flushes or changes a random work on one of two queues. */
static void torture_step(struct kunit *test, struct workqueue_struct *wq, struct delayed_work *dwork, int *expected)
{
	unsigned int cpu = kunit_random_below(test, nr_cpu_ids);

	switch (kunit_random_below(test, 8)) {
	case 0:
	case 1:
		*expected += queue_delayed_work_on(cpu, wq, dwork, 0);
		break;
	case 2:
		*expected += queue_delayed_work(wq, dwork, kunit_random_below(test, 3));
		break;
	case 3:
		*expected += !mod_delayed_work(wq, dwork, kunit_random_below(test, 3));
		break;
	case 4:
		*expected -= cancel_delayed_work(dwork);
		break;
	case 5:
		*expected -= cancel_delayed_work_sync(dwork);
		break;
	case 6:
		flush_delayed_work(dwork);
		break;
	case 7:
		yield();
		break;
	}
}

/* What has been queued and not taken back has been done exactly once. */
static void test_torture(struct kunit *test)
{
	static struct delayed_work dworks[8];
	struct workqueue_struct *wqs[2] = { alloc_workqueue("t0", 0, 2), alloc_ordered_workqueue("t1", 0) };
	int expected = 0;

	KUNIT_ASSERT_NOT_NULL(test, wqs[0]);
	KUNIT_ASSERT_NOT_NULL(test, wqs[1]);
	for (int i = 0; i < 8; i++)
		INIT_DELAYED_WORK(&dworks[i], count);
	for (int i = 0; i < 5000; i++) {
		int which = kunit_random_below(test, 8);

		torture_step(test, wqs[which & 1], &dworks[which], &expected);
	}
	for (int i = 0; i < 8; i++)
		flush_delayed_work(&dworks[i]);
	KUNIT_EXPECT_EQ(test, atomic_read(&done), expected);
	destroy_workqueue(wqs[0]);
	destroy_workqueue(wqs[1]);
}

static struct kunit_case workqueue_cases[] = {
	KUNIT_CASE(test_in_order_on_a_cpu),
	KUNIT_CASE(test_ordered_queue),
	KUNIT_CASE(test_max_active),
	KUNIT_CASE(test_work_that_waits_for_work),
	KUNIT_CASE(test_pending_once),
	KUNIT_CASE(test_never_on_two_cpus),
	KUNIT_CASE(test_queues_itself),
	KUNIT_CASE(test_cancel_stops_what_queues_itself),
	KUNIT_CASE(test_cancel_before_it_begins),
	KUNIT_CASE(test_delayed_work_waits),
	KUNIT_CASE(test_delayed_work_is_cancelled),
	KUNIT_CASE(test_on_each_cpu),
	KUNIT_CASE(test_what_a_work_leaves_behind_is_repaired),
	KUNIT_CASE(test_torture),
	{}
};

static struct kunit_suite workqueue_suite = {
	.name = "kernel.workqueue",
	.desc = "work is done as often and in the order that was promised",
	.init = reset,
	.test_cases = workqueue_cases,
};
kunit_test_suite(workqueue_suite);
