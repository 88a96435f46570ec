/* SPDX-License-Identifier: MIT */
/*
 * Names of older kernels, each mapped to what replaced it. Nothing in Quarry uses them; they are for
 * modules from books.
 */
#ifndef _LINUX_COMPAT_NAMES_H
#define _LINUX_COMPAT_NAMES_H

#include <linux/gfp.h>
#include <linux/wait.h>
#include <linux/percpu.h>

/* ---- pages */
#define __GFP_WAIT __GFP_RECLAIM	  /* until 4.3 */
#define __GFP_REPEAT __GFP_RETRY_MAYFAIL /* until 4.12 */
#define __GFP_COLD ((gfp_t)0)		  /* until 4.14: a page that is not in the CPU's cache */
#define GFP_HIGHMEM __GFP_HIGHMEM	  /* never was one; lectures write it for GFP_HIGHUSER */

/* Until 2.6.4: a page filled with zeroes. */
#define get_free_page(gfp_mask) get_zeroed_page(gfp_mask)

/* Until 2.6.32 and 4.14: there was one list for cached pages and one for the others. */
#define free_hot_page(page) __free_page(page)
#define free_cold_page(page) __free_page(page)

/* ---- per-CPU memory */
/* Until 2.6.30: only a size. */
#define __alloc_percpu(...)                                                                        \
	__PERCPU_BY_COUNT(__VA_ARGS__, __PERCPU_SIZE_ALIGN, __PERCPU_SIZE, )(__VA_ARGS__)
#define __PERCPU_BY_COUNT(size, align, which, ...) which
#define __PERCPU_SIZE(size) (__alloc_percpu)(size, __alignof__(unsigned long long))
#define __PERCPU_SIZE_ALIGN(size, align) (__alloc_percpu)(size, align)

/* ---- locks */
/* Until 2.6.39: initialisers without a name. */
#define SPIN_LOCK_UNLOCKED (spinlock_t) __SPIN_LOCK_UNLOCKED(old_style_spin_lock)
#define RW_LOCK_UNLOCKED (rwlock_t) __RW_LOCK_UNLOCKED(old_style_rw_lock)

/* ---- wait queues */
typedef struct wait_queue_entry wait_queue_t; /* until 4.12 */

/*
 * Until 3.14: sleep until the next wake-up, whatever has happened before the call. They lose the wake-up
 * that comes between the caller's test and the call, which is why wait_event() replaced them.
 */
static inline long __sleep_on(struct wait_queue_head *queue, int state, long timeout)
{
	DEFINE_WAIT(wait);

	prepare_to_wait(queue, &wait, state);
	timeout = schedule_timeout(timeout);
	finish_wait(queue, &wait);
	return timeout;
}

#define sleep_on(queue) ((void)__sleep_on(queue, TASK_UNINTERRUPTIBLE, MAX_SCHEDULE_TIMEOUT))
#define interruptible_sleep_on(queue) ((void)__sleep_on(queue, TASK_INTERRUPTIBLE, MAX_SCHEDULE_TIMEOUT))
#define sleep_on_timeout(queue, timeout) __sleep_on(queue, TASK_UNINTERRUPTIBLE, timeout)
#define interruptible_sleep_on_timeout(queue, timeout) __sleep_on(queue, TASK_INTERRUPTIBLE, timeout)

#endif
