// SPDX-License-Identifier: MIT
/*
 * mm.fail_nth_threads: threads that cannot be made, and allocations that fail in threads other than the
 * test's: there, by chance with a probability of one.
 */
#include <kunit/fail_nth.h>
#include <linux/fault-inject.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/workqueue.h>
#include <quarry/kswapd.h>
#include <quarry/page_account.h>
#include <quarry/pressure.h>
#include <quarry/workqueue.h>

#include "../suites/mm_private_node.h"

static int sleeper(void *arg)
{
	while (!kthread_should_stop())
		schedule_timeout_interruptible(1000);
	return 0;
}

/* With a stack of its own: none is kept. */
FAIL_NTH_MAKE(thread, kthread_create(sleeper, NULL, "fail-nth"))

static void unmake_thread(void *thread)
{
	kthread_stop(thread);
}

static struct private_node node;

static void *make_kswapd(void)
{
	return kswapd_run(&node.pgdat) ? NULL : &node;
}

static void unmake_kswapd(void *unused)
{
	kswapd_stop(&node.pgdat);
}

static struct pressure_result pressure;

static void *make_pressure(void)
{
	return pressure_play(1, false, &pressure) ? NULL : &pressure;
}

static void unmake_pressure(void *unused)
{
}

static void fail_nth_made_here(struct kunit *test)
{
	static const struct fail_nth_object objects[] = {
		FAIL_NTH_OBJECT(thread, unmake_thread),
		FAIL_NTH_OBJECT(kswapd, unmake_kswapd),
		FAIL_NTH_OBJECT(pressure, unmake_pressure),
	};

	private_node_make(test, &node);
	kunit_fail_all(test, objects, ARRAY_SIZE(objects));
	private_node_gone(&node);
}

/* ---- elsewhere -------------------------------------------------------------------------------- */

/* From now on pages cannot be had, by anybody: interval,probability,space,times. */
static void begin_failing(char *when)
{
	fail_page_alloc.verbose = 0;
	setup_fault_attr(&fail_page_alloc, when);
}

/* Return: how many allocations failed since @before. */
static unsigned long end_failing(unsigned long before)
{
	setup_fault_attr(&fail_page_alloc, (char[]){ "1,0,0,1" });
	return vm_event(FAULTS_INJECTED) - before;
}

static int work_done;

static void note_work(struct work_struct *work)
{
	work_done++;
}

/* No worker can be made: the work is done nevertheless, by the one who makes workers. */
static void work_without_worker(struct kunit *test, struct workqueue_struct *queue)
{
	unsigned long before = vm_event(FAULTS_INJECTED);
	struct work_struct work;

	INIT_WORK_ONSTACK(&work, note_work);
	work_done = 0;
	forget_what_is_kept();
	begin_failing((char[]){ "1,100,0,1" });
	queue_work(queue, &work);
	flush_work(&work);
	KUNIT_EXPECT_EQ(test, end_failing(before), 1ul);
	KUNIT_EXPECT_EQ(test, work_done, 1);
	destroy_work_on_stack(&work);
}

static void fail_nth_workers(struct kunit *test)
{
	if (fault_injection_on)
		kunit_skip(test, "failures are switched on already");
	work_without_worker(test, system_wq);
	work_without_worker(test, system_unbound_wq);
}

/* After the first ones, for the threads themselves, each third page cannot be had. */
static void fail_nth_pressure(struct kunit *test)
{
	unsigned long before = vm_event(FAULTS_INJECTED);

	if (fault_injection_on)
		kunit_skip(test, "failures are switched on already");
	begin_failing((char[]){ "3,100,100,-1" });
	pressure_play(10, false, &pressure);
	KUNIT_EXPECT_GT(test, end_failing(before), 0ul);
	KUNIT_EXPECT_EQ(test, pressure.hog_left, 0ul);
}

static void threads_exit(struct kunit *test)
{
	kunit_fail_nth_end(test);
}

static struct kunit_case threads_cases[] = {
	KUNIT_CASE(fail_nth_made_here), KUNIT_CASE(fail_nth_workers), KUNIT_CASE(fail_nth_pressure), {}
};

static struct kunit_suite threads_suite = {
	.name = "mm.fail_nth_threads",
	.desc = "threads that cannot be made, and allocations that fail in others",
	.exit = threads_exit,
	.test_cases = threads_cases,
};
kunit_test_suite(threads_suite);
