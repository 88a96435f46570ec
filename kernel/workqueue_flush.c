// SPDX-License-Identifier: MIT
/* Waiting for work that is queued, and taking it back: theory in workqueue.c. */
#include <linux/export.h>
#include <linux/panic.h>
#include <linux/percpu-defs.h>
#include "workqueue_internal.h"

/* Locks the pool that a work is queued in or ran in last; NULL: it never was in any. Interrupts are off. */
static struct worker_pool *lock_pool_of(struct work_struct *work)
{
	struct worker_pool *pool;

	for (;;) {
		pool = READ_ONCE(work->pool);
		if (!pool)
			return NULL;
		spin_lock(&pool->lock);
		if (likely(pool == READ_ONCE(work->pool)))
			return pool;
		spin_unlock(&pool->lock);
	}
}

/* In a list of its pool, which is locked? Between PENDING and there it is the property of one CPU. */
static bool is_queued(const struct work_struct *work)
{
	return work->data & WORK_STRUCT_PENDING && !list_empty(&work->entry);
}

/**
 * release_flushers() - let those go on who wait for a work
 * @flushers: list of struct work_flusher, its pool locked
 * @work: only those who wait for this one; NULL: all
 */
void release_flushers(struct list_head *flushers, const struct work_struct *work)
{
	struct work_flusher *flusher, *next;

	list_for_each_entry_safe(flusher, next, flushers, link) {
		if (work && flusher->work != work)
			continue;
		list_del(&flusher->link);
		complete(&flusher->done); /* and it is gone */
	}
}

/* Puts @flusher where the end of its work will find it; false if there is nothing to wait for. */
static bool attach_flusher(struct work_flusher *flusher)
{
	struct worker_pool *pool;
	struct worker *worker;
	bool queued, itself;

	local_irq_disable();
	pool = lock_pool_of(flusher->work);
	if (!pool) {
		local_irq_enable();
		return false;
	}
	worker = pool_find_busy(pool, flusher->work);
	itself = worker && worker->task == current;
	queued = is_queued(flusher->work);
	if (queued && !itself)
		list_add_tail(&flusher->link, &pool->flushers);
	else if (worker && !itself)
		list_add_tail(&flusher->link, &worker->flushers);
	spin_unlock_irq(&pool->lock);
	WARN_ONCE(itself, "workqueue: %ps waits for its own end\n", flusher->work->func);
	return (queued || worker) && !itself;
}

/**
 * flush_work() - wait until a work has ended that is queued or being done now
 * @work: the work; if it queues itself again, that is not waited for
 *
 * Context: process; may sleep. Return: was there something to wait for?
 */
bool flush_work(struct work_struct *work)
{
	struct work_flusher flusher = { .work = work };

	might_sleep();
	init_completion(&flusher.done);
	if (!attach_flusher(&flusher))
		return false;
	wait_for_completion(&flusher.done);
	return true;
}
EXPORT_SYMBOL(flush_work);

/**
 * grab_pending() - make oneself the owner of a work that has not begun
 * @work: the work; WORK_STRUCT_PENDING is the caller's on return, unless -EAGAIN
 *
 * Context: interrupts off, until the caller has queued it or given PENDING back.
 *
 * Return: 0 if it was not queued, 1 if it was and has been taken off, -EAGAIN: another CPU is at it
 * at this moment, try again; -ENOENT: somebody waits in cancel_work_sync().
 */
int grab_pending(struct work_struct *work)
{
	struct worker_pool *pool;
	bool taken;

	if (!test_and_set_bit(WORK_STRUCT_PENDING_BIT, &work->data))
		return 0;
	if (READ_ONCE(work->data) & WORK_STRUCT_CANCELING)
		return -ENOENT;
	pool = lock_pool_of(work);
	if (!pool)
		return -EAGAIN;
	taken = is_queued(work);
	if (taken) {
		list_del_init(&work->entry);
		release_flushers(&pool->flushers, work);
		pwq_work_done(work->pwq, work_color(work), !work_inactive(work));
	}
	spin_unlock(&pool->lock);
	return taken ? 1 : -EAGAIN;
}

/**
 * cancel_work() - take a work back that has not begun
 * @work: the work
 *
 * Context: any but NMI. Return: had it been queued?
 */
bool cancel_work(struct work_struct *work)
{
	unsigned long flags;
	int taken;

	local_irq_save(flags);
	while ((taken = grab_pending(work)) == -EAGAIN)
		cpu_relax();
	if (taken >= 0)
		clear_bit(WORK_STRUCT_PENDING_BIT, &work->data);
	local_irq_restore(flags);
	return taken > 0;
}
EXPORT_SYMBOL(cancel_work);

/**
 * finish_cancel() - wait for the end of a work that the caller has grabbed, and give it back
 * @work: with WORK_STRUCT_PENDING and WORK_STRUCT_CANCELING
 */
void finish_cancel(struct work_struct *work)
{
	flush_work(work); /* in no list, and nobody can queue it: only its run is waited for */
	__atomic_and_fetch(&work->data, ~(WORK_STRUCT_PENDING | WORK_STRUCT_CANCELING), __ATOMIC_SEQ_CST);
}

