// SPDX-License-Identifier: MIT
/*
 * The scheduler: which thread runs on which CPU, and the change from one to the next.
 *
 * Theory
 *	Each CPU has a run queue of its own: the ready threads that wait for it, sorted by priority. The
 *	running thread is not in it. schedule() takes the most urgent waiting thread; when there is none
 *	it looks for one at the other CPUs (wakeup.c), and at last runs the idle thread. Threads of equal
 *	priority take turns of TIME_SLICE ticks. A less urgent thread runs when no more urgent one wants
 *	to, and never else: priorities are strict, but for the share of each second that real-time threads
 *	have to leave to the others (rt_throttle.c).
 *
 *	A thread stops running because it asks for it (schedule() in a state other than TASK_RUNNING:
 *	it sleeps until a wake-up), because its time is up, or because a more urgent one woke. The
 *	latter two are preemption: the wish is a bit folded into the CPU's preempt_count, and is granted
 *	at the next point where the count is zero: at preempt_enable(), or on return from an interrupt.
 *	A preempted thread stays ready whatever its state says, since it was about to test its condition.
 *
 * The switch
 *	context_switch() changes stacks with the run queue locked and interrupts off; the thread that
 *	comes on releases the lock in finish_switch(), on behalf of the one that went. Only then is
 *	prev->on_cpu cleared: nobody else may run a thread while a CPU still stands on its stack. Who
 *	has the lock of task->cpu's queue and finds on_rq clear knows that none does.
 *
 * Invariants
 *	on_rq says that a thread runs or waits in a queue, or is on its way from one queue to another;
 *	on_cpu, that a CPU stands on its stack.
 *	A thread in a queue is on no CPU's stack once that queue's lock can be had.
 *	task->cpu changes only while the thread is in no queue and does not run; for one with on_rq
 *	set, only under the lock of the queue that it leaves. lock_rq_of() relies on that.
 *
 * Locks: a run queue's, with interrupts off, guards its threads too: those that are ready, run or sleep
 * with task->cpu naming its CPU. A second queue's lock is only tried for.
 *
 * Complexity: O(1), but for looking at each CPU when there is nothing to do.
 *
 * References: Love, Linux Kernel Development, 2nd ed., chapter 4 (the O(1) scheduler).
 */
#include <asm/barrier.h>
#include <asm/switch_to.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/mm_struct.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <quarry/kmap.h>
#include <quarry/rcu.h>
#include <quarry/sched.h>
#include <quarry/time.h>
#include <quarry/workqueue.h>
#include "runqueue.h"

DEFINE_PER_CPU_ZEROED(struct rq, runqueues);
DEFINE_PER_CPU(struct task_struct *, current_task) = &init_task;
EXPORT_PER_CPU_SYMBOL(current_task);

static unsigned long nr_atomic_reports;

/* A thread that may not be left now asks to be: says who it is and makes the count right again. */
static noinline void report_atomic(struct task_struct *task)
{
	printk(KERN_ERR "BUG: scheduling while atomic: %s/%d/0x%08x\n", task->comm, task->pid, preempt_count());
	dump_stack();
	preempt_count_set(0);
	nr_atomic_reports++;
}

/**
 * sched_atomic_reports() - how often a thread slept that must not
 */
unsigned long sched_atomic_reports(void)
{
	return nr_atomic_reports;
}

/* The guard page catches who grows past the end; this one, who writes past it from elsewhere. */
static __always_inline void check_stack_end(const struct task_struct *task)
{
#ifdef CONFIG_DEBUG
	if (!stack_end_intact(task->stack))
		panic("corrupted stack end detected inside scheduler: %s/%d", task->comm, task->pid);
#endif
}

/* The thread that is left, if it is still ready, waits for its next turn. */
static void requeue(struct rq *rq, struct task_struct *prev)
{
	if (prev == rq->idle)
		return;
	if (unlikely(!cpumask_test_cpu(rq->cpu, prev->cpus_ptr))) {
		prev->on_rq = ON_RQ_MIGRATING;
		rq->departing = prev;
	} else if (prev->time_slice) {
		rq_add_head(rq, prev);
	} else {
		prev->time_slice = TIME_SLICE;
		rq_add_tail(rq, prev);
	}
}

