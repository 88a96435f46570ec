// SPDX-License-Identifier: MIT
/*
 * A double fault on i386 mostly means that the stack overflowed: the page fault in the guard page
 * could not push its frame. The CPU then switches to the task below, which has a stack of its own,
 * and leaves the registers of the culprit in main_tss.
 */
#include <asm/descriptor.h>
#include <asm/double_fault.h>
#include <asm/processor.h>
#include <asm/traps.h>
#include <linux/percpu-defs.h>

#define DOUBLE_FAULT_STACK_SIZE 4096

typedef u8 double_fault_stack_t[DOUBLE_FAULT_STACK_SIZE];
static DEFINE_PER_CPU_ZEROED(double_fault_stack_t, double_fault_stack);
static DEFINE_PER_CPU_ALIGNED(struct tss, double_fault_tss);

static void __attribute__((noreturn)) double_fault_entry(void)
{
	const struct tss *t = this_cpu_ptr(&main_tss);
	struct pt_regs regs = {
		.bx = t->bx, .cx = t->cx, .dx = t->dx, .si = t->si, .di = t->di, .bp = t->bp, .ax = t->ax,
		.vector = TRAP_DOUBLE_FAULT,
		.ip = t->ip, .cs = t->cs, .flags = t->flags, .sp = t->sp, .ss = t->ss,
	};

	double_fault_report(&regs, t->sp);
}

u64 double_fault_task(void)
{
	struct tss *t = this_cpu_ptr(&double_fault_tss);
	u8 *stack = (u8 *)this_cpu_ptr(&double_fault_stack);

	*t = (struct tss){
		.cr3 = read_cr3(),
		.ip = (unsigned long)double_fault_entry,
		.flags = 2, /* interrupts off; bit 1 is always set */
		/* As after a call: the return address that no one uses lies on top. */
		.sp = (unsigned long)(stack + DOUBLE_FAULT_STACK_SIZE - 4),
		.cs = SELECTOR(GDT_KERNEL_CODE32),
		.ss = SELECTOR(GDT_KERNEL_DATA),
		.ds = SELECTOR(GDT_KERNEL_DATA),
		.es = SELECTOR(GDT_KERNEL_DATA),
		.fs = SELECTOR(GDT_PERCPU),
		.io_map_base = sizeof(*t),
	};
	return system_descriptor((unsigned long)t, sizeof(*t) - 1, TSS_AVAILABLE);
}

/**
 * double_fault_set_cr3() - the page tables that this CPU's double-fault task shall run on
 * @cr3: physical address of the kernel's page tables
 */
void double_fault_set_cr3(unsigned long cr3)
{
	this_cpu_ptr(&double_fault_tss)->cr3 = cr3;
}
