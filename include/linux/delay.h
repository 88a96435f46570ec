/* SPDX-License-Identifier: MIT */
/*
 * Waiting. The delays keep the CPU busy, for short waits in any context; the sleeps give it to other
 * threads.
 */
#ifndef _LINUX_DELAY_H
#define _LINUX_DELAY_H

#include <linux/jiffies.h>
#include <linux/math.h>
#include <linux/sched.h>
#include <linux/types.h>

/**
 * ndelay() - keep the CPU busy for at least so many nanoseconds
 * @nsecs: how many
 *
 * Context: any.
 */
void ndelay(unsigned long nsecs);
void udelay(unsigned long usecs);
void mdelay(unsigned long msecs);

/**
 * msleep() - sleep for at least so many milliseconds
 * @msecs: how many; a tick (4 ms) and a part of one may be added
 *
 * Context: process. Before there are threads it keeps the CPU busy, as nobody could wake it.
 */
void msleep(unsigned int msecs);

/* As msleep(); kernel threads get no signals, so that nothing is left: 0. */
unsigned long msleep_interruptible(unsigned int msecs);

/**
 * usleep_range() - sleep for about so many microseconds
 * @min: at least that long
 * @max: not much longer than that
 *
 * Sleeps as many whole ticks as fit, and lets other threads run for the rest while it looks at the
 * clock.
 *
 * Context: process.
 */
void usleep_range(unsigned long min, unsigned long max);

/* About so many microseconds, by the way that suits the length. */
void fsleep(unsigned long usecs);

static inline void ssleep(unsigned int seconds)
{
	msleep(seconds * 1000);
}

#endif
