/* SPDX-License-Identifier: MIT */
/*
 * A thread that does one work after the other, in the order in which they were queued: for who needs
 * a thread of his own (a priority, a CPU), unlike linux/workqueue.h. Theory in kernel/kthread_worker.c.
 */
#ifndef _LINUX_KTHREAD_WORKER_H
#define _LINUX_KTHREAD_WORKER_H

#include <linux/compiler.h>
#include <linux/list.h>
#include <linux/spinlock_types.h>
#include <linux/types.h>

struct kthread_work;
struct task_struct;
typedef void (*kthread_work_func_t)(struct kthread_work *work);

/**
 * struct kthread_worker - a thread and its work
 * @flags: none yet
 * @lock: guards the rest, and the works that are queued
 * @work_list: what waits, the oldest first
 * @task: the thread, NULL while there is none
 * @current_work: what it does now, or NULL
 */
struct kthread_worker {
	unsigned int flags;
	raw_spinlock_t lock;
	struct list_head work_list;
	struct task_struct *task;
	struct kthread_work *current_work;
};

/**
 * struct kthread_work - something to be done
 * @node: place in the list of its worker, while it waits (worker->lock)
 * @func: what to do; it may free or queue the work
 * @worker: where it is queued, or was last
 * @canceling: how many wait for it to be gone: it cannot be queued meanwhile
 */
struct kthread_work {
	struct list_head node;
	kthread_work_func_t func;
	struct kthread_worker *worker;
	int canceling;
};

#define KTHREAD_WORKER_INIT(worker)                                                                \
	{ .lock = __RAW_SPIN_LOCK_UNLOCKED((worker).lock), .work_list = LIST_HEAD_INIT((worker).work_list) }
#define KTHREAD_WORK_INIT(work, fn) { .node = LIST_HEAD_INIT((work).node), .func = (fn) }
#define DEFINE_KTHREAD_WORKER(worker) struct kthread_worker worker = KTHREAD_WORKER_INIT(worker)
#define DEFINE_KTHREAD_WORK(work, fn) struct kthread_work work = KTHREAD_WORK_INIT(work, fn)
#define kthread_init_work(work, fn)                                                                \
	do {                                                                                       \
		struct kthread_work *__work = (work);                                              \
												   \
		*__work = (struct kthread_work){ .func = (fn) };                                   \
		INIT_LIST_HEAD(&__work->node);                                                     \
	} while (0)

void kthread_init_worker(struct kthread_worker *worker);
int kthread_worker_fn(void *worker);
__printf(2, 3) struct kthread_worker *kthread_create_worker(unsigned int flags, const char *namefmt, ...);
__printf(3, 4) struct kthread_worker *kthread_create_worker_on_cpu(int cpu, unsigned int flags, const char *namefmt, ...);
bool kthread_queue_work(struct kthread_worker *worker, struct kthread_work *work);
void kthread_flush_work(struct kthread_work *work);
void kthread_flush_worker(struct kthread_worker *worker);
bool kthread_cancel_work_sync(struct kthread_work *work);
void kthread_destroy_worker(struct kthread_worker *worker);

#endif
