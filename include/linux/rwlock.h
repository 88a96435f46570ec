/* SPDX-License-Identifier: MIT */
/*
 * Spinning locks for many readers or one writer. Who cannot have it at once queues, reader or
 * writer, so that a stream of readers does not starve a writer, nor the reverse. A reader in an
 * interrupt handler does not queue behind waiting writers: the thread it interrupted may be reading.
 *
 * Included by linux/spinlock.h.
 */
#ifndef _LINUX_RWLOCK_H
#define _LINUX_RWLOCK_H

#include <linux/spinlock.h>

#define RW_WRITER 1U	    /* a writer has it */
#define RW_WRITER_WAITS 2U  /* and this keeps new readers off, except in interrupts */
#define RW_WRITER_MASK (RW_WRITER | RW_WRITER_WAITS)
#define RW_READER 4U	    /* one reader */

#ifdef CONFIG_DEBUG
#define rwlock_init(lock)                                                                          \
	do {                                                                                       \
		static struct lock_class_key __key;                                                \
		*(lock) = (rwlock_t){};                                                            \
		lockdep_init_map(&(lock)->dep_map, #lock, &__key);                                 \
	} while (0)
#else
#define rwlock_init(lock) ((void)(*(lock) = (rwlock_t){}))
#endif

/* kernel/locking/rwlock.c */
void rwlock_wait_to_read(rwlock_t *lock);
void rwlock_wait_to_write(rwlock_t *lock);

static __always_inline bool arch_read_trylock(rwlock_t *lock)
{
	if (likely(!(__atomic_add_fetch(&lock->count, RW_READER, __ATOMIC_ACQUIRE) & RW_WRITER_MASK)))
		return true;
	__atomic_fetch_sub(&lock->count, RW_READER, __ATOMIC_RELAXED);
	return false;
}

static __always_inline void arch_read_lock(rwlock_t *lock)
{
	if (unlikely(__atomic_add_fetch(&lock->count, RW_READER, __ATOMIC_ACQUIRE) & RW_WRITER_MASK))
		rwlock_wait_to_read(lock);
}

static __always_inline bool arch_write_trylock(rwlock_t *lock)
{
	u32 free = 0;

	return __atomic_compare_exchange_n(&lock->count, &free, RW_WRITER, false, __ATOMIC_ACQUIRE,
					   __ATOMIC_RELAXED);
}

static __always_inline void arch_write_lock(rwlock_t *lock)
{
	if (unlikely(!arch_write_trylock(lock)))
		rwlock_wait_to_write(lock);
}

static __always_inline void arch_read_unlock(rwlock_t *lock)
{
	__atomic_fetch_sub(&lock->count, RW_READER, __ATOMIC_RELEASE);
}

/* Readers that are about to find out add to the count meanwhile: no plain store will do. */
static __always_inline void arch_write_unlock(rwlock_t *lock)
{
	__atomic_fetch_sub(&lock->count, RW_WRITER, __ATOMIC_RELEASE);
}

#ifdef CONFIG_DEBUG
/* kernel/locking/spinlock_debug.c */
void __read_acquire(rwlock_t *lock);
void __write_acquire(rwlock_t *lock);
bool __read_try(rwlock_t *lock);
bool __write_try(rwlock_t *lock);
void __read_release(rwlock_t *lock);
void __write_release(rwlock_t *lock);
#else
#define __read_acquire(lock) arch_read_lock(lock)
#define __write_acquire(lock) arch_write_lock(lock)
#define __read_try(lock) arch_read_trylock(lock)
#define __write_try(lock) arch_write_trylock(lock)
#define __read_release(lock) arch_read_unlock(lock)
#define __write_release(lock) arch_write_unlock(lock)
#endif

/* Both sides have the same forms, with spin_lock()'s meaning; only the names differ. */
#define DEFINE_RWLOCK_SIDE(side)                                                                   \
	static __always_inline void side##_lock(rwlock_t *lock)                                    \
	{                                                                                          \
		preempt_disable();                                                                 \
		__##side##_acquire(lock);                                                          \
	}                                                                                          \
	static __always_inline void side##_unlock(rwlock_t *lock)                                  \
	{                                                                                          \
		__##side##_release(lock);                                                          \
		preempt_enable();                                                                  \
	}                                                                                          \
	static __always_inline int side##_trylock(rwlock_t *lock)                                  \
	{                                                                                          \
		preempt_disable();                                                                 \
		if (likely(__##side##_try(lock)))                                                  \
			return 1;                                                                  \
		preempt_enable();                                                                  \
		return 0;                                                                          \
	}                                                                                          \
	static __always_inline void side##_lock_irq(rwlock_t *lock)                                \
	{                                                                                          \
		local_irq_disable();                                                               \
		side##_lock(lock);                                                                 \
	}                                                                                          \
	static __always_inline void side##_unlock_irq(rwlock_t *lock)                              \
	{                                                                                          \
		__##side##_release(lock);                                                          \
		local_irq_enable();                                                                \
		preempt_enable();                                                                  \
	}                                                                                          \
	static __always_inline unsigned long __##side##_lock_irqsave(rwlock_t *lock)               \
	{                                                                                          \
		unsigned long flags;                                                               \
		local_irq_save(flags);                                                             \
		side##_lock(lock);                                                                 \
		return flags;                                                                      \
	}                                                                                          \
	static __always_inline void side##_unlock_irqrestore(rwlock_t *lock, unsigned long flags)  \
	{                                                                                          \
		__##side##_release(lock);                                                          \
		local_irq_restore(flags);                                                          \
		preempt_enable();                                                                  \
	}                                                                                          \
	static __always_inline void side##_lock_bh(rwlock_t *lock)                                 \
	{                                                                                          \
		local_bh_disable();                                                                \
		__##side##_acquire(lock);                                                          \
	}                                                                                          \
	static __always_inline void side##_unlock_bh(rwlock_t *lock)                               \
	{                                                                                          \
		__##side##_release(lock);                                                          \
		local_bh_enable();                                                                 \
	}
DEFINE_RWLOCK_SIDE(read)
DEFINE_RWLOCK_SIDE(write)

#define read_lock_irqsave(lock, flags) ((void)((flags) = __read_lock_irqsave(lock)))
#define write_lock_irqsave(lock, flags) ((void)((flags) = __write_lock_irqsave(lock)))

#define rwlock_is_contended(lock) arch_spin_is_locked(&(lock)->queue)

#endif
