/* SPDX-License-Identifier: MIT */
/*
 * Who may be interrupted by what: the preemption count of this CPU.
 *
 *   bits  0 -  7   preempt_disable() nesting
 *   bits  8 - 15   softirqs: being served (bit 8), or disabled (from bit 9)
 *   bits 16 - 19   interrupts being handled
 *   bits 20 - 23   NMIs being handled
 *   bit  31        set while no reschedule is wanted: inverted, so that one decrement in
 *                  preempt_enable() gives zero exactly if the thread may be preempted and should be
 */
#ifndef _LINUX_PREEMPT_H
#define _LINUX_PREEMPT_H

#include <asm/preempt.h>
#include <linux/compiler.h>
#include <linux/types.h>

#define PREEMPT_SHIFT 0
#define SOFTIRQ_SHIFT 8
#define HARDIRQ_SHIFT 16
#define NMI_SHIFT 20

#define PREEMPT_MASK 0x000000ffU
#define SOFTIRQ_MASK 0x0000ff00U
#define HARDIRQ_MASK 0x000f0000U
#define NMI_MASK 0x00f00000U

#define PREEMPT_OFFSET (1U << PREEMPT_SHIFT)
#define SOFTIRQ_OFFSET (1U << SOFTIRQ_SHIFT)
#define SOFTIRQ_DISABLE_OFFSET (2 * SOFTIRQ_OFFSET)
#define HARDIRQ_OFFSET (1U << HARDIRQ_SHIFT)
#define NMI_OFFSET (1U << NMI_SHIFT)

#define hardirq_count() (preempt_count() & HARDIRQ_MASK)
#define softirq_count() (preempt_count() & SOFTIRQ_MASK)
#define nmi_count() (preempt_count() & NMI_MASK)
#define irq_count() (preempt_count() & (NMI_MASK | HARDIRQ_MASK | SOFTIRQ_MASK))

/* Where is this code running? */
#define in_nmi() (nmi_count() != 0)
#define in_hardirq() (hardirq_count() != 0)
#define in_irq() in_hardirq()
#define in_softirq() (softirq_count() != 0)
#define in_serving_softirq() ((softirq_count() & SOFTIRQ_OFFSET) != 0)
#define in_interrupt() (irq_count() != 0)
#define in_task() (!(preempt_count() & (NMI_MASK | HARDIRQ_MASK | SOFTIRQ_OFFSET)))
#define in_atomic() (preempt_count() != 0)
#define preemptible() (preempt_count() == 0 && !irqs_disabled())

/**
 * preempt_disable() - stay on this CPU, and let no other thread run on it
 *
 * Nests. What sleeps must not be called until preempt_enable().
 */
#define preempt_disable()                                                                          \
	do {                                                                                       \
		preempt_count_add(PREEMPT_OFFSET);                                                 \
		barrier();                                                                         \
	} while (0)

#define preempt_enable_no_resched()                                                                \
	do {                                                                                       \
		barrier();                                                                         \
		preempt_count_sub(PREEMPT_OFFSET);                                                 \
	} while (0)
#define sched_preempt_enable_no_resched() preempt_enable_no_resched()

/**
 * preempt_enable() - undo one preempt_disable(); a thread that waited for the CPU now gets it
 */
#define preempt_enable()                                                                           \
	do {                                                                                       \
		barrier();                                                                         \
		if (unlikely(preempt_count_dec_and_test()))                                        \
			preempt_schedule();                                                        \
	} while (0)

#define preempt_disable_notrace() preempt_disable()
#define preempt_enable_notrace() preempt_enable()

void preempt_schedule(void);

#endif
