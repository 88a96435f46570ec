/* SPDX-License-Identifier: MIT */
/*
 * Counting semaphores: down() takes one of what @count says there is, and sleeps while there is
 * none; up() puts one back, from any thread or interrupt handler. They have no owner.
 */
#ifndef _LINUX_SEMAPHORE_H
#define _LINUX_SEMAPHORE_H

#include <linux/list.h>
#include <linux/spinlock.h>

/**
 * struct semaphore - a number of things to be had
 * @lock: guards the rest
 * @count: how many are left
 * @wait_list: threads that sleep for one, first come first
 */
struct semaphore {
	raw_spinlock_t lock;
	unsigned int count;
	struct list_head wait_list;
};

#define __SEMAPHORE_INITIALIZER(name, n)                                                           \
	{                                                                                          \
		.lock = __RAW_SPIN_LOCK_UNLOCKED(name.lock), .count = (n),                         \
		.wait_list = LIST_HEAD_INIT(name.wait_list),                                       \
	}
#define DEFINE_SEMAPHORE(name) struct semaphore name = __SEMAPHORE_INITIALIZER(name, 1)

static inline void sema_init(struct semaphore *sem, int count)
{
	raw_spin_lock_init(&sem->lock);
	sem->count = (unsigned int)count;
	INIT_LIST_HEAD(&sem->wait_list);
}

void down(struct semaphore *sem);
int __must_check down_interruptible(struct semaphore *sem);
int __must_check down_killable(struct semaphore *sem);
/* 0 if it got one, 1 if there was none: the reverse of the other trylocks, as in Linux. Any context. */
int __must_check down_trylock(struct semaphore *sem);
/* 0, or -ETIME after so many jiffies. */
int __must_check down_timeout(struct semaphore *sem, long jiffies);
void up(struct semaphore *sem);

#endif
