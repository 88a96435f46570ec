// SPDX-License-Identifier: MIT
/* The registers of 32-bit mode. Mirrors 64/show_regs.c. */
#include <asm/processor.h>
#include <asm/ptrace.h>
#include <linux/printk.h>
#include <quarry/symbols.h>

/**
 * show_regs() - print an interrupted context
 * @regs: the context
 * @sp: its stack pointer
 */
void show_regs(const struct pt_regs *regs, unsigned long sp)
{
	pr_emerg("EIP: %04lx:%08lx EFLAGS: %08lx\n", regs->cs, regs->ip, regs->flags);
	pr_emerg("EAX: %08lx EBX: %08lx ECX: %08lx EDX: %08lx\n", regs->ax, regs->bx, regs->cx, regs->dx);
	pr_emerg("ESI: %08lx EDI: %08lx EBP: %08lx ESP: %08lx\n", regs->si, regs->di, regs->bp, sp);
	pr_emerg("CR0: %08lx CR2: %08lx CR3: %08lx CR4: %08lx\n", read_cr0(), read_cr2(), read_cr3(), read_cr4());
}
