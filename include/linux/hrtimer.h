/* SPDX-License-Identifier: MIT */
/*
 * Timers with times in nanoseconds. They are kept in the wheel of linux/timer.h, so that they are as
 * fine as its ticks (4 ms): never early, late by up to two ticks. Theory in kernel/time/hrtimer.c.
 */
#ifndef _LINUX_HRTIMER_H
#define _LINUX_HRTIMER_H

#include <linux/ktime.h>
#include <linux/time.h>
#include <linux/timer.h>
#include <linux/types.h>

typedef int clockid_t;
#define CLOCK_REALTIME 0
#define CLOCK_MONOTONIC 1
#define CLOCK_BOOTTIME 7

enum hrtimer_mode {
	HRTIMER_MODE_ABS = 0,
	HRTIMER_MODE_REL = 1,
	HRTIMER_MODE_PINNED = 2,
	HRTIMER_MODE_SOFT = 4,
	HRTIMER_MODE_HARD = 8,
	HRTIMER_MODE_ABS_PINNED = HRTIMER_MODE_ABS | HRTIMER_MODE_PINNED,
	HRTIMER_MODE_REL_PINNED = HRTIMER_MODE_REL | HRTIMER_MODE_PINNED,
	HRTIMER_MODE_ABS_SOFT = HRTIMER_MODE_ABS | HRTIMER_MODE_SOFT,
	HRTIMER_MODE_REL_SOFT = HRTIMER_MODE_REL | HRTIMER_MODE_SOFT,
	HRTIMER_MODE_ABS_HARD = HRTIMER_MODE_ABS | HRTIMER_MODE_HARD,
	HRTIMER_MODE_REL_HARD = HRTIMER_MODE_REL | HRTIMER_MODE_HARD,
};

enum hrtimer_restart { HRTIMER_NORESTART, HRTIMER_RESTART };

/**
 * struct hrtimer - a timer
 * @expires: when, on its clock
 * @function: called then, in a softirq; HRTIMER_RESTART starts it again at @expires, which it has moved
 * @timer: in the wheel
 * @clock: CLOCK_*
 * @running: its function is being called
 */
struct hrtimer {
	ktime_t expires;
	enum hrtimer_restart (*function)(struct hrtimer *timer);
	struct timer_list timer;
	clockid_t clock;
	bool running;
};

void hrtimer_init(struct hrtimer *timer, clockid_t clock, enum hrtimer_mode mode);
void hrtimer_setup(struct hrtimer *timer, enum hrtimer_restart (*function)(struct hrtimer *timer), clockid_t clock,
		   enum hrtimer_mode mode);
void hrtimer_start(struct hrtimer *timer, ktime_t time, enum hrtimer_mode mode);
#define hrtimer_start_range_ns(timer, time, range, mode) hrtimer_start(timer, time, mode)
void hrtimer_restart(struct hrtimer *timer);
int hrtimer_cancel(struct hrtimer *timer);
int hrtimer_try_to_cancel(struct hrtimer *timer);
u64 hrtimer_forward(struct hrtimer *timer, ktime_t now, ktime_t interval);
ktime_t hrtimer_cb_get_time(struct hrtimer *timer);

#define hrtimer_forward_now(timer, interval) hrtimer_forward(timer, hrtimer_cb_get_time(timer), interval)
#define hrtimer_get_expires(timer) ((timer)->expires)
#define hrtimer_set_expires(timer, time) ((void)((timer)->expires = (time)))
#define hrtimer_get_remaining(timer) ktime_sub((timer)->expires, hrtimer_cb_get_time(timer))

static inline bool hrtimer_is_queued(struct hrtimer *timer)
{
	return timer_pending(&timer->timer);
}

static inline bool hrtimer_callback_running(struct hrtimer *timer)
{
	return READ_ONCE(timer->running);
}

static inline bool hrtimer_active(struct hrtimer *timer)
{
	return hrtimer_is_queued(timer) || hrtimer_callback_running(timer);
}

#endif
