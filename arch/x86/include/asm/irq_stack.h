/* SPDX-License-Identifier: MIT */
/*
 * The stack that interrupts of a CPU run on, so that no thread's stack must have room for them.
 *
 * The outermost interrupt enters it; one that comes on top of that stays on it. NMIs stay off it.
 */
#ifndef _ASM_IRQ_STACK_H
#define _ASM_IRQ_STACK_H

#include <asm/page.h>
#include <linux/percpu-defs.h>
#include <linux/types.h>

#ifdef CONFIG_64BIT
#define IRQ_STACK_ORDER 2
#else
#define IRQ_STACK_ORDER 1
#endif
#define IRQ_STACK_SIZE (PAGE_SIZE << IRQ_STACK_ORDER)

DECLARE_PER_CPU(int, irq_nesting);
DECLARE_PER_CPU(unsigned long, irq_stack_top);

/**
 * irq_stack_alloc() - give a CPU its interrupt stack
 * @cpu: its number; it need not run yet. Until then interrupts run on whatever stack they meet
 *
 * Context: may sleep. Return: 0 or -ENOMEM; one that is there already stays.
 */
int irq_stack_alloc(unsigned int cpu);

/**
 * call_on_irq_stack() - call a function on this CPU's interrupt stack
 * @fn: the function; it may turn interrupts on if it turns them off again
 * @arg: handed to it
 *
 * Stays on the current stack where this CPU has no interrupt stack or is on it.
 *
 * Context: interrupts off.
 */
void call_on_irq_stack(void (*fn)(void *arg), void *arg);

/* Is it an address in this CPU's interrupt stack? Any context. */
bool on_irq_stack(unsigned long address);

/* Lowest and highest + 1 address of a CPU's interrupt stack; false if it has none. */
bool irq_stack_range(unsigned int cpu, unsigned long *low, unsigned long *high);

/* Most bytes of it that were ever in use. */
size_t irq_stack_depth(unsigned int cpu);

#endif
