// SPDX-License-Identifier: MIT
/*
 * Sleeping where one must not: in an interrupt, with preemption disabled (so with a spin lock
 * held), or with interrupts off. Reported even if this time nothing has to be waited for.
 *
 * The boot runs with interrupts off and calls what may sleep later; the check begins with the first
 * call where sleeping would be allowed.
 */
#include <asm/irqflags.h>
#include <linux/kernel.h>
#include <linux/might_sleep.h>
#include <linux/preempt.h>
#include "lockdep.h"

#ifdef CONFIG_DEBUG

static noinline void report(const char *headline, const char *file, int line, bool irqs_off)
{
	unsigned long flags;

	local_irq_save(flags);
	if (lockdep_report_begin(LOCKDEP_ATOMIC, headline)) {
		printk(KERN_WARNING "  at %s:%d\n", file, line);
		printk(KERN_WARNING "  in_atomic(): %d, irqs_disabled(): %d, in_interrupt(): %d, pid: %d, name: %s\n",
		       in_atomic(), irqs_off, in_interrupt() != 0, current->pid, current->comm);
		lockdep_report_end();
	}
	local_irq_restore(flags);
}

void __might_sleep(const char *file, int line)
{
	static bool threads_run;
	bool irqs_off = irqs_disabled();

	if (likely(!preempt_count() && !irqs_off))
		WRITE_ONCE(threads_run, true);
	else if (READ_ONCE(threads_run) && !oops_in_progress)
		report("BUG: sleeping function called from invalid context", file, line, irqs_off);
}

void __cant_sleep(const char *file, int line)
{
	if (!preempt_count() && !irqs_disabled())
		report("BUG: assuming atomic context", file, line, false);
}

#endif
