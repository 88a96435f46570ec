// SPDX-License-Identifier: MIT
/*
 * The share of a CPU that real-time threads get.
 *
 * A real-time thread runs before all ordinary ones, and under SCHED_FIFO for as long as it likes: one that
 * never sleeps would keep its CPU for ever, with whatever else belongs to that CPU: its workers, its
 * ksoftirqd, perhaps the monitor. So real-time threads get 950 ms of each second. When they have had
 * them, ordinary threads that wait for the CPU go first until the second is over; where none waits, real-time
 * threads just go on. Numbers and names are Linux's: /proc/sys/kernel/sched_rt_runtime_us and
 * sched_rt_period_us; a runtime of -1 is no limit.
 *
 * Time is counted by the tick: whoever is interrupted by it is taken to have run since the last one.
 *
 * struct rt_budget is its CPU's, with interrupts off.
 */
#include <linux/errno.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <quarry/sched.h>
#include "runqueue.h"

/* Both in microseconds; whoever changes them does so by sched_set_rt_limits(). */
static int rt_period_us = 1000000, rt_runtime_us = 950000;

/* If the period is over, another one begins. */
static bool period_ends(struct rq *rq, unsigned long now)
{
	if (now - rq->rt.begin < usecs_to_jiffies(READ_ONCE(rt_period_us)))
		return false;
	rq->rt.begin = now;
	rq->rt.used = 0;
	if (rq->rt.spent)
		set_preempt_need_resched();
	rq->rt.spent = false;
	return true;
}

/* Ordinary threads may begin to wait at any time: the real-time thread is preempted at each tick, to see. */
static void spend(struct rq *rq)
{
	pr_warn_once("sched: RT throttling activated\n");
	rq->rt.spent = true;
	set_preempt_need_resched();
}

/**
 * rt_tick() - count what the running thread has had of this CPU
 * @rq: this CPU's
 *
 * Context: the tick, interrupts off.
 */
void rt_tick(struct rq *rq)
{
	unsigned long now = jiffies, passed = now - rq->rt.counted;
	int runtime = READ_ONCE(rt_runtime_us);

	rq->rt.counted = now;
	if (period_ends(rq, now) || rq->curr->prio >= MAX_RT_PRIO || runtime < 0)
		return;
	rq->rt.used += passed;
	if (rq->rt.used >= usecs_to_jiffies(runtime))
		spend(rq);
}

/**
 * rt_idle_ends() - no thread has had the time until now
 * @rq: this CPU's
 *
 * Context: the idle thread: there were no ticks to count it by.
 */
void rt_idle_ends(struct rq *rq)
{
	rq->rt.counted = jiffies;
	period_ends(rq, rq->rt.counted);
}

/**
 * rt_pop_other() - take off the thread that is next when real-time threads have had their share
 * @rq: locked; somebody waits
 *
 * Return: the most urgent ordinary thread, or a real-time thread if there is no other.
 */
struct task_struct *rt_pop_other(struct rq *rq)
{
	unsigned int prio = MAX_RT_PRIO - 1;
	struct task_struct *task;

	do {
		prio = find_next_bit(rq->bitmap, MAX_PRIO, prio + 1);
		if (prio >= MAX_PRIO)
			return rq_pop(rq);
	} while (list_empty(&rq->queue[prio]));
	task = list_first_entry(&rq->queue[prio], struct task_struct, run_list);
	rq_remove(rq, task);
	return task;
}

/**
 * sched_rt_limits() - the share of real-time threads
 * @period_us: out: of how much time, in microseconds
 * @runtime_us: out: how much they get; -1: all of it
 */
void sched_rt_limits(int *period_us, int *runtime_us)
{
	*period_us = READ_ONCE(rt_period_us);
	*runtime_us = READ_ONCE(rt_runtime_us);
}

/**
 * sched_set_rt_limits() - choose the share of real-time threads
 * @period_us: of how much time, in microseconds; at least a tick
 * @runtime_us: how much they get, -1 for all of it
 *
 * CPUs go by it from their next tick on. Context: any. Return: 0, or -EINVAL.
 */
int sched_set_rt_limits(int period_us, int runtime_us)
{
	if (period_us < USEC_PER_SEC / HZ || runtime_us < -1 || runtime_us > period_us)
		return -EINVAL;
	WRITE_ONCE(rt_period_us, period_us);
	WRITE_ONCE(rt_runtime_us, runtime_us);
	return 0;
}
