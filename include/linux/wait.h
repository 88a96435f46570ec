/* SPDX-License-Identifier: MIT */
/*
 * Wait queues: threads sleep until somebody says that what they wait for may have come true. Theory
 * in kernel/wait.c; the wait_event family stands in linux/wait_event.h, which this header includes.
 */
#ifndef _LINUX_WAIT_H
#define _LINUX_WAIT_H

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/sched.h>
#include <linux/spinlock.h>

struct wait_queue_entry;

/**
 * wait_queue_func_t - what a wake-up does for one entry
 * @entry: the entry
 * @mode: TASK_* states that may be woken
 * @flags: WF_SYNC or 0
 * @key: what the waker passes on
 *
 * Called with the queue locked and interrupts off. Return: 1 if somebody was woken, 0 if not,
 * negative to leave the rest of the queue alone.
 */
typedef int (*wait_queue_func_t)(struct wait_queue_entry *entry, unsigned int mode, int flags, void *key);

#define WQ_FLAG_EXCLUSIVE 0x01 /* counts against the number of threads to wake */
#define WQ_FLAG_WOKEN 0x02     /* of wait_woken() */

#define WF_SYNC 0x10 /* the waker is about to sleep itself */

/**
 * struct wait_queue_entry - somebody who waits
 * @flags: WQ_FLAG_*
 * @private: the thread, for the two functions below
 * @func: what to do at a wake-up
 * @entry: place in the queue
 */
struct wait_queue_entry {
	unsigned int flags;
	void *private;
	wait_queue_func_t func;
	struct list_head entry;
};
typedef struct wait_queue_entry wait_queue_entry_t;

/**
 * struct wait_queue_head - those who wait for one thing
 * @lock: guards the list; taken with interrupts off, so that interrupt handlers may wake
 * @head: the list: exclusive waiters behind the others
 */
struct wait_queue_head {
	spinlock_t lock;
	struct list_head head;
};
typedef struct wait_queue_head wait_queue_head_t;

int default_wake_function(struct wait_queue_entry *entry, unsigned int mode, int flags, void *key);
int autoremove_wake_function(struct wait_queue_entry *entry, unsigned int mode, int flags, void *key);
int woken_wake_function(struct wait_queue_entry *entry, unsigned int mode, int flags, void *key);

#define __WAIT_QUEUE_HEAD_INITIALIZER(name)                                                        \
	{ .lock = __SPIN_LOCK_UNLOCKED((name).lock), .head = LIST_HEAD_INIT((name).head) }
#define DECLARE_WAIT_QUEUE_HEAD(name) struct wait_queue_head name = __WAIT_QUEUE_HEAD_INITIALIZER(name)
#define DECLARE_WAIT_QUEUE_HEAD_ONSTACK(name) DECLARE_WAIT_QUEUE_HEAD(name)

#define __WAITQUEUE_INITIALIZER(name, task)                                                        \
	{ .private = (task), .func = default_wake_function, .entry = LIST_HEAD_INIT((name).entry) }
#define DECLARE_WAITQUEUE(name, task) struct wait_queue_entry name = __WAITQUEUE_INITIALIZER(name, task)

#define DEFINE_WAIT_FUNC(name, function)                                                           \
	struct wait_queue_entry name = {                                                           \
		.private = current, .func = (function), .entry = LIST_HEAD_INIT((name).entry)      \
	}
#define DEFINE_WAIT(name) DEFINE_WAIT_FUNC(name, autoremove_wake_function)

#define init_waitqueue_head(wq_head)                                                               \
	do {                                                                                       \
		spin_lock_init(&(wq_head)->lock);                                                  \
		INIT_LIST_HEAD(&(wq_head)->head);                                                  \
	} while (0)

static inline void init_waitqueue_entry(struct wait_queue_entry *entry, struct task_struct *task)
{
	entry->flags = 0;
	entry->private = task;
	entry->func = default_wake_function;
}

static inline void init_waitqueue_func_entry(struct wait_queue_entry *entry, wait_queue_func_t func)
{
	entry->flags = 0;
	entry->private = NULL;
	entry->func = func;
}

#define init_wait(wait) init_wait_entry(wait, 0)
void init_wait_entry(struct wait_queue_entry *entry, int flags);

/**
 * waitqueue_active() - does anybody wait?
 * @wq_head: the queue; not locked
 *
 * A waker that asks this first needs a full barrier between making the condition true and asking;
 * wq_has_sleeper() has it.
 */
static inline int waitqueue_active(struct wait_queue_head *wq_head)
{
	return !list_empty(&wq_head->head);
}

