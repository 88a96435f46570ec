// SPDX-License-Identifier: MIT
/* Task state segments and gates of 32-bit mode. Mirrors 64/descriptors.c. */
#include <asm/descriptor.h>
#include <asm/double_fault.h>
#include <asm/traps.h>
#include <linux/build_bug.h>
#include <linux/init.h>
#include <linux/percpu-defs.h>

/* Intel SDM vol. 3A, figure 6-2. */
struct gate {
	u16 offset_low;
	u16 selector;
	u8 reserved;
	u8 type;
	u16 offset_high;
};
static_assert(sizeof(struct gate) == 8);

DEFINE_PER_CPU_ALIGNED(struct tss, main_tss); /* where the CPU saves the state that double-faulted */
static struct gate idt[256];

void load_segments(unsigned long percpu_offset)
{
	asm volatile("ljmp %0, $1f; 1:\n\t"
		     "mov %1, %%ds; mov %1, %%es; mov %1, %%ss; mov %2, %%fs; mov %3, %%gs"
		     :
		     : "i"(SELECTOR(GDT_KERNEL_CODE32)), "r"(SELECTOR(GDT_KERNEL_DATA)),
		       "r"(SELECTOR(GDT_PERCPU)), "r"(0)
		     : "memory");
}

void tss_init(void)
{
	struct tss *t = this_cpu_ptr(&main_tss);
	u64 *table = (u64 *)this_cpu_ptr(&gdt);

	t->io_map_base = sizeof(*t);
	table[GDT_TSS] = system_descriptor((unsigned long)t, sizeof(*t) - 1, TSS_AVAILABLE);
	table[GDT_DOUBLE_FAULT_TSS] = double_fault_task();
	load_task_register(SELECTOR(GDT_TSS));
}

void __init idt_fill(void)
{
	for (int vector = 0; vector < 256; vector++) {
		unsigned long entry = trap_entry_table[vector];

		idt[vector] = (struct gate){
			.offset_low = entry,
			.offset_high = entry >> 16,
			.selector = SELECTOR(GDT_KERNEL_CODE32),
			.type = GATE_PRESENT | GATE_INTERRUPT,
		};
	}
	/* The double fault gets a task of its own: its stack is good whatever happened to ours. */
	idt[TRAP_DOUBLE_FAULT] = (struct gate){ .selector = SELECTOR(GDT_DOUBLE_FAULT_TSS),
						.type = GATE_PRESENT | GATE_TASK };
}

void idt_load(void)
{
	const struct table_pointer pointer = { sizeof(idt) - 1, (unsigned long)idt };

	load_idt(&pointer);
}
