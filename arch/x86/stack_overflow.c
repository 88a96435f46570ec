// SPDX-License-Identifier: MIT
/*
 * A thread that needs more stack than it has: reported with its name and calls, and ended; the kernel
 * goes on.
 *
 * Below each stack nothing is mapped (kernel/sched/stack.c). Whoever gets there faults, and as the CPU
 * cannot push the fault's frame there either, it is a double fault, which has a stack of its own on
 * either width. The thread's calls are lost, but it owns its stack: it goes on at the top of that, in
 * a function that ends it.
 *
 * That is honest only if nobody waits for what the thread was doing. It must not be in an interrupt,
 * have disabled preemption or interrupts (so it holds no spin lock), be in an RCU read-side section, or
 * be a thread that the kernel cannot do without. Who holds sleeping locks is known in DEBUG=1 kernels;
 * there it is a reason too. In all these cases the kernel stops, with the reason.
 */
#include <asm/irq_stack.h>
#include <asm/processor.h>
#include <asm/traps.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/panic.h>
#include <linux/preempt.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <quarry/console.h>
#include <quarry/kthread_hook.h>
#include <quarry/monitor.h>
#include <quarry/sched.h>
#include <quarry/stack_overflow.h>
#include <quarry/symbols.h>

static unsigned long nr_overflows;

/**
 * stack_overflows() - how many threads were ended because of their stacks
 */
unsigned long stack_overflows(void)
{
	return READ_ONCE(nr_overflows);
}

static bool in_guard(unsigned long stack, unsigned long size, unsigned long address)
{
	return stack - 1 - address < size;
}

/* Why the thread cannot be ended: NULL if it can. */
static const char *must_live(const struct pt_regs *regs)
{
	const struct task_struct *task = current;

	if (in_interrupt())
		return "in an interrupt";
	if (!(regs->flags & X86_EFLAGS_IF))
		return "with interrupts off";
	if (in_atomic())
		return "with preemption disabled: it may hold a spin lock";
	if (task->rcu_read_lock_nesting)
		return "in an RCU read-side section";
	if (task->flags & (PF_IDLE | PF_EXITING | PF_WQ_WORKER))
		return "a thread that the kernel needs";
#ifdef CONFIG_DEBUG
	if (task->nr_held_locks)
		return "holding locks";
#endif
	return NULL;
}

static void report(const struct pt_regs *regs, unsigned long sp, unsigned long address, const char *whose,
		   unsigned long low, unsigned long high)
{
	console_verbose();
	pr_emerg("BUG: %s stack guard page was hit at %px (stack is %px..%px)\n", whose, (void *)address, (void *)low,
		 (void *)(high - 1));
	pr_emerg("stack guard page: %04lx [#%lu] PREEMPT SMP\n", regs->error_code & 0xffff, nr_overflows + 1);
	pr_emerg("CPU: %d PID: %d Comm: %s\n", smp_processor_id(), current->pid, current->comm);
	show_regs(regs, sp);
	pr_emerg("at %pS\n", (void *)regs->ip);
	print_backtrace(regs->bp);
}

/* The thread's last function, on its own stack, all of which is free again. */
static void end_thread(void *unused)
{
	(void)unused;
	if (current == &init_task) {
		pr_emerg("the monitor begins anew\n");
		monitor_run();
		panic("the monitor has ended");
	}
	pr_emerg("%s/%d is ended; the kernel goes on\n", current->comm, current->pid);
	do_exit(-EFAULT);
}

#define TOP_SPARED 256 /* for the frame that end_thread() is called from */

/*
 * Where a thread goes on. A return to the kernel does not change the stack pointer in 32-bit mode, so
 * it may still be where it was.
 */
static void __noreturn leave_stack(void)
{
	call_on_stack(end_thread, NULL, (unsigned long)current->stack + THREAD_SIZE - TOP_SPARED);
	unreachable();
}

static void go_on_at_end(struct pt_regs *regs)
{
	regs->ip = (unsigned long)leave_stack;
	regs->bp = 0;
	regs->sp = (unsigned long)current->stack + THREAD_SIZE - TOP_SPARED / 4 - sizeof(long); /* as if called */
}

static void check_irq_stack(const struct pt_regs *regs, unsigned long sp, unsigned long address)
{
	unsigned long low, high;

	if (!irq_stack_range(smp_processor_id(), &low, &high))
		return;
	if (!in_guard(low, STACK_GUARD, address) && !in_guard(low, STACK_GUARD, sp))
		return;
	report(regs, sp, address, "IRQ", low, high);
	panic("kernel stack overflow: the interrupt stack of CPU %d is too small", smp_processor_id());
}

/**
 * stack_overflow() - was a fault one of a stack that is full?
 * @regs: the context that faulted
 * @sp: its stack pointer
 * @address: that it could not access
 *
 * Return: false if it was something else; true if the thread shall be ended: @regs are those to
 * go on with, ->sp among them. Panics if it must not be ended.
 */
bool stack_overflow(struct pt_regs *regs, unsigned long sp, unsigned long address)
{
	unsigned long stack = (unsigned long)current->stack;
	const char *why;

	check_irq_stack(regs, sp, address);
	if (!in_guard(stack, STACK_GUARD, address) && !in_guard(stack, STACK_GUARD, sp))
		return false;
	why = must_live(regs);
	report(regs, sp, address, "TASK", stack, stack + THREAD_SIZE);
	if (why)
		panic("kernel stack overflow of %s/%d, %s: it cannot be ended", current->comm, current->pid, why);
	nr_overflows++;
	go_on_at_end(regs);
	return true;
}
