/* SPDX-License-Identifier: MIT */
/*
 * The registers of an interrupted context, in the order in which 64/trap_entry.asm and the CPU
 * push them.
 */
#ifndef _ASM_PTRACE_H
#define _ASM_PTRACE_H

#include <linux/types.h>

struct pt_regs {
	unsigned long r15, r14, r13, r12, bp, bx;
	unsigned long r11, r10, r9, r8, ax, cx, dx, si, di;
	unsigned long vector;
	unsigned long error_code;
	unsigned long ip, cs, flags;
	unsigned long sp, ss;
};

_Static_assert(sizeof(struct pt_regs) == 22 * 8, "trap_entry.asm builds this frame");

/* What an interrupt's entry leaves next to what the CPU pushes: the same as a function's frame. */
struct irq_frame {
	unsigned long bp;
	unsigned long ip, cs, flags;
	unsigned long sp, ss;
};

static inline bool user_mode(const struct pt_regs *regs)
{
	return (regs->cs & 3) == 3;
}

static inline unsigned long kernel_stack_pointer(const struct pt_regs *regs)
{
	return regs->sp;
}

#endif
