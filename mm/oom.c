// SPDX-License-Identifier: MIT
/*
 * Out of memory: the last resort before an allocation fails.
 *
 * Linux kills a process here. There are no processes, so what is left of it is what Linux tries first:
 * those who registered are asked to give something up that they would rather keep (the lab demo's hog
 * stops and frees all it has). Only requests that may wait and enter file systems, of order 0 to 3, and
 * without __GFP_NORETRY and __GFP_RETRY_MAYFAIL go so far; the others would rather fail.
 *
 * Locking: oom_lock: one thread at a time; who comes second lets the first do it and tries again. Outer
 * to the notifiers' locks.
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/oom.h>
#include <linux/sched.h>
#include "internal.h"
#include "vmscan.h"

static BLOCKING_NOTIFIER_HEAD(oom_notify_list);
static DEFINE_MUTEX(oom_lock);

/**
 * register_oom_notifier() - be asked when all memory is used up
 * @nb: called with a pointer to an unsigned long, to which the pages that it freed are added
 *
 * Context: process; may sleep. Return: 0 or -EEXIST.
 */
int register_oom_notifier(struct notifier_block *nb)
{
	return blocking_notifier_chain_register(&oom_notify_list, nb);
}
EXPORT_SYMBOL_GPL(register_oom_notifier);

/**
 * unregister_oom_notifier() - be asked no more
 * @nb: one that was registered
 *
 * Context: process; may sleep. Return: 0 or -ENOENT.
 */
int unregister_oom_notifier(struct notifier_block *nb)
{
	return blocking_notifier_chain_unregister(&oom_notify_list, nb);
}
EXPORT_SYMBOL_GPL(unregister_oom_notifier);

/**
 * out_of_memory() - ask for the last reserves
 *
 * Context: process; may sleep. Return: whether there is a reason to try again.
 */
bool out_of_memory(void)
{
	unsigned long freed = 0;

	if (!mutex_trylock(&oom_lock)) {
		schedule_timeout_uninterruptible(1);
		return true;
	}
	blocking_notifier_call_chain(&oom_notify_list, 0, &freed);
	mutex_unlock(&oom_lock);
	if (freed)
		count_vm_event(OOM_KILL);
	return freed;
}
