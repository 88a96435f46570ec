// SPDX-License-Identifier: MIT
/* The slow half of spin locks: waiting for one's ticket. The fast half is in quarry/ticket_lock.h. */
#include <asm/processor.h>
#include <linux/spinlock.h>

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
 * arch_spin_wait() - draw a ticket, wait until it is served and the lock free, and take it
 * @lock: the lock
 */
void arch_spin_wait(arch_spinlock_t *lock)
{
	u32 seen = __atomic_fetch_add(&lock->word, 1U << TICKET_NEXT_SHIFT, __ATOMIC_RELAXED);

	wait_for_turn(lock, seen >> TICKET_NEXT_SHIFT);
	do {
		while ((seen = READ_ONCE(lock->word)) & 0xff)
			cpu_relax();
	} while (!__atomic_compare_exchange_n(&lock->word, &seen, taken_by_first(seen), false, __ATOMIC_ACQUIRE,
					      __ATOMIC_RELAXED));
}
