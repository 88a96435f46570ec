/* SPDX-License-Identifier: MIT */
/*
 * Ticket locks: draw a number, wait until it is called. Whoever comes first is served first.
 *
 *   31       16 15        0
 *  +-----------+-----------+   free while both halves are equal; 2^16 - 1 CPUs may wait, more than
 *  |   next    |  serving  |   there can be
 *  +-----------+-----------+
 *
 * XADD is there from the 486 on. Its lock prefix orders everything before and after. The holder
 * alone writes the lower half, so that unlocking needs no lock prefix; x86 lets no earlier access
 * pass that store (Intel SDM vol. 3A, 9.2.2).
 */
#ifndef _ASM_SPINLOCK_H
#define _ASM_SPINLOCK_H

#include <linux/compiler.h>
#include <linux/types.h>

typedef union {
	u32 word;
	struct {
		u16 serving, next;
	};
} arch_spinlock_t;

#define __ARCH_SPIN_LOCK_UNLOCKED { 0 }

/* kernel/locking/spinlock.c */
void arch_spin_wait(arch_spinlock_t *lock, u32 ticket) __cold;

static __always_inline void arch_spin_lock(arch_spinlock_t *lock)
{
	u32 ticket = 1U << 16;

	asm volatile("lock; xaddl %0, %1" : "+r"(ticket), "+m"(lock->word) : : "memory", "cc");
	if (unlikely((u16)ticket != ticket >> 16))
		arch_spin_wait(lock, ticket >> 16);
}

static __always_inline bool arch_spin_trylock(arch_spinlock_t *lock)
{
	u32 seen = READ_ONCE(lock->word);

	return (u16)seen == seen >> 16 &&
	       __atomic_compare_exchange_n(&lock->word, &seen, seen + (1U << 16), false,
					   __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
}

static __always_inline void arch_spin_unlock(arch_spinlock_t *lock)
{
	asm volatile("incw %0" : "+m"(lock->serving) : : "memory", "cc");
}

static __always_inline bool arch_spin_is_locked(const arch_spinlock_t *lock)
{
	u32 seen = READ_ONCE(lock->word);

	return (u16)seen != seen >> 16;
}

static __always_inline bool arch_spin_is_contended(const arch_spinlock_t *lock)
{
	u32 seen = READ_ONCE(lock->word);

	return (u16)((seen >> 16) - seen) > 1;
}

#endif
