// SPDX-License-Identifier: MIT
/*
 * The threads that do the work of the work queues: theory in workqueue.c.
 *
 * A worker that finds nothing to do sleeps on its pool's idle list; the third one there ends. One
 * thread, "kworkers", makes the workers that are missing.
 */
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kthread.h>
#include <linux/panic.h>
#include <linux/percpu-defs.h>
#include <quarry/workqueue.h>
#include "workqueue_internal.h"

#define MAX_WORKERS 32 /* of a pool */
#define MAX_IDLE 2

static DEFINE_PER_CPU(struct worker_pool[2], cpu_pools); /* the second for WQ_HIGHPRI */
static struct worker_pool unbound_pools[2];

static struct task_struct *manager;
static bool manager_asked;   /* some pool may lack a worker */
static bool manager_rescues; /* it does work itself, and is not to be woken out of that */

struct worker_pool *bound_pool(unsigned int cpu, bool highpri)
{
	return &per_cpu(cpu_pools, cpu)[highpri];
}

struct worker_pool *unbound_pool(bool highpri)
{
	return &unbound_pools[highpri];
}

/* The worker that the caller is, or NULL. */
struct worker *current_worker(void)
{
	return current->flags & PF_WQ_WORKER ? current->worker_private : NULL;
}

/**
 * current_work() - the work that the caller does
 *
 * Return: NULL if it is no worker.
 */
struct work_struct *current_work(void)
{
	struct worker *worker = current_worker();

	return worker ? worker->work : NULL;
}
EXPORT_SYMBOL(current_work);

/**
 * pool_kick() - somebody has to see to the pool's worklist
 * @pool: locked
 */
void pool_kick(struct worker_pool *pool)
{
	if (!list_empty(&pool->idle)) {
		wake_up_process(list_first_entry(&pool->idle, struct worker, link)->task);
	} else {
		WRITE_ONCE(manager_asked, true);
		if (!READ_ONCE(manager_rescues))
			wake_up_process(manager);
	}
}

/**
 * pool_find_busy() - who does a piece of work?
 * @pool: locked
 * @work: the work; another that came to lie at the same address has another function
 *
 * Return: the worker, or NULL.
 */
struct worker *pool_find_busy(struct worker_pool *pool, const struct work_struct *work)
{
	struct worker *worker;

	list_for_each_entry(worker, &pool->busy, link)
		if (worker->work == work && worker->func == work->func)
			return worker;
	return NULL;
}

/* Work that leaves something behind would make the next one fail: name it, and clean up. */
static void check_left_behind(work_func_t func)
{
	if (likely(!preempt_count() && !irqs_disabled()))
		return;
	pr_err("BUG: workqueue: %ps left preempt_count 0x%08x%s\n", func, preempt_count(),
	       irqs_disabled() ? ", interrupts off" : "");
	preempt_count_set(0);
	local_irq_enable();
}

static void begin_work(struct worker *self, struct work_struct *work)
{
	struct worker_pool *pool = self->pool;
	struct work_flusher *flusher, *next;

	self->work = work;
	self->func = work->func;
	self->pwq = work->pwq;
	self->intensive = pool_is_bound(pool) && work->pwq->wq->flags & WQ_CPU_INTENSIVE;
	list_add(&self->link, &pool->busy);
	list_del_init(&work->entry);
	list_for_each_entry_safe(flusher, next, &pool->flushers, link)
		if (flusher->work == work)
			list_move_tail(&flusher->link, &self->flushers);
	pool->nr_running -= self->intensive;
	if (need_worker(pool))
		pool_kick(pool);
}

static void end_work(struct worker *self, unsigned int color)
{
	struct worker_pool *pool = self->pool;

	pool->nr_running += self->intensive;
	self->intensive = false;
	list_del(&self->link);
	list_splice_init(&self->scheduled, &pool->worklist);
	release_flushers(&self->flushers, NULL);
	self->work = NULL;
	pwq_work_done(self->pwq, color, true);
	self->pwq = NULL;
}

