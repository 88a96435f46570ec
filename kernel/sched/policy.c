// SPDX-License-Identifier: MIT
/* Priorities, and the CPUs that a thread may use. */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/sched.h>
#include <quarry/kmap.h>
#include "runqueue.h"

#define MOVE_SPINS 1000

/* What was done with interrupts off may have made another thread the one to run. */
static void resched_if_allowed(void)
{
	if (should_resched())
		preempt_schedule();
}

/* Calls @change with the thread out of its queue, if it waits in one, and puts it back. */
static void change_queued(struct task_struct *task, void (*change)(struct task_struct *task, int value), int value)
{
	unsigned long flags;
	struct rq *rq;
	bool waits;

	local_irq_save(flags);
	rq = lock_rq_of(task);
	waits = task->on_rq == ON_RQ_QUEUED && rq->curr != task;
	if (waits)
		rq_remove(rq, task);
	change(task, value);
	if (waits)
		rq_add_tail(rq, task);
	if (task->on_rq)
		resched_rq(rq);
	rq_unlock(rq);
	local_irq_restore(flags);
	resched_if_allowed();
}

static void set_prio(struct task_struct *task, int prio)
{
	task->prio = task->normal_prio = prio;
}

/**
 * set_user_nice() - set the priority of an ordinary thread
 * @task: the thread
 * @nice: -20, most urgent, to 19
 */
void set_user_nice(struct task_struct *task, long nice)
{
	task->static_prio = NICE_TO_PRIO(clamp(nice, (long)MIN_NICE, (long)MAX_NICE));
	if (!task->rt_priority)
		change_queued(task, set_prio, task->static_prio);
}
EXPORT_SYMBOL(set_user_nice);

/**
 * sched_setscheduler() - choose a thread's policy
 * @task: the thread
 * @policy: SCHED_NORMAL, SCHED_FIFO, SCHED_RR or SCHED_IDLE
 * @param: for SCHED_FIFO and SCHED_RR a priority of 1 to 99, for the others 0
 *
 * Return: 0, or -EINVAL.
 */
int sched_setscheduler(struct task_struct *task, int policy, const struct sched_param *param)
{
	bool realtime = policy == SCHED_FIFO || policy == SCHED_RR;
	int priority = param->sched_priority;

	if (policy != SCHED_NORMAL && policy != SCHED_IDLE && !realtime)
		return -EINVAL;
	if (realtime ? priority < 1 || priority >= MAX_RT_PRIO : priority != 0)
		return -EINVAL;
	task->policy = policy;
	task->rt_priority = priority;
	if (policy == SCHED_IDLE)
		change_queued(task, set_prio, MAX_PRIO - 1);
	else
		change_queued(task, set_prio, realtime ? MAX_RT_PRIO - 1 - priority : task->static_prio);
	return 0;
}
EXPORT_SYMBOL(sched_setscheduler);

/**
 * sched_set_fifo() - make a thread more urgent than all ordinary ones
 * @task: the thread
 */
void sched_set_fifo(struct task_struct *task)
{
	sched_setscheduler(task, SCHED_FIFO, &(struct sched_param){ .sched_priority = MAX_RT_PRIO / 2 });
}
EXPORT_SYMBOL(sched_set_fifo);

/**
 * sched_set_normal() - make a thread an ordinary one
 * @task: the thread
 * @nice: its nice value
 */
void sched_set_normal(struct task_struct *task, int nice)
{
	task->static_prio = NICE_TO_PRIO(nice);
	sched_setscheduler(task, SCHED_NORMAL, &(struct sched_param){ 0 });
}
EXPORT_SYMBOL(sched_set_normal);

/*
 * With the queue locked that it belongs to. A running thread is told, a sleeping one will see when it
 * wakes; true for one that waits: it has been taken off, to be placed elsewhere.
 */
static bool leave_forbidden_cpu(struct rq *rq, struct task_struct *task)
{
	bool waits = task->on_rq == ON_RQ_QUEUED && rq->curr != task;

	if (waits) {
		rq_remove(rq, task);
		task->on_rq = ON_RQ_MIGRATING;
	} else if (task->on_rq) {
		resched_rq(rq);
	}
	return waits;
}

static bool stands_on_forbidden_cpu(const struct task_struct *task)
{
	return READ_ONCE(task->on_cpu) && !cpumask_test_cpu(task_cpu(task), task->cpus_ptr);
}

/*
 * Another CPU runs the thread and was told. It leaves as soon as it is preemptible, which is mostly at
 * once, and no later than at the end of what it does with preemption disabled.
 */
static void wait_until_moved(const struct task_struct *task)
{
	/* Who holds a window of this CPU goes when it has given it back. */
	if (task == current && kmap_local_held())
		return;
	for (int i = 0; preemptible() && stands_on_forbidden_cpu(task); i++) {
		if (i < MOVE_SPINS)
			cpu_relax();
		else
			schedule_timeout_uninterruptible(1);
	}
}

/**
 * set_cpus_allowed_ptr() - choose the CPUs that a thread may use
 * @task: the thread
 * @mask: the set; at least one of them online
 *
 * On return the thread runs on no other CPU, also if it is the caller itself. With preemption disabled
 * the caller does not wait for that: then a thread that runs elsewhere moves soon.
 *
 * Context: process. Return: 0, or -EINVAL.
 */
int set_cpus_allowed_ptr(struct task_struct *task, const struct cpumask *mask)
{
	unsigned long flags;
	bool homeless = false;
	struct rq *rq;

	if (!cpumask_intersects(mask, cpu_online_mask))
		return -EINVAL;
	local_irq_save(flags);
	rq = lock_rq_of(task);
	cpumask_copy(&task->cpus_mask, mask);
	task->nr_cpus_allowed = cpumask_weight(mask);
	if (!cpumask_test_cpu(rq->cpu, mask))
		homeless = leave_forbidden_cpu(rq, task);
	rq_unlock(rq);
	if (homeless)
		place_migrated(task);
	local_irq_restore(flags);
	resched_if_allowed();
	wait_until_moved(task);
	return 0;
}
EXPORT_SYMBOL(set_cpus_allowed_ptr);
