// SPDX-License-Identifier: MIT
/*
 * The lock checkers of debug builds.
 *
 * Purpose:     to find the misuse of locks the first time it could go wrong, not the first time it
 *              does. The kinds are in enum lockdep_finding.
 * How:         each lock tells lock_acquire() before it is waited for, lock_acquired() when it is
 *              had, and lock_release(). Each thread keeps a list of what it holds, in task_struct;
 *              handlers use that of the thread they interrupt. The rules are those of classes
 *              (lockdep_class.c): their order (lockdep_graph.c) and the use in interrupts
 *              (lockdep_usage.c).
 * Afterwards:  each report is followed by what lets the kernel go on: a lock that the thread has
 *              already is not waited for, one that is free is not unlocked, one of another thread is
 *              unlocked and taken off its owner.
 * Invariants:  a thread's list is changed only by itself, with interrupts off. map->owner is the
 *              thread that has the lock alone; an entry whose lock has another owner has been taken
 *              off the thread.
 * Lock order:  a ticket lock in lockdep_class.c, then one in lockdep_graph.c, innermost of all, and
 *              not held while printing.
 * Complexity:  a pair of locks seen before costs one bit test; a new one a search of the graph.
 * Limits:      MAX_LOCK_CLASSES classes, MAX_HELD_LOCKS locks a thread: beyond that all is turned
 *              off, with a message. The scheduler's run-queue locks and bit spin locks are not seen.
 * References:  Linux, Documentation/locking/lockdep-design.rst.
 */
#include <asm/irqflags.h>
#include <linux/kernel.h>
#include "lockdep.h"

#ifdef CONFIG_DEBUG

static const struct lock_class_key destroyed;

void lock_destroy(struct lockdep_map *map)
{
	map->key = &destroyed;
	map->class = 0;
}

/* The innermost entry for a lock. */
static struct held_lock *find_held(struct task_struct *task, const struct lockdep_map *map)
{
	for (unsigned int i = task->nr_held_locks; i-- > 0;)
		if (task->held_locks[i].map == map)
			return &task->held_locks[i];
	return NULL;
}

static void push(struct task_struct *task, const struct held_lock *entry)
{
	if (task->nr_held_locks == MAX_HELD_LOCKS)
		lockdep_give_up("too many locks held by one thread");
	else
		task->held_locks[task->nr_held_locks++] = *entry;
}

/* Locks need not be given back in the reverse order. */
static void drop(struct task_struct *task, struct held_lock *entry)
{
	struct held_lock *end = &task->held_locks[--task->nr_held_locks];

	for (; entry < end; entry++)
		entry[0] = entry[1];
}

static noinline void report_recursion(const struct held_lock *held, unsigned int class, unsigned long ip, bool same)
{
	if (!lockdep_report_begin(LOCKDEP_RECURSION, "WARNING: possible recursive locking detected"))
		return;
	lockdep_print_lock("wants", class, ip);
	lockdep_print_lock(same ? "has it already:" : "has another of its class:", held->class, held->ip);
	lockdep_report_end();
}

/* True if waiting would never end. @entry is not on the list yet. */
static bool check_recursion(struct task_struct *task, const struct held_lock *entry, unsigned int how)
{
	for (unsigned int i = task->nr_held_locks; i-- > 0;) {
		const struct held_lock *held = &task->held_locks[i];
		bool both_read = held->read && entry->read;

		if (held->class != entry->class || (both_read && how & LOCK_RECURSIVE))
			continue;
		if (held->map == entry->map) {
			report_recursion(held, entry->class, entry->ip, true);
			return !both_read; /* a second time to read mostly succeeds */
		}
		report_recursion(held, entry->class, entry->ip, false);
		break;
	}
	return false;
}

static noinline void report_inversion(const struct held_lock *held, unsigned int class, unsigned long ip,
				      const struct lock_chain *back)
{
	if (!lockdep_report_begin(LOCKDEP_INVERSION, "WARNING: possible circular locking dependency detected"))
		return;
	lockdep_print_lock("wants", class, ip);
	lockdep_print_lock("has", held->class, held->ip);
	printk(KERN_WARNING "but they have been taken the other way round before:\n");
	for (unsigned int i = back->length; i-- > 0;) {
		lockdep_print_lock("held", back->step[i].from, back->step[i].held_ip);
		lockdep_print_lock("  then took", back->step[i].to, back->step[i].ip);
	}
	lockdep_report_end();
}

static void check_order(struct task_struct *task, const struct held_lock *entry)
{
	struct lock_chain back;

	for (unsigned int i = 0; i < task->nr_held_locks; i++) {
		const struct held_lock *held = &task->held_locks[i];

		if (held->class != entry->class && !lock_order_add(held, entry->class, entry->ip, &back))
			report_inversion(held, entry->class, entry->ip, &back);
	}
}

static noinline void report_destroyed(unsigned int class, unsigned long ip)
{
	if (!lockdep_report_begin(LOCKDEP_DESTROYED, "WARNING: lock used after it was destroyed"))
		return;
	lockdep_print_lock("wants", class, ip);
	lockdep_report_end();
}