static inline bool wq_has_single_sleeper(struct wait_queue_head *wq_head)
{
	return list_is_singular(&wq_head->head);
}

static inline bool wq_has_sleeper(struct wait_queue_head *wq_head)
{
	smp_mb();
	return waitqueue_active(wq_head);
}

void add_wait_queue(struct wait_queue_head *wq_head, struct wait_queue_entry *entry);
void add_wait_queue_exclusive(struct wait_queue_head *wq_head, struct wait_queue_entry *entry);
void remove_wait_queue(struct wait_queue_head *wq_head, struct wait_queue_entry *entry);

static inline void __add_wait_queue(struct wait_queue_head *wq_head, struct wait_queue_entry *entry)
{
	list_add(&entry->entry, &wq_head->head);
}

static inline void __add_wait_queue_entry_tail(struct wait_queue_head *wq_head, struct wait_queue_entry *entry)
{
	list_add_tail(&entry->entry, &wq_head->head);
}

static inline void __add_wait_queue_exclusive(struct wait_queue_head *wq_head, struct wait_queue_entry *entry)
{
	entry->flags |= WQ_FLAG_EXCLUSIVE;
	__add_wait_queue(wq_head, entry);
}

static inline void __add_wait_queue_entry_tail_exclusive(struct wait_queue_head *wq_head,
							 struct wait_queue_entry *entry)
{
	entry->flags |= WQ_FLAG_EXCLUSIVE;
	__add_wait_queue_entry_tail(wq_head, entry);
}

static inline void __remove_wait_queue(struct wait_queue_head *wq_head, struct wait_queue_entry *entry)
{
	list_del(&entry->entry);
}

/* @nr exclusive waiters are woken, 0: all; and all the others. Any context but NMI. */
int __wake_up(struct wait_queue_head *wq_head, unsigned int mode, int nr, void *key);
void __wake_up_sync_key(struct wait_queue_head *wq_head, unsigned int mode, void *key);
void __wake_up_locked(struct wait_queue_head *wq_head, unsigned int mode, int nr);
void __wake_up_locked_key(struct wait_queue_head *wq_head, unsigned int mode, void *key);

#define wake_up(wq) __wake_up(wq, TASK_NORMAL, 1, NULL)
#define wake_up_nr(wq, nr) __wake_up(wq, TASK_NORMAL, nr, NULL)
#define wake_up_all(wq) __wake_up(wq, TASK_NORMAL, 0, NULL)
#define wake_up_locked(wq) __wake_up_locked(wq, TASK_NORMAL, 1)
#define wake_up_all_locked(wq) __wake_up_locked(wq, TASK_NORMAL, 0)
#define wake_up_sync(wq) __wake_up_sync_key(wq, TASK_NORMAL, NULL)
#define wake_up_interruptible(wq) __wake_up(wq, TASK_INTERRUPTIBLE, 1, NULL)
#define wake_up_interruptible_nr(wq, nr) __wake_up(wq, TASK_INTERRUPTIBLE, nr, NULL)
#define wake_up_interruptible_all(wq) __wake_up(wq, TASK_INTERRUPTIBLE, 0, NULL)
#define wake_up_interruptible_sync(wq) __wake_up_sync_key(wq, TASK_INTERRUPTIBLE, NULL)

/* The key says which events there are (EPOLLIN ...), for entries that look at it. */
#define poll_to_key(mask) ((void *)(uintptr_t)(mask))
#define key_to_poll(key) ((unsigned int)(uintptr_t)(key))
#define wake_up_poll(wq, mask) __wake_up(wq, TASK_NORMAL, 1, poll_to_key(mask))
#define wake_up_locked_poll(wq, mask) __wake_up_locked_key(wq, TASK_NORMAL, poll_to_key(mask))
#define wake_up_interruptible_poll(wq, mask) __wake_up(wq, TASK_INTERRUPTIBLE, 1, poll_to_key(mask))
#define wake_up_interruptible_sync_poll(wq, mask)                                                  \
	__wake_up_sync_key(wq, TASK_INTERRUPTIBLE, poll_to_key(mask))

void prepare_to_wait(struct wait_queue_head *wq_head, struct wait_queue_entry *entry, int state);
bool prepare_to_wait_exclusive(struct wait_queue_head *wq_head, struct wait_queue_entry *entry, int state);
long prepare_to_wait_event(struct wait_queue_head *wq_head, struct wait_queue_entry *entry, int state);
void finish_wait(struct wait_queue_head *wq_head, struct wait_queue_entry *entry);
long wait_woken(struct wait_queue_entry *entry, unsigned int mode, long timeout);

#include <linux/wait_event.h>

#endif
