// SPDX-License-Identifier: MIT
/*
 * Wait queues.
 *
 * Theory
 *	A thread that waits for a condition puts itself on the queue, sets its state and only then
 *	tests the condition; if that is false it calls schedule(). Whoever makes the condition true
 *	then wakes the queue. No wake-up can be lost between test and sleep:
 *
 *		sleeper				waker
 *		state = TASK_UNINTERRUPTIBLE	condition = true
 *		full barrier			full barrier (taking the queue's lock)
 *		test the condition		look at the queue and at the state
 *
 *	Either the sleeper's test sees the condition true, or the waker sees the sleeper queued and
 *	its state set, and makes it TASK_RUNNING, whereupon schedule() returns.
 *
 *	Exclusive waiters stand behind the others, in the order of their coming; a wake-up for n
 *	threads wakes all the others and then n exclusive ones. So one free resource wakes one thread.
 *
 * Invariants
 *	An entry is on at most one queue. An entry of autoremove_wake_function() is taken off by the
 *	waker when its thread has really been woken; finish_wait() may then do without the lock, since
 *	list_empty_careful() says "empty" only when the waker is done with the entry.
 *
 * Lock order: the queue's lock, then a run queue's, which a wake-up takes.
 *
 * Complexity: a wake-up walks the queue as far as it wakes.
 *
 * Limits: the whole queue is walked with interrupts off.
 *
 * References: Corbet, Rubini, Kroah-Hartman, Linux Device Drivers, 3rd ed., chapter 6.
 */
#include <linux/export.h>
#include <linux/wait.h>

/**
 * add_wait_queue() - put an entry on a queue
 * @wq_head: the queue
 * @entry: on none
 *
 * Context: any.
 */
void add_wait_queue(struct wait_queue_head *wq_head, struct wait_queue_entry *entry)
{
	unsigned long flags;

	entry->flags &= ~WQ_FLAG_EXCLUSIVE;
	spin_lock_irqsave(&wq_head->lock, flags);
	__add_wait_queue(wq_head, entry);
	spin_unlock_irqrestore(&wq_head->lock, flags);
}
EXPORT_SYMBOL(add_wait_queue);

/**
 * add_wait_queue_exclusive() - put an entry behind those that are already on a queue
 * @wq_head: the queue
 * @entry: on none; will count against the number of threads to wake
 *
 * Context: any.
 */
void add_wait_queue_exclusive(struct wait_queue_head *wq_head, struct wait_queue_entry *entry)
{
	unsigned long flags;

	spin_lock_irqsave(&wq_head->lock, flags);
	__add_wait_queue_entry_tail_exclusive(wq_head, entry);
	spin_unlock_irqrestore(&wq_head->lock, flags);
}
EXPORT_SYMBOL(add_wait_queue_exclusive);

/**
 * remove_wait_queue() - take an entry off
 * @wq_head: the queue
 * @entry: from add_wait_queue() or add_wait_queue_exclusive()
 *
 * Context: any.
 */
void remove_wait_queue(struct wait_queue_head *wq_head, struct wait_queue_entry *entry)
{
	unsigned long flags;

	spin_lock_irqsave(&wq_head->lock, flags);
	__remove_wait_queue(wq_head, entry);
	spin_unlock_irqrestore(&wq_head->lock, flags);
}
EXPORT_SYMBOL(remove_wait_queue);

/* Wakes all the ordinary waiters and @nr exclusive ones (0: all), with the queue locked. */
static int wake_queue(struct wait_queue_head *wq_head, unsigned int mode, int nr, int wake_flags, void *key)
{
	struct wait_queue_entry *entry, *next;
	int nr_woken = 0;

	list_for_each_entry_safe(entry, next, &wq_head->head, entry) {
		bool exclusive = entry->flags & WQ_FLAG_EXCLUSIVE; /* the entry may be gone afterwards */
		int woken = entry->func(entry, mode, wake_flags, key);

		if (woken < 0)
			break;
		nr_woken += woken > 0;
		if (woken && exclusive && !--nr)
			break;
	}
	return nr_woken;
}

/**
 * __wake_up() - wake those who wait
 * @wq_head: the queue
 * @mode: TASK_*: only threads that sleep so
 * @nr: how many of the exclusive waiters at most; 0: all
 * @key: handed to the entries' functions
 *
 * What the caller has stored before is seen by those who wake.
 *
 * Context: any but NMI. Return: how many were woken.
 */
