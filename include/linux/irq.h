/* SPDX-License-Identifier: MIT */
/*
 * Interrupts as the code sees them that drives interrupt controllers. Theory in kernel/irq/handle.c.
 */
#ifndef _LINUX_IRQ_H
#define _LINUX_IRQ_H

#include <asm/irq_vectors.h>
#include <linux/cpumask.h>
#include <linux/irqreturn.h>
#include <linux/spinlock_types.h>
#include <linux/types.h>

/* When a line asks for service; the values of IRQF_TRIGGER_*. */
#define IRQ_TYPE_NONE 0x0
#define IRQ_TYPE_EDGE_RISING 0x1
#define IRQ_TYPE_EDGE_FALLING 0x2
#define IRQ_TYPE_EDGE_BOTH (IRQ_TYPE_EDGE_RISING | IRQ_TYPE_EDGE_FALLING)
#define IRQ_TYPE_LEVEL_HIGH 0x4
#define IRQ_TYPE_LEVEL_LOW 0x8
#define IRQ_TYPE_LEVEL_MASK (IRQ_TYPE_LEVEL_LOW | IRQ_TYPE_LEVEL_HIGH)
#define IRQ_TYPE_SENSE_MASK 0xf

struct irq_chip;
struct irqaction;

/**
 * struct irq_data - what a controller's driver needs to know of an interrupt
 * @irq: its number
 * @type: IRQ_TYPE_*, as it is set now
 * @hwirq: which input of the controller
 * @chip: how to drive the controller
 * @chip_data: the driver's own
 * @affinity: CPUs that it may be delivered to
 */
struct irq_data {
	unsigned int irq;
	unsigned int type;
	unsigned int hwirq;
	const struct irq_chip *chip;
	void *chip_data;
	struct cpumask affinity;
};

/**
 * struct irq_chip - an interrupt controller
 * @name: for /proc/interrupts
 * @irq_mask: close the line
 * @irq_unmask: open it
 * @irq_eoi: the handlers are done; the controller may deliver the next
 * @irq_set_type: set trigger and polarity; 0 or -errno. NULL: they cannot be chosen
 * @irq_set_affinity: deliver to a CPU of @dest; 0 or -errno. NULL: goes where it goes
 *
 * All are called with the descriptor's lock held and interrupts off.
 */
struct irq_chip {
	const char *name;
	void (*irq_mask)(struct irq_data *data);
	void (*irq_unmask)(struct irq_data *data);
	void (*irq_eoi)(struct irq_data *data);
	int (*irq_set_type)(struct irq_data *data, unsigned int type);
	int (*irq_set_affinity)(struct irq_data *data, const struct cpumask *dest, bool force);
};

/**
 * struct irq_desc - an interrupt
 * @irq_data: the controller's side
 * @lock: guards all of it. Innermost but for the controller's own
 * @action: the handlers, first requested first (l; read by the handling CPU without)
 * @depth: how often it is disabled; 1 without handlers (l)
 * @in_progress: a CPU runs the handlers (l)
 * @pending: came while disabled, or while the handlers ran (l)
 * @masked: the line is closed at the controller (l)
 * @stuck: shut off, as nobody cared (l)
 * @seen: interrupts in this round of unhandled counting (l)
 * @unhandled: those of them that no handler claimed (l)
 *
 * (l) by @lock.
 */
struct irq_desc {
	struct irq_data irq_data;
	raw_spinlock_t lock;
	struct irqaction *action;
	unsigned int depth;
	bool in_progress, pending, masked, stuck;
	unsigned int seen, unhandled;
};

/* The descriptor of an interrupt, or NULL if there can be none of that number. */
struct irq_desc *irq_to_desc(unsigned int irq);

/**
 * irq_set_chip() - say which controller an interrupt comes through
 * @irq: its number
 * @chip: the controller; NULL: none, so that it cannot be requested
 * @hwirq: which input of it
 * @type: trigger and polarity that are set there
 * @chip_data: the controller's driver's own
 */
void irq_set_chip(unsigned int irq, const struct irq_chip *chip, unsigned int hwirq, unsigned int type,
		  void *chip_data);

/**
 * generic_handle_irq() - an interrupt has come: run its handlers
 * @irq: its number
 *
 * Context: between irq_enter() and irq_exit(), interrupts off.
 */
void generic_handle_irq(unsigned int irq);

int irq_set_irq_type(unsigned int irq, unsigned int type);
unsigned int kstat_irqs_cpu(unsigned int irq, int cpu);

#endif
