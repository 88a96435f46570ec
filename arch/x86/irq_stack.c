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

static DEFINE_PER_CPU(unsigned long, stack_top);
static DEFINE_PER_CPU(bool, stack_busy);

int irq_stack_alloc(unsigned int cpu)
{
	unsigned long stack;

	if (per_cpu(stack_top, cpu))
		return 0;
	stack = (unsigned long)stack_map(IRQ_STACK_SIZE, irq_stack_alloc);
	if (!stack)
		return -ENOMEM;
	memset((void *)stack, UNUSED, IRQ_STACK_SIZE);
	per_cpu(stack_top, cpu) = stack + IRQ_STACK_SIZE;
	return 0;
}

void call_on_irq_stack(void (*fn)(void *arg), void *arg)
{
	unsigned long top = this_cpu_read(stack_top);

	if (!top || this_cpu_read(stack_busy)) {
		fn(arg);
		return;
	}
	this_cpu_write(stack_busy, true);
	call_on_stack(fn, arg, top);
	this_cpu_write(stack_busy, false);
}

bool irq_stack_range(unsigned int cpu, unsigned long *low, unsigned long *high)
{
	*high = per_cpu(stack_top, cpu);
	*low = *high - IRQ_STACK_SIZE;
	return *high != 0;
}

bool on_irq_stack(unsigned long address)
{
	return this_cpu_read(stack_top) - address - 1 < IRQ_STACK_SIZE;
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
