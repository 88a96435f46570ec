/* SPDX-License-Identifier: MIT */
/*
 * Timers: a function that is called once jiffies has reached a value. Theory in kernel/time/timer.c
 * and kernel/time/timer_wheel.c.
 */
#ifndef _LINUX_TIMER_H
#define _LINUX_TIMER_H

#include <linux/container_of.h>
#include <linux/jiffies.h>
#include <linux/list.h>
#include <linux/stddef.h>
#include <linux/types.h>

/**
 * struct timer_list - a timer
 * @entry: place in a wheel; @entry.next is NULL while it is not pending (b)
 * @expires: value of jiffies at which it is due; set it before add_timer()
 * @function: called in softirq context with the timer
 * @flags: TIMER_*; the CPU whose wheel it is in, or was last (b)
 * @slot: which of that wheel's lists (b)
 * @data: with TIMER_OLD_STYLE, what the function is called with in the place of the timer
 *
 * (b) under the lock of that CPU's timer base.
 */
struct timer_list {
	struct list_head entry;
	unsigned long expires;
	void (*function)(struct timer_list *timer);
	u32 flags;
	u16 slot;
	unsigned long data;
};

#define TIMER_CPUMASK 0x0003ffff
#define TIMER_MIGRATING 0x00040000 /* on the way from one CPU's wheel to another's */
#define TIMER_PINNED 0x00100000	   /* runs on the CPU that starts it; here all do */
#define TIMER_IRQSAFE 0x00200000   /* its function runs with interrupts off */

#define TIMER_OLD_STYLE 0x00400000 /* as until 4.15: linux/compat_names.h */

#define __TIMER_INITIALIZER(_function, _flags) { .function = (_function), .flags = (_flags) }
#define DEFINE_TIMER(name, function) struct timer_list name = __TIMER_INITIALIZER(function, 0)

/**
 * timer_setup() - prepare a timer
 * @timer: in no use
 * @function: what it calls
 * @flags: 0 or TIMER_PINNED, TIMER_IRQSAFE
 */
void timer_setup(struct timer_list *timer, void (*function)(struct timer_list *timer), unsigned int flags);
#define timer_setup_on_stack(timer, function, flags) timer_setup(timer, function, flags)
#define destroy_timer_on_stack(timer) ((void)(timer))

#define from_timer(var, callback_timer, timer_fieldname)                                           \
	container_of(callback_timer, typeof(*var), timer_fieldname)
#define timer_container_of(var, callback_timer, timer_fieldname)                                   \
	from_timer(var, callback_timer, timer_fieldname)

/* Is it waiting to expire? Not any more once its function is called. */
static inline bool timer_pending(const struct timer_list *timer)
{
	return READ_ONCE(timer->entry.next) != NULL;
}

/**
 * mod_timer() - start a timer, or change when it expires
 * @timer: the timer
 * @expires: value of jiffies; one that has passed means with the next tick
 *
 * Context: any but NMI. Return: 1 if it was pending, 0 if not.
 */
int mod_timer(struct timer_list *timer, unsigned long expires);

/* As mod_timer(), but only for a timer that is pending. */
int mod_timer_pending(struct timer_list *timer, unsigned long expires);

/* As mod_timer(), but never makes it later. */
int timer_reduce(struct timer_list *timer, unsigned long expires);

/* Start a timer that is not pending, at timer->expires. */
void add_timer(struct timer_list *timer);

/**
 * add_timer_on() - start a timer on a CPU
 * @timer: not pending
 * @cpu: online; woken if it sleeps beyond that time
 */
void add_timer_on(struct timer_list *timer, int cpu);

/**
 * timer_delete() - stop a timer
 * @timer: the timer; its function may be running on another CPU
 *
 * Context: any but NMI. Return: 1 if it was pending, 0 if not.
 */
int timer_delete(struct timer_list *timer);

/**
 * timer_delete_sync() - stop a timer, and wait until its function is not running
 * @timer: the timer; it must not be started again meanwhile by others, but may by itself
 *
 * Context: not interrupts, and no lock held that the function takes; not the function itself.
 * Return: 1 if it was pending, 0 if not.
 */
int timer_delete_sync(struct timer_list *timer);

/* As timer_delete(), but -1 if its function is running. */
int try_to_del_timer_sync(struct timer_list *timer);

/* Stop it for good: starting it later does nothing. */
int timer_shutdown(struct timer_list *timer);
int timer_shutdown_sync(struct timer_list *timer);

/* Their names up to 6.14. */
#define del_timer(timer) timer_delete(timer)
#define del_timer_sync(timer) timer_delete_sync(timer)

#endif
