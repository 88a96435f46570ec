/* SPDX-License-Identifier: MIT */
/* What the files of kernel/irq/ share. */
#ifndef _KERNEL_IRQ_INTERNAL_H
#define _KERNEL_IRQ_INTERNAL_H

#include <linux/interrupt.h>
#include <linux/irq.h>
#include <linux/spinlock.h>

DECLARE_PER_CPU(unsigned int[NR_IRQS], irq_counts);
DECLARE_PER_CPU(unsigned int[NR_SOFTIRQS], softirq_counts);

/* Close and open a line at its controller, unless it is so already. Descriptor locked. */
void irq_close(struct irq_desc *desc);
void irq_open(struct irq_desc *desc);

/* Run the handlers until nothing is pending. Descriptor locked, not in progress. */
void irq_run_handlers(struct irq_desc *desc);

/* Keep account of what handlers returned; shuts a line off that nobody cares for. Locked. */
void irq_note_result(struct irq_desc *desc, irqreturn_t result);

/* The queues of tasklets. */
void tasklets_init(void);

#endif
