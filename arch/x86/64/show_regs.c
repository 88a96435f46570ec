// SPDX-License-Identifier: MIT
/* The registers of 64-bit mode. Mirrors 32/show_regs.c. */
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
	pr_emerg("RIP: %04lx:%016lx RFLAGS: %08lx RSP: %04lx:%016lx\n", regs->cs, regs->ip, regs->flags, regs->ss, sp);
	pr_emerg("RAX: %016lx RBX: %016lx RCX: %016lx\n", regs->ax, regs->bx, regs->cx);
	pr_emerg("RDX: %016lx RSI: %016lx RDI: %016lx\n", regs->dx, regs->si, regs->di);
	pr_emerg("RBP: %016lx R08: %016lx R09: %016lx\n", regs->bp, regs->r8, regs->r9);
	pr_emerg("R10: %016lx R11: %016lx R12: %016lx\n", regs->r10, regs->r11, regs->r12);
	pr_emerg("R13: %016lx R14: %016lx R15: %016lx\n", regs->r13, regs->r14, regs->r15);
	pr_emerg("CR0: %08lx CR2: %016lx CR3: %016lx CR4: %08lx\n", read_cr0(), read_cr2(), read_cr3(), read_cr4());
}