/* It sleeps, or has ended. */
static void dequeue(struct rq *rq, struct task_struct *prev)
{
	prev->on_rq = 0;
	if (unlikely(prev->__state == TASK_DEAD))
		rq->departing = prev;
}

static __always_inline struct task_struct *pick_next(struct rq *rq)
{
	struct task_struct *next;

	if (likely(rq->nr_queued))
		return unlikely(rq->rt.spent) ? rt_pop_other(rq) : rq_pop(rq);
	next = steal_task(rq);
	return next ? next : rq->idle;
}

static __always_inline void charge(struct task_struct *prev, struct task_struct *next, u64 now)
{
	prev->exec_ticks += now;
	next->exec_ticks -= now;
}

static noinline void charge_without_tsc(struct task_struct *prev, struct task_struct *next)
{
	charge(prev, next, sched_clock());
}

static __always_inline void account_switch(struct task_struct *prev, struct task_struct *next, bool preempted)
{
	if (likely(tsc_khz))
		charge(prev, next, rdtsc());
	else
		charge_without_tsc(prev, next);
	if (preempted)
		prev->nivcsw++;
	else
		prev->nvcsw++;
}

/* The thread that was left does not come back to this CPU: it must move, or it is dead. */
static noinline void see_off(struct task_struct *task)
{
	if (task->on_rq)
		place_migrated(task);
	else
		free_dead_task(task);
}

/* On the new thread's stack: let go of the old one, and of the lock that it took. */
static __always_inline void finish_switch(struct task_struct *prev)
{
	struct rq *rq = this_rq();
	struct task_struct *departing = rq->departing;

	if (unlikely(departing))
		rq->departing = NULL;
	smp_store_release(&prev->on_cpu, 0);
	rq_unlock(rq);
	local_irq_enable();
	if (unlikely(departing))
		see_off(departing);
}

static __always_inline void context_switch(struct rq *rq, struct task_struct *prev, struct task_struct *next, bool preempted)
{
	account_switch(prev, next, preempted);
	rq->nr_switches++;
	rq->curr = next;
	next->on_cpu = 1;
	if (unlikely(next->active_mm != prev->active_mm))
		switch_space(prev, next);
	this_cpu_write(current_task, next);
	finish_switch(switch_to(prev, next));
}

/*
 * Nothing forbids preemption, but perhaps one preempt_disable(), as there is one when it returns.
 * @preempted: the thread did not ask for it, so it stays ready.
 */
static __always_inline void __schedule(bool preempted)
{
	struct task_struct *prev = current, *next;
	struct rq *rq;

	check_stack_end(prev);
	local_irq_disable();
	rcu_note_quiet();
	rq = this_rq();
	rq_lock(rq);
	preempt_count_reset(PREEMPT_OFFSET);
	if (preempted || task_is_running(prev))
		requeue(rq, prev);
	else
		dequeue(rq, prev);
	next = pick_next(rq);
	if (next != prev) {
		context_switch(rq, prev, next, preempted);
	} else {
		rq_unlock(rq);
		local_irq_enable();
	}
}

static noinline void schedule_thread(void)
{
	if (unlikely(kmap_local_held())) {
		kmap_local_schedule(schedule_thread);
		return;
	}
	if (unlikely(preempt_count()))
		report_atomic(current);
	do {
		__schedule(false);
	} while (unlikely(preempt_count_dec_and_test())); /* a reschedule is wanted again */
}

/* A worker's sleep is its pool's business. */
static noinline void schedule_worker(void)
{
	if (!task_is_running(current))
		wq_worker_sleeping(current);
	schedule_thread();
	wq_worker_running(current);
}

/**
 * schedule() - let another thread run
 *
 * In a state other than TASK_RUNNING the caller sleeps until it is woken; otherwise it goes on when
 * its turn comes again.
 *
 * Context: process; may sleep. Preemption must not be disabled, nor a spinlock held.
 */
