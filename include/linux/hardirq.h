/* SPDX-License-Identifier: MIT */
/* The brackets around interrupt handling. in_interrupt() and its kin are in linux/preempt.h. */
#ifndef _LINUX_HARDIRQ_H
#define _LINUX_HARDIRQ_H

#include <linux/bottom_half.h>
#include <linux/percpu-defs.h>
#include <linux/preempt.h>

DECLARE_PER_CPU(unsigned int, softirq_pending_mask);

/* The softirqs that wait on this CPU, a bit each. */
#define local_softirq_pending() this_cpu_read(softirq_pending_mask)

/**
 * irq_enter() - an interrupt begins: in_hardirq() is true from here on
 *
 * Brings jiffies up to date if the CPU has slept through ticks.
 *
 * Context: interrupts off.
 */
void irq_enter(void);

void irq_exit_softirqs(void);

/**
 * irq_exit() - an interrupt ends; the outermost one runs the softirqs that were raised
 *
 * Context: interrupts off, and off again when it returns.
 */
static __always_inline void irq_exit(void)
{
	preempt_count_sub(HARDIRQ_OFFSET);
	if (unlikely(local_softirq_pending()))
		irq_exit_softirqs();
}

/* An NMI nests into anything, so it only counts. */
static __always_inline void nmi_enter(void)
{
	preempt_count_add(NMI_OFFSET + HARDIRQ_OFFSET);
}

static __always_inline void nmi_exit(void)
{
	preempt_count_sub(NMI_OFFSET + HARDIRQ_OFFSET);
}

void synchronize_irq(unsigned int irq);

#endif
