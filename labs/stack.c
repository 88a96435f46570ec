// SPDX-License-Identifier: MIT
/* Lab: how deep calls may go on the kernel's stack. See stack.md. */
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/sched/task_stack.h>
#include <linux/thread_info.h>

static bool overflow;
module_param(overflow, bool, 0444);
MODULE_PARM_DESC(overflow, "go on until the stack is full; a Linux machine may not survive that");

#define SPARED 2048 /* for pr_info(), and interrupts where they have no stack of their own */

static unsigned long left(void)
{
	return (unsigned long)__builtin_frame_address(0) - (unsigned long)task_stack_page(current);
}

/* Calls itself until little is left. Return: how deep that was. */
static noinline unsigned int recurse(unsigned int depth, volatile char *outer)
{
	volatile char mine[128];

	mine[0] = outer[0];
	if (!overflow && left() < SPARED)
		return depth;
	return recurse(depth + 1, mine) + mine[0];
}

static int __init stack_init(void)
{
	volatile char first[1] = { 0 };
	unsigned long before = left();
	unsigned int depth;

	pr_info("stack of %lu bytes, %lu left\n", (unsigned long)THREAD_SIZE, before);
	depth = recurse(1, first);
	pr_info("%u calls deep, about %lu bytes each\n", depth, (before - SPARED) / depth);
	return 0;
}

static void __exit stack_exit(void)
{
}

module_init(stack_init);
module_exit(stack_exit);
MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("How deep calls may go on a kernel stack, and what happens then");
