/* SPDX-License-Identifier: MIT */
/*
 * A spin lock in one bit of a word that is in use otherwise. Unfair, and not checked in debug
 * builds: only where four bytes for a spinlock_t are too many.
 */
#ifndef _LINUX_BIT_SPINLOCK_H
#define _LINUX_BIT_SPINLOCK_H

#include <asm/processor.h>
#include <linux/bitops.h>
#include <linux/bug.h>
#include <linux/preempt.h>

static inline void bit_spin_lock(int bit, unsigned long *word)
{
	preempt_disable();
	while (unlikely(test_and_set_bit_lock(bit, word))) {
		preempt_enable(); /* whoever has it may need this CPU */
		while (test_bit(bit, word))
			cpu_relax();
		preempt_disable();
	}
}

/* True if the lock was free and is the caller's now. */
static inline int bit_spin_trylock(int bit, unsigned long *word)
{
	preempt_disable();
	if (likely(!test_and_set_bit_lock(bit, word)))
		return 1;
	preempt_enable();
	return 0;
}

static inline void bit_spin_unlock(int bit, unsigned long *word)
{
	BUG_ON(!test_bit(bit, word));
	clear_bit_unlock(bit, word);
	preempt_enable();
}

static inline int bit_spin_is_locked(int bit, const unsigned long *word)
{
	return test_bit(bit, word);
}

#endif
