// SPDX-License-Identifier: MIT
/* kernel.completion: as many go on as was completed, from wherever, and the completion may then go away. */
#include <kunit/test.h>
#include <linux/atomic.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/timer.h>

#include "test_waiting.h"

#define WAITERS 12

static struct task_struct *waiters[WAITERS];
static atomic_t woken; /* threads that have come back from their wait */
static struct completion done;

static void start(struct kunit *test, int (*function)(void *), int n)
{
	for (long i = 0; i < n; i++) {
		waiters[i] = kthread_run(function, (void *)i, "waiter/%ld", i);
		KUNIT_ASSERT_NOT_ERR_OR_NULL(test, waiters[i]);
	}
}

static void stop(int n)
{
	for (int i = 0; i < n; i++)
		kthread_stop(waiters[i]);
}

static void let_them_sleep(int n)
{
	for (int i = 0; i < n; i++)
		wait_until_asleep(waiters[i]);
}

static int wait_for_done(void *unused)
{
	wait_for_completion(&done);
	atomic_inc(&woken);
	return 0;
}

static int reset(struct kunit *test)
{
	atomic_set(&woken, 0);
	init_completion(&done);
	return 0;
}

static void test_each_complete_lets_one_go(struct kunit *test)
{
	start(test, wait_for_done, WAITERS);
	let_them_sleep(WAITERS);
	for (int i = 1; i <= WAITERS; i++) {
		complete(&done);
		KUNIT_EXPECT_TRUE(test, reaches(&woken, i));
		KUNIT_EXPECT_EQ(test, atomic_read(&woken), i);
	}
	KUNIT_EXPECT_FALSE(test, completion_done(&done));
	stop(WAITERS);
}

static void test_complete_all(struct kunit *test)
{
	start(test, wait_for_done, WAITERS);
	let_them_sleep(WAITERS / 2);
	complete_all(&done);
	KUNIT_EXPECT_TRUE(test, reaches(&woken, WAITERS));
	stop(WAITERS);
	wait_for_completion(&done); /* for ever, until it is made new */
	KUNIT_EXPECT_TRUE(test, completion_done(&done));
	reinit_completion(&done);
	KUNIT_EXPECT_FALSE(test, completion_done(&done));
	KUNIT_EXPECT_FALSE(test, try_wait_for_completion(&done));
}

static void test_completed_before_the_wait(struct kunit *test)
{
	complete(&done);
	complete(&done);
	wait_for_completion(&done);
	KUNIT_EXPECT_EQ(test, wait_for_completion_interruptible(&done), 0);
	KUNIT_EXPECT_FALSE(test, completion_done(&done));
	complete(&done);
	KUNIT_EXPECT_TRUE(test, try_wait_for_completion(&done));
	KUNIT_EXPECT_FALSE(test, try_wait_for_completion(&done));
}

static void test_completion_timeouts(struct kunit *test)
{
	unsigned long start_at = jiffies;

	KUNIT_EXPECT_EQ(test, wait_for_completion_timeout(&done, 5), 0UL);
	KUNIT_EXPECT_GE(test, jiffies - start_at, 5UL);
	KUNIT_EXPECT_EQ(test, wait_for_completion_timeout(&done, 0), 0UL);
	complete(&done);
	KUNIT_EXPECT_EQ(test, wait_for_completion_timeout(&done, 0), 1UL);
	complete(&done);
	KUNIT_EXPECT_EQ(test, wait_for_completion_killable_timeout(&done, 77), 77L);
}

static void complete_it(struct timer_list *timer)
{
	complete(&done);
}

static void test_completed_by_an_interrupt(struct kunit *test)
{
	struct timer_list timer;

	timer_setup_on_stack(&timer, complete_it, 0);
	mod_timer(&timer, jiffies + 2);
	KUNIT_EXPECT_GT(test, wait_for_completion_timeout(&done, 100 * HZ), 0UL);
	timer_delete_sync(&timer);
}

/* The completion lies on the waiter's stack and is gone at once: ASan would not see it here, a crash does. */
struct answer {
	struct completion ready;
	int value;
};

static struct answer *question;

static int answerer(void *unused)
{
	struct answer *q;

	while (!kthread_should_stop()) {
		q = xchg(&question, NULL);
		if (q) {
			q->value = 42;
			complete(&q->ready);
		} else {
			yield();
		}
	}
	return 0;
}

static noinline int ask(void)
{
	struct answer q = { .value = 0 };

	init_completion(&q.ready);
	smp_store_release(&question, &q);
	wait_for_completion(&q.ready);
	return q.value;
}

static void test_completions_on_the_stack(struct kunit *test)
{
	start(test, answerer, 1);
	for (int i = 0; i < 2000; i++) {
		int value = ask();

		if (value != 42) {
			KUNIT_EXPECT_EQ(test, value, 42);
			break;
		}
	}
	stop(1);
}

static struct kunit_case completion_cases[] = {
	KUNIT_CASE(test_each_complete_lets_one_go),
	KUNIT_CASE(test_complete_all),
	KUNIT_CASE(test_completed_before_the_wait),
	KUNIT_CASE(test_completion_timeouts),
	KUNIT_CASE(test_completed_by_an_interrupt),
	KUNIT_CASE(test_completions_on_the_stack),
	{}
};

static struct kunit_suite completion_suite = {
	.name = "kernel.completion",
	.desc = "completions: as many go on as was completed",
	.init = reset,
	.test_cases = completion_cases,
};
kunit_test_suite(completion_suite);
