// SPDX-License-Identifier: MIT
/* Checks on RCU readers: depth of rcu_read_lock(), and pointers followed without it. */
#include <asm/irqflags.h>
#include <linux/kernel.h>
#include <linux/rcupdate.h>
#include "lockdep.h"

#ifdef CONFIG_DEBUG

void __rcu_reader_enter(void)
{
	current->rcu_read_lock_nesting++;
}

bool rcu_read_lock_held(void)
{
	return current->rcu_read_lock_nesting > 0;
}

static noinline void report(const char *headline, unsigned long ip)
{
	unsigned long flags;

	local_irq_save(flags);
	if (lockdep_report_begin(LOCKDEP_RCU, headline)) {
		printk(KERN_WARNING "  at %pS\n", (void *)ip);
		lockdep_report_end();
	}
	local_irq_restore(flags);
}

void __rcu_reader_leave(unsigned long ip)
{
	if (current->rcu_read_lock_nesting > 0)
		current->rcu_read_lock_nesting--;
	else
		report("WARNING: rcu_read_unlock() without rcu_read_lock()", ip);
}

void __rcu_check(bool condition, unsigned long ip)
{
	if (unlikely(!condition) && !lockdep_off())
		report("WARNING: suspicious RCU usage", ip);
}

#endif
