// SPDX-License-Identifier: MIT
/*
 * Work queues.
 *
 * Theory
 *	A queue does not have threads: pools have. Each CPU has a pool (two: the second for WQ_HIGHPRI),
 *	and there is one for the work of no CPU in particular. A queue decides to which pool a piece of
 *	work goes and how much of its work a pool may do at the same time (max_active); the rest waits in
 *	the queue's own list. An ordered queue is one pool and max_active 1.
 *
 *	The worker of a CPU's pool does one piece of work after the other. Only when it goes to sleep in
 *	one does the next worker take over: the scheduler tells us (wq_worker_sleeping()). So work that
 *	does not sleep begins and ends in the order of queueing, and work that waits for other work of the
 *	same CPU gets it done. The workers of the pool without a CPU work side by side.
 *
 *	Workers are created when they are needed, by one thread that also does the work itself where
 *	there is no memory for another: work of different queues that does not wait for each other gets
 *	done always.
 *
 * Invariants
 *	Who sets WORK_STRUCT_PENDING owns the work until it begins: it is queued at most once. The bit is
 *	cleared just before the function is called, behind which all that was stored before an attempt to
 *	queue it again is seen; so no request is lost.
 *	A piece of work runs on one CPU at a time: queued again while it runs it goes to the same pool,
 *	and there waits for the worker that has it.
 *	Works in flight have one of two colours. A flush lets new work have the other colour, which no
 *	work has at that moment, and waits until none of the old colour is left.
 *
 * Lock order: flush_lock, then a pool's lock, then what complete() and wake_up_process() take.
 *
 * Complexity: queueing is O(1), but for a look at the pool's busy workers when a work begins.
 *
 * Limits: MAX_WORKERS workers a pool. max_active counts by pool.
 */
#include <linux/export.h>
#include <linux/gfp.h>
#include <linux/init.h>
#include <linux/mm.h>
#include <linux/panic.h>
#include <linux/percpu-defs.h>
#include <quarry/workqueue.h>
#include "workqueue_internal.h"

struct workqueue_struct *system_wq, *system_long_wq, *system_highpri_wq, *system_unbound_wq;
EXPORT_SYMBOL(system_wq);
EXPORT_SYMBOL(system_unbound_wq);
EXPORT_SYMBOL(system_long_wq);
EXPORT_SYMBOL(system_highpri_wq);

/* Lets a work of the queue's own list begin, if there is one and as many as allowed have not. */
static void activate_next(struct pool_workqueue *pwq)
{
	struct work_struct *work;

	if (list_empty(&pwq->inactive) || pwq->nr_active >= pwq->wq->max_active)
		return;
	work = list_first_entry(&pwq->inactive, struct work_struct, entry);
	clear_bit(WORK_STRUCT_INACTIVE_BIT, &work->data);
	list_move_tail(&work->entry, &pwq->pool->worklist);
	pwq->nr_active++;
	if (need_worker(pwq->pool))
		pool_kick(pwq->pool);
}

/**
 * pwq_work_done() - a work has ended, or will not begin
 * @pwq: what it was queued on; its pool is locked. May be gone on return
 * @color: of the work
 * @was_active: it counted as active
 */
void pwq_work_done(struct pool_workqueue *pwq, unsigned int color, bool was_active)
{
	if (was_active) {
		pwq->nr_active--;
		activate_next(pwq);
	}
	if (--pwq->nr_in_flight[color] || !pwq->flushing || color == pwq->color)
		return;
	pwq->flushing = false;
	if (atomic_dec_and_test(&pwq->wq->nr_to_flush))
		complete(&pwq->wq->flushed);
}

static struct pool_workqueue *choose_pwq(int cpu, struct workqueue_struct *wq)
{
	if (wq->flags & WQ_UNBOUND)
		return &wq->pwqs[0];
	if ((unsigned int)cpu >= nr_cpu_ids || !cpu_online(cpu))
		cpu = raw_smp_processor_id();
	return &wq->pwqs[cpu];
}

/* Locks the pool that @work has to go to: not @pwq's if it is being done elsewhere. */
static struct pool_workqueue *lock_pwq_for(struct pool_workqueue *pwq, struct work_struct *work)
{
	struct worker_pool *last = READ_ONCE(work->pool);
	struct worker *worker;

	if (last && last != pwq->pool) {
		spin_lock(&last->lock);
		worker = pool_find_busy(last, work);
		if (worker && worker->pwq->wq == pwq->wq)
			return worker->pwq;
		spin_unlock(&last->lock);
	}
	spin_lock(&pwq->pool->lock);
	return pwq;
}

static void insert_work(struct pool_workqueue *pwq, struct work_struct *work)
{
	struct worker_pool *pool = pwq->pool;
	bool active = pwq->nr_active < pwq->wq->max_active;

	work->pwq = pwq;
	WRITE_ONCE(work->pool, pool);
	pwq->nr_in_flight[pwq->color]++;
	WRITE_ONCE(work->data, WORK_STRUCT_PENDING | pwq->color << WORK_STRUCT_COLOR_BIT |
				       !active << WORK_STRUCT_INACTIVE_BIT);
	if (!active) {
		list_add_tail(&work->entry, &pwq->inactive);
		return;
	}
	pwq->nr_active++;
	list_add_tail(&work->entry, &pool->worklist);
	if (need_worker(pool))
		pool_kick(pool);
}

