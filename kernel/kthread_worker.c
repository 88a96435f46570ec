// SPDX-License-Identifier: MIT
/*
 * Threads that do one work after the other.
 *
 * Theory
 *	A work waits in its worker's list, at most once, and is taken off before its function is called:
 *	so the function may queue it again, or free it, and is not touched afterwards. To wait for a work
 *	that is being done is to queue another behind it and to wait until that one has had its turn.
 *
 * Invariants: work->node is empty if and only if the work does not wait. current_work is cleared by
 * the worker itself, under the lock.
 *
 * Locks: worker->lock, with interrupts off; inside it what wake_up_process() takes.
 */
#include <linux/completion.h>
#include <linux/cpumask.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/slab.h>

/**
 * kthread_init_worker() - prepare a worker that has no thread yet
 * @worker: in no use; kthread_run(kthread_worker_fn, worker, name) then gives it one
 */
void kthread_init_worker(struct kthread_worker *worker)
{
	*worker = (struct kthread_worker){ .task = NULL };
	raw_spin_lock_init(&worker->lock);
	INIT_LIST_HEAD(&worker->work_list);
}
EXPORT_SYMBOL(kthread_init_worker);

/* The next work, taken off the list; the one before it is done. */
static struct kthread_work *next_work(struct kthread_worker *worker)
{
	struct kthread_work *work;

	raw_spin_lock_irq(&worker->lock);
	work = list_first_entry_or_null(&worker->work_list, struct kthread_work, node);
	if (work)
		list_del_init(&work->node);
	worker->current_work = work;
	raw_spin_unlock_irq(&worker->lock);
	return work;
}

/**
 * kthread_worker_fn() - what a worker's thread does, until it is stopped
 * @worker: the worker; what it still has to do when it is stopped, it leaves
 */
int kthread_worker_fn(void *worker)
{
	struct kthread_worker *me = worker;

	WRITE_ONCE(me->task, current);
	for (;;) {
		struct kthread_work *work;

		set_current_state(TASK_INTERRUPTIBLE); /* ahead of looking: see kernel/sched/wakeup.c */
		if (kthread_should_stop())
			break;
		work = next_work(me);
		if (work) {
			__set_current_state(TASK_RUNNING);
			work->func(work);
		} else {
			schedule();
		}
	}
	__set_current_state(TASK_RUNNING);
	raw_spin_lock_irq(&me->lock);
	me->task = NULL;
	me->current_work = NULL;
	raw_spin_unlock_irq(&me->lock);
	return 0;
}
EXPORT_SYMBOL(kthread_worker_fn);

static struct kthread_worker *create(int cpu, const char *namefmt, va_list args)
{
	struct kthread_worker *worker = kmalloc(sizeof(*worker), GFP_KERNEL);
	char name[TASK_COMM_LEN];
	struct task_struct *task;

	if (!worker)
		return ERR_PTR(-ENOMEM);
	kthread_init_worker(worker);
	vsnprintf(name, sizeof(name), namefmt, args);
	task = kthread_create(kthread_worker_fn, worker, "%s", name);
	if (IS_ERR(task)) {
		kfree(worker);
		return ERR_CAST(task);
	}
	if (cpu >= 0)
		kthread_bind(task, cpu);
	worker->task = task;
	wake_up_process(task);
	return worker;
}

/**
 * kthread_create_worker() - make a worker and its thread
 * @flags: 0
 * @namefmt: the thread's name, as for printf()
 *
 * Context: process; may sleep. Return: the worker, or ERR_PTR(-ENOMEM).
 */
struct kthread_worker *kthread_create_worker(unsigned int flags, const char *namefmt, ...)
{
	struct kthread_worker *worker;
	va_list args;

	va_start(args, namefmt);
	worker = create(-1, namefmt, args);
	va_end(args);
	return worker;
}
EXPORT_SYMBOL(kthread_create_worker);

/* As kthread_create_worker(); the thread stays on @cpu. */
struct kthread_worker *kthread_create_worker_on_cpu(int cpu, unsigned int flags, const char *namefmt, ...)
{
	struct kthread_worker *worker;
	va_list args;

	va_start(args, namefmt);
	worker = create(cpu, namefmt, args);
	va_end(args);
	return worker;
}
EXPORT_SYMBOL(kthread_create_worker_on_cpu);

