// SPDX-License-Identifier: MIT
/*
 * Sleeping for a time.
 *
 * Until ticks come nobody would wake a sleeper; whoever calls these before, during the boot, keeps the
 * CPU busy instead.
 */
#include <linux/delay.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/panic.h>
#include <linux/sched.h>
#include <linux/timekeeping.h>
#include <linux/timer.h>
#include <quarry/tick.h>
#include <quarry/time.h>

struct sleeper {
	struct timer_list timer;
	struct task_struct *task;
};

static void wake_sleeper(struct timer_list *timer)
{
	struct sleeper *sleeper = from_timer(sleeper, timer, timer);

	wake_up_process(sleeper->task);
}

static void sleep_until(unsigned long expires)
{
	struct sleeper sleeper = { .task = current };

	timer_setup_on_stack(&sleeper.timer, wake_sleeper, 0);
	mod_timer(&sleeper.timer, expires);
	schedule();
	timer_delete_sync(&sleeper.timer);
	destroy_timer_on_stack(&sleeper.timer);
}

/**
 * schedule_timeout() - give the CPU away until woken, for a time at most
 * @timeout: jiffies; MAX_SCHEDULE_TIMEOUT means without end
 *
 * Set the task's state before: with TASK_RUNNING it returns soon. TASK_RUNNING is the state when it
 * returns.
 *
 * Context: process. Return: jiffies that are left, 0 if the time is over.
 */
long schedule_timeout(long timeout)
{
	unsigned long expires = timeout + jiffies;
	long left;

	if (timeout == MAX_SCHEDULE_TIMEOUT) {
		schedule();
		return timeout;
	}
	if (timeout < 0) {
		pr_err("schedule_timeout: wrong timeout value %lx\n", timeout);
		dump_stack();
		__set_current_state(TASK_RUNNING);
		return 0;
	}
	if (tick_running())
		sleep_until(expires);
	else
		mdelay(jiffies_to_msecs(timeout));
	__set_current_state(TASK_RUNNING);
	left = expires - jiffies;
	return left < 0 || !tick_running() ? 0 : left;
}
EXPORT_SYMBOL(schedule_timeout);

long schedule_timeout_interruptible(long timeout)
{
	__set_current_state(TASK_INTERRUPTIBLE);
	return schedule_timeout(timeout);
}
EXPORT_SYMBOL(schedule_timeout_interruptible);

long schedule_timeout_uninterruptible(long timeout)
{
	__set_current_state(TASK_UNINTERRUPTIBLE);
	return schedule_timeout(timeout);
}
EXPORT_SYMBOL(schedule_timeout_uninterruptible);

long schedule_timeout_killable(long timeout)
{
	__set_current_state(TASK_KILLABLE);
	return schedule_timeout(timeout);
}
EXPORT_SYMBOL(schedule_timeout_killable);

long schedule_timeout_idle(long timeout)
{
	__set_current_state(TASK_IDLE);
	return schedule_timeout(timeout);
}
EXPORT_SYMBOL(schedule_timeout_idle);

/*
 * One tick more: the one that is running has begun already. Where the tick is not in step with jiffies,
 * that may not do.
 */
void msleep(unsigned int msecs)
{
	u64 end = ktime_get_ns() + (u64)msecs * NSEC_PER_MSEC;
	long timeout = msecs_to_jiffies(msecs) + 1;

	while (timeout)
		timeout = schedule_timeout_uninterruptible(timeout);
	while (tick_running() && ktime_get_ns() < end)
		schedule_timeout_uninterruptible(1);
}
EXPORT_SYMBOL(msleep);

unsigned long msleep_interruptible(unsigned int msecs)
{
	msleep(msecs);
	return 0;
}
EXPORT_SYMBOL(msleep_interruptible);

void usleep_range(unsigned long min, unsigned long max)
{
	u64 end = ktime_get_ns() + (u64)min * NSEC_PER_USEC;
	unsigned long ticks = min / (USEC_PER_SEC / HZ);

	if (ticks > 1)
		schedule_timeout_uninterruptible(ticks - 1);
	while (ktime_get_ns() < end)
		if (!tick_running() || !cond_resched())
			delay_us(1);
}
EXPORT_SYMBOL(usleep_range);

void fsleep(unsigned long usecs)
{
	if (usecs <= 10)
		udelay(usecs);
	else if (usecs <= 20000)
		usleep_range(usecs, 2 * usecs);
	else
		msleep(DIV_ROUND_UP(usecs, 1000));
}
EXPORT_SYMBOL(fsleep);
