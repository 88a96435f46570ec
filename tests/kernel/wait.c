// SPDX-License-Identifier: MIT
/*
 * kernel.wait: nobody sleeps through what he waits for, and no more are woken than was asked for. The
 * waiters are kernel threads; each says what it has seen in a counter.
 */
#include <kunit/test.h>
#include <linux/atomic.h>
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/timer.h>
#include <linux/compat_names.h>
#include <linux/wait_bit.h>

#include "test_waiting.h"

#define WAITERS 12

static DECLARE_WAIT_QUEUE_HEAD(queue);
static DEFINE_SPINLOCK(condition_lock);
static struct task_struct *waiters[WAITERS];
static atomic_t woken; /* threads that have come back from their wait */
static bool condition;
static int tokens; /* condition_lock */

static int reset(struct kunit *test)
{
	atomic_set(&woken, 0);
	condition = false;
	tokens = 0;
	return 0;
}

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

static int wait_plain(void *unused)
{
	wait_event(queue, READ_ONCE(condition));
	atomic_inc(&woken);
	return 0;
}

static void test_all_wake_when_it_is_true(struct kunit *test)
{
	start(test, wait_plain, WAITERS);
	let_them_sleep(WAITERS);
	wake_up(&queue); /* it is not true yet: they look, and sleep on */
	let_them_sleep(WAITERS);
	KUNIT_EXPECT_EQ(test, atomic_read(&woken), 0);
	KUNIT_EXPECT_TRUE(test, waitqueue_active(&queue));
	WRITE_ONCE(condition, true);
	wake_up(&queue);
	KUNIT_EXPECT_TRUE(test, reaches(&woken, WAITERS));
	stop(WAITERS);
	KUNIT_EXPECT_FALSE(test, waitqueue_active(&queue));
}

static bool take_token(void)
{
	bool taken;

	spin_lock(&condition_lock);
	taken = tokens > 0;
	tokens -= taken;
	spin_unlock(&condition_lock);
	return taken;
}

static int wait_exclusive(void *unused)
{
	if (wait_event_interruptible_exclusive(queue, take_token() || kthread_should_stop()))
		return -1;
	atomic_inc(&woken);
	return 0;
}

static void add_tokens(int n)
{
	spin_lock(&condition_lock);
	tokens += n;
	spin_unlock(&condition_lock);
}

/* One wake-up, one thread. */
static void test_exclusive_wakes_are_counted(struct kunit *test)
{
	start(test, wait_exclusive, WAITERS);
	let_them_sleep(WAITERS);
	for (int i = 1; i <= 3; i++) {
		add_tokens(1);
		wake_up(&queue);
		KUNIT_EXPECT_TRUE(test, reaches(&woken, i));
	}
	add_tokens(4);
	wake_up_nr(&queue, 4);
	KUNIT_EXPECT_TRUE(test, reaches(&woken, 7));
	msleep(8);
	KUNIT_EXPECT_EQ(test, atomic_read(&woken), 7);
	add_tokens(WAITERS);
	wake_up_interruptible_all(&queue);
	KUNIT_EXPECT_TRUE(test, reaches(&woken, WAITERS));
	stop(WAITERS);
}

static int count_wakes(struct wait_queue_entry *entry, unsigned int mode, int flags, void *key)
{
	int *wakes = entry->private;

	++*wakes;
	return key ? (int)key_to_poll(key) : 1;
}

