/* SPDX-License-Identifier: MIT */
/* The start of interrupt handling. Drivers use linux/interrupt.h. */
#ifndef _QUARRY_IRQ_H
#define _QUARRY_IRQ_H

#include <linux/types.h>

/* Is there an interrupt controller that delivers? Without one, waiting means polling. */
bool irqs_delivered(void);

/* kernel/irq/: softirqs and tasklets get their functions. */
void irq_core_init(void);

#endif
