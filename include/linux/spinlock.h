/* SPDX-License-Identifier: MIT */
/*
 * Spin locks: for short work, in any context. Whoever waits burns the CPU, so the holder must not
 * sleep, and preemption stays off meanwhile.
 *
 *   spin_lock()          data that only threads touch
 *   spin_lock_bh()       ... and softirqs and timers
 *   spin_lock_irq()      ... and interrupt handlers, where interrupts are known to be on
 *   spin_lock_irqsave()  ... or may be off already
 *
 * They are ticket locks (quarry/ticket_lock.h): fair but on virtual CPUs, and uncontended 8
 * instructions, lock and unlock together. In debug builds each use is checked (linux/lockdep.h).
 * raw_spin_lock() and spin_lock() are the same.
 */
#ifndef _LINUX_SPINLOCK_H
#define _LINUX_SPINLOCK_H

#include <asm/irqflags.h>
#include <linux/bottom_half.h>
#include <linux/bug.h>
#include <linux/lockdep.h>
#include <linux/preempt.h>
#include <linux/spinlock_types.h>

#ifdef CONFIG_DEBUG
#define spin_lock_init(lock)                                                                       \
	do {                                                                                       \
		static struct lock_class_key __key;                                                \
		*(lock) = (spinlock_t){};                                                          \
		lockdep_init_map(&(lock)->dep_map, #lock, &__key);                                 \
	} while (0)
#else
#define spin_lock_init(lock) ((void)(*(lock) = (spinlock_t){}))
#endif

static __always_inline bool spin_is_locked(const spinlock_t *lock)
{
	return arch_spin_is_locked(&lock->raw_lock);
}

/* Does anybody wait? Then it is time to let go. */
static __always_inline bool spin_is_contended(const spinlock_t *lock)
{
	return arch_spin_is_contended(&lock->raw_lock);
}

/* The lock itself; the caller sees to preemption and interrupts. */
#ifdef CONFIG_DEBUG
/* kernel/locking/spinlock_debug.c */
void __spin_acquire(spinlock_t *lock, unsigned int subclass);
bool __spin_try(spinlock_t *lock);
void __spin_release(spinlock_t *lock);
#else
static __always_inline void __spin_acquire(spinlock_t *lock, unsigned int subclass)
{
	(void)subclass;
	arch_spin_lock(&lock->raw_lock);
}

static __always_inline bool __spin_try(spinlock_t *lock)
{
	return arch_spin_trylock(&lock->raw_lock);
}

static __always_inline void __spin_release(spinlock_t *lock)
{
	arch_spin_unlock(&lock->raw_lock);
}
#endif

/**
 * spin_lock() - wait for a lock and take it
 * @lock: not held by this CPU
 *
 * Context: any, if no interrupt handler takes the same lock. Preemption is off until spin_unlock().
 */
static __always_inline void spin_lock(spinlock_t *lock)
{
	preempt_disable();
	__spin_acquire(lock, 0);
}

/* For a second lock of the same class, where an order among its locks is kept: @subclass 1 to 7. */
static __always_inline void spin_lock_nested(spinlock_t *lock, unsigned int subclass)
{
	preempt_disable();
	__spin_acquire(lock, subclass);
}

static __always_inline void spin_unlock(spinlock_t *lock)
{
	__spin_release(lock);
	preempt_enable();
}

static __always_inline void spin_lock_irq(spinlock_t *lock)
{
	local_irq_disable();
	spin_lock(lock);
}

static __always_inline void spin_unlock_irq(spinlock_t *lock)
{
	__spin_release(lock);
	local_irq_enable();
	preempt_enable();
}

/* spin_lock_irqsave(lock, flags), where flags is an unsigned long, not its address. */
static __always_inline unsigned long __spin_lock_irqsave(spinlock_t *lock, unsigned int subclass)
{
	unsigned long flags;

	local_irq_save(flags);
	preempt_disable();
	__spin_acquire(lock, subclass);
	return flags;
}

#define spin_lock_irqsave(lock, flags) ((void)((flags) = __spin_lock_irqsave(lock, 0)))
#define spin_lock_irqsave_nested(lock, flags, subclass)                                            \
	((void)((flags) = __spin_lock_irqsave(lock, subclass)))

static __always_inline void spin_unlock_irqrestore(spinlock_t *lock, unsigned long flags)
{
	__spin_release(lock);
	local_irq_restore(flags);
	preempt_enable();
}

static __always_inline void spin_lock_bh(spinlock_t *lock)
{
	local_bh_disable();
	__spin_acquire(lock, 0);
}

static __always_inline void spin_unlock_bh(spinlock_t *lock)
{
	__spin_release(lock);
	local_bh_enable();
}

/**
 * spin_trylock() - take a lock if it is free
 * @lock: the lock
 *
 * Return: 1 if this CPU has it now, 0 if not.
 */
static __always_inline int spin_trylock(spinlock_t *lock)
{
	preempt_disable();
	if (likely(__spin_try(lock)))
		return 1;
	preempt_enable();
	return 0;
}

static __always_inline int spin_trylock_irq(spinlock_t *lock)
{
	local_irq_disable();
	if (likely(spin_trylock(lock)))
		return 1;
	local_irq_enable();
	return 0;
}

static __always_inline bool __spin_trylock_irqsave(spinlock_t *lock, unsigned long *flags)
{
	local_irq_save(*flags);
	if (likely(spin_trylock(lock)))
		return true;
	local_irq_restore(*flags);
	return false;
}

#define spin_trylock_irqsave(lock, flags) __spin_trylock_irqsave(lock, &(flags))

static __always_inline int spin_trylock_bh(spinlock_t *lock)
{
	local_bh_disable();
	if (likely(__spin_try(lock)))
		return 1;
	local_bh_enable();
	return 0;
}

#define assert_spin_locked(lock) BUG_ON(!spin_is_locked(lock))
#define spin_needbreak(lock) spin_is_contended(lock)

#define raw_spin_lock_init spin_lock_init
#define raw_spin_is_locked(lock) spin_is_locked(lock)
#define raw_spin_is_contended(lock) spin_is_contended(lock)
#define raw_spin_lock(lock) spin_lock(lock)
#define raw_spin_lock_nested(lock, subclass) spin_lock_nested(lock, subclass)
#define raw_spin_unlock(lock) spin_unlock(lock)
#define raw_spin_lock_irq(lock) spin_lock_irq(lock)
#define raw_spin_unlock_irq(lock) spin_unlock_irq(lock)
#define raw_spin_lock_irqsave(lock, flags) spin_lock_irqsave(lock, flags)
#define raw_spin_unlock_irqrestore(lock, flags) spin_unlock_irqrestore(lock, flags)
#define raw_spin_lock_bh(lock) spin_lock_bh(lock)
#define raw_spin_unlock_bh(lock) spin_unlock_bh(lock)
#define raw_spin_trylock(lock) spin_trylock(lock)
#define raw_spin_trylock_irq(lock) spin_trylock_irq(lock)
#define raw_spin_trylock_irqsave(lock, flags) spin_trylock_irqsave(lock, flags)

#include <linux/rwlock.h>

#endif
