// SPDX-License-Identifier: MIT
/*
 * What becomes of a thread that has done something impossible. If nothing but the thread itself need
 * be lost, it ends, and the kernel goes on; what it held (memory, mutexes) is lost with it. Where
 * others could not go on, the kernel stops: in an interrupt handler, with preemption off (a spin lock
 * may be held), in the idle thread and in the monitor.
 */
#include <asm/irqflags.h>
#include <linux/hardirq.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/panic.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <quarry/module.h>
#include <quarry/oops.h>

static bool panic_on_oops;

static int __init parse_oops(char *arg)
{
	panic_on_oops = !strcmp(arg, "panic");
	return 0;
}
early_param("oops", parse_oops);

/**
 * print_oops_context() - which thread it was, and which modules were there
 *
 * Context: any.
 */
void print_oops_context(void)
{
	pr_emerg("CPU: %d PID: %d Comm: %s %s Quarry %s\n", raw_smp_processor_id(), current->pid, current->comm,
		 print_tainted(), QUARRY_VERSION);
	print_modules();
}

/**
 * module_on_stack() - whose fault it was
 * @ip: where it happened
 * @frame_pointer: of that function
 *
 * Return: the innermost module in the chain of calls, or NULL.
 */
struct module *module_on_stack(unsigned long ip, unsigned long frame_pointer)
{
	struct {
		unsigned long caller, return_address;
	} frame;
	struct module *module = __module_text_address(ip);

	for (int depth = 0; !module && depth < 32; depth++) {
		if (copy_from_kernel_nofault(&frame, (void *)frame_pointer, sizeof(frame)))
			break;
		module = __module_text_address(frame.return_address);
		if (frame.caller <= frame_pointer)
			break;
		frame_pointer = frame.caller;
	}
	return module;
}

/* Would anybody but this thread be hurt? */
static const char *why_nobody_survives(void)
{
	if (panic_on_oops)
		return "oops=panic";
	if (!in_task())
		return "in an interrupt handler";
	if (current == &init_task)
		return "in the monitor's thread";
	if (current->flags & PF_IDLE)
		return "in the idle thread";
	if (current->flags & PF_EXITING)
		return "in a thread that was ending";
	if (preempt_count() || current->rcu_read_lock_nesting)
		return "with preemption off or in an RCU reader";
	return NULL;
}

/**
 * oops_end() - the report is printed: end the thread, or stop the kernel
 * @what: in words, what happened: "page fault"
 * @ip: where
 * @frame_pointer: of that function
 *
 * Context: on the thread's own stack, or on one that nobody needs any more.
 */
void oops_end(const char *what, unsigned long ip, unsigned long frame_pointer)
{
	struct module *module = module_on_stack(ip, frame_pointer);
	const char *why = why_nobody_survives();

	add_taint(TAINT_DIE, LOCKDEP_STILL_OK);
	if (module) {
		module->broken = true;
		module->taints |= 1UL << TAINT_DIE;
		pr_emerg("%s in module %s, at %pS\n", what, module->name, (void *)ip);
	}
	if (why)
		panic("%s in the kernel, %s", what, why);
	pr_emerg("The thread %s/%d ends here; the kernel goes on.\n", current->comm, current->pid);
	pr_emerg("---[ end trace ]---\n");
	local_irq_enable();
	do_exit(-EFAULT);
}
