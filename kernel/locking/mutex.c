// SPDX-License-Identifier: MIT
/*
 * Mutexes.
 *
 * Purpose:     a lock whose holder may sleep, and for which one sleeps.
 * Invariants:  the owner word holds the address of the thread that has the mutex, or 0. Only from 0
 *              does anybody take it for himself, by one compare-and-exchange, and only its holder
 *              takes it back to 0. The flags in the word's lower bits change under wait_lock, or
 *              together with a change of owner that keeps them.
 *              A thread that waits is on wait_list before it looks at the word for the last time,
 *              and MUTEX_WAITERS is set by then: so either it sees the mutex free or the holder
 *              sees the flag and wakes it.
 * Order:       whoever comes takes a free mutex, even past threads that sleep for it: they need a
 *              while to wake up. A woken first waiter which finds the mutex gone again sets
 *              MUTEX_HANDOFF, and the next unlock makes it the owner: nobody starves.
 * Spinning:    while the owner runs on another CPU it will soon be done; sleeping would cost more.
 *              The owner may end meanwhile, and its task_struct be used for something else: what is
 *              then read from it decides only whether to look again.
 * Lock order:  wait_lock, then what wake_up_process() takes.
 * Complexity:  uncontended one locked instruction to lock and one to unlock, inline.
 * Limits:      threads only. mutex_unlock() may touch the mutex after another thread has got it.
 */
#include <asm/processor.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/might_sleep.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/spinlock.h>

struct mutex_waiter {
	struct list_head list;
	struct task_struct *task;
};

static struct task_struct *task_in(unsigned long word)
{
	return (struct task_struct *)(word & ~MUTEX_FLAGS);
}

void __mutex_init(struct mutex *lock, const char *name, struct lock_class_key *key)
{
	lock->owner = 0;
	raw_spin_lock_init(&lock->wait_lock);
	INIT_LIST_HEAD(&lock->wait_list);
	lockdep_init_map(&lock->dep_map, name, key);
}
EXPORT_SYMBOL(__mutex_init);