void schedule(void)
{
	if (unlikely(current->flags & PF_WQ_WORKER))
		schedule_worker();
	else
		schedule_thread();
}
EXPORT_SYMBOL(schedule);

static noinline void schedule_preempted(void)
{
	if (unlikely(kmap_local_held())) {
		kmap_local_schedule(schedule_preempted);
		return;
	}
	__schedule(true);
}

/**
 * schedule_idle() - the idle thread has seen that there is work
 *
 * Context: the idle thread, for which preemption is always disabled.
 */
void schedule_idle(void)
{
	rt_idle_ends(this_rq());
	__schedule(true);
}

/**
 * preempt_schedule() - a reschedule is wanted and has just become allowed
 *
 * Called by preempt_enable().
 */
void preempt_schedule(void)
{
	if (irqs_disabled())
		return;
	do {
		schedule_preempted();
		preempt_count_sub(PREEMPT_OFFSET);
	} while (need_resched());
}
EXPORT_SYMBOL(preempt_schedule);

/**
 * preempt_schedule_irq() - as preempt_schedule(), on the way out of an interrupt
 *
 * Context: interrupts off on entry and on return.
 */
void preempt_schedule_irq(void)
{
	do {
		schedule_preempted();
		local_irq_disable();
		preempt_count_sub(PREEMPT_OFFSET);
	} while (need_resched());
}

/**
 * thread_entry() - a new thread's first function; thread_start in switch_to.asm calls it
 * @prev: the thread that ran before
 */
void thread_entry(struct task_struct *prev)
{
	finish_switch(prev);
	preempt_enable();
	run_thread_function();
}

/**
 * yield() - let the others of this priority have their turns
 */
void yield(void)
{
	current->time_slice = 0;
	schedule();
}
EXPORT_SYMBOL(yield);

/**
 * cond_resched() - schedule() if somebody waits for it
 *
 * Return: 1 if it did.
 */
int cond_resched(void)
{
	if (!should_resched())
		return 0;
	preempt_schedule();
	return 1;
}
EXPORT_SYMBOL(cond_resched);

/**
 * io_schedule() - schedule(), waiting for a device
 */
void io_schedule(void)
{
	schedule();
}
EXPORT_SYMBOL(io_schedule);

/**
 * scheduler_tick() - a tick of this CPU's clock: the running thread's turn may be over
 *
 * Context: interrupt, interrupts off.
 */
void scheduler_tick(void)
{
	struct rq *rq = this_rq();
	struct task_struct *curr = rq->curr;

	if (!curr || curr == rq->idle)
		return;
	rt_tick(rq);
	if (curr->policy == SCHED_FIFO)
		return;
	if (curr->time_slice && !--curr->time_slice)
		set_preempt_need_resched();
}

/**
 * sched_init_cpu() - a CPU's run queue, before the CPU starts
 * @cpu: its number
 * @idle: its idle thread
 */
void sched_init_cpu(unsigned int cpu, struct task_struct *idle)
{
	struct rq *rq = cpu_rq(cpu);

	rq_init(rq, cpu);
	rq->idle = idle;
	rq->curr = idle;
	idle->exec_ticks = 0 - exec_clock();
}

/**
 * idle_task() - a CPU's idle thread
 * @cpu: a CPU that is or was online
 */
struct task_struct *idle_task(unsigned int cpu)
{
	return cpu_rq(cpu)->idle;
}

/**
 * task_runtime() - how long a thread has run
 * @task: the thread; it may be running
 *
 * Return: nanoseconds.
 */
u64 task_runtime(const struct task_struct *task)
{
	u64 ticks = READ_ONCE(task->exec_ticks);

	if ((s64)ticks < 0)
		ticks += exec_clock();
	if ((s64)ticks < 0) /* another CPU's counter is ahead of ours */
		return 0;
	return tsc_khz ? div_u64(ticks, tsc_khz) * 1000000 + div_u64((ticks % tsc_khz) * 1000000, tsc_khz) : ticks;
}
