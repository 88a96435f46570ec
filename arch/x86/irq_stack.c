// SPDX-License-Identifier: MIT
/* The stack that a CPU's interrupts run on. asm/irq_stack.h says when. */
#include <asm/irq_stack.h>
#include <asm/traps.h>
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/percpu-defs.h>
#include <linux/string.h>
#include <quarry/sched.h>

/* What unused stack is filled with, so that its greatest depth can be seen. */
#define UNUSED 0x5a

/* Also used by trap_entry.asm. 0 and more: on the stack, or there is none yet; -1: it is free. */
DEFINE_PER_CPU(int, irq_nesting);
DEFINE_PER_CPU(unsigned long, irq_stack_top);

int irq_stack_alloc(unsigned int cpu)
{
	unsigned long stack;

	if (per_cpu(irq_stack_top, cpu))
		return 0;
	stack = (unsigned long)stack_map(IRQ_STACK_SIZE, irq_stack_alloc);
	if (!stack)
		return -ENOMEM;
	memset((void *)stack, UNUSED, IRQ_STACK_SIZE);
	per_cpu(irq_stack_top, cpu) = stack + IRQ_STACK_SIZE;
	per_cpu(irq_nesting, cpu) = -1;
	return 0;
}

void call_on_irq_stack(void (*fn)(void *arg), void *arg)
{
	if (this_cpu_inc_return(irq_nesting))
		fn(arg);
	else
		call_on_stack(fn, arg, this_cpu_read(irq_stack_top));
	this_cpu_dec(irq_nesting);
}

bool irq_stack_range(unsigned int cpu, unsigned long *low, unsigned long *high)
{
	*high = per_cpu(irq_stack_top, cpu);
	*low = *high - IRQ_STACK_SIZE;
	return *high != 0;
}

bool on_irq_stack(unsigned long address)
{
	return this_cpu_read(irq_stack_top) - address - 1 < IRQ_STACK_SIZE;
}

size_t irq_stack_depth(unsigned int cpu)
{
	unsigned long low, high;

	if (!irq_stack_range(cpu, &low, &high))
		return 0;
	while (low < high && *(u8 *)low == UNUSED)
		low++;
	return high - low;
}
