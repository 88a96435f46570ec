/* SPDX-License-Identifier: MIT */
/*
 * Reader-writer semaphores: many readers or one writer, and whoever waits sleeps. For threads only.
 * Theory in kernel/locking/rwsem.c.
 */
#ifndef _LINUX_RWSEM_H
#define _LINUX_RWSEM_H

#include <linux/atomic.h>
#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/spinlock_types.h>

/**
 * struct rw_semaphore - a reader-writer lock for which one sleeps
 * @count: RWSEM_WRITER, RWSEM_WAITERS, and RWSEM_READER times the number of readers
 * @wait_lock: guards @wait_list and RWSEM_WAITERS
 * @wait_list: threads that sleep for it, first come first
 */
struct rw_semaphore {
	atomic_long_t count;
	raw_spinlock_t wait_lock;
	struct list_head wait_list;
	LOCKDEP_MAP_FIELD
};

#define RWSEM_WRITER 1L
#define RWSEM_WAITERS 2L /* @wait_list is not empty: who comes now has to queue */
#define RWSEM_READER 4L

#define __RWSEM_INITIALIZER(lockname)                                                              \
	{                                                                                          \
		.wait_lock = __RAW_SPIN_LOCK_UNLOCKED(lockname.wait_lock),                         \
		.wait_list = LIST_HEAD_INIT(lockname.wait_list), LOCKDEP_MAP_INIT(lockname)        \
	}
#define DECLARE_RWSEM(name) struct rw_semaphore name = __RWSEM_INITIALIZER(name)

void __init_rwsem(struct rw_semaphore *sem, const char *name, struct lock_class_key *key);
#define init_rwsem(sem)                                                                            \
	do {                                                                                       \
		static struct lock_class_key __key;                                                \
		__init_rwsem(sem, #sem, &__key);                                                   \
	} while (0)

/* Reading: several threads at a time. One thread must not do so twice: a writer may come between. */
void down_read(struct rw_semaphore *sem);
int __must_check down_read_interruptible(struct rw_semaphore *sem);
int __must_check down_read_killable(struct rw_semaphore *sem);
int down_read_trylock(struct rw_semaphore *sem);
void up_read(struct rw_semaphore *sem);

/* Writing: alone. */
void down_write(struct rw_semaphore *sem);
int __must_check down_write_killable(struct rw_semaphore *sem);
int down_write_trylock(struct rw_semaphore *sem);
void up_write(struct rw_semaphore *sem);

/* From writing to reading, with no other writer in between. */
void downgrade_write(struct rw_semaphore *sem);

#ifdef CONFIG_DEBUG
void down_read_nested(struct rw_semaphore *sem, unsigned int subclass);
void down_write_nested(struct rw_semaphore *sem, unsigned int subclass);
#else
#define down_read_nested(sem, subclass) down_read(sem)
#define down_write_nested(sem, subclass) down_write(sem)
#endif

static inline int rwsem_is_locked(const struct rw_semaphore *sem)
{
	return (atomic_long_read(&sem->count) & ~RWSEM_WAITERS) != 0;
}

static inline int rwsem_is_contended(const struct rw_semaphore *sem)
{
	return (atomic_long_read(&sem->count) & RWSEM_WAITERS) != 0;
}

#endif
