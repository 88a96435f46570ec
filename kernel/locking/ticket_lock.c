// SPDX-License-Identifier: MIT
/*
 * The slow half of spin locks: waiting. The fast half is in quarry/ticket_lock.h.
 *
 * Two ways to wait
 *	In line, by ticket: nobody is overtaken, and a lock that is handed on is looked at by one CPU.
 *	That is right where each CPU is one. A virtual CPU is a thread of its host, which takes the
 *	processor away from it for milliseconds; when that happens to the first in line, the free lock
 *	waits for it, and all the others too. With more virtual CPUs than processors it happens at almost
 *	every hand-over: 4 CPUs on 2 processors were measured to need 5 000 000 cycles for each.
 *
 *	Scrambling: whoever sees the lock free takes it, which is always a CPU that runs (150 cycles in
 *	the same measurement). A CPU may be overtaken any number of times, but not for ever, as whoever
 *	overtakes it loses its processor in turn. So it is done under a hypervisor, as on Linux.
 *
 * Invariant: all CPUs wait in the same way, chosen before the second one starts: a ticket in the word
 * would keep scramblers out for ever.
 */
#include <asm/processor.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/percpu.h>
#include <linux/spinlock.h>
#include <linux/string.h>

DEFINE_PER_CPU_ZEROED(unsigned long, spin_waits);

static bool scramble;
static bool in_line_at_any_rate; /* spinlock=ticket */

static int __init parse_spinlock(char *arg)
{
	in_line_at_any_rate = arg && !strcmp(arg, "ticket");
	return 0;
}
early_param("spinlock", parse_spinlock);

/**
 * spin_locks_on_virtual_cpus() - the CPUs of this machine may stand still at any time
 *
 * Context: boot, one CPU. "spinlock=ticket" on the command line overrules it, to see the difference.
 */
void __init spin_locks_on_virtual_cpus(void)
{
	scramble = !in_line_at_any_rate;
}

static u32 serving(u32 word)
{
	return word >> TICKET_SERVING_SHIFT & TICKET_MASK;
}

/*
 * The further back in the queue, the longer this CPU leaves the lock's cache line alone between two
 * looks: the holder needs it to unlock, and only the first in the queue can be lucky.
 */
static void wait_for_turn(arch_spinlock_t *lock, u32 ticket)
{
	u32 ahead;

	while ((ahead = (ticket - serving(READ_ONCE(lock->word))) & TICKET_MASK) != 0)
		while (ahead--)
			cpu_relax();
}

/* What the word becomes when the first in the queue takes the lock. */
static u32 taken_by_first(u32 word)
{
	u32 next = word >> TICKET_NEXT_SHIFT, behind = (serving(word) + 1) & TICKET_MASK;

	if (behind == next)
		return 1;
	return next << TICKET_NEXT_SHIFT | behind << TICKET_SERVING_SHIFT | 1;
}

/**
 * arch_spin_wait_in_line() - draw a ticket, wait until it is served and the lock free, and take it
 * @lock: the lock
 */
void arch_spin_wait_in_line(arch_spinlock_t *lock)
{
	u32 seen = __atomic_fetch_add(&lock->word, 1U << TICKET_NEXT_SHIFT, __ATOMIC_RELAXED);

	wait_for_turn(lock, seen >> TICKET_NEXT_SHIFT);
	do {
		while ((seen = READ_ONCE(lock->word)) & 0xff)
			cpu_relax();
	} while (!__atomic_compare_exchange_n(&lock->word, &seen, taken_by_first(seen), false, __ATOMIC_ACQUIRE,
					      __ATOMIC_RELAXED));
}

/**
 * arch_spin_scramble() - wait until the lock is seen to be free, and be the first to take it
 * @lock: the lock
 */
void arch_spin_scramble(arch_spinlock_t *lock)
{
	do {
		while (arch_spin_is_locked(lock))
			cpu_relax();
	} while (!arch_spin_trylock(lock));
}

/**
 * arch_spin_wait() - wait for a lock and take it, in this machine's way
 * @lock: the lock
 *
 * Counted in spin_waits: contention is what makes CPUs hinder each other (/proc/spinlocks).
 */
void arch_spin_wait(arch_spinlock_t *lock)
{
	this_cpu_inc(spin_waits);
	if (scramble)
		arch_spin_scramble(lock);
	else
		arch_spin_wait_in_line(lock);
}
EXPORT_SYMBOL(arch_spin_wait);