int __wake_up(struct wait_queue_head *wq_head, unsigned int mode, int nr, void *key)
{
	unsigned long flags;
	int woken;

	spin_lock_irqsave(&wq_head->lock, flags);
	woken = wake_queue(wq_head, mode, nr, 0, key);
	spin_unlock_irqrestore(&wq_head->lock, flags);
	return woken;
}
EXPORT_SYMBOL(__wake_up);

/**
 * __wake_up_sync_key() - wake_up() for a waker that is about to sleep
 * @wq_head: the queue
 * @mode: TASK_*: only threads that sleep so
 * @key: handed to the entries' functions, with the flag WF_SYNC
 *
 * The caller is not preempted by whom it wakes before its own schedule(), unless by a more urgent one.
 */
void __wake_up_sync_key(struct wait_queue_head *wq_head, unsigned int mode, void *key)
{
	unsigned long flags;

	spin_lock_irqsave(&wq_head->lock, flags);
	wake_queue(wq_head, mode, 1, WF_SYNC, key);
	spin_unlock_irqrestore(&wq_head->lock, flags);
}
EXPORT_SYMBOL(__wake_up_sync_key);

/**
 * __wake_up_locked() - __wake_up() for a caller that has locked the queue
 * @wq_head: the queue; its lock is held with interrupts off
 * @mode: TASK_*: only threads that sleep so
 * @nr: how many of the exclusive waiters at most; 0: all
 */
void __wake_up_locked(struct wait_queue_head *wq_head, unsigned int mode, int nr)
{
	wake_queue(wq_head, mode, nr, 0, NULL);
}
EXPORT_SYMBOL(__wake_up_locked);

/**
 * __wake_up_locked_key() - as __wake_up_locked(), one exclusive waiter, with a key
 * @wq_head: the queue; its lock is held with interrupts off
 * @mode: TASK_*: only threads that sleep so
 * @key: handed to the entries' functions
 */
void __wake_up_locked_key(struct wait_queue_head *wq_head, unsigned int mode, void *key)
{
	wake_queue(wq_head, mode, 1, 0, key);
}
EXPORT_SYMBOL(__wake_up_locked_key);

/**
 * default_wake_function() - wake the entry's thread
 * @entry: whose private is the thread
 * @mode: TASK_*: only if it sleeps so
 * @flags: WF_SYNC or 0
 * @key: not looked at
 *
 * Return: 1 if it slept so, else 0.
 */
int default_wake_function(struct wait_queue_entry *entry, unsigned int mode, int flags, void *key)
{
	return wake_up_state(entry->private, mode);
}
EXPORT_SYMBOL(default_wake_function);

/**
 * autoremove_wake_function() - wake the entry's thread, and take the entry off if it slept
 * @entry: whose private is the thread
 * @mode: TASK_*: only if it sleeps so
 * @flags: WF_SYNC or 0
 * @key: not looked at
 *
 * Return: 1 if it slept so, else 0.
 */
int autoremove_wake_function(struct wait_queue_entry *entry, unsigned int mode, int flags, void *key)
{
	int woken = default_wake_function(entry, mode, flags, key);

	if (woken)
		list_del_init_careful(&entry->entry);
	return woken;
}
EXPORT_SYMBOL(autoremove_wake_function);

/**
 * init_wait_entry() - make an entry of the calling thread
 * @entry: to be set up
 * @flags: WQ_FLAG_*
 */
void init_wait_entry(struct wait_queue_entry *entry, int flags)
{
	entry->flags = flags;
	entry->private = current;
	entry->func = autoremove_wake_function;
	INIT_LIST_HEAD(&entry->entry);
}
EXPORT_SYMBOL(init_wait_entry);

/* Queues @entry, if it is not queued still, and sets the state: both before the condition is tested. */
static bool enqueue_self(struct wait_queue_head *wq_head, struct wait_queue_entry *entry, int state)
{
	bool was_empty = false;
	unsigned long flags;

	spin_lock_irqsave(&wq_head->lock, flags);
	if (list_empty(&entry->entry)) {
		was_empty = list_empty(&wq_head->head);
		if (entry->flags & WQ_FLAG_EXCLUSIVE)
			__add_wait_queue_entry_tail(wq_head, entry);
		else
			__add_wait_queue(wq_head, entry);
	}
	set_current_state(state);
	spin_unlock_irqrestore(&wq_head->lock, flags);
	return was_empty;
}

