// SPDX-License-Identifier: MIT
/*
 * Interrupts that no handler claims. One now and then is normal; a line that does nothing else is
 * stuck, and would keep the CPU for ever: it is shut off, with the names of those who did not care.
 */
#include <linux/kernel.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include "internal.h"

/* Linux's numbers: of so many interrupts in a row, so many unclaimed. */
#define ROUND 100000
#define UNCLAIMED_MAX 99900

static void report(const struct irq_desc *desc)
{
	pr_err("irq %u: nobody cared: %u of %u interrupts were not handled\n", desc->irq_data.irq,
	       desc->unhandled, desc->seen);
	dump_stack();
	pr_err("handlers:\n");
	for (const struct irqaction *action = desc->action; action; action = action->next)
		pr_err("[<%px>] %ps (%s)\n", action->handler, action->handler, action->name);
	pr_emerg("Disabling IRQ #%u\n", desc->irq_data.irq);
}

void irq_note_result(struct irq_desc *desc, irqreturn_t result)
{
	if (result == IRQ_NONE)
		desc->unhandled++;
	if (++desc->seen < ROUND)
		return;
	if (desc->unhandled > UNCLAIMED_MAX) {
		report(desc);
		desc->stuck = true;
		desc->depth++;
		irq_close(desc);
	}
	desc->seen = desc->unhandled = 0;
}
