// SPDX-License-Identifier: MIT
/*
 * Read-copy-update: waiting until no reader can have an old object in hand.
 *
 * Purpose:     readers without locks. A writer unlinks an object, so that no new reader finds it,
 *              then waits for a grace period: a time in which each CPU was seen once to run no
 *              reader. Readers that began before it have then ended.
 * Readers:     run with preemption disabled, from beginning to end on one CPU. So a CPU runs none
 *              when it switches threads, and where an interrupt finds it with a preemption count of
 *              zero: in ordinary preemptible code, in user mode, or idle.
 * Grace period: synchronize_rcu() numbers it, and interrupts the CPUs that have not been seen quiet
 *              in it. A CPU that is not at that moment is made to call the scheduler as soon as it
 *              may, which is at the latest when its reader ends. Each CPU notes in a variable of
 *              its own the number of the grace period in which it was quiet last.
 * Ordering:    a CPU that has read the new number has read it after everything the writer did before
 *              (loads stay in order), so whoever reads there later does not find the old object. Its
 *              note becomes visible after all that its readers did (no store passes an earlier access).
 * Invariants:  one grace period at a time, under grace_period_lock. Whoever had to wait for the lock
 *              while a whole one passed needs no other.
 * One CPU:     a thread that may sleep is itself the proof that no reader runs: nothing to wait for.
 * call_rcu():  puts the object on a list of this CPU; a thread takes the lists of all, waits for a
 *              grace period, and makes the calls.
 * Lock order:  call_rcu() takes what wake_up_process() does: never call it under those locks.
 * Complexity:  readers one increment and one decrement; a grace period one interrupt to each other
 *              CPU, mostly microseconds.
 * Limits:      a reader that loops holds up all grace periods. Readers cannot sleep (no SRCU).
 * References:  McKenney, Is Parallel Programming Hard, chapter 9.5.
 */
#include <asm/irqflags.h>
#include <linux/bottom_half.h>
#include <linux/cpumask.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <quarry/rcu.h>

unsigned long rcu_grace_period;
DEFINE_PER_CPU(unsigned long, rcu_quiet_in);

static unsigned long grace_periods_done; /* number of the last that is over */
static DEFINE_MUTEX(grace_period_lock);

static DEFINE_PER_CPU(struct rcu_head *, callbacks); /* newest first */
static struct task_struct *callback_thread;

/* Interrupts a CPU whose quiet moment is waited for. */
static void look_for_reader(void *unused)
{
	if (preempt_count() == HARDIRQ_OFFSET)
		rcu_note_quiet(); /* what was interrupted could have been preempted: no reader */
	else
		set_preempt_need_resched();
}

/* The CPUs that may still run a reader from before the grace period. */
static bool unquiet_cpus(struct cpumask *unquiet)
{
	unsigned int cpu;

	cpumask_clear(unquiet);
	for_each_online_cpu(cpu)
		if (READ_ONCE(per_cpu(rcu_quiet_in, cpu)) != rcu_grace_period)
			cpumask_set_cpu(cpu, unquiet);
	return !cpumask_empty(unquiet);
}

static void note_this_cpu(void)
{
	unsigned long flags;

	local_irq_save(flags);
	rcu_note_quiet();
	local_irq_restore(flags);
}

/* Most readers end within microseconds: much earlier than a sleep of a tick would. */
#define LOOKS 200

static bool soon_quiet(struct cpumask *unquiet)
{
	for (int i = 0; i < LOOKS && !need_resched(); i++) {
		if (!unquiet_cpus(unquiet))
			return true;
		cpu_relax();
	}
	return false;
}

static void grace_period(void)
{
	struct cpumask unquiet;

	smp_mb(); /* the caller has unlinked its object */
	WRITE_ONCE(rcu_grace_period, rcu_grace_period + 1);
	smp_mb();
	note_this_cpu(); /* this thread may sleep, so it is no reader */
	while (unquiet_cpus(&unquiet)) {
		preempt_disable();
		smp_call_function_many(&unquiet, look_for_reader, NULL, true);
		preempt_enable();
		note_this_cpu(); /* perhaps another one than before */
		if (!soon_quiet(&unquiet))
			schedule_timeout_uninterruptible(1);
	}
	smp_mb(); /* what the caller does now follows what all readers did */
	WRITE_ONCE(grace_periods_done, rcu_grace_period);
}

/**
 * synchronize_rcu() - wait until all readers that run now have ended
 *
 * Context: thread; sleeps. Not within rcu_read_lock().
 */