/* Everything that can be wrong with taking a lock now; true if it must not be waited for. */
static bool check(struct lockdep_map *map, struct held_lock *entry, unsigned int how, bool irqs_on)
{
	if (lockdep_reporting())
		return !entry->trylock && find_held(current, map);
	if (unlikely(map->key == &destroyed))
		report_destroyed(entry->class, entry->ip);
	lock_usage_check(map, entry->class, how, entry->ip, irqs_on);
	if (entry->trylock)
		return false;
	if (check_recursion(current, entry, how))
		return true;
	check_order(current, entry);
	return false;
}

bool lock_acquire(struct lockdep_map *map, unsigned int how, unsigned long ip)
{
	struct held_lock entry = { .map = map, .ip = ip, .read = how & LOCK_READ, .trylock = how & LOCK_TRY };
	bool irqs_on = !irqs_disabled();
	unsigned long flags;

	if (lockdep_off())
		return true;
	local_irq_save(flags);
	entry.class = (unsigned short)lock_class_of(map, how & LOCK_SUBCLASS);
	if (!entry.class)
		lockdep_give_up("too many classes of locks");
	else
		entry.hollow = check(map, &entry, how, irqs_on);
	push(current, &entry);
	local_irq_restore(flags);
	return !entry.hollow;
}

void lock_acquired(struct lockdep_map *map, bool contended)
{
	struct held_lock *entry;
	unsigned long flags;

	local_irq_save(flags);
	entry = find_held(current, map);
	if (entry) {
		struct lock_class *class = &lock_classes[entry->class];

		__atomic_fetch_add(&class->acquired, 1, __ATOMIC_RELAXED);
		if (contended)
			__atomic_fetch_add(&class->contended, 1, __ATOMIC_RELAXED);
		if (!entry->read) {
			map->ip = entry->ip;
			WRITE_ONCE(map->owner, current);
		}
	}
	local_irq_restore(flags);
}

static noinline void report_unlock(struct lockdep_map *map, bool locked, unsigned long ip)
{
	const struct task_struct *owner = READ_ONCE(map->owner);

	if (!lockdep_report_begin(locked ? LOCKDEP_STRANGER : LOCKDEP_FREE,
				  locked ? "WARNING: lock released by a thread that does not hold it"
					 : "WARNING: bad unlock balance detected"))
		return;
	lockdep_print_lock("gives back", lock_class_of(map, 0), ip);
	if (!locked)
		printk(KERN_WARNING "  but nobody has it\n");
	else if (owner)
		printk(KERN_WARNING "  which %s/%d took at %pS\n", owner->comm, owner->pid, (void *)map->ip);
	lockdep_report_end();
}

/* With interrupts off. */
static bool release(struct lockdep_map *map, bool locked, unsigned long ip)
{
	struct held_lock *entry = find_held(current, map);
	bool hollow, taken_off;

	if (!entry) {
		report_unlock(map, locked, ip);
		WRITE_ONCE(map->owner, NULL);
		return locked;
	}
	hollow = entry->hollow;
	taken_off = !entry->read && !hollow && READ_ONCE(map->owner) != current;
	if (!entry->read && !hollow && !taken_off)
		WRITE_ONCE(map->owner, NULL);
	drop(current, entry);
	return locked && !hollow && !taken_off;
}

bool lock_release(struct lockdep_map *map, bool locked, unsigned long ip)
{
	unsigned long flags;
	bool go_ahead;

	if (lockdep_off())
		return true;
	local_irq_save(flags);
	go_ahead = release(map, locked, ip);
	local_irq_restore(flags);
	return go_ahead;
}

bool lock_is_held(const struct lockdep_map *map)
{
	return lockdep_off() || find_held(current, map);
}

static void forget(struct task_struct *task, struct held_lock *entry)
{
	if (READ_ONCE(entry->map->owner) == task)
		WRITE_ONCE(entry->map->owner, NULL);
	drop(task, entry);
}

void debug_check_no_locks_held(struct task_struct *task)
{
	unsigned long flags;

	if (likely(!task->nr_held_locks) || lockdep_off())
		return;
	local_irq_save(flags);
	if (lockdep_report_begin(LOCKDEP_EXIT, "WARNING: thread ends while it holds locks"))
		lockdep_report_end();
	while (task->nr_held_locks)
		forget(task, &task->held_locks[task->nr_held_locks - 1]);
	local_irq_restore(flags);
}

static noinline void report_freed(const struct held_lock *held)
{
	if (!lockdep_report_begin(LOCKDEP_FREED, "WARNING: held lock freed!"))
		return;
	lockdep_print_lock("gives back the memory of", held->class, held->ip);
	lockdep_report_end();
}

void debug_check_no_locks_freed(const void *from, unsigned long length)
{
	struct task_struct *task = current;
	unsigned long flags;

	if (likely(!task->nr_held_locks) || lockdep_off())
		return;
	local_irq_save(flags);
	for (unsigned int i = task->nr_held_locks; i-- > 0;) {
		struct held_lock *held = &task->held_locks[i];

		if ((unsigned long)held->map - (unsigned long)from >= length)
			continue;
		report_freed(held);
		forget(task, held);
	}
	local_irq_restore(flags);
}

#endif
