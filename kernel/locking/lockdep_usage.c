// SPDX-License-Identifier: MIT
/*
 * Locks and interrupts: if a handler takes a lock, everybody else must hold that lock with
 * interrupts off. Otherwise the handler may come while the thread on its own CPU has the lock, and
 * wait for ever. The same for softirqs and locks held with softirqs on. Readers on both sides do
 * not matter: they do not wait for each other.
 *
 * A lock that was only tried for does not deadlock a handler.
 */
#include <linux/kernel.h>
#include <linux/preempt.h>
#include "lockdep.h"

#ifdef CONFIG_DEBUG

static const char *const usage_text[NR_LOCK_USAGES] = {
	"in an interrupt handler",  "in an interrupt handler, for reading",
	"with interrupts on",	    "with interrupts on, for reading",
	"in a softirq",		    "in a softirq, for reading",
	"with softirqs on",	    "with softirqs on, for reading",
};

/* The usages that do not go together with one. */
static unsigned int conflicts(unsigned int usage)
{
	unsigned int group = usage & ~3U, other = usage & 2 ? group : group + 2; /* in a handler, or with them on */

	return usage & 1 ? BIT(other) : BIT(other) | BIT(other + 1);
}

static noinline void report(unsigned int class, unsigned int usage, unsigned int before, unsigned long ip)
{
	if (!lockdep_report_begin(LOCKDEP_IRQ_UNSAFE, "WARNING: inconsistent lock state"))
		return;
	lockdep_print_lock("takes", class, ip);
	printk(KERN_WARNING "  %s; before that it was taken %s\n", usage_text[usage], usage_text[before]);
	printk(KERN_WARNING "  at %pS\n", (void *)lock_classes[class].usage_ip[before]);
	printk(KERN_WARNING "  A handler may interrupt the holder on its CPU, and wait for it for ever.\n");
	lockdep_report_end();
}

static void note(unsigned int class, unsigned int usage, unsigned long ip)
{
	struct lock_class *c = &lock_classes[class];
	unsigned int before;

	if (likely(READ_ONCE(c->usage) & BIT(usage)))
		return;
	c->usage_ip[usage] = ip;
	before = __atomic_fetch_or(&c->usage, BIT(usage), __ATOMIC_SEQ_CST);
	if (before & BIT(usage) || !(before & conflicts(usage)))
		return;
	before &= conflicts(usage);
	report(class, usage, (unsigned int)__ffs(before), ip);
}

void lock_usage_check(struct lockdep_map *map, unsigned int class, unsigned int how, unsigned long ip, bool irqs_on)
{
	unsigned int read = how & LOCK_READ ? 1 : 0;

	if (how & LOCK_SLEEPS || in_nmi())
		return;
	if (in_hardirq()) {
		if (!(how & LOCK_TRY))
			note(class, USED_IN_HARDIRQ_WRITE + read, ip);
		return;
	}
	if (irqs_on)
		note(class, USED_WITH_HARDIRQS_WRITE + read, ip);
	if (in_serving_softirq()) {
		if (!(how & LOCK_TRY))
			note(class, USED_IN_SOFTIRQ_WRITE + read, ip);
	} else if (irqs_on && !in_softirq()) {
		note(class, USED_WITH_SOFTIRQS_WRITE + read, ip);
	}
}

#endif