/* Does a piece of work from the worklist; the pool is locked, but not meanwhile. */
static void do_work(struct worker *self, struct work_struct *work)
{
	struct worker_pool *pool = self->pool;
	struct worker *other = pool_find_busy(pool, work);
	unsigned int color = work_color(work);

	if (other) {
		list_move_tail(&work->entry, &other->scheduled);
		return;
	}
	begin_work(self, work);
	/* A full barrier: whoever found the work pending has stored what he wanted it to see. */
	test_and_clear_bit(WORK_STRUCT_PENDING_BIT, &work->data);
	spin_unlock_irq(&pool->lock);
	self->func(work); /* and @work may be gone */
	check_left_behind(self->func);
	spin_lock_irq(&pool->lock);
	end_work(self, color);
}

/* As long as there is work, and no other worker of this CPU is at it. */
static void do_worklist(struct worker *self)
{
	struct worker_pool *pool = self->pool;

	pool->nr_running++;
	while (!list_empty(&pool->worklist) && (!pool_is_bound(pool) || pool->nr_running <= 1))
		do_work(self, list_first_entry(&pool->worklist, struct work_struct, entry));
	pool->nr_running--;
}

/* Sleeps until somebody kicks the pool; false if there are idle workers enough. */
static bool idle(struct worker *self)
{
	struct worker_pool *pool = self->pool;

	if (pool->nr_idle == MAX_IDLE || pool->shrinking)
		return false;
	list_add(&self->link, &pool->idle);
	pool->nr_idle++;
	__set_current_state(TASK_IDLE); /* the lock orders it: who kicks has it */
	spin_unlock_irq(&pool->lock);
	schedule();
	spin_lock_irq(&pool->lock);
	pool->nr_idle--;
	list_del(&self->link);
	return !pool->shrinking || need_worker(pool);
}

static void init_worker(struct worker *self, struct worker_pool *pool)
{
	*self = (struct worker){ .task = current, .pool = pool };
	INIT_LIST_HEAD(&self->scheduled);
	INIT_LIST_HEAD(&self->flushers);
	current->worker_private = self;
	current->flags |= PF_WQ_WORKER;
}

static int worker_main(void *arg)
{
	struct worker_pool *pool = arg;
	struct worker self;

	init_worker(&self, pool);
	spin_lock_irq(&pool->lock);
	pool->nr_starting--;
	do {
		do_worklist(&self);
	} while (idle(&self));
	pool->nr_workers--;
	spin_unlock_irq(&pool->lock);
	return 0;
}

/**
 * wq_worker_sleeping() - a worker is about to sleep: another one takes over its CPU's work
 * @task: the worker; the caller
 */
void wq_worker_sleeping(struct task_struct *task)
{
	struct worker *self = task->worker_private;
	struct worker_pool *pool = self->pool;

	if (!self->work || !pool_is_bound(pool) || self->intensive || self->sleeping)
		return;
	spin_lock_irq(&pool->lock);
	self->sleeping = true;
	pool->nr_running--;
	if (need_worker(pool))
		pool_kick(pool);
	spin_unlock_irq(&pool->lock);
}

/**
 * wq_worker_running() - a worker goes on after a sleep
 * @task: the worker; the caller
 */
void wq_worker_running(struct task_struct *task)
{
	struct worker *self = task->worker_private;
	struct worker_pool *pool = self->pool;

	if (!self->sleeping)
		return;
	spin_lock_irq(&pool->lock);
	self->sleeping = false;
	pool->nr_running++;
	spin_unlock_irq(&pool->lock);
}

static struct task_struct *create_worker(struct worker_pool *pool)
{
	const char *suffix = pool->nice ? "H" : "";
	struct task_struct *task;

	if (!pool_is_bound(pool)) {
		task = kthread_create(worker_main, pool, "kworker/u%s", suffix);
	} else {
		task = kthread_create(worker_main, pool, "kworker/%d%s", pool->cpu, suffix);
		if (!IS_ERR(task))
			kthread_bind(task, pool->cpu);
	}
	if (IS_ERR(task))
		return NULL;
	set_user_nice(task, pool->nice);
	return task;
}

