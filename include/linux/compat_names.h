/* SPDX-License-Identifier: MIT */
/*
 * Names of older kernels, each mapped to what replaced it. Nothing in Quarry uses them; they are for
 * modules from books, which get them with linux/module.h.
 */
#ifndef _LINUX_COMPAT_NAMES_H
#define _LINUX_COMPAT_NAMES_H

#include <linux/gfp.h>
#include <linux/math64.h>
#include <linux/mm.h>
#include <linux/percpu.h>
#include <linux/proc_fs.h>
#include <linux/slab.h>
#include <linux/timekeeping.h>
#include <linux/timer.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>
#include <linux/wait.h>

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

/* The array of all struct page, where memory was one piece; it still is one, in virtual addresses. */
#define mem_map vmemmap

/* Until 5.14: an area of virtual addresses without pages. What @ptes was for cannot be had: give NULL. */
#define alloc_vm_area(size, ptes) ((void)(ptes), get_vm_area((size), VM_IOREMAP))

/* Until 5.8 with the rights of the pages. */
#define __vmalloc(...) __VMALLOC_BY_COUNT(__VA_ARGS__, __VMALLOC_PROT, __VMALLOC_PLAIN, )(__VA_ARGS__)
#define __VMALLOC_BY_COUNT(size, gfp, prot, which, ...) which
#define __VMALLOC_PLAIN(size, gfp) (__vmalloc)(size, gfp)
#define __VMALLOC_PROT(size, gfp, prot)                                                            \
	__vmalloc_node_range(size, 1, VMALLOC_START, VMALLOC_END, gfp, prot, 0, NUMA_NO_NODE,      \
			     __builtin_return_address(0))

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

/* ---- timers */
/*
 * Until 4.15 a timer's function took an unsigned long, which is kept in the timer; for most it is the
 * address of what the timer lies in.
 */
#define init_timer(t) timer_setup(t, NULL, TIMER_OLD_STYLE) /* function and data are set by hand */
#define setup_timer(t, fn, value)                                                                  \
	do {                                                                                       \
		timer_setup(t, (void (*)(struct timer_list *))(void (*)(void))(fn), TIMER_OLD_STYLE); \
		(t)->data = (unsigned long)(value);                                                \
	} while (0)

/* ---- time */
#define get_seconds() ((unsigned long)ktime_get_real_seconds()) /* until 5.2 */
#define timespec timespec64 /* until 5.6 a structure of its own, with 32 bits of seconds on i386 */
#define current_kernel_time() ns_to_timespec64(ktime_get_real_ns())
#define getnstimeofday(ts) ktime_get_real_ts64(ts)

#if !__STDC_HOSTED__ /* the C library has one, too */
struct timeval {
	long tv_sec;
	long tv_usec;
};

static inline void do_gettimeofday(struct timeval *tv) /* until 5.0 */
{
	u64 us = div_u64(ktime_get_real_ns(), NSEC_PER_USEC);
	u32 rest;

	tv->tv_sec = (long)div_u64_rem(us, USEC_PER_SEC, &rest);
	tv->tv_usec = (long)rest;
}
#endif

/* Until 4.3: the time-stamp counter into a variable. */
#define rdtscll(value) ((void)((value) = rdtsc()))
#define rdtscl(value) ((void)((value) = (unsigned long)rdtsc()))

/* ---- user memory */
/* Until 5.0 the first argument said whether one will write. */
#define VERIFY_READ 0
#define VERIFY_WRITE 1
#undef access_ok
#define access_ok(...) __ACCESS_OK_BY_COUNT(__VA_ARGS__, __ACCESS_OK_3, __ACCESS_OK_2, )(__VA_ARGS__)
#define __ACCESS_OK_BY_COUNT(a, b, c, which, ...) which
#define __ACCESS_OK_2(address, size) __access_ok((unsigned long)(address), (size))
#define __ACCESS_OK_3(type, address, size) __access_ok((unsigned long)(address), (size))

/* ---- /proc */
#define PDE_DATA(inode) pde_data(inode) /* until 5.17 */

/* Until 3.10: a function that fills a page; it says where the text begins and whether that was all. */
typedef int(read_proc_t)(char *page, char **start, off_t off, int count, int *eof, void *data);
struct proc_dir_entry *create_proc_read_entry(const char *name, umode_t mode, struct proc_dir_entry *parent,
					      read_proc_t *read_proc, void *data);

/* ---- slabs (mempool_kzalloc() and its pool are in linux/mempool.h) */
#define __krealloc(p, size, flags) krealloc(p, size, flags) /* until 5.6; it did not free the old place */

#endif
