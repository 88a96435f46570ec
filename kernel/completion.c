// SPDX-License-Identifier: MIT
/*
 * Completions, and the simple wait queues below them.
 *
 * A completion counts what has happened: complete() adds one and wakes one waiter, a waiter takes one
 * away. All is done under the queue's lock, the waker's wake-up too; a waiter takes that lock once
 * more before it returns. So when it returns the waker has at most the unlock still to do, and since a
 * waiter cannot have seen the count before that lock was free, the completion may then go away.
 */
#include <linux/completion.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/limits.h>

/**
 * swake_up_locked() - wake the first who waits
 * @q: the queue, locked
 */
void swake_up_locked(struct swait_queue_head *q)
{
	struct swait_queue *first;

	if (list_empty(&q->task_list))
		return;
	first = list_first_entry(&q->task_list, struct swait_queue, task_list);
	wake_up_process(first->task);
	list_del_init_careful(&first->task_list); /* the last look at it: it lies on the waiter's stack */
}
EXPORT_SYMBOL(swake_up_locked);

/**
 * swake_up_all_locked() - wake all who wait
 * @q: the queue, locked
 */
void swake_up_all_locked(struct swait_queue_head *q)
{
	while (!list_empty(&q->task_list))
		swake_up_locked(q);
}
EXPORT_SYMBOL(swake_up_all_locked);

/**
 * swake_up_one() - wake the first who waits
 * @q: the queue
 *
 * Context: any but NMI.
 */
void swake_up_one(struct swait_queue_head *q)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&q->lock, flags);
	swake_up_locked(q);
	raw_spin_unlock_irqrestore(&q->lock, flags);
}
EXPORT_SYMBOL(swake_up_one);

/**
 * swake_up_all() - wake all who wait
 * @q: the queue
 *
 * Context: any but NMI.
 */
void swake_up_all(struct swait_queue_head *q)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&q->lock, flags);
	swake_up_all_locked(q);
	raw_spin_unlock_irqrestore(&q->lock, flags);
}
EXPORT_SYMBOL(swake_up_all);

/* The waiter that was first when it was woken, and waits again, goes behind those who came since. */
static void queue_self(struct swait_queue_head *q, struct swait_queue *wait)
{
	wait->task = current;
	if (list_empty(&wait->task_list))
		list_add_tail(&wait->task_list, &q->task_list);
}

/**
 * prepare_to_swait_exclusive() - queue oneself, and set the state to sleep in
 * @q: the queue
 * @wait: from DECLARE_SWAITQUEUE(); may be queued already
 * @state: TASK_*
 *
 * Then test the condition, and schedule() if it is false.
 *
 * Context: process.
 */
void prepare_to_swait_exclusive(struct swait_queue_head *q, struct swait_queue *wait, int state)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&q->lock, flags);
	queue_self(q, wait);
	set_current_state(state);
	raw_spin_unlock_irqrestore(&q->lock, flags);
}
EXPORT_SYMBOL(prepare_to_swait_exclusive);

/**
 * finish_swait() - the wait is over
 * @q: the queue
 * @wait: queued or not
 *
 * Context: process.
 */
void finish_swait(struct swait_queue_head *q, struct swait_queue *wait)
{
	unsigned long flags;

	__set_current_state(TASK_RUNNING);
	if (list_empty_careful(&wait->task_list))
		return;
	raw_spin_lock_irqsave(&q->lock, flags);
	list_del_init(&wait->task_list);
	raw_spin_unlock_irqrestore(&q->lock, flags);
}
EXPORT_SYMBOL(finish_swait);

/**
 * complete() - it has happened once more: one waiter may go on
 * @x: the completion
 *
 * What the caller has stored before is seen by the waiter.
 *
 * Context: any but NMI.
 */
void complete(struct completion *x)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&x->wait.lock, flags);
	if (x->done != UINT_MAX)
		x->done++;
	swake_up_locked(&x->wait);
	raw_spin_unlock_irqrestore(&x->wait.lock, flags);
}
EXPORT_SYMBOL(complete);

/**
 * complete_all() - it has happened for ever: all may go on who wait now or later
 * @x: the completion; reinit_completion() makes it new
 *
 * Context: any but NMI.
 */
void complete_all(struct completion *x)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&x->wait.lock, flags);
	x->done = UINT_MAX;
	swake_up_all_locked(&x->wait);
	raw_spin_unlock_irqrestore(&x->wait.lock, flags);
}
EXPORT_SYMBOL(complete_all);

static void take_one(struct completion *x)
{
	if (x->done != UINT_MAX)
		x->done--;
}

/* Sleeps until something has happened; the completion is locked on entry and on return. */
static noinline long sleep_until_done(struct completion *x, unsigned int state, long timeout)
{
	DECLARE_SWAITQUEUE(wait);

	do {
		if (signal_pending_state(state, current)) {
			timeout = -ERESTARTSYS;
			break;
		}
		queue_self(&x->wait, &wait);
		__set_current_state(state); /* the lock orders it: who completes has to take it */
		raw_spin_unlock_irq(&x->wait.lock);
		if (timeout == MAX_SCHEDULE_TIMEOUT)
			schedule();
		else
			timeout = schedule_timeout(timeout);
		raw_spin_lock_irq(&x->wait.lock);
	} while (!x->done && timeout);
	__set_current_state(TASK_RUNNING);
	list_del_init(&wait.task_list);
	return timeout;
}

