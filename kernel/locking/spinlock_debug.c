// SPDX-License-Identifier: MIT
/* Spinning locks in debug builds: each step is told to the checkers. */
#include <linux/spinlock.h>

#ifdef CONFIG_DEBUG

void __spin_acquire(spinlock_t *lock, unsigned int subclass)
{
	bool contended;

	if (!lock_acquire(&lock->dep_map, subclass, _RET_IP_))
		return;
	contended = !arch_spin_trylock(&lock->raw_lock);
	if (contended)
		arch_spin_wait(&lock->raw_lock);
	lock_acquired(&lock->dep_map, contended);
}

bool __spin_try(spinlock_t *lock)
{
	if (!arch_spin_trylock(&lock->raw_lock))
		return false;
	lock_acquire(&lock->dep_map, LOCK_TRY, _RET_IP_);
	lock_acquired(&lock->dep_map, false);
	return true;
}

void __spin_release(spinlock_t *lock)
{
	if (lock_release(&lock->dep_map, READ_ONCE(lock->raw_lock.locked), _RET_IP_))
		arch_spin_unlock(&lock->raw_lock);
}

void __read_acquire(rwlock_t *lock)
{
	bool contended;

	if (!lock_acquire(&lock->dep_map, LOCK_READ | (in_interrupt() ? LOCK_RECURSIVE : 0), _RET_IP_))
		return;
	contended = !arch_read_trylock(lock);
	if (contended)
		arch_read_lock(lock);
	lock_acquired(&lock->dep_map, contended);
}

void __write_acquire(rwlock_t *lock)
{
	bool contended;

	if (!lock_acquire(&lock->dep_map, 0, _RET_IP_))
		return;
	contended = !arch_write_trylock(lock);
	if (contended)
		rwlock_wait_to_write(lock);
	lock_acquired(&lock->dep_map, contended);
}

bool __read_try(rwlock_t *lock)
{
	if (!arch_read_trylock(lock))
		return false;
	lock_acquire(&lock->dep_map, LOCK_READ | LOCK_TRY, _RET_IP_);
	lock_acquired(&lock->dep_map, false);
	return true;
}

bool __write_try(rwlock_t *lock)
{
	if (!arch_write_trylock(lock))
		return false;
	lock_acquire(&lock->dep_map, LOCK_TRY, _RET_IP_);
	lock_acquired(&lock->dep_map, false);
	return true;
}

void __read_release(rwlock_t *lock)
{
	if (lock_release(&lock->dep_map, READ_ONCE(lock->count) >= RW_READER, _RET_IP_))
		arch_read_unlock(lock);
}

void __write_release(rwlock_t *lock)
{
	if (lock_release(&lock->dep_map, READ_ONCE(lock->count) & RW_WRITER, _RET_IP_))
		arch_write_unlock(lock);
}

#endif
