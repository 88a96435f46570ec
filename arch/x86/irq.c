// SPDX-License-Identifier: MIT
/*
 * From a vector to who handles it, and which interrupt controllers are used.
 *
 * Devices' vectors go to kernel/irq/ by their interrupt number. System vectors, which the CPUs and
 * their local APICs make themselves, have a table here.
 */
#include <asm/apic.h>
#include <asm/irq.h>
#include <asm/irq_stack.h>
#include <asm/processor.h>
#include <asm/smp.h>
#include <asm/traps.h>
#include <linux/init.h>
#include <linux/interrupt.h>
#include <linux/irq.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/seq_file.h>
#include <linux/smp.h>
#include <quarry/sched.h>

#define NR_SYSTEM_VECTORS (NR_VECTORS - FIRST_SYSTEM_VECTOR)

static struct system_vector {
	const char *tag, *what;
	void (*handler)(void);
} system_vectors[NR_SYSTEM_VECTORS];

static DEFINE_PER_CPU(unsigned int[NR_SYSTEM_VECTORS], system_counts);
static DEFINE_PER_CPU(unsigned int, stray_count);
static DEFINE_PER_CPU(unsigned int, spurious_count);
static DEFINE_PER_CPU(struct pt_regs *, irq_regs);

static bool delivered;

bool irqs_delivered(void)
{
	return delivered;
}

struct pt_regs *get_irq_regs(void)
{
	return this_cpu_read(irq_regs);
}

void set_system_vector(u8 vector, const char *tag, const char *what, void (*handler)(void))
{
	system_vectors[vector - FIRST_SYSTEM_VECTOR] = (struct system_vector){ tag, what, handler };
}

/**
 * system_vector_count() - how often a CPU took a system vector
 * @vector: FIRST_SYSTEM_VECTOR or above
 * @cpu: the CPU
 */
unsigned int system_vector_count(u8 vector, unsigned int cpu)
{
	return per_cpu(system_counts[vector - FIRST_SYSTEM_VECTOR], cpu);
}

static void handle_system_vector(unsigned int vector)
{
	unsigned int i = vector - FIRST_SYSTEM_VECTOR;

	/* The APIC has nothing in service then, so there is nothing to end. */
	if (vector == SPURIOUS_APIC_VECTOR) {
		this_cpu_inc(spurious_count);
		return;
	}
	this_cpu_inc(system_counts[i]);
	apic_eoi();
	if (system_vectors[i].handler)
		system_vectors[i].handler();
}

static void handle_stray(unsigned int vector)
{
	this_cpu_inc(stray_count);
	pr_warn_once("irq: no handler for vector %#x\n", vector);
	if (apic_in_service(vector))
		apic_eoi();
}

static void handle_device(unsigned int irq)
{
	if (irq < NR_ISA_IRQS && i8259_spurious(irq))
		this_cpu_inc(spurious_count);
	else if (irq_to_desc(irq)->irq_data.chip)
		generic_handle_irq(irq);
	else
		handle_stray(irq + IRQ_VECTOR_BASE);
}

static void handle_interrupt(void *arg)
{
	struct pt_regs *regs = arg, *outer = this_cpu_read(irq_regs);

	this_cpu_write(irq_regs, regs);
	irq_enter();
	if (regs->vector >= FIRST_SYSTEM_VECTOR)
		handle_system_vector(regs->vector);
	else if (regs->vector >= IRQ_VECTOR_BASE)
		handle_device(regs->vector - IRQ_VECTOR_BASE);
	else
		handle_stray(regs->vector);
	irq_exit();
	this_cpu_write(irq_regs, outer);
}

void interrupt_dispatch(struct pt_regs *regs)
{
	call_on_irq_stack(handle_interrupt, regs);
	if (should_resched())
		preempt_schedule_irq();
}

void __init irq_init(void)
{
	bool has_8259 = i8259_init();
	const char *how = "none: devices are polled";

	irq_core_init();
	irq_stack_alloc(0);
	ipi_init();
	apic_init();
	if (ioapic_init()) {
		how = "I/O APIC";
	} else if (has_8259) {
		i8259_use();
		apic_virtual_wire();
		how = apic_usable() ? "8259 through the local APIC" : "8259";
	}
	delivered = irq_to_desc(1)->irq_data.chip != NULL;
	pr_info("irq: local APIC: %s, interrupt controller: %s\n", apic_mode_name(), how);
}

static void show_row(struct seq_file *m, int width, const char *tag, const char *what, unsigned int *counts)
{
	unsigned int cpu;

	seq_printf(m, "%*s: ", width, tag);
	for_each_online_cpu(cpu)
		seq_printf(m, "%10u ", *per_cpu_ptr(counts, cpu));
	seq_printf(m, " %s\n", what);
}

void arch_show_interrupts(struct seq_file *m, int width)
{
	show_row(m, width, "NMI", "Non-maskable interrupts", &nmi_count_percpu);
	for (int i = 0; i < NR_SYSTEM_VECTORS; i++)
		if (system_vectors[i].tag)
			show_row(m, width, system_vectors[i].tag, system_vectors[i].what, &system_counts[i]);
	show_row(m, width, "SPU", "Spurious interrupts", &spurious_count);
	show_row(m, width, "ERR", "Interrupts without a handler", &stray_count);
}
