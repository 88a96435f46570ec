/* SPDX-License-Identifier: MIT */
/* The type of a spinning lock for many readers or one writer. */
#ifndef _LINUX_RWLOCK_TYPES_H
#define _LINUX_RWLOCK_TYPES_H

#include <linux/lockdep_types.h>
#include <quarry/ticket_lock.h>

/**
 * typedef rwlock_t - many readers or one writer; all zeroes is unlocked
 * @count: bit 0: a writer has it; bit 1: a writer waits; from bit 2: the number of readers
 * @queue: whoever has to wait waits for this first, so that all get their turn
 */
typedef struct {
	u32 count;
	arch_spinlock_t queue;
	LOCKDEP_MAP_FIELD
} rwlock_t;

#define __RW_LOCK_UNLOCKED(lockname) { LOCKDEP_MAP_INIT(lockname) }
#define DEFINE_RWLOCK(name) rwlock_t name = __RW_LOCK_UNLOCKED(name)

#endif
