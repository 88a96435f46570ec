// SPDX-License-Identifier: MIT
/*
 * A double fault on i386 mostly means that the stack overflowed: the page fault in the guard page
 * could not push its frame. The CPU then switches to the task below, which has a stack of its own,
 * and leaves the registers of the culprit in main_tss. If the thread can be ended it goes on there, with other
 * registers; the CPU does not save CR3 when it leaves a task, but loads it when it comes back.
 */
#include <asm/descriptor.h>
#include <asm/double_fault.h>
#include <asm/page.h>
#include <asm/processor.h>
#include <asm/traps.h>
#include <linux/mm_struct.h>
#include <linux/percpu-defs.h>
#include <linux/sched.h>
#include <quarry/stack_overflow.h>

#define DOUBLE_FAULT_STACK_SIZE 4096

typedef u8 double_fault_stack_t[DOUBLE_FAULT_STACK_SIZE];
static DEFINE_PER_CPU_ZEROED(double_fault_stack_t, double_fault_stack);
static DEFINE_PER_CPU_ALIGNED(struct tss, double_fault_tss);

/**
 * double_fault_handler() - called by double_fault_entry.asm, in the task of double faults
 *
 * When it returns, the task that faulted goes on with what main_tss says.
 */
void double_fault_handler(void)
{
	struct tss *t = this_cpu_ptr(&main_tss);
	struct pt_regs regs = {
		.bx = t->bx, .cx = t->cx, .dx = t->dx, .si = t->si, .di = t->di, .bp = t->bp, .ax = t->ax,
		.vector = TRAP_DOUBLE_FAULT,
		.ip = t->ip, .cs = t->cs, .flags = t->flags, .sp = t->sp, .ss = t->ss,
	};

	if (!stack_overflow(&regs, t->sp, read_cr2()))
		double_fault_report(&regs, t->sp);
	t->ip = regs.ip;
	t->sp = regs.sp;
	t->bp = regs.bp;
	t->cr3 = __pa(current->active_mm->pgd);
}

u64 double_fault_task(void)
{
	struct tss *t = this_cpu_ptr(&double_fault_tss);
	u8 *stack = (u8 *)this_cpu_ptr(&double_fault_stack);

	*t = (struct tss){
		.cr3 = read_cr3(),
		.ip = (unsigned long)double_fault_entry,
		.flags = 2, /* interrupts off; bit 1 is always set */
		.sp = (unsigned long)(stack + DOUBLE_FAULT_STACK_SIZE),
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
