/* SPDX-License-Identifier: MIT */
/* Between the files of the work queues: theory in workqueue.c. */
#ifndef _KERNEL_WORKQUEUE_INTERNAL_H
#define _KERNEL_WORKQUEUE_INTERNAL_H

#include <linux/atomic.h>
#include <linux/completion.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/workqueue.h>

/**
 * struct worker_pool - threads that do the work of one CPU, or of no CPU in particular
 * @lock: guards all of this and the work queued here; taken with interrupts off
 * @worklist: work that may begin
 * @idle: workers with nothing to do
 * @busy: workers that do something
 * @flushers: who waits for work that has not begun
 * @nr_workers: all workers
 * @nr_starting: those that have not run yet
 * @nr_idle: those on @idle
 * @nr_running: those that work and do not sleep
 * @cpu: whose pool it is; -1: of no CPU (i)
 * @shrinking: workers that are idle end
 * @nice: of its workers (i)
 */
struct worker_pool {
	spinlock_t lock;
	struct list_head worklist, idle, busy, flushers;
	unsigned int nr_workers, nr_starting, nr_idle;
	int nr_running;
	int cpu;
	int nice;
	bool shrinking;
};

/**
 * struct pool_workqueue - what a queue has to do with a pool
 * @pool: the pool, whose lock guards the rest (i)
 * @wq: the queue (i)
 * @inactive: work that waits because max_active works are under way
 * @nr_active: work on the pool's worklist or being done
 * @color: of the work that is queued now
 * @nr_in_flight: all work that has not ended, by colour
 * @flushing: somebody waits for the other colour
 */
struct pool_workqueue {
	struct worker_pool *pool;
	struct workqueue_struct *wq;
	struct list_head inactive;
	int nr_active;
	unsigned int color;
	unsigned int nr_in_flight[2];
	bool flushing;
} __aligned(64);

/**
 * struct workqueue_struct - a queue
 * @name: for messages (i)
 * @flags: WQ_* (i)
 * @max_active: how much of its work a pool may do at the same time (i)
 * @order: of the pages that the structure takes (i)
 * @nr_pwqs: 1, or one for each possible CPU (i)
 * @draining: only work that is queued by its own work is taken
 * @flush_lock: one flush at a time
 * @nr_to_flush: pools that a flush waits for, plus one
 * @flushed: no more of them
 * @pwqs: by CPU
 */
struct workqueue_struct {
	char name[24];
	unsigned int flags;
	int max_active;
	unsigned int order;
	unsigned int nr_pwqs;
	int draining;
	struct mutex flush_lock;
	atomic_t nr_to_flush;
	struct completion flushed;
	struct pool_workqueue pwqs[];
};

/**
 * struct worker - a thread of a pool; lives on that thread's stack
 * @task: the thread
 * @pool: its pool
 * @link: place in pool->idle or pool->busy
 * @work: what it does now; may be freed already: only for comparing
 * @func: the function of that work
 * @pwq: what that work was queued on
 * @scheduled: the same work, queued again meanwhile: nobody else may begin it
 * @flushers: who waits for the work to end
 * @sleeping: it is not in nr_running, as it sleeps inside its work
 * @intensive: it is not in nr_running, as WQ_CPU_INTENSIVE wants it
 */
struct worker {
	struct task_struct *task;
	struct worker_pool *pool;
	struct list_head link;
	struct work_struct *work;
	work_func_t func;
	struct pool_workqueue *pwq;
	struct list_head scheduled, flushers;
	bool sleeping, intensive;
};

/**
 * struct work_flusher - waits for one piece of work
 * @work: the work, which has not begun while this is on the pool's list
 * @link: place in pool->flushers or worker->flushers (pool->lock)
 * @done: the work has ended, or was cancelled
 */
struct work_flusher {
	struct work_struct *work;
	struct list_head link;
	struct completion done;
};

/* For the pool itself the lock is held. */

static inline bool pool_is_bound(const struct worker_pool *pool)
{
	return pool->cpu >= 0;
}

/* Is there work, and nobody at it? Workers of no CPU work side by side. */
static inline bool need_worker(const struct worker_pool *pool)
{
	return !list_empty(&pool->worklist) && (!pool_is_bound(pool) || !pool->nr_running);
}

/* workqueue_pool.c */
void init_worker_pools(void);
struct worker_pool *bound_pool(unsigned int cpu, bool highpri);
struct worker_pool *unbound_pool(bool highpri);
void pool_kick(struct worker_pool *pool);
struct worker *pool_find_busy(struct worker_pool *pool, const struct work_struct *work);
struct worker *current_worker(void);

/* workqueue.c */
void pwq_work_done(struct pool_workqueue *pwq, unsigned int color, bool was_active);
void queue_pending_work(int cpu, struct workqueue_struct *wq, struct work_struct *work);

/* workqueue_flush.c */
int grab_pending(struct work_struct *work);
void finish_cancel(struct work_struct *work);
void release_flushers(struct list_head *flushers, const struct work_struct *work);

static inline unsigned int work_color(const struct work_struct *work)
{
	return work->data >> WORK_STRUCT_COLOR_BIT & 1;
}

static inline bool work_inactive(const struct work_struct *work)
{
	return work->data >> WORK_STRUCT_INACTIVE_BIT & 1;
}

#endif
