// SPDX-License-Identifier: MIT
/* Interrupts as the reader of /proc and the monitor's user see them. */
#include <asm/irq.h>
#include <asm/irq_stack.h>
#include <linux/kernel.h>
#include <linux/seq_file.h>
#include <quarry/console.h>
#include <quarry/monitor.h>
#include <quarry/proc.h>
#include "internal.h"

#define NUMBER_WIDTH 3

static const char *trigger_name(const struct irq_desc *desc)
{
	return desc->irq_data.type & IRQ_TYPE_LEVEL_MASK ? "fasteoi" : "edge";
}

static void show_header(struct seq_file *m)
{
	unsigned int cpu;

	seq_printf(m, "%*s", NUMBER_WIDTH + 8, "");
	for_each_online_cpu(cpu)
		seq_printf(m, "CPU%-8u", cpu);
	seq_putc(m, '\n');
}

static void show_actions(struct seq_file *m, const struct irq_desc *desc)
{
	const char *separator = "  ";

	for (const struct irqaction *action = desc->action; action; action = action->next) {
		seq_printf(m, "%s%s", separator, action->name);
		separator = ", ";
	}
}

static void show_irq(struct seq_file *m, unsigned int irq)
{
	const struct irq_desc *desc = irq_to_desc(irq);
	unsigned int cpu;

	if (!desc->irq_data.chip || !desc->action)
		return;
	seq_printf(m, "%*u: ", NUMBER_WIDTH, irq);
	for_each_online_cpu(cpu)
		seq_printf(m, "%10u ", kstat_irqs_cpu(irq, cpu));
	seq_printf(m, " %8s  %*u-%-8s", desc->irq_data.chip->name, NUMBER_WIDTH, desc->irq_data.hwirq,
		   trigger_name(desc));
	show_actions(m, desc);
	seq_putc(m, '\n');
}

static int interrupts_show(struct seq_file *m, void *v)
{
	show_header(m);
	for (unsigned int irq = 0; irq < NR_IRQS; irq++)
		show_irq(m, irq);
	arch_show_interrupts(m, NUMBER_WIDTH);
	return 0;
}
PROC_FILE(interrupts, interrupts_show);

static int softirqs_show(struct seq_file *m, void *v)
{
	unsigned int cpu;

	seq_puts(m, "                    ");
	for_each_online_cpu(cpu)
		seq_printf(m, "CPU%-8u", cpu);
	seq_putc(m, '\n');
	for (unsigned int i = 0; i < NR_SOFTIRQS; i++) {
		seq_printf(m, "%12s:", softirq_to_name[i]);
		for_each_online_cpu(cpu)
			seq_printf(m, " %10u", per_cpu(softirq_counts[i], cpu));
		seq_putc(m, '\n');
	}
	return 0;
}
PROC_FILE(softirqs, softirqs_show);

static const char *state_name(const struct irq_desc *desc)
{
	if (desc->stuck)
		return "shut off";
	if (!desc->action)
		return "free";
	return desc->depth ? "disabled" : "open";
}

static const char *type_name(unsigned int type)
{
	switch (type) {
	case IRQ_TYPE_LEVEL_LOW:
		return "level, low";
	case IRQ_TYPE_LEVEL_HIGH:
		return "level, high";
	case IRQ_TYPE_EDGE_FALLING:
		return "edge, falling";
	default:
		return "edge, rising";
	}
}

static void print_irq(unsigned int irq)
{
	const struct irq_desc *desc = irq_to_desc(irq);

	if (!desc->irq_data.chip)
		return;
	console_printf("%3u  %#4x  %-8s %3u  %-13s  %-8s", irq, irq + IRQ_VECTOR_BASE, desc->irq_data.chip->name,
		       desc->irq_data.hwirq, type_name(desc->irq_data.type), state_name(desc));
	for (const struct irqaction *action = desc->action; action; action = action->next)
		console_printf("  %ps (%s)", action->handler, action->name);
	console_printf("\n");
}

static int irq_command(int argc, char **argv)
{
	unsigned int cpu;

	console_printf("IRQ vector controller pin  trigger      state     handlers\n");
	for (unsigned int irq = 0; irq < NR_IRQS; irq++)
		print_irq(irq);
	for_each_online_cpu(cpu)
		console_printf("CPU %u: interrupt stack of %lu bytes, at most %zu used\n", cpu,
			       (unsigned long)IRQ_STACK_SIZE, irq_stack_depth(cpu));
	return 0;
}
MONITOR_COMMAND(irq, "", "interrupt lines: controller, trigger, handlers", irq_command);
