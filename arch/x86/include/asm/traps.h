/* SPDX-License-Identifier: MIT */
/* Exceptions and interrupts: vectors, and who may fix a fault. */
#ifndef _ASM_TRAPS_H
#define _ASM_TRAPS_H

#include <asm/irq_vectors.h>
#include <asm/ptrace.h>
#include <linux/types.h>

/* Intel SDM vol. 3A, table 6-1. */
enum trap {
	TRAP_DIVIDE_ERROR = 0,
	TRAP_DEBUG = 1,
	TRAP_NMI = 2,
	TRAP_BREAKPOINT = 3,
	TRAP_INVALID_OPCODE = 6,
	TRAP_DEVICE_NOT_AVAILABLE = 7,
	TRAP_DOUBLE_FAULT = 8,
	TRAP_INVALID_TSS = 10,
	TRAP_SEGMENT_NOT_PRESENT = 11,
	TRAP_STACK_FAULT = 12,
	TRAP_GENERAL_PROTECTION = 13,
	TRAP_PAGE_FAULT = 14,
	TRAP_MACHINE_CHECK = 18,
	NR_EXCEPTIONS = 32
};

/* Page-fault error code (Intel SDM vol. 3A, figure 4-12). */
#define FAULT_PRESENT (1UL << 0)
#define FAULT_WRITE (1UL << 1)
#define FAULT_USER (1UL << 2)
#define FAULT_RESERVED_BIT (1UL << 3)
#define FAULT_FETCH (1UL << 4)

/* A fault at an instruction of the table goes on at its fix-up instead of being reported. */
struct exception_fixup {
	unsigned long insn, fixup;
};

void trap_dispatch(struct pt_regs *regs);
void double_fault_report(struct pt_regs *regs, unsigned long sp) __attribute__((noreturn));
bool fixup_exception(struct pt_regs *regs);

/* call_on_stack.asm: fn(arg) on the stack that ends at @top */
void call_on_stack(void (*fn)(void *arg), void *arg, unsigned long top);

extern unsigned int nmi_count_percpu; /* per CPU: NMIs taken */

#endif