/* A queue that is being emptied takes work only from its own work. */
static bool refused(struct workqueue_struct *wq, struct work_struct *work)
{
	struct worker *worker;

	if (likely(!READ_ONCE(wq->draining)))
		return false;
	worker = in_task() ? current_worker() : NULL;
	if (worker && worker->pwq && worker->pwq->wq == wq)
		return false;
	WARN_ONCE(1, "workqueue: %s is being emptied, and takes no more work\n", wq->name);
	clear_bit(WORK_STRUCT_PENDING_BIT, &work->data);
	return true;
}

/**
 * queue_pending_work() - queue a work whose WORK_STRUCT_PENDING the caller has set
 * @cpu: the CPU, or WORK_CPU_UNBOUND
 * @wq: the queue
 * @work: the work
 *
 * Context: any but NMI, with interrupts off.
 */
void queue_pending_work(int cpu, struct workqueue_struct *wq, struct work_struct *work)
{
	struct pool_workqueue *pwq;

	if (refused(wq, work))
		return;
	pwq = lock_pwq_for(choose_pwq(cpu, wq), work);
	insert_work(pwq, work);
	spin_unlock(&pwq->pool->lock);
}

/**
 * queue_work_on() - have some work done soon, by a CPU
 * @cpu: the CPU; one that is not online counts as WORK_CPU_UNBOUND: this one
 * @wq: the queue
 * @work: the work
 *
 * Context: any but NMI. Return: false if it was queued already, and has not begun.
 */
bool queue_work_on(int cpu, struct workqueue_struct *wq, struct work_struct *work)
{
	unsigned long flags;
	bool queued;

	local_irq_save(flags);
	queued = !test_and_set_bit(WORK_STRUCT_PENDING_BIT, &work->data);
	if (queued)
		queue_pending_work(cpu, wq, work);
	local_irq_restore(flags);
	return queued;
}
EXPORT_SYMBOL(queue_work_on);

static void init_pwq(struct workqueue_struct *wq, unsigned int cpu)
{
	bool highpri = wq->flags & WQ_HIGHPRI;

	wq->pwqs[cpu] = (struct pool_workqueue){
		.wq = wq,
		.pool = wq->flags & WQ_UNBOUND ? unbound_pool(highpri) : bound_pool(cpu, highpri),
	};
	INIT_LIST_HEAD(&wq->pwqs[cpu].inactive);
}

/**
 * alloc_workqueue() - make a queue
 * @fmt: its name, as for printf()
 * @flags: WQ_*
 * @max_active: how much of its work a CPU may do at the same time; 0: many
 *
 * Context: process; may sleep. Return: the queue, or NULL without memory.
 */
struct workqueue_struct *alloc_workqueue(const char *fmt, unsigned int flags, int max_active, ...)
{
	unsigned int nr_pwqs = flags & WQ_UNBOUND ? 1 : nr_cpu_ids;
	unsigned int order = get_order(sizeof(struct workqueue_struct) + nr_pwqs * sizeof(struct pool_workqueue));
	struct workqueue_struct *wq = (void *)__get_free_pages(GFP_KERNEL | __GFP_ZERO, order);
	va_list args;

	if (!wq)
		return NULL;
	va_start(args, max_active);
	vsnprintf(wq->name, sizeof(wq->name), fmt, args);
	va_end(args);
	wq->flags = flags;
	wq->max_active = clamp(max_active ? max_active : WQ_DFL_ACTIVE, 1, WQ_MAX_ACTIVE);
	wq->order = order;
	wq->nr_pwqs = nr_pwqs;
	mutex_init(&wq->flush_lock);
	for (unsigned int cpu = 0; cpu < nr_pwqs; cpu++)
		init_pwq(wq, cpu);
	return wq;
}
EXPORT_SYMBOL(alloc_workqueue);

/**
 * destroy_workqueue() - do what is queued, and free the queue
 * @wq: the queue; nobody queues on it any more
 *
 * Context: process; may sleep.
 */
void destroy_workqueue(struct workqueue_struct *wq)
{
	drain_workqueue(wq);
	free_pages((unsigned long)wq, wq->order);
}
EXPORT_SYMBOL(destroy_workqueue);

/**
 * workqueue_init() - the pools, and the queues that the system has
 *
 * Once threads can be created; from then on work can be queued.
 */
void __init workqueue_init(void)
{
	init_worker_pools();
	system_wq = alloc_workqueue("events", 0, 0);
	system_long_wq = alloc_workqueue("events_long", 0, 0);
	system_highpri_wq = alloc_workqueue("events_highpri", WQ_HIGHPRI, 0);
	system_unbound_wq = alloc_workqueue("events_unbound", WQ_UNBOUND, 0);
	if (!system_wq || !system_long_wq || !system_highpri_wq || !system_unbound_wq)
		panic("workqueue: no memory for the system's queues");
}