/* Return: jiffies left, at least 1; 0 when the time passed first; -ERESTARTSYS. */
static long wait_for_common(struct completion *x, unsigned int state, long timeout)
{
	might_sleep();
	raw_spin_lock_irq(&x->wait.lock);
	if (!x->done && timeout)
		timeout = sleep_until_done(x, state, timeout);
	if (x->done) {
		take_one(x);
		timeout = max(timeout, 1L);
	}
	raw_spin_unlock_irq(&x->wait.lock);
	return timeout;
}

/**
 * wait_for_completion() - wait until it has happened
 * @x: the completion
 *
 * Context: process; may sleep.
 */
void wait_for_completion(struct completion *x)
{
	wait_for_common(x, TASK_UNINTERRUPTIBLE, MAX_SCHEDULE_TIMEOUT);
}
EXPORT_SYMBOL(wait_for_completion);

/**
 * wait_for_completion_io() - wait_for_completion(), for a device
 * @x: the completion
 */
void wait_for_completion_io(struct completion *x)
{
	wait_for_completion(x);
}
EXPORT_SYMBOL(wait_for_completion_io);

/**
 * wait_for_completion_state() - wait until it has happened, in a chosen state
 * @x: the completion
 * @state: TASK_*
 *
 * Context: process; may sleep. Return: 0, or -ERESTARTSYS if a signal came that ends such a sleep.
 */
int wait_for_completion_state(struct completion *x, unsigned int state)
{
	long left = wait_for_common(x, state, MAX_SCHEDULE_TIMEOUT);

	return left < 0 ? left : 0;
}
EXPORT_SYMBOL(wait_for_completion_state);

/**
 * wait_for_completion_interruptible() - wait until it has happened or a signal comes
 * @x: the completion
 *
 * Context: process; may sleep. Return: 0, or -ERESTARTSYS.
 */
int wait_for_completion_interruptible(struct completion *x)
{
	return wait_for_completion_state(x, TASK_INTERRUPTIBLE);
}
EXPORT_SYMBOL(wait_for_completion_interruptible);

/**
 * wait_for_completion_killable() - wait until it has happened or a deadly signal comes
 * @x: the completion
 *
 * Context: process; may sleep. Return: 0, or -ERESTARTSYS.
 */
int wait_for_completion_killable(struct completion *x)
{
	return wait_for_completion_state(x, TASK_KILLABLE);
}
EXPORT_SYMBOL(wait_for_completion_killable);

/**
 * wait_for_completion_timeout() - wait until it has happened or some time has passed
 * @x: the completion
 * @timeout: jiffies
 *
 * Context: process; may sleep. Return: jiffies left, at least 1; 0 when the time passed first.
 */
unsigned long wait_for_completion_timeout(struct completion *x, unsigned long timeout)
{
	return wait_for_common(x, TASK_UNINTERRUPTIBLE, timeout);
}
EXPORT_SYMBOL(wait_for_completion_timeout);

/**
 * wait_for_completion_io_timeout() - wait_for_completion_timeout(), for a device
 * @x: the completion
 * @timeout: jiffies
 */
unsigned long wait_for_completion_io_timeout(struct completion *x, unsigned long timeout)
{
	return wait_for_completion_timeout(x, timeout);
}
EXPORT_SYMBOL(wait_for_completion_io_timeout);

/**
 * wait_for_completion_interruptible_timeout() - ... or some time has passed or a signal comes
 * @x: the completion
 * @timeout: jiffies
 *
 * Context: process; may sleep. Return: jiffies left, at least 1; 0; or -ERESTARTSYS.
 */
long wait_for_completion_interruptible_timeout(struct completion *x, unsigned long timeout)
{
	return wait_for_common(x, TASK_INTERRUPTIBLE, timeout);
}
EXPORT_SYMBOL(wait_for_completion_interruptible_timeout);

/**
 * wait_for_completion_killable_timeout() - ... or some time has passed or a deadly signal comes
 * @x: the completion
 * @timeout: jiffies
 *
 * Context: process; may sleep. Return: jiffies left, at least 1; 0; or -ERESTARTSYS.
 */
long wait_for_completion_killable_timeout(struct completion *x, unsigned long timeout)
{
	return wait_for_common(x, TASK_KILLABLE, timeout);
}
EXPORT_SYMBOL(wait_for_completion_killable_timeout);

/**
 * try_wait_for_completion() - take one away if it has happened, without waiting
 * @x: the completion
 *
 * Context: any. Return: had it happened?
 */
bool try_wait_for_completion(struct completion *x)
{
	unsigned long flags;
	bool done;

	if (!READ_ONCE(x->done))
		return false;
	raw_spin_lock_irqsave(&x->wait.lock, flags);
	done = x->done;
	if (done)
		take_one(x);
	raw_spin_unlock_irqrestore(&x->wait.lock, flags);
	return done;
}
EXPORT_SYMBOL(try_wait_for_completion);

/**
 * completion_done() - has it happened, with nobody having taken it yet?
 * @x: the completion; if the answer is yes, no complete() is still at work on it
 *
 * Context: any.
 */
bool completion_done(struct completion *x)
{
	unsigned long flags;

	if (!READ_ONCE(x->done))
		return false;
	raw_spin_lock_irqsave(&x->wait.lock, flags);
	raw_spin_unlock_irqrestore(&x->wait.lock, flags);
	return true;
}
EXPORT_SYMBOL(completion_done);
