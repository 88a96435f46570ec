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
#include <linux/init.h>

#define DOUBLE_FAULT_STACK_SIZE 4096

static u8 double_fault_stack[DOUBLE_FAULT_STACK_SIZE] __attribute__((aligned(16)));
static struct tss double_fault_tss;

static void __attribute__((noreturn)) double_fault_entry(void)
{
	struct pt_regs regs = {
		.bx = main_tss.bx, .cx = main_tss.cx, .dx = main_tss.dx,
		.si = main_tss.si, .di = main_tss.di, .bp = main_tss.bp, .ax = main_tss.ax,
		.vector = TRAP_DOUBLE_FAULT,
		.ip = main_tss.ip, .cs = main_tss.cs, .flags = main_tss.flags,
		.sp = main_tss.sp, .ss = main_tss.ss,
	};

	double_fault_report(&regs, main_tss.sp);
}

u64 __init double_fault_task(void)
{
	double_fault_tss = (struct tss){
		.cr3 = read_cr3(),
		.ip = (unsigned long)double_fault_entry,
		.flags = 2, /* interrupts off; bit 1 is always set */
		/* As after a call: the return address that no one uses lies on top. */
		.sp = (unsigned long)(double_fault_stack + DOUBLE_FAULT_STACK_SIZE - 4),
		.cs = SELECTOR(GDT_KERNEL_CODE32),
		.ss = SELECTOR(GDT_KERNEL_DATA),
		.ds = SELECTOR(GDT_KERNEL_DATA),
		.es = SELECTOR(GDT_KERNEL_DATA),
		.io_map_base = sizeof(double_fault_tss),
	};
	return system_descriptor((unsigned long)&double_fault_tss, sizeof(double_fault_tss) - 1,
				 TSS_AVAILABLE);
}

/**
 * double_fault_set_cr3() - the page tables that the double-fault task shall run on
 * @cr3: physical address of the kernel's page tables
 */
void __init double_fault_set_cr3(unsigned long cr3)
{
	double_fault_tss.cr3 = cr3;
}
