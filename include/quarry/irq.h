/* SPDX-License-Identifier: MIT */
/* Interrupt lines. */
#ifndef _QUARRY_IRQ_H
#define _QUARRY_IRQ_H

#include <linux/types.h>

/**
 * request_irq_line() - have a function called for an interrupt line, and open the line
 * @irq: 0 to 15, as the ISA bus numbers them
 * @handler: called with interrupts off; must make the device release the line
 * @arg: handed to it
 *
 * Return: 0, -EBUSY where the line is taken, -ENODEV without an interrupt controller: poll then.
 */
int request_irq_line(unsigned int irq, void (*handler)(void *arg), void *arg);

/* Is there an interrupt controller that delivers? Without one, waiting means polling. */
bool irqs_delivered(void);

#endif
