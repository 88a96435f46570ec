/* SPDX-License-Identifier: MIT */
/*
 * The same instructions as the kernel's, less the segment: a CPU's copy of a variable is the variable.
 * host_interrupt_after() interrupts them where it is asked to, and restarts them.
 */
#ifndef _HOST_ASM_PERCPU_STACK_H
#define _HOST_ASM_PERCPU_STACK_H

#define PERCPU_STACK_SEGMENT ""

/* A process has its variables anywhere. */
typedef void *percpu_ref_t;
#define percpu_ref(ptr) ((void *)(ptr))
#define percpu_deref(ref) (ref)

#include "../../../x86/include/asm/percpu_stack.h"

#endif
