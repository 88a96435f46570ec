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
#include <quarry/restart.h>
#include <quarry/tick.h>

#define NR_SYSTEM_VECTORS (NR_VECTORS - FIRST_SYSTEM_VECTOR)

static void no_handler(void)
{
}

static void (*system_handlers[NR_SYSTEM_VECTORS])(void) = { [0 ... NR_SYSTEM_VECTORS - 1] = no_handler };

/* For /proc/interrupts. */
static struct {
	const char *tag, *what;
} system_names[NR_SYSTEM_VECTORS];

static DEFINE_PER_CPU(unsigned int[NR_SYSTEM_VECTORS], system_counts);
static DEFINE_PER_CPU(unsigned int, stray_count);
static DEFINE_PER_CPU(unsigned int, spurious_count);

static bool delivered;

bool irqs_delivered(void)
{
	return delivered;
}

void set_system_vector(u8 vector, const char *tag, const char *what, void (*handler)(void))
{
	system_handlers[vector - FIRST_SYSTEM_VECTOR] = handler;
	system_names[vector - FIRST_SYSTEM_VECTOR].tag = tag;
	system_names[vector - FIRST_SYSTEM_VECTOR].what = what;
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

static __always_inline void handle_system_vector(unsigned int vector)
{
	unsigned int i = vector - FIRST_SYSTEM_VECTOR;

	/* The APIC has nothing in service then, so there is nothing to end. */
	if (vector == SPURIOUS_APIC_VECTOR) {
		this_cpu_inc(spurious_count);
		return;
	}
	this_cpu_inc(system_counts[i]);
	apic_eoi();
	system_handlers[i]();
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

/* jiffies may have stood still while all CPUs slept, and devices' handlers want them. */
static noinline void handle_other_vector(unsigned int vector)
{
	tick_irq_enter();
	if (vector >= IRQ_VECTOR_BASE)
		handle_device(vector - IRQ_VECTOR_BASE);
	else
		handle_stray(vector);
}

/* The tick brings jiffies up to date itself, and who interrupts another CPU is awake. */
void interrupt_dispatch(unsigned int vector)
{
	preempt_count_add(HARDIRQ_OFFSET);
	if (likely(vector >= FIRST_SYSTEM_VECTOR))
		handle_system_vector(vector);
	else
		handle_other_vector(vector);
	irq_exit();
}

void interrupt_restart(struct irq_frame *frame)
{
	frame->ip = restart_address(frame->ip);
}

void __init irq_init(void)
{
	bool has_8259 = i8259_init();
	const char *how = "none: devices are polled";

	irq_core_init();
	restart_init();
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
		if (system_names[i].tag)
			show_row(m, width, system_names[i].tag, system_names[i].what, &system_counts[i]);
	show_row(m, width, "SPU", "Spurious interrupts", &spurious_count);
	show_row(m, width, "ERR", "Interrupts without a handler", &stray_count);
}