/* @work into the list of its worker, ahead of @before; the lock is held. */
static void insert(struct kthread_worker *worker, struct kthread_work *work, struct list_head *before)
{
	list_add_tail(&work->node, before);
	work->worker = worker;
	if (!worker->current_work && worker->task)
		wake_up_process(worker->task);
}

/**
 * kthread_queue_work() - have a work done
 * @worker: by whom
 * @work: the work; one that runs may be queued again, but by the same worker
 *
 * Context: any but NMI. Return: false if it waits already, or is being cancelled.
 */
bool kthread_queue_work(struct kthread_worker *worker, struct kthread_work *work)
{
	unsigned long flags;
	bool queued;

	raw_spin_lock_irqsave(&worker->lock, flags);
	queued = list_empty(&work->node) && !work->canceling;
	if (queued)
		insert(worker, work, &worker->work_list);
	raw_spin_unlock_irqrestore(&worker->lock, flags);
	return queued;
}
EXPORT_SYMBOL(kthread_queue_work);

/* A work that says when its turn has come. */
struct mark {
	struct kthread_work work;
	struct completion done;
};

static void mark_reached(struct kthread_work *work)
{
	complete(&container_of(work, struct mark, work)->done);
}

static void init_mark(struct mark *mark)
{
	kthread_init_work(&mark->work, mark_reached);
	init_completion(&mark->done);
}

/* Puts a mark behind @work; the lock is held. False if the work neither waits nor is being done. */
static bool mark_behind(struct kthread_worker *worker, struct kthread_work *work, struct mark *mark)
{
	init_mark(mark);
	if (!list_empty(&work->node))
		insert(worker, &mark->work, work->node.next);
	else if (worker->current_work == work)
		insert(worker, &mark->work, worker->work_list.next);
	else
		return false;
	return true;
}

/**
 * kthread_flush_work() - wait until a work is done that was queued before
 * @work: the work; it may never have been queued
 *
 * Context: process; may sleep; not the worker's own thread.
 */
void kthread_flush_work(struct kthread_work *work)
{
	struct kthread_worker *worker = READ_ONCE(work->worker);
	struct mark mark;
	bool marked;

	if (!worker)
		return;
	raw_spin_lock_irq(&worker->lock);
	marked = mark_behind(worker, work, &mark);
	raw_spin_unlock_irq(&worker->lock);
	if (marked)
		wait_for_completion(&mark.done);
}
EXPORT_SYMBOL(kthread_flush_work);

/**
 * kthread_flush_worker() - wait until all is done that was queued before
 * @worker: the worker
 *
 * Context: process; may sleep; not the worker's own thread.
 */
void kthread_flush_worker(struct kthread_worker *worker)
{
	struct mark mark;

	init_mark(&mark);
	kthread_queue_work(worker, &mark.work);
	wait_for_completion(&mark.done);
}
EXPORT_SYMBOL(kthread_flush_worker);

/**
 * kthread_cancel_work_sync() - see to it that a work neither waits nor is being done
 * @work: the work; whoever queues it meanwhile does so in vain
 *
 * Context: process; may sleep; not the worker's own thread. Return: true if it waited.
 */
bool kthread_cancel_work_sync(struct kthread_work *work)
{
	struct kthread_worker *worker = READ_ONCE(work->worker);
	bool waited, runs;
	struct mark mark;

	if (!worker)
		return false;
	raw_spin_lock_irq(&worker->lock);
	waited = !list_empty(&work->node);
	list_del_init(&work->node);
	work->canceling++;
	runs = mark_behind(worker, work, &mark);
	raw_spin_unlock_irq(&worker->lock);
	if (runs)
		wait_for_completion(&mark.done);
	raw_spin_lock_irq(&worker->lock);
	work->canceling--;
	raw_spin_unlock_irq(&worker->lock);
	return waited;
}
EXPORT_SYMBOL(kthread_cancel_work_sync);

/**
 * kthread_destroy_worker() - do what is left, end the thread, free the worker
 * @worker: from kthread_create_worker(); nobody queues anything any more
 *
 * Context: process; may sleep; not the worker's own thread.
 */
void kthread_destroy_worker(struct kthread_worker *worker)
{
	struct task_struct *task = worker->task;

	if (WARN_ON(!task))
		return;
	kthread_flush_worker(worker);
	kthread_stop(task);
	WARN_ON(!list_empty(&worker->work_list));
	kfree(worker);
}
EXPORT_SYMBOL(kthread_destroy_worker);
