// SPDX-License-Identifier: MIT
/*
 * Interrupts, from the controller's signal to the drivers' handlers.
 *
 * Purpose: each interrupt line has a descriptor: the controller that it comes through, and the
 * handlers that want it. The machine's code finds out which line it was and calls
 * generic_handle_irq(); the descriptor does the rest, the same for all controllers.
 *
 * Invariants: a line's handlers never run on two CPUs at once. An interrupt that comes while they
 * run, or while the line is disabled, is remembered as pending, and the line is closed; whoever runs
 * the handlers, or enables the line, finds the mark, opens the line and runs them again. So no edge
 * is lost, and a level that nobody may serve does not storm.
 *
 * disable_irq() is therefore lazy: it only counts, and the line is closed when it is in fact used.
 *
 * Handlers run with interrupts off, on the CPU's interrupt stack, without the descriptor's lock.
 *
 * Locks: a descriptor's lock, taken with interrupts off, inside it only the controllers' own.
 * Complexity: all O(1), plus the handlers of a shared line, which are asked one after the other.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include "internal.h"

static struct irq_desc descriptors[NR_IRQS];
DEFINE_PER_CPU_ZEROED(unsigned int[NR_IRQS], irq_counts);

struct irq_desc *irq_to_desc(unsigned int irq)
{
	return irq < NR_IRQS ? &descriptors[irq] : NULL;
}

void irq_set_chip(unsigned int irq, const struct irq_chip *chip, unsigned int hwirq, unsigned int type,
		  void *chip_data)
{
	struct irq_desc *desc = irq_to_desc(irq);

	if (!desc)
		return;
	desc->irq_data = (struct irq_data){ .irq = irq, .type = type, .hwirq = hwirq, .chip = chip,
					    .chip_data = chip_data };
	cpumask_copy(&desc->irq_data.affinity, cpumask_of(0));
	desc->masked = true;
	if (!desc->action)
		desc->depth = 1;
}

void irq_close(struct irq_desc *desc)
{
	if (!desc->masked)
		desc->irq_data.chip->irq_mask(&desc->irq_data);
	desc->masked = true;
}

void irq_open(struct irq_desc *desc)
{
	if (desc->masked)
		desc->irq_data.chip->irq_unmask(&desc->irq_data);
	desc->masked = false;
}

/* A handler that comes back with interrupts on has let others nest into this one. */
static irqreturn_t call_handler(const struct irqaction *action)
{
	irqreturn_t result = action->handler(action->irq, action->dev_id);

	if (!irqs_disabled()) {
		pr_warn_once("irq %u: handler %ps enabled interrupts\n", action->irq, action->handler);
		local_irq_disable();
	}
	return result;
}

static irqreturn_t call_all_handlers(const struct irq_desc *desc)
{
	irqreturn_t result = IRQ_NONE;

	for (const struct irqaction *action = READ_ONCE(desc->action); action; action = READ_ONCE(action->next))
		result |= call_handler(action);
	return result;
}

void irq_run_handlers(struct irq_desc *desc)
{
	desc->in_progress = true;
	do {
		irqreturn_t result;

		desc->pending = false;
		irq_open(desc);
		raw_spin_unlock(&desc->lock);
		result = call_all_handlers(desc);
		raw_spin_lock(&desc->lock);
		irq_note_result(desc, result);
	} while (desc->pending && !desc->depth);
	desc->in_progress = false;
}

void generic_handle_irq(unsigned int irq)
{
	struct irq_desc *desc = irq_to_desc(irq);

	if (!desc || !desc->irq_data.chip)
		return;
	raw_spin_lock(&desc->lock);
	this_cpu_inc(irq_counts[irq]);
	if (desc->depth || desc->in_progress) {
		desc->pending = true;
		irq_close(desc);
	} else {
		irq_run_handlers(desc);
	}
	desc->irq_data.chip->irq_eoi(&desc->irq_data);
	raw_spin_unlock(&desc->lock);
}

/**
 * kstat_irqs_cpu() - how often a CPU got an interrupt
 * @irq: its number
 * @cpu: the CPU
 */
unsigned int kstat_irqs_cpu(unsigned int irq, int cpu)
{
	return irq < NR_IRQS ? per_cpu(irq_counts[irq], cpu) : 0;
}
