// SPDX-License-Identifier: MIT
/*
 * Reader-writer semaphores.
 *
 * Purpose:     many readers or one writer, for threads that may sleep meanwhile.
 * Invariants:  whoever takes the lock by himself finds RWSEM_WAITERS clear; while it is set the
 *              count only falls, except under wait_lock. So what a waker finds free stays free until
 *              it has granted it.
 *              A waiter leaves wait_list under wait_lock, having been granted the lock there: once
 *              it holds wait_lock itself, the waker has done with it.
 * Order:       first come, first served; readers next to each other in the list go together. No side
 *              starves. There is no spinning for a running owner.
 * Lock order:  wait_lock, then what wake_up_process() takes.
 * Complexity:  uncontended one locked instruction each way.
 * Limits:      2^29 readers on i386. A thread that reads twice deadlocks with a writer in between.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/might_sleep.h>
#include <linux/rwsem.h>
#include <linux/sched.h>
#include <linux/spinlock.h>

struct rwsem_waiter {
	struct list_head list;
	struct task_struct *task;
	bool writes, granted;
};

void __init_rwsem(struct rw_semaphore *sem, const char *name, struct lock_class_key *key)
{
	atomic_long_set(&sem->count, 0);
	raw_spin_lock_init(&sem->wait_lock);
	INIT_LIST_HEAD(&sem->wait_list);
	lockdep_init_map(&sem->dep_map, name, key);
}
EXPORT_SYMBOL(__init_rwsem);

static bool try_to_read(struct rw_semaphore *sem)
{
	long count = atomic_long_read(&sem->count);

	while (!(count & (RWSEM_WRITER | RWSEM_WAITERS)))
		if (atomic_long_try_cmpxchg(&sem->count, &count, count + RWSEM_READER))
			return true;
	return false;
}

static bool try_to_write(struct rw_semaphore *sem)
{
	long free = 0;

	return atomic_long_try_cmpxchg(&sem->count, &free, RWSEM_WRITER);
}

/* The rest is called with wait_lock held, except where it says so. */

static struct rwsem_waiter *first_waiter(struct rw_semaphore *sem)
{
	return list_first_entry_or_null(&sem->wait_list, struct rwsem_waiter, list);
}

static bool may_have_it(struct rw_semaphore *sem, bool writes)
{
	long count = atomic_long_read(&sem->count);

	return writes ? !(count & ~RWSEM_WAITERS) : !(count & RWSEM_WRITER);
}

/* Gives the lock to the first in the list, and with a reader to the readers behind it. */
static void grant(struct rw_semaphore *sem)
{
	struct rwsem_waiter *waiter;

	while ((waiter = first_waiter(sem)) && may_have_it(sem, waiter->writes)) {
		atomic_long_add(waiter->writes ? RWSEM_WRITER : RWSEM_READER, &sem->count);
		list_del(&waiter->list);
		waiter->granted = true;
		wake_up_process(waiter->task);
	}
	if (list_empty(&sem->wait_list))
		atomic_long_and(~RWSEM_WAITERS, &sem->count);
}

static int wait_for_grant(struct rw_semaphore *sem, struct rwsem_waiter *waiter, unsigned int state)
{
	for (;;) {
		set_current_state(state);
		if (waiter->granted || signal_pending_state(state, current))
			break;
		raw_spin_unlock(&sem->wait_lock);
		schedule();
		raw_spin_lock(&sem->wait_lock);
	}
	__set_current_state(TASK_RUNNING);
	if (waiter->granted)
		return 0;
	list_del(&waiter->list);
	grant(sem); /* who stood behind it */
	return -EINTR;
}

/* Not called with wait_lock. */
static int wait_in_line(struct rw_semaphore *sem, bool writes, unsigned int state)
{
	struct rwsem_waiter waiter = { .task = current, .writes = writes };
	int err;

	raw_spin_lock(&sem->wait_lock);
	list_add_tail(&waiter.list, &sem->wait_list);
	atomic_long_or(RWSEM_WAITERS, &sem->count);
	smp_mb__after_atomic();
	grant(sem); /* it may have become free before the flag was seen */
	err = wait_for_grant(sem, &waiter, state);
	raw_spin_unlock(&sem->wait_lock);
	return err;
}

/* Not called with wait_lock. */
static void wake_waiters(struct rw_semaphore *sem)
{
	raw_spin_lock(&sem->wait_lock);
	grant(sem);
	raw_spin_unlock(&sem->wait_lock);
}

