// SPDX-License-Identifier: MIT
/* Task state segment and gates of 64-bit mode. Mirrors 32/descriptors.c. */
#include <asm/descriptor.h>
#include <asm/processor.h>
#include <asm/traps.h>
#include <linux/build_bug.h>
#include <linux/init.h>
#include <linux/percpu-defs.h>

/* Intel SDM vol. 3A, figure 7-11. */
struct tss {
	u32 reserved0;
	u64 sp0, sp1, sp2;
	u64 reserved1;
	u64 ist[7];
	u64 reserved2;
	u16 reserved3;
	u16 io_map_base;
} __attribute__((packed));
static_assert(sizeof(struct tss) == 104);

/* Intel SDM vol. 3A, figure 6-8. */
struct gate {
	u16 offset_low;
	u16 selector;
	u8 ist;
	u8 type;
	u16 offset_middle;
	u32 offset_high;
	u32 reserved;
};
static_assert(sizeof(struct gate) == 16);

/* Stacks for what may strike when the current one is no good: numbers in a gate's IST field. */
enum ist { IST_NONE, IST_DOUBLE_FAULT, IST_NMI, IST_MACHINE_CHECK, NR_IST };
#define IST_STACK_SIZE 4096

typedef u8 ist_stacks_t[NR_IST - 1][IST_STACK_SIZE];
static DEFINE_PER_CPU_ZEROED(ist_stacks_t, ist_stacks);
static DEFINE_PER_CPU_ZEROED(struct tss, tss);
static struct gate idt[256];

void load_segments(unsigned long percpu_offset)
{
	/* A far return loads CS. FS and GS get null: their bases are MSRs. */
	asm volatile("pushq %0; leaq 1f(%%rip), %%rax; pushq %%rax; lretq; 1:\n\t"
		     "mov %1, %%ds; mov %1, %%es; mov %1, %%ss; mov %2, %%fs; mov %2, %%gs"
		     :
		     : "i"(SELECTOR(GDT_KERNEL_CODE64)), "r"(SELECTOR(GDT_KERNEL_DATA)), "r"(0)
		     : "rax", "memory");
	wrmsr(MSR_GS_BASE, percpu_offset);
}

void tss_init(void)
{
	struct tss *t = this_cpu_ptr(&tss);
	u8 *stacks = (u8 *)this_cpu_ptr(&ist_stacks);
	u64 *table = (u64 *)this_cpu_ptr(&gdt);

	for (int i = IST_DOUBLE_FAULT; i < NR_IST; i++)
		t->ist[i - 1] = (unsigned long)(stacks + i * IST_STACK_SIZE);
	t->io_map_base = sizeof(*t);
	table[GDT_TSS] = system_descriptor((unsigned long)t, sizeof(*t) - 1, TSS_AVAILABLE);
	table[GDT_TSS_HIGH] = (unsigned long)t >> 32;
	load_task_register(SELECTOR(GDT_TSS));
}

static u8 __init ist_of(int vector)
{
	switch (vector) {
	case TRAP_DOUBLE_FAULT:
		return IST_DOUBLE_FAULT;
	case TRAP_NMI:
		return IST_NMI;
	case TRAP_MACHINE_CHECK:
		return IST_MACHINE_CHECK;
	default:
		return IST_NONE;
	}
}

void __init idt_fill(void)
{
	for (int vector = 0; vector < 256; vector++) {
		unsigned long entry = trap_entry_table[vector];

		idt[vector] = (struct gate){
			.offset_low = entry,
			.offset_middle = entry >> 16,
			.offset_high = entry >> 32,
			.selector = SELECTOR(GDT_KERNEL_CODE64),
			.ist = ist_of(vector),
			.type = GATE_PRESENT | GATE_INTERRUPT,
		};
	}
}

void idt_load(void)
{
	const struct table_pointer pointer = { sizeof(idt) - 1, (unsigned long)idt };

	load_idt(&pointer);
}
