/* SPDX-License-Identifier: MIT */
/* The brackets around interrupt handling. in_interrupt() and its kin are in linux/preempt.h. */
#ifndef _LINUX_HARDIRQ_H
#define _LINUX_HARDIRQ_H

#include <linux/bottom_half.h>
#include <linux/preempt.h>

/**
 * irq_enter() - an interrupt begins: in_hardirq() is true from here on
 *
 * Brings jiffies up to date if the CPU has slept through ticks.
 *
 * Context: interrupts off.
 */
void irq_enter(void);

/**
 * irq_exit() - an interrupt ends; the outermost one runs the softirqs that were raised
 *
 * Context: interrupts off, and off again when it returns.
 */
void irq_exit(void);

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