/* Straight at the queue: the order, the number, and what the entries' functions are handed. */
static void test_order_of_a_queue(struct kunit *test)
{
	struct wait_queue_entry entries[4];
	int wakes[4] = {};
	DECLARE_WAIT_QUEUE_HEAD_ONSTACK(own);

	for (int i = 0; i < 4; i++) {
		init_waitqueue_func_entry(&entries[i], count_wakes);
		entries[i].private = &wakes[i];
		if (i < 2)
			add_wait_queue_exclusive(&own, &entries[i]);
		else
			add_wait_queue(&own, &entries[i]);
	}
	KUNIT_EXPECT_EQ(test, __wake_up(&own, TASK_NORMAL, 1, NULL), 3);
	KUNIT_EXPECT_EQ(test, wakes[0], 1);
	KUNIT_EXPECT_EQ(test, wakes[1], 0);
	KUNIT_EXPECT_EQ(test, wakes[2] + wakes[3], 2);
	KUNIT_EXPECT_EQ(test, __wake_up(&own, TASK_NORMAL, 0, NULL), 4);
	KUNIT_EXPECT_EQ(test, wakes[1], 1);
	wake_up_poll(&own, (unsigned int)-1); /* the first function says: no further */
	KUNIT_EXPECT_EQ(test, wakes[0] + wakes[1] + wakes[2] + wakes[3], 8);
	for (int i = 0; i < 4; i++)
		remove_wait_queue(&own, &entries[i]);
	KUNIT_EXPECT_FALSE(test, waitqueue_active(&own));
}

static void test_timeouts_end(struct kunit *test)
{
	for (long limit = 1; limit <= 10; limit += 3) {
		unsigned long start_at = jiffies;
		long left = wait_event_timeout(queue, condition, limit);
		unsigned long took = jiffies - start_at;

		KUNIT_EXPECT_EQ(test, left, 0L);
		KUNIT_EXPECT_GE(test, took, (unsigned long)limit);
	}
	KUNIT_EXPECT_FALSE(test, waitqueue_active(&queue));
	condition = true;
	KUNIT_EXPECT_EQ(test, wait_event_timeout(queue, condition, 10), 10L);
	KUNIT_EXPECT_EQ(test, wait_event_interruptible_timeout(queue, condition, 0), 1L);
	KUNIT_EXPECT_EQ(test, wait_event_interruptible(queue, condition), 0);
	KUNIT_EXPECT_EQ(test, wait_event_killable(queue, condition), 0);
}

static void make_true_and_wake(struct timer_list *timer)
{
	WRITE_ONCE(condition, true);
	wake_up(&queue);
}

static void test_woken_by_an_interrupt(struct kunit *test)
{
	unsigned long start_at = jiffies;
	struct timer_list timer;

	timer_setup_on_stack(&timer, make_true_and_wake, 0);
	mod_timer(&timer, start_at + 3);
	KUNIT_EXPECT_GT(test, wait_event_timeout(queue, READ_ONCE(condition), 100 * HZ), 0L);
	KUNIT_EXPECT_GE(test, jiffies - start_at, 3UL);
	timer_delete_sync(&timer);
}

static int wait_with_lock(void *unused)
{
	spin_lock_irq(&condition_lock);
	wait_event_lock_irq(queue, tokens > 0, condition_lock);
	tokens--;
	atomic_inc(&woken);
	spin_unlock_irq(&condition_lock);
	return 0;
}

static void test_condition_under_a_lock(struct kunit *test)
{
	start(test, wait_with_lock, WAITERS);
	let_them_sleep(WAITERS);
	for (int i = 1; i <= WAITERS; i++) {
		spin_lock_irq(&condition_lock);
		tokens++;
		spin_unlock_irq(&condition_lock);
		wake_up_all(&queue);
		KUNIT_EXPECT_TRUE(test, reaches(&woken, i));
	}
	KUNIT_EXPECT_EQ(test, tokens, 0);
	stop(WAITERS);
}

static int wait_by_hand(void *unused)
{
	DEFINE_WAIT_FUNC(wait, woken_wake_function);
	long left = 100 * HZ;

	add_wait_queue(&queue, &wait);
	while (!READ_ONCE(condition) && left)
		left = wait_woken(&wait, TASK_INTERRUPTIBLE, left);
	remove_wait_queue(&queue, &wait);
	atomic_inc(&woken);
	return left > 0;
}

static void test_wait_woken(struct kunit *test)
{
	start(test, wait_by_hand, 2);
	let_them_sleep(2);
	WRITE_ONCE(condition, true);
	wake_up(&queue);
	KUNIT_EXPECT_TRUE(test, reaches(&woken, 2));
	KUNIT_EXPECT_EQ(test, kthread_stop(waiters[0]), 1);
	KUNIT_EXPECT_EQ(test, kthread_stop(waiters[1]), 1);
}

