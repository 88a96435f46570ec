/* SPDX-License-Identifier: MIT */
/*
 * Mutexes: whoever waits sleeps. For threads only, and only the thread that locked unlocks.
 * Theory in kernel/locking/mutex.c.
 */
#ifndef _LINUX_MUTEX_H
#define _LINUX_MUTEX_H

#include <asm/current.h>
#include <linux/compiler.h>
#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/spinlock_types.h>

/**
 * struct mutex - a lock for which one sleeps
 * @owner: address of the thread that has it, 0 if none, and MUTEX_* in the lower bits
 * @wait_lock: guards @wait_list and, in @owner, MUTEX_*
 * @wait_list: threads that sleep for it, first come first
 */
struct mutex {
	unsigned long owner;
	raw_spinlock_t wait_lock;
	struct list_head wait_list;
	LOCKDEP_MAP_FIELD
};

#define MUTEX_WAITERS 1UL /* @wait_list is not empty: unlocking takes the slow path */
#define MUTEX_HANDOFF 2UL /* unlocking gives it to the first who waits, who has lost it once */
#define MUTEX_FLAGS 3UL

#define __MUTEX_INITIALIZER(lockname)                                                              \
	{                                                                                          \
		.wait_lock = __RAW_SPIN_LOCK_UNLOCKED(lockname.wait_lock),                         \
		.wait_list = LIST_HEAD_INIT(lockname.wait_list), LOCKDEP_MAP_INIT(lockname)        \
	}
#define DEFINE_MUTEX(name) struct mutex name = __MUTEX_INITIALIZER(name)

void __mutex_init(struct mutex *lock, const char *name, struct lock_class_key *key);
#define mutex_init(lock)                                                                           \
	do {                                                                                       \
		static struct lock_class_key __key;                                                \
		__mutex_init(lock, #lock, &__key);                                                 \
	} while (0)

/* The slow halves, and in debug builds the only ones. */
void __mutex_lock(struct mutex *lock);
void __mutex_unlock(struct mutex *lock);
int mutex_trylock(struct mutex *lock);

#ifdef CONFIG_DEBUG
void mutex_lock(struct mutex *lock);
void mutex_unlock(struct mutex *lock);
void mutex_lock_nested(struct mutex *lock, unsigned int subclass);
int mutex_lock_interruptible_nested(struct mutex *lock, unsigned int subclass);
int mutex_lock_killable_nested(struct mutex *lock, unsigned int subclass);
/* Reports and refuses if somebody has it; reports any use from now on. */
void mutex_destroy(struct mutex *lock);
#else
/**
 * mutex_lock() - take a mutex, sleeping until it is free
 * @lock: not held by this thread
 *
 * Context: thread; may sleep.
 */
static __always_inline void mutex_lock(struct mutex *lock)
{
	unsigned long free = 0;

	if (unlikely(!__atomic_compare_exchange_n(&lock->owner, &free, (unsigned long)current, false,
						  __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)))
		__mutex_lock(lock);
}

/**
 * mutex_unlock() - give a mutex back
 * @lock: held by this thread
 *
 * The memory of @lock must outlive this call, not only the lock.
 */
static __always_inline void mutex_unlock(struct mutex *lock)
{
	unsigned long mine = (unsigned long)current;

	if (unlikely(!__atomic_compare_exchange_n(&lock->owner, &mine, 0, false, __ATOMIC_RELEASE,
						  __ATOMIC_RELAXED)))
		__mutex_unlock(lock);
}

#define mutex_lock_nested(lock, subclass) mutex_lock(lock)
#define mutex_lock_interruptible_nested(lock, subclass) mutex_lock_interruptible(lock)
#define mutex_lock_killable_nested(lock, subclass) mutex_lock_killable(lock)
static inline void mutex_destroy(struct mutex *lock)
{
	(void)lock;
}
#endif

/*
 * -EINTR if a signal came first: for kernel threads, which get none, both are mutex_lock() with a
 * result.
 */
int __must_check mutex_lock_interruptible(struct mutex *lock);
int __must_check mutex_lock_killable(struct mutex *lock);
#define mutex_lock_io(lock) mutex_lock(lock)

static inline bool mutex_is_locked(const struct mutex *lock)
{
	return (READ_ONCE(lock->owner) & ~MUTEX_FLAGS) != 0;
}

#endif
