/* SPDX-License-Identifier: MIT */
/* Interrupt lines of the two cascaded 8259s, and who handles them. */
#ifndef _ASM_IRQ_H
#define _ASM_IRQ_H

#define NR_IRQS 16

void irq_init(void);
void irq_dispatch(unsigned int irq);

/* drivers' view of it: include/quarry/irq.h */
#include <quarry/irq.h>

#endif
