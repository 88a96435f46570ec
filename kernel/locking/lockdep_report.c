// SPDX-License-Identifier: MIT
/*
 * What the lock checkers say. While a CPU reports it checks nothing: the consoles have locks too.
 * Interrupts are off meanwhile, and none of the checkers' own locks is held.
 */
#include <asm/irqflags.h>
#include <linux/kernel.h>
#include <linux/percpu-defs.h>
#include "lockdep.h"

#ifdef CONFIG_DEBUG

static unsigned long reports[NR_LOCKDEP_FINDINGS];
static DEFINE_PER_CPU(unsigned int, reporting);
static bool off;

unsigned long lockdep_reports(enum lockdep_finding finding)
{
	return READ_ONCE(reports[finding]);
}

bool lockdep_reporting(void)
{
	return this_cpu_read(reporting) != 0;
}

/* More than the tables hold: from here on nothing is checked, since what is not known would be wrong. */
void lockdep_give_up(const char *why)
{
	if (!__atomic_exchange_n(&off, true, __ATOMIC_SEQ_CST))
		printk(KERN_WARNING "lockdep: %s; turning off the lock checkers\n", why);
}

bool lockdep_off(void)
{
	return READ_ONCE(off);
}

#define RULE KERN_WARNING "======================================================\n"

/* False if this comes from within a report. Each beginning has its end, with interrupts off. */
bool lockdep_report_begin(enum lockdep_finding finding, const char *headline)
{
	if (lockdep_reporting())
		return false;
	this_cpu_inc(reporting);
	__atomic_fetch_add(&reports[finding], 1, __ATOMIC_RELAXED);
	printk(RULE);
	printk(KERN_WARNING "%s\n", headline);
	printk(KERN_WARNING "%s/%d, preempt_count %#x:\n", current->comm, current->pid, preempt_count());
	return true;
}

void lockdep_report_end(void)
{
	lockdep_print_held(current);
	dump_stack();
	printk(RULE);
	this_cpu_dec(reporting);
}

void lockdep_print_lock(const char *what, unsigned int class, unsigned long ip)
{
	const struct lock_class *c = &lock_classes[class];

	if (c->subclass)
		printk(KERN_WARNING "  %s lock (%s/%u), at %pS\n", what, c->name, c->subclass, (void *)ip);
	else
		printk(KERN_WARNING "  %s lock (%s), at %pS\n", what, c->name, (void *)ip);
}

void lockdep_print_held(const struct task_struct *task)
{
	unsigned int n = READ_ONCE(task->nr_held_locks);

	if (!n)
		printk(KERN_WARNING "no locks held by %s/%d\n", task->comm, task->pid);
	else
		printk(KERN_WARNING "%u lock%s held by %s/%d:\n", n, n > 1 ? "s" : "", task->comm, task->pid);
	for (unsigned int i = 0; i < n; i++)
		lockdep_print_lock(task->held_locks[i].read ? "reads" : "has", task->held_locks[i].class,
				   task->held_locks[i].ip);
}

#endif
