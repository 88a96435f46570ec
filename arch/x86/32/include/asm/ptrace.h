/* SPDX-License-Identifier: MIT */
/*
 * The registers of an interrupted context, in the order in which 32/trap_entry.asm and the CPU
 * push them. Without a change of privilege the CPU pushes neither sp nor ss: what lies there then
 * is the interrupted stack itself.
 */
#ifndef _ASM_PTRACE_H
#define _ASM_PTRACE_H

#include <linux/types.h>

struct pt_regs {
	unsigned long bx, cx, dx, si, di, bp, ax;
	unsigned long vector;
	unsigned long error_code;
	unsigned long ip, cs, flags;
	unsigned long sp, ss; /* only from user mode */
};

_Static_assert(sizeof(struct pt_regs) == 14 * 4, "trap_entry.asm builds this frame");

/* What an interrupt's entry leaves next to what the CPU pushes: the same as a function's frame. */
struct irq_frame {
	unsigned long bp;
	unsigned long ip, cs, flags;
};

static inline bool user_mode(const struct pt_regs *regs)
{
	return (regs->cs & 3) == 3;
}

static inline unsigned long kernel_stack_pointer(const struct pt_regs *regs)
{
	return user_mode(regs) ? regs->sp : (unsigned long)&regs->sp;
}

#endif