/* Takes a free mutex that is promised to nobody; keeps the flags. */
static bool try_to_take(struct mutex *lock)
{
	unsigned long seen = READ_ONCE(lock->owner);

	while (!(seen & ~MUTEX_WAITERS))
		if (__atomic_compare_exchange_n(&lock->owner, &seen, seen | (unsigned long)current, false,
						__ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
			return true;
	return false;
}

/* Is it worth to stay awake for @owner? */
static bool owner_runs(const struct mutex *lock, const struct task_struct *owner)
{
	return task_in(READ_ONCE(lock->owner)) == owner && READ_ONCE(owner->on_cpu) && !need_resched();
}

/* Waits without sleeping, as long as that promises success. */
static bool spin_for_owner(struct mutex *lock)
{
	struct task_struct *owner;

	while (!try_to_take(lock)) {
		owner = task_in(READ_ONCE(lock->owner));
		if (!owner) {
			if (READ_ONCE(lock->owner) & MUTEX_HANDOFF || need_resched())
				return false;
			continue;
		}
		if (!owner_runs(lock, owner))
			return false;
		while (owner_runs(lock, owner))
			cpu_relax();
		if (need_resched())
			return false;
	}
	return true;
}

/* The rest is called with wait_lock held. */

static bool is_first(const struct mutex *lock, const struct mutex_waiter *waiter)
{
	return lock->wait_list.next == &waiter->list;
}

/* For the thread on the list: it is handed the mutex, or finds it free. */
static bool waiter_takes(struct mutex *lock, const struct mutex_waiter *waiter)
{
	unsigned long seen = READ_ONCE(lock->owner);

	if (task_in(seen) == waiter->task)
		return true;
	while (!task_in(seen) && (is_first(lock, waiter) || !(seen & MUTEX_HANDOFF)))
		if (__atomic_compare_exchange_n(&lock->owner, &seen,
						(unsigned long)waiter->task | (seen & MUTEX_WAITERS), false,
						__ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
			return true;
	return false;
}

static void remove_waiter(struct mutex *lock, struct mutex_waiter *waiter)
{
	if (is_first(lock, waiter))
		__atomic_fetch_and(&lock->owner, ~MUTEX_HANDOFF, __ATOMIC_RELAXED);
	list_del(&waiter->list);
	if (list_empty(&lock->wait_list))
		__atomic_fetch_and(&lock->owner, ~MUTEX_FLAGS, __ATOMIC_RELAXED);
}

static int wait_in_line(struct mutex *lock, unsigned int state)
{
	struct mutex_waiter waiter = { .task = current };
	bool woken = false;
	int err = 0;

	list_add_tail(&waiter.list, &lock->wait_list);
	__atomic_fetch_or(&lock->owner, MUTEX_WAITERS, __ATOMIC_SEQ_CST);
	for (;;) {
		set_current_state(state);
		if (woken && is_first(lock, &waiter))
			__atomic_fetch_or(&lock->owner, MUTEX_HANDOFF, __ATOMIC_SEQ_CST);
		if (waiter_takes(lock, &waiter))
			break;
		if (signal_pending_state(state, current)) {
			err = -EINTR;
			break;
		}
		raw_spin_unlock(&lock->wait_lock);
		schedule();
		raw_spin_lock(&lock->wait_lock);
		woken = true;
	}
	__set_current_state(TASK_RUNNING);
	remove_waiter(lock, &waiter);
	return err;
}

static int lock_slowly(struct mutex *lock, unsigned int state)
{
	int err;

	preempt_disable();
	if (spin_for_owner(lock)) {
		preempt_enable();
		return 0;
	}
	preempt_enable();
	raw_spin_lock(&lock->wait_lock);
	err = wait_in_line(lock, state);
	raw_spin_unlock(&lock->wait_lock);
	return err;
}

static void unlock_slowly(struct mutex *lock)
{
	struct mutex_waiter *first;
	unsigned long next;

	raw_spin_lock(&lock->wait_lock);
	first = list_first_entry_or_null(&lock->wait_list, struct mutex_waiter, list);
	next = lock->owner & MUTEX_WAITERS;
	if (first && lock->owner & MUTEX_HANDOFF)
		next |= (unsigned long)first->task;
	__atomic_store_n(&lock->owner, next, __ATOMIC_RELEASE);
	if (first)
		wake_up_process(first->task);
	raw_spin_unlock(&lock->wait_lock);
}

void __mutex_lock(struct mutex *lock)
{
	might_sleep();
	lock_slowly(lock, TASK_UNINTERRUPTIBLE);
}
EXPORT_SYMBOL(__mutex_lock);

void __mutex_unlock(struct mutex *lock)
{
	if (WARN(task_in(READ_ONCE(lock->owner)) != current, "mutex_unlock() by a thread that does not hold it"))
		return;
	unlock_slowly(lock);
}
EXPORT_SYMBOL(__mutex_unlock);

#ifndef CONFIG_DEBUG

int mutex_lock_interruptible(struct mutex *lock)
{
	return try_to_take(lock) ? 0 : lock_slowly(lock, TASK_INTERRUPTIBLE);
}
EXPORT_SYMBOL(mutex_lock_interruptible);

int mutex_lock_killable(struct mutex *lock)
{
	return try_to_take(lock) ? 0 : lock_slowly(lock, TASK_KILLABLE);
}
EXPORT_SYMBOL(mutex_lock_killable);

/**
 * mutex_trylock() - take a mutex if it is free
 * @lock: the mutex
 *
 * Return: 1 if this thread has it now, 0 if not. Not from interrupt handlers: they are no thread.
 */
int mutex_trylock(struct mutex *lock)
{
	return try_to_take(lock);
}
EXPORT_SYMBOL(mutex_trylock);

#else /* the same, with the checkers told */

static int lock_checked(struct mutex *lock, unsigned int state, unsigned int subclass, unsigned long ip)
{
	bool contended;
	int err = 0;

	might_sleep();
	if (!lock_acquire(&lock->dep_map, subclass | LOCK_SLEEPS, ip))
		return 0;
	contended = !try_to_take(lock);
	if (contended)
		err = lock_slowly(lock, state);
	if (err)
		lock_release(&lock->dep_map, true, ip);
	else
		lock_acquired(&lock->dep_map, contended);
	return err;
}

void mutex_lock(struct mutex *lock)
{
	lock_checked(lock, TASK_UNINTERRUPTIBLE, 0, _RET_IP_);
}

void mutex_lock_nested(struct mutex *lock, unsigned int subclass)
{
	lock_checked(lock, TASK_UNINTERRUPTIBLE, subclass, _RET_IP_);
}

int mutex_lock_interruptible(struct mutex *lock)
{
	return lock_checked(lock, TASK_INTERRUPTIBLE, 0, _RET_IP_);
}

int mutex_lock_interruptible_nested(struct mutex *lock, unsigned int subclass)
{
	return lock_checked(lock, TASK_INTERRUPTIBLE, subclass, _RET_IP_);
}

int mutex_lock_killable(struct mutex *lock)
{
	return lock_checked(lock, TASK_KILLABLE, 0, _RET_IP_);
}

int mutex_lock_killable_nested(struct mutex *lock, unsigned int subclass)
{
	return lock_checked(lock, TASK_KILLABLE, subclass, _RET_IP_);
}

int mutex_trylock(struct mutex *lock)
{
	if (!try_to_take(lock))
		return 0;
	lock_acquire(&lock->dep_map, LOCK_TRY | LOCK_SLEEPS, _RET_IP_);
	lock_acquired(&lock->dep_map, false);
	return 1;
}

void mutex_unlock(struct mutex *lock)
{
	if (lock_release(&lock->dep_map, mutex_is_locked(lock), _RET_IP_))
		unlock_slowly(lock);
}

void mutex_destroy(struct mutex *lock)
{
	WARN(mutex_is_locked(lock), "mutex_destroy() of a locked mutex");
	lock_destroy(&lock->dep_map);
}

#endif
