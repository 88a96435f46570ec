/* SPDX-License-Identifier: MIT */
/* Stacks that were too small. */
#ifndef _QUARRY_STACK_OVERFLOW_H
#define _QUARRY_STACK_OVERFLOW_H

#include <linux/types.h>

struct pt_regs;

bool stack_overflow(struct pt_regs *regs, unsigned long sp, unsigned long address);
unsigned long stack_overflows(void);

#endif
