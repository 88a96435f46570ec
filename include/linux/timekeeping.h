/* SPDX-License-Identifier: MIT */
/* What time it is. Theory in kernel/time/clock.c. */
#ifndef _LINUX_TIMEKEEPING_H
#define _LINUX_TIMEKEEPING_H

#include <linux/ktime.h>
#include <linux/time64.h>
#include <linux/types.h>

/**
 * ktime_get_ns() - nanoseconds since the kernel was entered
 *
 * The same on all CPUs; never goes back. Fine as the clock is (/proc/clock).
 *
 * Context: any, also NMI.
 */
u64 ktime_get_ns(void);

/**
 * ktime_get_real_ns() - nanoseconds since 1970, in whatever zone the machine's CMOS clock is set to
 *
 * 0 at boot where there is no such clock.
 *
 * Context: any.
 */
u64 ktime_get_real_ns(void);

static inline ktime_t ktime_get(void)
{
	return ktime_get_ns();
}

static inline ktime_t ktime_get_real(void)
{
	return ktime_get_real_ns();
}

/* Nothing suspends this kernel, and nothing slews its clock. */
#define ktime_get_raw() ktime_get()
#define ktime_get_raw_ns() ktime_get_ns()
#define ktime_get_boottime() ktime_get()
#define ktime_get_boottime_ns() ktime_get_ns()
#define ktime_get_mono_fast_ns() ktime_get_ns()

#define ktime_get_coarse() ktime_get()
#define ktime_get_coarse_real_ts64(ts) ktime_get_real_ts64(ts)
#define ktime_get_coarse_ts64(ts) ktime_get_ts64(ts)
#define ktime_get_raw_ts64(ts) ktime_get_ts64(ts)
#define ktime_get_boottime_ts64(ts) ktime_get_ts64(ts)
#define ktime_get_boottime_seconds() ktime_get_seconds()

time64_t ktime_get_seconds(void);
time64_t ktime_get_real_seconds(void);
void ktime_get_ts64(struct timespec64 *ts);
void ktime_get_real_ts64(struct timespec64 *ts);

#endif