/**
 * prepare_to_wait() - queue oneself, and set the state to sleep in
 * @wq_head: the queue
 * @entry: from DEFINE_WAIT() or init_wait(); may be queued already
 * @state: TASK_*
 *
 * Then test the condition; while it is false, schedule() and prepare again; at last finish_wait().
 *
 * Context: process.
 */
void prepare_to_wait(struct wait_queue_head *wq_head, struct wait_queue_entry *entry, int state)
{
	entry->flags &= ~WQ_FLAG_EXCLUSIVE;
	enqueue_self(wq_head, entry, state);
}
EXPORT_SYMBOL(prepare_to_wait);

/**
 * prepare_to_wait_exclusive() - prepare_to_wait() as one of those of whom a wake-up wakes one
 * @wq_head: the queue
 * @entry: from DEFINE_WAIT() or init_wait(); may be queued already
 * @state: TASK_*
 *
 * Context: process. Return: was the queue empty before?
 */
bool prepare_to_wait_exclusive(struct wait_queue_head *wq_head, struct wait_queue_entry *entry, int state)
{
	entry->flags |= WQ_FLAG_EXCLUSIVE;
	return enqueue_self(wq_head, entry, state);
}
EXPORT_SYMBOL(prepare_to_wait_exclusive);

/* A signal has come: leave the queue, so that no exclusive wake-up is spent on who goes away. */
static void leave_queue(struct wait_queue_head *wq_head, struct wait_queue_entry *entry)
{
	unsigned long flags;

	spin_lock_irqsave(&wq_head->lock, flags);
	list_del_init(&entry->entry);
	spin_unlock_irqrestore(&wq_head->lock, flags);
}

/**
 * prepare_to_wait_event() - what wait_event() does in each round
 * @wq_head: the queue
 * @entry: from init_wait_entry(), which says whether it is exclusive
 * @state: TASK_*
 *
 * Return: 0, or -ERESTARTSYS: not queued, as a signal waits that ends a sleep in @state.
 */
long prepare_to_wait_event(struct wait_queue_head *wq_head, struct wait_queue_entry *entry, int state)
{
	if (signal_pending_state(state, current)) {
		leave_queue(wq_head, entry);
		return -ERESTARTSYS;
	}
	enqueue_self(wq_head, entry, state);
	return 0;
}
EXPORT_SYMBOL(prepare_to_wait_event);

/**
 * finish_wait() - the wait is over
 * @wq_head: the queue
 * @entry: queued or not
 *
 * Context: process.
 */
void finish_wait(struct wait_queue_head *wq_head, struct wait_queue_entry *entry)
{
	__set_current_state(TASK_RUNNING);
	if (!list_empty_careful(&entry->entry))
		leave_queue(wq_head, entry);
}
EXPORT_SYMBOL(finish_wait);

/**
 * wait_woken() - sleep until a wake-up that came since the last wait_woken(), or comes now
 * @entry: from DEFINE_WAIT_FUNC(name, woken_wake_function), put on with add_wait_queue()
 * @mode: the state to sleep in
 * @timeout: jiffies, or MAX_SCHEDULE_TIMEOUT
 *
 * For conditions whose test sleeps: the flag WQ_FLAG_WOKEN, not the state, remembers the wake-up.
 *
 * Context: process; may sleep. Return: jiffies left.
 */
long wait_woken(struct wait_queue_entry *entry, unsigned int mode, long timeout)
{
	set_current_state(mode); /* barrier: pairs with the one in woken_wake_function() */
	if (!(READ_ONCE(entry->flags) & WQ_FLAG_WOKEN))
		timeout = schedule_timeout(timeout);
	__set_current_state(TASK_RUNNING);
	__atomic_and_fetch(&entry->flags, ~WQ_FLAG_WOKEN, __ATOMIC_SEQ_CST);
	return timeout;
}
EXPORT_SYMBOL(wait_woken);

/**
 * woken_wake_function() - for wait_woken(): remember the wake-up, and wake the thread if it sleeps
 * @entry: whose private is the thread
 * @mode: TASK_*: only if it sleeps so
 * @flags: WF_SYNC or 0
 * @key: not looked at
 */
int woken_wake_function(struct wait_queue_entry *entry, unsigned int mode, int flags, void *key)
{
	__atomic_or_fetch(&entry->flags, WQ_FLAG_WOKEN, __ATOMIC_SEQ_CST);
	return default_wake_function(entry, mode, flags, key);
}
EXPORT_SYMBOL(woken_wake_function);
