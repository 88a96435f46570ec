/* SPDX-License-Identifier: MIT */
/* The types of spin locks, for headers that only embed one. */
#ifndef _LINUX_SPINLOCK_TYPES_H
#define _LINUX_SPINLOCK_TYPES_H

#include <linux/lockdep_types.h>
#include <quarry/ticket_lock.h>

/* All zeroes is an unlocked lock. */
typedef struct raw_spinlock {
	arch_spinlock_t raw_lock;
	LOCKDEP_MAP_FIELD
} raw_spinlock_t;

/* Linux/PREEMPT_RT lets a thread sleep for a spinlock_t; here both spin. */
typedef struct raw_spinlock spinlock_t;

#define __RAW_SPIN_LOCK_UNLOCKED(lockname) { LOCKDEP_MAP_INIT(lockname) }
#define __SPIN_LOCK_UNLOCKED(lockname) __RAW_SPIN_LOCK_UNLOCKED(lockname)
#define DEFINE_RAW_SPINLOCK(name) raw_spinlock_t name = __RAW_SPIN_LOCK_UNLOCKED(name)
#define DEFINE_SPINLOCK(name) spinlock_t name = __SPIN_LOCK_UNLOCKED(name)

#include <linux/rwlock_types.h>

#endif