/* No memory for a worker: the manager does what there is to do, one after the other. */
static void rescue(struct worker_pool *pool)
{
	struct worker self;

	if (pool_is_bound(pool))
		set_cpus_allowed_ptr(current, cpumask_of(pool->cpu));
	WRITE_ONCE(manager_rescues, true);
	init_worker(&self, pool);
	spin_lock_irq(&pool->lock);
	do_worklist(&self);
	spin_unlock_irq(&pool->lock);
	WRITE_ONCE(manager_rescues, false);
	current->flags &= ~PF_WQ_WORKER;
	set_cpus_allowed_ptr(current, cpu_possible_mask);
}

static void manage(struct worker_pool *pool)
{
	struct task_struct *task;
	bool lacks;

	spin_lock_irq(&pool->lock);
	lacks = need_worker(pool) && !pool->nr_idle && !pool->nr_starting && pool->nr_workers < MAX_WORKERS;
	pool->nr_workers += lacks;
	pool->nr_starting += lacks;
	spin_unlock_irq(&pool->lock);
	if (!lacks)
		return;
	task = create_worker(pool);
	if (task) {
		wake_up_process(task);
		return;
	}
	spin_lock_irq(&pool->lock);
	pool->nr_workers--;
	pool->nr_starting--;
	spin_unlock_irq(&pool->lock);
	rescue(pool);
}

static int manager_main(void *unused)
{
	unsigned int cpu;

	while (!kthread_should_stop()) {
		for_each_online_cpu(cpu) {
			manage(bound_pool(cpu, false));
			manage(bound_pool(cpu, true));
		}
		manage(unbound_pool(false));
		manage(unbound_pool(true));
		set_current_state(TASK_IDLE);
		if (!READ_ONCE(manager_asked))
			schedule();
		__set_current_state(TASK_RUNNING);
		WRITE_ONCE(manager_asked, false);
		smp_mb(); /* the pools are looked at behind that */
	}
	return 0;
}

/* Ends the idle workers of a pool; returns when they are on their way. */
static void shrink_pool(struct worker_pool *pool)
{
	struct worker *worker;

	spin_lock_irq(&pool->lock);
	pool->shrinking = true;
	list_for_each_entry(worker, &pool->idle, link)
		wake_up_process(worker->task);
	while (pool->nr_idle || pool->nr_starting) {
		spin_unlock_irq(&pool->lock);
		schedule_timeout_uninterruptible(1);
		spin_lock_irq(&pool->lock);
	}
	pool->shrinking = false;
	spin_unlock_irq(&pool->lock);
}

/**
 * workqueue_shrink() - give back the memory of workers that have nothing to do
 *
 * Context: process; may sleep. kthread_forget_ended() does the rest.
 */
void workqueue_shrink(void)
{
	unsigned int cpu;

	for (int highpri = 0; highpri < 2; highpri++) {
		for_each_online_cpu(cpu)
			shrink_pool(bound_pool(cpu, highpri));
		shrink_pool(unbound_pool(highpri));
	}
}

static void __init init_pool(struct worker_pool *pool, int cpu, bool highpri)
{
	spin_lock_init(&pool->lock);
	INIT_LIST_HEAD(&pool->worklist);
	INIT_LIST_HEAD(&pool->idle);
	INIT_LIST_HEAD(&pool->busy);
	INIT_LIST_HEAD(&pool->flushers);
	pool->cpu = cpu;
	pool->nice = highpri ? MIN_NICE : 0;
}

/* All pools, without workers, and the thread that makes those. */
void __init init_worker_pools(void)
{
	unsigned int cpu;

	for (int highpri = 0; highpri < 2; highpri++) {
		for_each_possible_cpu(cpu)
			init_pool(bound_pool(cpu, highpri), cpu, highpri);
		init_pool(unbound_pool(highpri), -1, highpri);
	}
	manager = kthread_run(manager_main, NULL, "kworkers");
	if (IS_ERR(manager))
		panic("workqueue: no memory for a thread");
}