void synchronize_rcu(void)
{
	unsigned long needed;

	might_sleep();
	if (num_online_cpus() == 1)
		return;
	smp_mb(); /* the caller has unlinked its object: a later grace period began after that */
	needed = READ_ONCE(rcu_grace_period) + 1;
	mutex_lock(&grace_period_lock);
	if ((long)(grace_periods_done - needed) < 0)
		grace_period();
	mutex_unlock(&grace_period_lock);
}
EXPORT_SYMBOL(synchronize_rcu);

/**
 * call_rcu() - have a function called after a grace period
 * @head: in the object that the function will free; call_rcu()'s until then
 * @func: called with @head in a thread, with softirqs disabled: it must not sleep
 *
 * Context: any but NMI, not with locks of the scheduler.
 */
void call_rcu(struct rcu_head *head, void (*func)(struct rcu_head *head))
{
	struct rcu_head **list, *newest;
	struct task_struct *thread;

	head->func = func;
	preempt_disable();
	list = this_cpu_ptr(&callbacks);
	newest = READ_ONCE(*list);
	do {
		head->next = newest;
	} while (!__atomic_compare_exchange_n(list, &newest, head, false, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED));
	thread = READ_ONCE(callback_thread);
	if (!newest && thread)
		wake_up_process(thread);
	preempt_enable();
}
EXPORT_SYMBOL(call_rcu);

/* All that was handed in so far; of one CPU in the order of the calls. */
static struct rcu_head *take_callbacks(void)
{
	struct rcu_head *all = NULL, *head, *next;
	unsigned int cpu;

	for_each_possible_cpu(cpu) {
		head = __atomic_exchange_n(per_cpu_ptr(&callbacks, cpu), NULL, __ATOMIC_SEQ_CST);
		for (; head; head = next) {
			next = head->next;
			head->next = all;
			all = head;
		}
	}
	return all;
}

static void make_calls(struct rcu_head *head)
{
	struct rcu_head *next;

	for (; head; head = next) {
		next = head->next; /* the function frees it */
		local_bh_disable();
		if ((unsigned long)head->func < PAGE_SIZE) /* kvfree_rcu(): where in its object the head lies */
			kvfree((char *)head - (unsigned long)head->func);
		else
			head->func(head);
		local_bh_enable();
	}
}

static int make_callbacks(void *unused)
{
	struct rcu_head *head;

	for (;;) {
		set_current_state(TASK_IDLE);
		head = take_callbacks();
		if (!head) {
			schedule();
			continue;
		}
		__set_current_state(TASK_RUNNING);
		synchronize_rcu();
		make_calls(head);
	}
	return 0;
}

/* A callback that tells a thread that it has been called. */
struct call_waiter {
	struct rcu_head head;
	struct task_struct *task;
	bool called;
};

static void report_call(struct rcu_head *head)
{
	struct call_waiter *waiter = container_of(head, struct call_waiter, head);
	struct task_struct *task = get_task_struct(waiter->task);

	smp_store_release(&waiter->called, true); /* the waiter's stack is its own again */
	wake_up_process(task);
	put_task_struct(task);
}

/* Until a callback of one's own has been made. */
static void wait_for_call(void)
{
	struct call_waiter waiter = { .task = current };

	call_rcu(&waiter.head, report_call);
	for (;;) {
		set_current_state(TASK_UNINTERRUPTIBLE);
		if (smp_load_acquire(&waiter.called))
			break;
		schedule();
	}
	__set_current_state(TASK_RUNNING);
}

/**
 * rcu_barrier() - wait until all functions handed to call_rcu() so far have been called
 *
 * Before a module goes away whose functions they are. The thread takes the lists of the CPUs one after
 * the other, while others add to them, and makes the calls of one such batch before it takes the next:
 *
 * - Our first callback is made in some batch. What was handed in before us may have come to a list that
 *   this batch had passed already: it is in the next batch at the latest.
 * - Our second is in the next batch at the earliest, but it may be made before others of that batch.
 * - Our third is in a later batch than that.
 *
 * Context: thread; sleeps.
 */
void rcu_barrier(void)
{
	might_sleep();
	for (int round = 0; round < 3; round++)
		wait_for_call();
}
EXPORT_SYMBOL(rcu_barrier);

void __init rcu_init(void)
{
	struct task_struct *thread = kthread_run(make_callbacks, NULL, "rcu");

	if (IS_ERR(thread))
		panic("rcu: no thread for callbacks");
	WRITE_ONCE(callback_thread, thread);
	wake_up_process(thread); /* for what was handed in before there was somebody to wake */
}
