// SPDX-License-Identifier: MIT
/*
 * The slow half of spinning reader-writer locks.
 *
 * Purpose:     many readers or one writer, neither kept out for ever by the other kind.
 * Invariants:  a thread waits for the lock's word only while it holds the ticket lock @queue, so at
 *              most one does (and readers in interrupt handlers); the others wait for their ticket.
 *              The head of the queue that wants to write sets RW_WRITER_WAITS: readers which come
 *              later see it, take back their count and queue.
 * Complexity:  each waiter is overtaken only by readers that got in ahead of the mark, and by
 *              interrupt handlers that read.
 * Limits:      2^30 readers. Reading twice in one thread may deadlock with a writer in between,
 *              except for an inner lock in an interrupt handler.
 */
#include <asm/processor.h>
#include <linux/export.h>
#include <linux/spinlock.h>

/* The caller has already been counted as a reader. */
void rwlock_wait_to_read(rwlock_t *lock)
{
	if (in_interrupt()) {
		while (__atomic_load_n(&lock->count, __ATOMIC_ACQUIRE) & RW_WRITER)
			cpu_relax();
		return;
	}
	__atomic_fetch_sub(&lock->count, RW_READER, __ATOMIC_RELAXED);
	arch_spin_lock(&lock->queue);
	__atomic_fetch_add(&lock->count, RW_READER, __ATOMIC_ACQUIRE);
	while (__atomic_load_n(&lock->count, __ATOMIC_ACQUIRE) & RW_WRITER)
		cpu_relax();
	arch_spin_unlock(&lock->queue);
}
EXPORT_SYMBOL(rwlock_wait_to_read);

void rwlock_wait_to_write(rwlock_t *lock)
{
	u32 only_waiting;

	arch_spin_lock(&lock->queue);
	if (!arch_write_trylock(lock)) {
		__atomic_fetch_or(&lock->count, RW_WRITER_WAITS, __ATOMIC_RELAXED);
		do {
			while (READ_ONCE(lock->count) != RW_WRITER_WAITS)
				cpu_relax();
			only_waiting = RW_WRITER_WAITS;
		} while (!__atomic_compare_exchange_n(&lock->count, &only_waiting, RW_WRITER, false,
						      __ATOMIC_ACQUIRE, __ATOMIC_RELAXED));
	}
	arch_spin_unlock(&lock->queue);
}
EXPORT_SYMBOL(rwlock_wait_to_write);