/* Waits until it is ours; 1 if it had been queued. */
static int grab_for_cancel(struct work_struct *work)
{
	int taken;

	for (;;) {
		local_irq_disable();
		taken = grab_pending(work);
		if (taken >= 0)
			set_bit(WORK_STRUCT_CANCELING_BIT, &work->data);
		local_irq_enable();
		if (taken >= 0)
			return taken;
		if (taken == -ENOENT)
			schedule_timeout_uninterruptible(1);
		else
			cpu_relax();
	}
}

/**
 * cancel_work_sync() - take a work back, and wait for its end if it has begun
 * @work: the work; cannot be queued meanwhile, not by itself either
 *
 * Context: process; may sleep. Return: had it been queued?
 */
bool cancel_work_sync(struct work_struct *work)
{
	int taken;

	might_sleep();
	taken = grab_for_cancel(work);
	finish_cancel(work);
	return taken;
}
EXPORT_SYMBOL(cancel_work_sync);

/* From now on new work has the other colour; true if there is some of the old one to wait for. */
static bool change_color(struct pool_workqueue *pwq)
{
	bool wait;

	spin_lock_irq(&pwq->pool->lock);
	wait = pwq->nr_in_flight[pwq->color];
	if (wait)
		atomic_inc(&pwq->wq->nr_to_flush);
	pwq->flushing = wait;
	pwq->color = !pwq->color;
	spin_unlock_irq(&pwq->pool->lock);
	return wait;
}

/**
 * flush_workqueue() - wait until all work has ended that is queued now
 * @wq: the queue
 *
 * Context: process; may sleep; not from the queue's own work.
 */
void flush_workqueue(struct workqueue_struct *wq)
{
	might_sleep();
	mutex_lock(&wq->flush_lock);
	atomic_set(&wq->nr_to_flush, 1);
	init_completion(&wq->flushed);
	for (unsigned int i = 0; i < wq->nr_pwqs; i++)
		change_color(&wq->pwqs[i]);
	if (!atomic_dec_and_test(&wq->nr_to_flush))
		wait_for_completion(&wq->flushed);
	mutex_unlock(&wq->flush_lock);
}
EXPORT_SYMBOL(flush_workqueue);

static bool is_empty(struct workqueue_struct *wq)
{
	bool empty = true;

	for (unsigned int i = 0; i < wq->nr_pwqs && empty; i++) {
		struct pool_workqueue *pwq = &wq->pwqs[i];

		spin_lock_irq(&pwq->pool->lock);
		empty = !pwq->nr_in_flight[0] && !pwq->nr_in_flight[1];
		spin_unlock_irq(&pwq->pool->lock);
	}
	return empty;
}

/**
 * drain_workqueue() - wait until the queue is empty
 * @wq: the queue; meanwhile only its own work may queue more
 *
 * Context: process; may sleep.
 */
void drain_workqueue(struct workqueue_struct *wq)
{
	mutex_lock(&wq->flush_lock);
	wq->draining++;
	mutex_unlock(&wq->flush_lock);
	do {
		flush_workqueue(wq);
	} while (!is_empty(wq));
	mutex_lock(&wq->flush_lock);
	wq->draining--;
	mutex_unlock(&wq->flush_lock);
}
EXPORT_SYMBOL(drain_workqueue);

/**
 * work_busy() - is a work queued or being done?
 * @work: the work
 *
 * Return: sum of WORK_BUSY_PENDING and WORK_BUSY_RUNNING, true at some moment during the call.
 */
unsigned int work_busy(struct work_struct *work)
{
	unsigned int busy = work_pending(work) ? WORK_BUSY_PENDING : 0;
	struct worker_pool *pool;
	unsigned long flags;

	local_irq_save(flags);
	pool = lock_pool_of(work);
	if (pool) {
		if (pool_find_busy(pool, work))
			busy |= WORK_BUSY_RUNNING;
		spin_unlock(&pool->lock);
	}
	local_irq_restore(flags);
	return busy;
}
EXPORT_SYMBOL(work_busy);

static DEFINE_PER_CPU(struct work_struct, each_cpu_work);
static DEFINE_MUTEX(each_cpu_lock);

/**
 * schedule_on_each_cpu() - run a function on every CPU, one after the other or at the same time
 * @func: called by a worker of each online CPU
 *
 * Context: process; may sleep. Return: 0, when all have ended.
 */
int schedule_on_each_cpu(work_func_t func)
{
	unsigned int cpu;

	mutex_lock(&each_cpu_lock);
	for_each_online_cpu(cpu) {
		INIT_WORK(&per_cpu(each_cpu_work, cpu), func);
		schedule_work_on(cpu, &per_cpu(each_cpu_work, cpu));
	}
	for_each_online_cpu(cpu)
		flush_work(&per_cpu(each_cpu_work, cpu));
	mutex_unlock(&each_cpu_lock);
	return 0;
}
EXPORT_SYMBOL(schedule_on_each_cpu);
