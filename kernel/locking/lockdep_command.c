// SPDX-License-Identifier: MIT
/* The monitor's "locks": who holds what, and which locks are waited for. */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <quarry/console.h>
#include <quarry/monitor.h>
#include <quarry/sched.h>
#include "lockdep.h"

#ifdef CONFIG_DEBUG

/* A copy, so that nothing is locked while printing. Threads run on meanwhile: it is a look, no proof. */
struct snapshot {
	char comm[TASK_COMM_LEN];
	pid_t pid;
	unsigned int n;
	struct held_lock held[MAX_HELD_LOCKS];
};

static unsigned int copy_holder(struct snapshot *shot, const struct task_struct *task)
{
	memcpy(shot->comm, task->comm, sizeof(shot->comm));
	shot->pid = task->pid;
	shot->n = min(READ_ONCE(task->nr_held_locks), (unsigned int)MAX_HELD_LOCKS);
	memcpy(shot->held, task->held_locks, shot->n * sizeof(shot->held[0]));
	return shot->n;
}

/* The first thread with a number of at least @pid that holds locks; not the one that looks. */
static bool next_holder(pid_t pid, struct snapshot *shot)
{
	const struct task_struct *task, *best = NULL;
	bool found;

	spin_lock(&tasklist_lock);
	for_each_process(task)
		if (task != current && task->pid >= pid && READ_ONCE(task->nr_held_locks) &&
		    (!best || task->pid < best->pid))
			best = task;
	found = best && copy_holder(shot, best);
	spin_unlock(&tasklist_lock);
	return found;
}

static const char *class_name(unsigned int class)
{
	return class < nr_lock_classes && class ? lock_classes[class].name : "?";
}

static void show_holders(void)
{
	static struct snapshot shot;
	pid_t pid = 0;

	for (; next_holder(pid, &shot); pid = shot.pid + 1) {
		console_printf("%5d %s\n", shot.pid, shot.comm);
		for (unsigned int i = 0; i < shot.n; i++)
			console_printf("      %-5s %-32s at %pS\n", shot.held[i].read ? "reads" : "has",
				       class_name(shot.held[i].class), (void *)shot.held[i].ip);
	}
}

static void show_classes(void)
{
	unsigned int n = __atomic_load_n(&nr_lock_classes, __ATOMIC_ACQUIRE);

	console_printf("%-40s %12s %12s  taken in\n", "CLASS", "TAKEN", "WAITED FOR");
	for (unsigned int i = 1; i < n; i++) {
		const struct lock_class *c = &lock_classes[i];

		if (!c->acquired)
			continue;
		console_printf("%-40s %12lu %12lu %s%s\n", c->name, c->acquired, c->contended,
			       c->usage & (BIT(USED_IN_HARDIRQ_WRITE) | BIT(USED_IN_HARDIRQ_READ)) ? " irq" : "",
			       c->usage & (BIT(USED_IN_SOFTIRQ_WRITE) | BIT(USED_IN_SOFTIRQ_READ)) ? " softirq" : "");
	}
}

static int locks_command(int argc, char **argv)
{
	if (argc != 1)
		return -EINVAL;
	show_holders();
	show_classes();
	if (lockdep_off())
		console_printf("The checkers have turned themselves off: see dmesg.\n");
	return 0;
}

MONITOR_COMMAND(locks, "", "locks held, and how often was waited for each", locks_command);

#else

static int locks_command(int argc, char **argv)
{
	console_printf("Locks keep no record in this build: make DEBUG=1\n");
	return -EOPNOTSUPP;
}

MONITOR_COMMAND(locks, "", "locks that are held (debug builds)", locks_command);

#endif
