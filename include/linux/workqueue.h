/* SPDX-License-Identifier: MIT */
/*
 * Work queues: a function is called soon, by a thread, where it may sleep. Theory in
 * kernel/workqueue.c. Delayed work stands in linux/workqueue_delayed.h, which this header includes.
 */
#ifndef _LINUX_WORKQUEUE_H
#define _LINUX_WORKQUEUE_H

#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/threads.h>
#include <linux/types.h>

struct work_struct;
struct worker_pool;
struct pool_workqueue;
struct workqueue_struct;

typedef void (*work_func_t)(struct work_struct *work);

/* Bits of work_struct.data. */
#define WORK_STRUCT_PENDING_BIT 0 /* somebody has queued it, and it has not begun; owns the rest */
#define WORK_STRUCT_COLOR_BIT 1	  /* flush_workqueue() waits for one colour while the other is queued */
#define WORK_STRUCT_INACTIVE_BIT 2 /* waits until max_active lets it */
#define WORK_STRUCT_CANCELING_BIT 3 /* whoever has set PENDING keeps it while it waits */
#define WORK_STRUCT_PENDING (1UL << WORK_STRUCT_PENDING_BIT)
#define WORK_STRUCT_CANCELING (1UL << WORK_STRUCT_CANCELING_BIT)

/**
 * struct work_struct - something to be done
 * @data: WORK_STRUCT_* bits
 * @entry: place in a list of its pool, while queued (pool->lock)
 * @func: what to do; it may free the structure that holds the work
 * @pool: where it is queued, or ran last (lock of that pool)
 * @pwq: what it is queued on
 */
struct work_struct {
	unsigned long data;
	struct list_head entry;
	work_func_t func;
	struct worker_pool *pool;
	struct pool_workqueue *pwq;
};

#define __WORK_INITIALIZER(work, function)                                                         \
	{ .entry = LIST_HEAD_INIT((work).entry), .func = (function) }
#define DECLARE_WORK(name, function) struct work_struct name = __WORK_INITIALIZER(name, function)
#define INIT_WORK(work, function)                                                                  \
	do {                                                                                       \
		struct work_struct *__work = (work);                                               \
												   \
		*__work = (struct work_struct){ .func = (function) };                              \
		INIT_LIST_HEAD(&__work->entry);                                                    \
	} while (0)
#define INIT_WORK_ONSTACK(work, function) INIT_WORK(work, function)
#define PREPARE_WORK(work, function) ((void)((work)->func = (function))) /* until 3.15 */
static inline void destroy_work_on_stack(struct work_struct *work)
{
}

#define work_pending(work) ((bool)(READ_ONCE((work)->data) & WORK_STRUCT_PENDING))

/* What work_busy() tells. */
#define WORK_BUSY_PENDING 1U
#define WORK_BUSY_RUNNING 2U

/* For the queue: */
#define WQ_UNBOUND (1U << 1)	    /* its work runs on any CPU */
#define WQ_MEM_RECLAIM (1U << 3)    /* goes on where no thread can be created; all queues do */
#define WQ_HIGHPRI (1U << 4)	    /* its threads have the nice value -20 */
#define WQ_CPU_INTENSIVE (1U << 5)  /* its work does not keep other work waiting */
#define __WQ_ORDERED (1U << 17)	    /* one at a time, in the order of queueing */

#define WQ_MAX_ACTIVE 512
#define WQ_DFL_ACTIVE (WQ_MAX_ACTIVE / 2)
#define WQ_UNBOUND_MAX_ACTIVE WQ_MAX_ACTIVE

#define WORK_CPU_UNBOUND NR_CPUS /* no CPU in particular: this one */

/* For work of no particular queue; the second is for what takes long. */
extern struct workqueue_struct *system_wq, *system_long_wq, *system_highpri_wq, *system_unbound_wq;

__attribute__((format(printf, 1, 4))) struct workqueue_struct *alloc_workqueue(const char *fmt, unsigned int flags,
									       int max_active, ...);
#define alloc_ordered_workqueue(fmt, flags, args...)                                               \
	alloc_workqueue(fmt, WQ_UNBOUND | __WQ_ORDERED | (flags), 1, ##args)
#define create_workqueue(name) alloc_workqueue("%s", WQ_MEM_RECLAIM, 1, (name))
#define create_singlethread_workqueue(name) alloc_ordered_workqueue("%s", WQ_MEM_RECLAIM, name)
#define create_freezable_workqueue(name) alloc_ordered_workqueue("%s", WQ_MEM_RECLAIM, name)
void destroy_workqueue(struct workqueue_struct *wq);

bool queue_work_on(int cpu, struct workqueue_struct *wq, struct work_struct *work);

/**
 * queue_work() - have some work done soon
 * @wq: by this queue
 * @work: the work
 *
 * On the CPU of the caller, unless the queue is unbound. What the caller has stored before is seen by
 * the work's function, also where the work was queued already.
 *
 * Context: any but NMI. Return: false if it was queued already, and has not begun.
 */
static inline bool queue_work(struct workqueue_struct *wq, struct work_struct *work)
{
	return queue_work_on(WORK_CPU_UNBOUND, wq, work);
}

static inline bool schedule_work(struct work_struct *work)
{
	return queue_work(system_wq, work);
}

static inline bool schedule_work_on(int cpu, struct work_struct *work)
{
	return queue_work_on(cpu, system_wq, work);
}

int schedule_on_each_cpu(work_func_t func);

bool flush_work(struct work_struct *work);
bool cancel_work(struct work_struct *work);
bool cancel_work_sync(struct work_struct *work);
void flush_workqueue(struct workqueue_struct *wq);
void drain_workqueue(struct workqueue_struct *wq);
static inline void flush_scheduled_work(void)
{
	flush_workqueue(system_wq);
}

unsigned int work_busy(struct work_struct *work);
struct work_struct *current_work(void);

#include <linux/workqueue_delayed.h>

#endif
