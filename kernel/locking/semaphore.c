// SPDX-License-Identifier: MIT
/*
 * Counting semaphores.
 *
 * Purpose:     down() takes one of a number of things, up() puts one back; no owner, so that a
 *              handler may put back what a thread took.
 * Invariants:  while anybody waits the count is 0: up() gives to the first who waits, not to the
 *              count. A waiter leaves the list under the lock.
 * Lock order:  the semaphore's lock, with interrupts off, then what wake_up_process() takes.
 * Complexity:  O(1). Spinning for a holder makes no sense: nobody knows who it is.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/might_sleep.h>
#include <linux/sched.h>
#include <linux/semaphore.h>

struct semaphore_waiter {
	struct list_head list;
	struct task_struct *task;
	bool up;
};

/* With the lock held, which it lets go while it sleeps. */
static int wait_in_line(struct semaphore *sem, unsigned int state, long timeout)
{
	struct semaphore_waiter waiter = { .task = current };
	int err = 0;

	list_add_tail(&waiter.list, &sem->wait_list);
	while (!waiter.up && !err) {
		if (signal_pending_state(state, current)) {
			err = -EINTR;
		} else if (timeout <= 0) {
			err = -ETIME;
		} else {
			__set_current_state(state);
			raw_spin_unlock_irq(&sem->lock);
			timeout = schedule_timeout(timeout);
			raw_spin_lock_irq(&sem->lock);
		}
	}
	if (err)
		list_del(&waiter.list);
	return err;
}

static int take(struct semaphore *sem, unsigned int state, long timeout)
{
	unsigned long flags;
	int err = 0;

	might_sleep();
	raw_spin_lock_irqsave(&sem->lock, flags);
	if (likely(sem->count))
		sem->count--;
	else
		err = wait_in_line(sem, state, timeout);
	raw_spin_unlock_irqrestore(&sem->lock, flags);
	return err;
}

/**
 * down() - take one, sleeping until there is one
 * @sem: the semaphore
 *
 * Context: thread; may sleep.
 */
void down(struct semaphore *sem)
{
	(void)take(sem, TASK_UNINTERRUPTIBLE, MAX_SCHEDULE_TIMEOUT);
}
EXPORT_SYMBOL(down);

int down_interruptible(struct semaphore *sem)
{
	return take(sem, TASK_INTERRUPTIBLE, MAX_SCHEDULE_TIMEOUT);
}
EXPORT_SYMBOL(down_interruptible);

int down_killable(struct semaphore *sem)
{
	return take(sem, TASK_KILLABLE, MAX_SCHEDULE_TIMEOUT);
}
EXPORT_SYMBOL(down_killable);

int down_timeout(struct semaphore *sem, long jiffies)
{
	return take(sem, TASK_UNINTERRUPTIBLE, jiffies);
}
EXPORT_SYMBOL(down_timeout);

int down_trylock(struct semaphore *sem)
{
	unsigned long flags;
	bool had;

	raw_spin_lock_irqsave(&sem->lock, flags);
	had = sem->count;
	if (had)
		sem->count--;
	raw_spin_unlock_irqrestore(&sem->lock, flags);
	return !had;
}
EXPORT_SYMBOL(down_trylock);

/**
 * up() - put one back, or hand it to the first who waits
 * @sem: the semaphore
 *
 * Context: any.
 */
void up(struct semaphore *sem)
{
	struct semaphore_waiter *first;
	unsigned long flags;

	raw_spin_lock_irqsave(&sem->lock, flags);
	first = list_first_entry_or_null(&sem->wait_list, struct semaphore_waiter, list);
	if (first) {
		list_del(&first->list);
		first->up = true;
		wake_up_process(first->task);
	} else {
		sem->count++;
	}
	raw_spin_unlock_irqrestore(&sem->lock, flags);
}
EXPORT_SYMBOL(up);
