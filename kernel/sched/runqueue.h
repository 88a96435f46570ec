/* SPDX-License-Identifier: MIT */
/* A CPU's run queue: theory in core.c. */
#ifndef _KERNEL_SCHED_RUNQUEUE_H
#define _KERNEL_SCHED_RUNQUEUE_H

#include <linux/bitops.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <quarry/time.h>

#define TIME_SLICE 5 /* ticks: 20 ms at 250 Hz */

/**
 * struct rt_budget - what real-time threads have had of a CPU: theory in rt_throttle.c
 * @counted: jiffies up to which somebody has been charged
 * @begin: of this period, in jiffies
 * @used: of this period
 * @spent: they have had their share
 */
struct rt_budget {
	unsigned long counted, begin, used;
	bool spent;
};

/**
 * struct rq - the threads that are ready to run on a CPU
 * @lock: (q), taken with interrupts off
 * @curr: the thread that runs (q)
 * @idle: the one that runs when no other can (i)
 * @departing: the thread that is being left, if it is dead or may not stay on this CPU (q)
 * @nr_queued: threads that wait for the CPU (q); others look without the lock
 * @best: none that waits is more urgent (q)
 * @bitmap: bit n is set if queue[n] is not empty; it may have become empty since (q)
 * @queue: the waiting threads, by priority (q)
 * @cpu: its number (i)
 * @rt: the share of real-time threads; this CPU's, with interrupts off
 * @nr_switches: times that the CPU changed threads
 * @nr_stolen: threads that came from other CPUs because this one was idle
 */
struct rq {
	raw_spinlock_t lock;
	struct task_struct *curr, *idle, *departing;
	unsigned int nr_queued;
	unsigned int cpu;
	int best;
	struct rt_budget rt;
	unsigned long bitmap[BITS_TO_LONGS(MAX_PRIO)];
	struct list_head queue[MAX_PRIO];
	unsigned long nr_switches, nr_stolen;
};

DECLARE_PER_CPU_ALIGNED(struct rq, runqueues);
#define this_rq() this_cpu_ptr(&runqueues)
#define cpu_rq(cpu) per_cpu_ptr(&runqueues, cpu)

void rq_init(struct rq *rq, unsigned int cpu);
void rq_find_best(struct rq *rq);

static __always_inline void rq_added(struct rq *rq, unsigned int prio)
{
	rq->nr_queued++;
	if (likely((int)prio == rq->best)) /* whose bit is set already */
		return;
	__set_bit(prio, rq->bitmap);
	if ((int)prio < rq->best)
		rq->best = prio;
}

/**
 * rq_add_tail() - queue a thread behind those of its priority
 * @rq: locked
 * @task: on no run queue
 */
static __always_inline void rq_add_tail(struct rq *rq, struct task_struct *task)
{
	unsigned int prio = task->prio;

	list_add_tail(&task->run_list, &rq->queue[prio]);
	rq_added(rq, prio);
}

/**
 * rq_add_head() - queue a thread ahead of those of its priority
 * @rq: locked
 * @task: on no run queue; for one that lost the CPU before its time was up
 */
static inline void rq_add_head(struct rq *rq, struct task_struct *task)
{
	list_add(&task->run_list, &rq->queue[task->prio]);
	rq_added(rq, task->prio);
}

/**
 * rq_remove() - take a waiting thread off
 * @rq: locked
 * @task: on it
 */
static __always_inline void rq_remove(struct rq *rq, struct task_struct *task)
{
	__list_del_entry(&task->run_list);
	rq->nr_queued--;
}

/**
 * rq_pop() - take off the thread that is next
 * @rq: locked; somebody waits
 */
static __always_inline struct task_struct *rq_pop(struct rq *rq)
{
	struct task_struct *task;

	if (unlikely(list_empty(&rq->queue[rq->best])))
		rq_find_best(rq);
	task = list_first_entry(&rq->queue[rq->best], struct task_struct, run_list);
	rq_remove(rq, task);
	return task;
}

/* The lock alone: the scheduler's own code is not preempted, as interrupts are off. */
static inline void rq_lock(struct rq *rq)
{
	arch_spin_lock(&rq->lock.raw_lock);
}

static inline bool rq_trylock(struct rq *rq)
{
	return arch_spin_trylock(&rq->lock.raw_lock);
}

static inline void rq_unlock(struct rq *rq)
{
	arch_spin_unlock(&rq->lock.raw_lock);
}

/*
 * task->on_rq of a thread that has left a queue whose CPU it may not use, and is not yet in another:
 * it is as ready as those that wait, so a wake-up must not queue it a second time.
 */
#define ON_RQ_QUEUED 1
#define ON_RQ_MIGRATING 2

/* Locks the run queue that a thread belongs to: another CPU may be taking it. Interrupts are off. */
static inline struct rq *lock_rq_of(const struct task_struct *task)
{
	for (;;) {
		struct rq *rq = cpu_rq(READ_ONCE(task->cpu));

		rq_lock(rq);
		if (likely(rq->cpu == READ_ONCE(task->cpu)))
			return rq;
		rq_unlock(rq);
	}
}

/* wakeup.c */
void resched_rq(struct rq *rq);
void wake_up_new_task(struct task_struct *task);
void place_migrated(struct task_struct *task);
struct task_struct *steal_task(struct rq *rq);

/*
 * What running time is counted in: ticks of the time stamp counter, or nanoseconds where it is of no
 * use. Only differences on one CPU matter, so it need not be the same on all.
 */
static __always_inline u64 exec_clock(void)
{
	return likely(tsc_khz) ? rdtsc() : sched_clock();
}

/* rt_throttle.c */
void rt_tick(struct rq *rq);
void rt_idle_ends(struct rq *rq);
struct task_struct *rt_pop_other(struct rq *rq);

/* core.c */
void thread_entry(struct task_struct *prev);

/* thread.c */
void free_dead_task(struct task_struct *task);

#endif