static int take(struct rw_semaphore *sem, bool writes, unsigned int state, unsigned int how, unsigned long ip)
{
	bool contended;
	int err = 0;

	might_sleep();
	if (!lock_acquire(&sem->dep_map, (writes ? 0 : LOCK_READ) | LOCK_SLEEPS | how, ip))
		return 0;
	contended = !(writes ? try_to_write(sem) : try_to_read(sem));
	if (contended)
		err = wait_in_line(sem, writes, state);
	if (err)
		(void)lock_release(&sem->dep_map, true, ip);
	else
		lock_acquired(&sem->dep_map, contended);
	return err;
}

/**
 * down_read() - take the lock for reading, sleeping while somebody writes or waits to
 * @sem: the lock
 */
void down_read(struct rw_semaphore *sem)
{
	take(sem, false, TASK_UNINTERRUPTIBLE, 0, _RET_IP_);
}
EXPORT_SYMBOL(down_read);

int down_read_interruptible(struct rw_semaphore *sem)
{
	return take(sem, false, TASK_INTERRUPTIBLE, 0, _RET_IP_);
}
EXPORT_SYMBOL(down_read_interruptible);

int down_read_killable(struct rw_semaphore *sem)
{
	return take(sem, false, TASK_KILLABLE, 0, _RET_IP_);
}
EXPORT_SYMBOL(down_read_killable);

/**
 * down_write() - take the lock for writing, sleeping while anybody has it
 * @sem: the lock
 */
void down_write(struct rw_semaphore *sem)
{
	take(sem, true, TASK_UNINTERRUPTIBLE, 0, _RET_IP_);
}
EXPORT_SYMBOL(down_write);

int down_write_killable(struct rw_semaphore *sem)
{
	return take(sem, true, TASK_KILLABLE, 0, _RET_IP_);
}
EXPORT_SYMBOL(down_write_killable);

#ifdef CONFIG_DEBUG
void down_read_nested(struct rw_semaphore *sem, unsigned int subclass)
{
	take(sem, false, TASK_UNINTERRUPTIBLE, subclass, _RET_IP_);
}

void down_write_nested(struct rw_semaphore *sem, unsigned int subclass)
{
	take(sem, true, TASK_UNINTERRUPTIBLE, subclass, _RET_IP_);
}
#endif

/* 1 if this thread has it now, 0 if not; never sleeps. */
int down_read_trylock(struct rw_semaphore *sem)
{
	if (!try_to_read(sem))
		return 0;
	(void)lock_acquire(&sem->dep_map, LOCK_READ | LOCK_TRY | LOCK_SLEEPS, _RET_IP_);
	lock_acquired(&sem->dep_map, false);
	return 1;
}
EXPORT_SYMBOL(down_read_trylock);

int down_write_trylock(struct rw_semaphore *sem)
{
	if (!try_to_write(sem))
		return 0;
	(void)lock_acquire(&sem->dep_map, LOCK_TRY | LOCK_SLEEPS, _RET_IP_);
	lock_acquired(&sem->dep_map, false);
	return 1;
}
EXPORT_SYMBOL(down_write_trylock);

void up_read(struct rw_semaphore *sem)
{
	long left;

	if (!lock_release(&sem->dep_map, atomic_long_read(&sem->count) >= RWSEM_READER, _RET_IP_))
		return;
	left = atomic_long_sub_return(RWSEM_READER, &sem->count);
	WARN(left < 0, "up_read() of a lock that nobody reads");
	if (unlikely(left == RWSEM_WAITERS))
		wake_waiters(sem);
}
EXPORT_SYMBOL(up_read);

void up_write(struct rw_semaphore *sem)
{
	if (!lock_release(&sem->dep_map, atomic_long_read(&sem->count) & RWSEM_WRITER, _RET_IP_))
		return;
	if (unlikely(atomic_long_sub_return(RWSEM_WRITER, &sem->count) & RWSEM_WAITERS))
		wake_waiters(sem);
}
EXPORT_SYMBOL(up_write);

void downgrade_write(struct rw_semaphore *sem)
{
	if (!lock_release(&sem->dep_map, atomic_long_read(&sem->count) & RWSEM_WRITER, _RET_IP_))
		return;
	(void)lock_acquire(&sem->dep_map, LOCK_READ | LOCK_TRY | LOCK_SLEEPS, _RET_IP_);
	lock_acquired(&sem->dep_map, false);
	if (unlikely(atomic_long_add_return(RWSEM_READER - RWSEM_WRITER, &sem->count) & RWSEM_WAITERS))
		wake_waiters(sem);
}
EXPORT_SYMBOL(downgrade_write);
