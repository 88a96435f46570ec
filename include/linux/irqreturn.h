/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_IRQRETURN_H
#define _LINUX_IRQRETURN_H

/**
 * enum irqreturn - what an interrupt handler found
 * @IRQ_NONE: it was not its device
 * @IRQ_HANDLED: it was, and it has been served
 */
enum irqreturn { IRQ_NONE = 0, IRQ_HANDLED = 1 };

typedef enum irqreturn irqreturn_t;
#define IRQ_RETVAL(x) ((x) ? IRQ_HANDLED : IRQ_NONE)

#endif
