// SPDX-License-Identifier: MIT
/*
 * Softirqs: the later half of interrupt work.
 *
 * Purpose: an interrupt handler keeps interrupts off, so it should be short. What can wait a moment
 * is raised as a softirq: a bit in this CPU's mask, and a function for each bit. The functions run
 * with interrupts on when the outermost interrupt ends, on its stack.
 *
 * Invariants: on one CPU softirqs do not nest, and none runs while local_bh_disable() holds; on
 * different CPUs the same function may run at once. Lower numbers first. A softirq that was raised
 * is never forgotten: it is run at irq_exit(), at local_bh_enable(), by ksoftirqd, or before the CPU
 * goes idle.
 *
 * Softirqs that raise softirqs could keep threads from running for ever. So a run is repeated
 * MAX_ROUNDS times at most, and not once a thread is waiting to be scheduled; then ksoftirqd, a
 * thread among others, takes over.
 *
 * Locks: none; the mask is this CPU's, changed with interrupts off.
 */
#include <asm/irq_stack.h>
#include <linux/export.h>
#include <linux/interrupt.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <quarry/tick.h>
#include "internal.h"

#define MAX_ROUNDS 10

const char *const softirq_to_name[NR_SOFTIRQS] = { "HI", "TIMER", "TASKLET", "SCHED", "RCU" };

DEFINE_PER_CPU(unsigned int, softirq_pending_mask);
DEFINE_PER_CPU(unsigned int[NR_SOFTIRQS], softirq_counts);

static void (*actions[NR_SOFTIRQS])(void);
void (*ksoftirqd_wake)(void);

void open_softirq(int nr, void (*action)(void))
{
	actions[nr] = action;
}

/* Once for each bit of @pending. A function that leaves the preemption count changed is named. */
static void run_actions(unsigned int pending)
{
	while (pending) {
		unsigned int nr = __ffs(pending), before = preempt_count();

		pending &= pending - 1;
		this_cpu_inc(softirq_counts[nr]);
		if (actions[nr])
			actions[nr]();
		if (preempt_count() != before) {
			pr_err("softirq %u %s %ps: entered with preempt_count %08x, left with %08x\n", nr,
			       softirq_to_name[nr], actions[nr], before, preempt_count());
			preempt_count_set(before);
		}
	}
}

static void hand_over_the_rest(void)
{
	if (local_softirq_pending() && ksoftirqd_wake)
		ksoftirqd_wake();
}

/* Interrupts are off, and are off again at the end. */
static void serve_softirqs(void *unused)
{
	int rounds = MAX_ROUNDS;
	unsigned int pending;

	preempt_count_add(SOFTIRQ_OFFSET);
	while ((pending = local_softirq_pending()) && rounds--) {
		this_cpu_write(softirq_pending_mask, 0);
		local_irq_enable();
		run_actions(pending);
		local_irq_disable();
		if (test_preempt_need_resched())
			break;
	}
	barrier();
	preempt_count_sub(SOFTIRQ_OFFSET);
	hand_over_the_rest();
}

void do_softirq(void)
{
	unsigned long flags;

	if (in_interrupt())
		return;
	local_irq_save(flags);
	if (local_softirq_pending())
		call_on_irq_stack(serve_softirqs, NULL);
	local_irq_restore(flags);
}

/**
 * run_ksoftirqd() - serve this CPU's softirqs from its thread
 *
 * Context: the CPU's ksoftirqd, which sleeps while local_softirq_pending() is 0.
 */
void run_ksoftirqd(void)
{
	preempt_disable();
	do_softirq();
	preempt_enable();
}

void irq_enter(void)
{
	preempt_count_add(HARDIRQ_OFFSET);
	tick_irq_enter();
}

/* The end of irq_exit(): only the outermost interrupt serves them. */
void irq_exit_softirqs(void)
{
	if (!in_interrupt())
		serve_softirqs(NULL);
}

void raise_softirq_irqoff(unsigned int nr)
{
	this_cpu_or(softirq_pending_mask, 1U << nr);
	if (!in_interrupt() && ksoftirqd_wake)
		ksoftirqd_wake();
}

void raise_softirq(unsigned int nr)
{
	unsigned long flags;

	local_irq_save(flags);
	raise_softirq_irqoff(nr);
	local_irq_restore(flags);
}
EXPORT_SYMBOL(raise_softirq);

void local_bh_enable(void)
{
	/* One preempt_disable() stays, so that the softirqs run before this thread loses the CPU. */
	barrier();
	preempt_count_sub(SOFTIRQ_DISABLE_OFFSET - PREEMPT_OFFSET);
	if (unlikely(local_softirq_pending()) && !irqs_disabled())
		do_softirq();
	preempt_enable();
}
EXPORT_SYMBOL(local_bh_enable);
