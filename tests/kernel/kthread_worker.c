// SPDX-License-Identifier: MIT
/* kernel.kthread_worker: works done in order, flushed, cancelled, queued by themselves. */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/kthread.h>
#include <linux/sched.h>
#include <linux/smp.h>

#define WORKS 8

struct note {
	struct kthread_work work;
	int number, calls;
};

static struct kthread_worker *worker;
static struct note notes[WORKS];
static int order[64], nr_done;
static struct completion gate, entered;

static void take_note(struct kthread_work *work)
{
	struct note *note = container_of(work, struct note, work);

	note->calls++;
	if (nr_done < (int)ARRAY_SIZE(order))
		order[nr_done++] = note->number;
}

static void wait_at_gate(struct kthread_work *work)
{
	complete(&entered);
	wait_for_completion(&gate);
	take_note(work);
}

static void queue_itself(struct kthread_work *work)
{
	take_note(work);
	if (nr_done < 10)
		kthread_queue_work(worker, work);
}

static int make_worker(struct kunit *test)
{
	nr_done = 0;
	init_completion(&gate);
	init_completion(&entered);
	for (int i = 0; i < WORKS; i++) {
		notes[i] = (struct note){ .number = i };
		kthread_init_work(&notes[i].work, take_note);
	}
	worker = kthread_create_worker(0, "worker/%d", 7);
	return IS_ERR(worker) ? PTR_ERR(worker) : 0;
}

static void end_worker(struct kunit *test)
{
	kthread_destroy_worker(worker);
}

static void in_order_and_once(struct kunit *test)
{
	kthread_init_work(&notes[0].work, wait_at_gate);
	KUNIT_EXPECT_TRUE(test, kthread_queue_work(worker, &notes[0].work));
	wait_for_completion(&entered);
	for (int i = 1; i < WORKS; i++) {
		KUNIT_EXPECT_TRUE(test, kthread_queue_work(worker, &notes[i].work));
		KUNIT_EXPECT_FALSE(test, kthread_queue_work(worker, &notes[i].work));
	}
	complete(&gate);
	kthread_flush_worker(worker);
	KUNIT_ASSERT_EQ(test, nr_done, WORKS);
	for (int i = 0; i < WORKS; i++)
		KUNIT_EXPECT_EQ(test, order[i], i);
	KUNIT_EXPECT_STREQ(test, (const char *)worker->task->comm, "worker/7");
}

static void flush_waits_for_one(struct kunit *test)
{
	kthread_flush_work(&notes[1].work); /* never queued */
	kthread_queue_work(worker, &notes[1].work);
	kthread_flush_work(&notes[1].work);
	KUNIT_EXPECT_EQ(test, READ_ONCE(notes[1].calls), 1);
	kthread_flush_work(&notes[1].work); /* long done */
	KUNIT_EXPECT_EQ(test, notes[1].calls, 1);
}

static void cancelled_work_is_not_done(struct kunit *test)
{
	kthread_init_work(&notes[0].work, wait_at_gate);
	kthread_queue_work(worker, &notes[0].work);
	wait_for_completion(&entered);
	kthread_queue_work(worker, &notes[1].work);
	KUNIT_EXPECT_TRUE(test, kthread_cancel_work_sync(&notes[1].work));
	complete(&gate);
	KUNIT_EXPECT_FALSE(test, kthread_cancel_work_sync(&notes[0].work)); /* it runs: waits for its end */
	KUNIT_EXPECT_EQ(test, READ_ONCE(notes[0].calls), 1);
	kthread_flush_worker(worker);
	KUNIT_EXPECT_EQ(test, notes[1].calls, 0);
	KUNIT_EXPECT_TRUE(test, kthread_queue_work(worker, &notes[1].work));
	kthread_flush_work(&notes[1].work);
	KUNIT_EXPECT_EQ(test, notes[1].calls, 1);
}

static void a_work_may_queue_itself(struct kunit *test)
{
	kthread_init_work(&notes[2].work, queue_itself);
	kthread_queue_work(worker, &notes[2].work);
	while (READ_ONCE(nr_done) < 10)
		kthread_flush_work(&notes[2].work);
	KUNIT_EXPECT_EQ(test, notes[2].calls, 10);
}

static void cpu_of(struct kthread_work *work)
{
	container_of(work, struct note, work)->calls = raw_smp_processor_id();
}

static void stays_on_its_cpu(struct kunit *test)
{
	unsigned int cpu;

	for_each_online_cpu(cpu) {
		struct kthread_worker *bound = kthread_create_worker_on_cpu(cpu, 0, "bound/%u", cpu);

		KUNIT_ASSERT_NOT_ERR_OR_NULL(test, bound);
		kthread_init_work(&notes[3].work, cpu_of);
		kthread_queue_work(bound, &notes[3].work);
		kthread_flush_work(&notes[3].work);
		KUNIT_EXPECT_EQ(test, notes[3].calls, (int)cpu);
		kthread_destroy_worker(bound);
	}
}

static struct kunit_case worker_cases[] = {
	KUNIT_CASE(in_order_and_once),
	KUNIT_CASE(flush_waits_for_one),
	KUNIT_CASE(cancelled_work_is_not_done),
	KUNIT_CASE(a_work_may_queue_itself),
	KUNIT_CASE(stays_on_its_cpu),
	{}
};

static struct kunit_suite worker_suite = {
	.name = "kernel.kthread_worker",
	.init = make_worker,
	.exit = end_worker,
	.test_cases = worker_cases,
};
kunit_test_suite(worker_suite);
