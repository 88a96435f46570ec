// SPDX-License-Identifier: MIT
/*
 * Waking threads, and spreading them over the CPUs.
 *
 * A wake-up and the sleeper's schedule() may cross. The sleeper sets its state, tests its condition
 * and calls schedule(); the waker makes the condition true and looks at the state. With the barrier
 * in set_current_state() one of them sees the other: either the test finds the condition true, or
 * the waker finds the state set. Under the run queue's lock the waker then decides whether the sleeper
 * has got as far as leaving the queue.
 *
 * A woken thread goes to the CPU it ran on before if that one is idle, else to an idle one, else it
 * waits where it was: its data is in that cache. A CPU that has nothing to do takes a waiting thread
 * from the others.
 */
#include <asm/barrier.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <quarry/sched.h>
#include "runqueue.h"

#define LOCK_TRIES 64

static bool cpu_is_idle(unsigned int cpu)
{
	const struct rq *rq = cpu_rq(cpu);

	return READ_ONCE(rq->curr) == rq->idle && !READ_ONCE(rq->nr_queued);
}

static bool cpu_usable(unsigned int cpu, const struct task_struct *task)
{
	return cpumask_test_cpu(cpu, task->cpus_ptr) && cpu_online(cpu);
}

static noinline unsigned int select_cpu_of_many(const struct task_struct *task)
{
	unsigned int last = task->cpu, cpu;
	bool usable = cpu_usable(last, task);

	if (usable && (task->nr_cpus_allowed == 1 || cpu_is_idle(last)))
		return last;
	for_each_cpu(cpu, task->cpus_ptr)
		if (cpu_online(cpu) && cpu_is_idle(cpu))
			return cpu;
	if (usable)
		return last;
	cpu = cpumask_any_and(task->cpus_ptr, cpu_online_mask);
	return cpu < nr_cpu_ids ? cpu : cpumask_first(cpu_online_mask);
}

/* Where a thread of @rq that wakes shall wait: there, or on an idle CPU; always on one that it may use. */
static __always_inline unsigned int select_cpu(const struct rq *rq, const struct task_struct *task)
{
	return nr_cpu_ids == 1 ? rq->cpu : select_cpu_of_many(task);
}

/**
 * resched_rq() - make a CPU look at its run queue soon
 * @rq: locked
 */
void resched_rq(struct rq *rq)
{
	if (rq == this_rq())
		set_preempt_need_resched();
	else
		smp_send_reschedule(rq->cpu);
}

/* Puts a ready thread that is in no queue into a locked one; the idle thread has the last priority. */
static __always_inline void enqueue(struct rq *rq, struct task_struct *task)
{
	task->on_rq = ON_RQ_QUEUED;
	rq_add_tail(rq, task);
	if (task->prio < rq->curr->prio)
		resched_rq(rq);
}

/* As place(), on another CPU than that of @rq. */
static noinline bool place_elsewhere(struct rq *rq, struct task_struct *task, unsigned int cpu)
{
	struct rq *target = cpu_rq(cpu);

	/* Its lock is held for moments only; but whoever has it may be trying for ours. */
	for (int tries = 0; tries < LOCK_TRIES; tries++) {
		if (rq_trylock(target)) {
			WRITE_ONCE(task->cpu, cpu);
			enqueue(target, task);
			rq_unlock(target);
			return true;
		}
		cpu_relax();
	}
	if (!cpu_usable(rq->cpu, task)) {
		task->on_rq = ON_RQ_MIGRATING;
		return false;
	}
	enqueue(rq, task);
	return true;
}

/*
 * Queues a ready thread that is in no queue where it had best wait. @rq is the queue that it belongs to,
 * locked before and afterwards. False: let go of @rq, then place_migrated().
 */
static __always_inline bool place(struct rq *rq, struct task_struct *task)
{
	unsigned int cpu = select_cpu(rq, task);

	if (unlikely(cpu != rq->cpu))
		return place_elsewhere(rq, task, cpu);
	enqueue(rq, task);
	return true;
}

/**
 * place_migrated() - a thread has left a CPU that it may no longer use: find it another
 * @task: ready, in no queue, on no CPU; its state is its own, as it may be about to sleep
 */
void place_migrated(struct task_struct *task)
{
	unsigned long flags;
	bool placed;

	local_irq_save(flags);
	do {
		struct rq *rq = lock_rq_of(task);

		placed = place(rq, task);
		rq_unlock(rq);
	} while (!placed);
	local_irq_restore(flags);
}

static int try_to_wake_up(struct task_struct *task, unsigned int state)
{
	unsigned long flags;
	struct rq *rq;
	bool woken, placed = true;

	local_irq_save(flags);
	/* A full barrier: what the caller changed is seen by whoever sets the state behind this. */
	rq = lock_rq_of(task);
	woken = READ_ONCE(task->__state) & state;
	if (woken) {
		WRITE_ONCE(task->__state, TASK_RUNNING);
		/* One that has not left its queue needs no more. */
		if (!task->on_rq)
			placed = place(rq, task);
	}
	rq_unlock(rq);
	if (unlikely(!placed))
		place_migrated(task);
	local_irq_restore(flags);
	if (unlikely(should_resched()))
		preempt_schedule();
	return woken;
}

/**
 * wake_up_state() - wake a thread that sleeps in one of some states
 * @task: the thread
 * @state: sum of TASK_*
 *
 * Context: any but NMI. Return: 1 if it slept so, else 0.
 */
int wake_up_state(struct task_struct *task, unsigned int state)
{
	return try_to_wake_up(task, state);
}
EXPORT_SYMBOL(wake_up_state);

/**
 * wake_up_process() - wake a thread
 * @task: the thread
 *
 * What the caller has stored before is seen by the thread when it goes on.
 *
 * Context: any but NMI. Return: 1 if it slept, 0 if it was awake already.
 */
int wake_up_process(struct task_struct *task)
{
	return try_to_wake_up(task, TASK_NORMAL);
}
EXPORT_SYMBOL(wake_up_process);

/**
 * wake_up_new_task() - let a thread run for the first time
 * @task: as thread_create() made it
 */
void wake_up_new_task(struct task_struct *task)
{
	try_to_wake_up(task, TASK_NEW);
}

static struct task_struct *allowed_in(struct rq *from, unsigned int cpu)
{
	struct task_struct *task;

	for (int prio = from->best; prio < MAX_PRIO; prio++)
		list_for_each_entry(task, &from->queue[prio], run_list)
			if (cpumask_test_cpu(cpu, task->cpus_ptr))
				return task;
	return NULL;
}

static struct task_struct *steal_from(struct rq *rq, struct rq *from)
{
	struct task_struct *task;

	/* Holding one queue's lock, another's is only tried for: two CPUs may want each other's. */
	if (!READ_ONCE(from->nr_queued) || !rq_trylock(from))
		return NULL;
	task = allowed_in(from, rq->cpu);
	if (task) {
		rq_remove(from, task);
		WRITE_ONCE(task->cpu, rq->cpu);
		rq->nr_stolen++;
	}
	rq_unlock(from);
	return task;
}

/**
 * steal_task() - find work for a CPU that has none
 * @rq: its run queue, locked
 *
 * Return: a thread that waited elsewhere, now in no queue; or NULL.
 */
struct task_struct *steal_task(struct rq *rq)
{
	struct task_struct *task = NULL;
	unsigned int cpu;

	if (nr_cpu_ids == 1)
		return NULL;
	for_each_online_cpu(cpu) {
		if (cpu != rq->cpu)
			task = steal_from(rq, cpu_rq(cpu));
		if (task)
			break;
	}
	return task;
}
