/* SPDX-License-Identifier: MIT */
/*
 * Simple wait queues: threads only, woken one at a time in the order of their coming, so that what a
 * wake-up does is bounded. Completions are made of them; everybody else wants linux/wait.h.
 */
#ifndef _LINUX_SWAIT_H
#define _LINUX_SWAIT_H

#include <linux/list.h>
#include <linux/sched.h>
#include <linux/spinlock.h>

/**
 * struct swait_queue_head - those who wait
 * @lock: guards the list; taken with interrupts off
 * @task_list: the list, first come first
 */
struct swait_queue_head {
	raw_spinlock_t lock;
	struct list_head task_list;
};

/**
 * struct swait_queue - one who waits
 * @task: the thread
 * @task_list: place in the queue; empty once it has been woken
 */
struct swait_queue {
	struct task_struct *task;
	struct list_head task_list;
};

#define __SWAIT_QUEUE_HEAD_INITIALIZER(name)                                                       \
	{ .lock = __RAW_SPIN_LOCK_UNLOCKED((name).lock), .task_list = LIST_HEAD_INIT((name).task_list) }
#define DECLARE_SWAIT_QUEUE_HEAD(name)                                                             \
	struct swait_queue_head name = __SWAIT_QUEUE_HEAD_INITIALIZER(name)
#define DECLARE_SWAIT_QUEUE_HEAD_ONSTACK(name) DECLARE_SWAIT_QUEUE_HEAD(name)
#define __SWAITQUEUE_INITIALIZER(name)                                                             \
	{ .task = current, .task_list = LIST_HEAD_INIT((name).task_list) }
#define DECLARE_SWAITQUEUE(name) struct swait_queue name = __SWAITQUEUE_INITIALIZER(name)

#define init_swait_queue_head(q)                                                                   \
	do {                                                                                       \
		raw_spin_lock_init(&(q)->lock);                                                    \
		INIT_LIST_HEAD(&(q)->task_list);                                                   \
	} while (0)

static inline int swait_active(struct swait_queue_head *q)
{
	return !list_empty(&q->task_list);
}

/* As swait_active(), behind a full barrier: what the caller has stored before is seen by a sleeper. */
static inline bool swq_has_sleeper(struct swait_queue_head *q)
{
	smp_mb();
	return swait_active(q);
}

/* kernel/completion.c; the _locked forms want q->lock held and interrupts off */
void swake_up_one(struct swait_queue_head *q);
void swake_up_all(struct swait_queue_head *q);
void swake_up_locked(struct swait_queue_head *q);
void swake_up_all_locked(struct swait_queue_head *q);

void prepare_to_swait_exclusive(struct swait_queue_head *q, struct swait_queue *wait, int state);
void finish_swait(struct swait_queue_head *q, struct swait_queue *wait);

#define __swait_event(wq, condition, state, sleep)                                                 \
	do {                                                                                       \
		DECLARE_SWAITQUEUE(__wait);                                                        \
												   \
		for (;;) {                                                                         \
			prepare_to_swait_exclusive(&(wq), &__wait, state);                         \
			if (condition)                                                             \
				break;                                                             \
			sleep;                                                                     \
		}                                                                                  \
		finish_swait(&(wq), &__wait);                                                      \
	} while (0)

#define swait_event_exclusive(wq, condition)                                                       \
	__swait_event(wq, condition, TASK_UNINTERRUPTIBLE, schedule())
#define swait_event_idle_exclusive(wq, condition) __swait_event(wq, condition, TASK_IDLE, schedule())
#define swait_event_interruptible_exclusive(wq, condition)                                         \
	({                                                                                         \
		__swait_event(wq, condition, TASK_INTERRUPTIBLE, schedule());                      \
		0;                                                                                 \
	})

#endif
