/* SPDX-License-Identifier: MIT */
/*
 * The lock word under linux/spinlock.h: free it is zero, and taking it is one instruction; whoever
 * comes too late draws a ticket, and is served in that order. On virtual CPUs no tickets are drawn: why, is said
 * in kernel/locking/ticket_lock.c.
 *
 *   31        20 19         8 7        0
 *  +------------+------------+----------+
 *  |    next    |  serving   |  locked  |   tickets serving, serving + 1, ... next - 1 wait
 *  +------------+------------+----------+
 *
 * Invariants:
 *   - the fast path takes the lock only from zero: nobody waits, so nobody is overtaken;
 *   - only the waiter with ticket "serving" takes the lock while others wait; in the same step it
 *     adds one to "serving", or, if it was the last, zeroes both tickets;
 *   - the holder alone clears "locked", so that a plain store of one byte unlocks: x86 lets no
 *     earlier access pass it (Intel SDM vol. 3A, 9.2.2).
 *
 * 4095 CPUs may wait at a time. CMPXCHG and XADD are there from the 486 on.
 */
#ifndef _QUARRY_TICKET_LOCK_H
#define _QUARRY_TICKET_LOCK_H

#include <linux/compiler.h>
#include <linux/threads.h>
#include <linux/types.h>

#define TICKET_SHIFT 12
#define TICKET_MASK ((1U << TICKET_SHIFT) - 1)
#define TICKET_SERVING_SHIFT 8
#define TICKET_NEXT_SHIFT (TICKET_SERVING_SHIFT + TICKET_SHIFT)

typedef union {
	u32 word;
	u8 locked;
} arch_spinlock_t;

_Static_assert(NR_CPUS <= TICKET_MASK, "a ticket for each CPU");

#define __ARCH_SPIN_LOCK_UNLOCKED { 0 }

/* kernel/locking/ticket_lock.c */
void arch_spin_wait(arch_spinlock_t *lock) __cold;
void arch_spin_wait_in_line(arch_spinlock_t *lock);
void arch_spin_scramble(arch_spinlock_t *lock);
void spin_locks_on_virtual_cpus(void);

static __always_inline bool arch_spin_trylock(arch_spinlock_t *lock)
{
	u32 free = 0;

	return __atomic_compare_exchange_n(&lock->word, &free, 1, false, __ATOMIC_ACQUIRE,
					   __ATOMIC_RELAXED);
}

static __always_inline void arch_spin_lock(arch_spinlock_t *lock)
{
	if (unlikely(!arch_spin_trylock(lock)))
		arch_spin_wait(lock);
}

static __always_inline void arch_spin_unlock(arch_spinlock_t *lock)
{
	__atomic_store_n(&lock->locked, 0, __ATOMIC_RELEASE);
}

static __always_inline bool arch_spin_is_locked(const arch_spinlock_t *lock)
{
	return __atomic_load_n(&lock->word, __ATOMIC_RELAXED) != 0;
}

/* Does anybody wait? Not known of scramblers. */
static __always_inline bool arch_spin_is_contended(const arch_spinlock_t *lock)
{
	return __atomic_load_n(&lock->word, __ATOMIC_RELAXED) >> TICKET_SERVING_SHIFT != 0;
}

#endif
