// SPDX-License-Identifier: MIT
/*
 * Timers with times in nanoseconds, on the timer wheel.
 *
 * The wheel counts ticks. A timer is put at the first tick at or behind its time; when that comes and
 * the clock, which runs by itself, says that it is early, it waits for the next tick. So a function is
 * never called before its time.
 *
 * Locks: the wheel's. Context: any for starting; cancelling waits for the function, so not from it.
 */
#include <linux/export.h>
#include <linux/hrtimer.h>
#include <linux/kernel.h>

/** hrtimer_cb_get_time - now, on the timer's clock */
ktime_t hrtimer_cb_get_time(struct hrtimer *timer)
{
	return timer->clock == CLOCK_REALTIME ? ktime_get_real() : ktime_get();
}
EXPORT_SYMBOL(hrtimer_cb_get_time);

static void start_wheel(struct hrtimer *timer)
{
	s64 left = max_t(s64, hrtimer_get_remaining(timer), 0);
	u64 ticks = div_u64((u64)left + TICK_NSEC - 1, TICK_NSEC);

	mod_timer(&timer->timer, jiffies + min_t(u64, ticks, MAX_JIFFY_OFFSET));
}

static void expire(struct timer_list *wheel_timer)
{
	struct hrtimer *timer = from_timer(timer, wheel_timer, timer);

	if (hrtimer_get_remaining(timer) > 0) {
		start_wheel(timer);
		return;
	}
	WRITE_ONCE(timer->running, true);
	if (timer->function(timer) == HRTIMER_RESTART && !timer_pending(&timer->timer))
		start_wheel(timer);
	WRITE_ONCE(timer->running, false);
}

void hrtimer_init(struct hrtimer *timer, clockid_t clock, enum hrtimer_mode mode)
{
	*timer = (struct hrtimer){ .clock = clock };
	timer_setup(&timer->timer, expire, 0);
}
EXPORT_SYMBOL(hrtimer_init);

void hrtimer_setup(struct hrtimer *timer, enum hrtimer_restart (*function)(struct hrtimer *timer), clockid_t clock,
		   enum hrtimer_mode mode)
{
	hrtimer_init(timer, clock, mode);
	timer->function = function;
}
EXPORT_SYMBOL(hrtimer_setup);

/**
 * hrtimer_start() - call its function at a time
 * @timer: started or not
 * @time: when, or with HRTIMER_MODE_REL in how long
 * @mode: HRTIMER_MODE_*; all functions run in a softirq of the CPU that starts the timer
 */
void hrtimer_start(struct hrtimer *timer, ktime_t time, enum hrtimer_mode mode)
{
	timer->expires = mode & HRTIMER_MODE_REL ? ktime_add(hrtimer_cb_get_time(timer), time) : time;
	start_wheel(timer);
}
EXPORT_SYMBOL(hrtimer_start);

void hrtimer_restart(struct hrtimer *timer)
{
	start_wheel(timer);
}
EXPORT_SYMBOL(hrtimer_restart);

/** hrtimer_cancel - stop it, and wait until its function does not run; 1 if it was waiting */
int hrtimer_cancel(struct hrtimer *timer)
{
	int was = timer_delete_sync(&timer->timer);

	/* It may have started itself again before it ended. */
	return timer_delete_sync(&timer->timer) || was;
}
EXPORT_SYMBOL(hrtimer_cancel);

/** hrtimer_try_to_cancel - as hrtimer_cancel(), but -1 if its function runs */
int hrtimer_try_to_cancel(struct hrtimer *timer)
{
	return try_to_del_timer_sync(&timer->timer);
}
EXPORT_SYMBOL(hrtimer_try_to_cancel);

/**
 * hrtimer_forward() - move its time on by whole intervals until it is in the future
 * @timer: the timer, from its function or not started
 * @now: what counts as now
 * @interval: not 0
 *
 * Return: how many intervals.
 */
u64 hrtimer_forward(struct hrtimer *timer, ktime_t now, ktime_t interval)
{
	s64 late = ktime_sub(now, timer->expires);
	u64 n;

	if (late < 0)
		return 0;
	n = div64_u64((u64)late, (u64)max_t(s64, interval, 1)) + 1;
	timer->expires += (s64)n * interval;
	return n;
}
EXPORT_SYMBOL(hrtimer_forward);