/*
 * Threads in a ring hand a token on, each on its own queue: a wake-up that is lost stops it. The number
 * of rounds is fixed, the time is not.
 */
#define RING 5
#define ROUNDS 2000

static struct wait_queue_head ring[RING];
static int holder, rounds_left;

static int pass_on(void *data)
{
	long me = (long)data;

	for (;;) {
		if (!wait_event_timeout(ring[me], READ_ONCE(holder) == me || !READ_ONCE(rounds_left), 100 * HZ))
			return -1;
		if (!READ_ONCE(rounds_left))
			break;
		if (me == 0)
			WRITE_ONCE(rounds_left, rounds_left - 1);
		WRITE_ONCE(holder, (me + 1) % RING);
		wake_up(&ring[(me + 1) % RING]);
	}
	wake_up(&ring[(me + 1) % RING]);
	atomic_inc(&woken);
	return 0;
}

static void test_no_wakeup_is_lost(struct kunit *test)
{
	holder = 0;
	rounds_left = ROUNDS;
	for (int i = 0; i < RING; i++)
		init_waitqueue_head(&ring[i]);
	start(test, pass_on, RING);
	KUNIT_EXPECT_TRUE(test, reaches(&woken, RING));
	for (int i = 0; i < RING; i++)
		KUNIT_EXPECT_EQ(test, kthread_stop(waiters[i]), 0);
}

static unsigned long word;

static int wait_for_bit(void *data)
{
	long bit = (long)data;

	if (wait_on_bit(&word, bit, TASK_UNINTERRUPTIBLE))
		return -1;
	atomic_inc(&woken);
	return 0;
}

static void test_bits(struct kunit *test)
{
	word = 0xf;
	start(test, wait_for_bit, 4);
	let_them_sleep(4);
	for (int bit = 0; bit < 4; bit++) {
		KUNIT_EXPECT_EQ(test, atomic_read(&woken), bit);
		clear_and_wake_up_bit(bit, &word);
		KUNIT_EXPECT_TRUE(test, reaches(&woken, bit + 1));
	}
	stop(4);
	KUNIT_EXPECT_EQ(test, wait_on_bit_lock(&word, 3, TASK_UNINTERRUPTIBLE), 0);
	KUNIT_EXPECT_EQ(test, word, 8UL);
	KUNIT_EXPECT_EQ(test, wait_on_bit_timeout(&word, 3, TASK_UNINTERRUPTIBLE, 2), -EAGAIN);
	KUNIT_EXPECT_EQ(test, wait_on_bit_timeout(&word, 2, TASK_UNINTERRUPTIBLE, 2), 0);
}

static int old_style(void *unused)
{
	interruptible_sleep_on(&queue);
	atomic_inc(&woken);
	return 0;
}

static void test_old_names(struct kunit *test)
{
	start(test, old_style, 2);
	let_them_sleep(2);
	wake_up_interruptible_all(&queue);
	KUNIT_EXPECT_TRUE(test, reaches(&woken, 2));
	stop(2);
	KUNIT_EXPECT_EQ(test, sleep_on_timeout(&queue, 2), 0L);
}

static struct kunit_case wait_cases[] = {
	KUNIT_CASE(test_all_wake_when_it_is_true),
	KUNIT_CASE(test_exclusive_wakes_are_counted),
	KUNIT_CASE(test_order_of_a_queue),
	KUNIT_CASE(test_timeouts_end),
	KUNIT_CASE(test_woken_by_an_interrupt),
	KUNIT_CASE(test_condition_under_a_lock),
	KUNIT_CASE(test_wait_woken),
	KUNIT_CASE(test_no_wakeup_is_lost),
	KUNIT_CASE(test_bits),
	KUNIT_CASE(test_old_names),
	{}
};

static struct kunit_suite wait_suite = {
	.name = "kernel.wait",
	.desc = "wait queues: nobody sleeps through what he waits for",
	.init = reset,
	.test_cases = wait_cases,
};
kunit_test_suite(wait_suite);
