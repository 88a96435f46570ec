// SPDX-License-Identifier: MIT
/* jiffies into other units and back. linux/jiffies.h says how they round. */
#include <linux/export.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>

/* What does not fit is an endless wait. Units a jiffy divide a long's range, so nothing overflows. */
static unsigned long to_jiffies(u64 count, u32 per_jiffy)
{
	u64 jiffies_needed = div_u64(count + per_jiffy - 1, per_jiffy);

	return min_t(u64, jiffies_needed, MAX_JIFFY_OFFSET);
}

/**
 * msecs_to_jiffies() - ticks that a wait of so many milliseconds takes
 * @ms: how many; as an int below 0: MAX_JIFFY_OFFSET
 */
unsigned long msecs_to_jiffies(unsigned int ms)
{
	return (int)ms < 0 ? MAX_JIFFY_OFFSET : to_jiffies(ms, MSEC_PER_SEC / HZ);
}
EXPORT_SYMBOL(msecs_to_jiffies);

/**
 * usecs_to_jiffies() - ticks that a wait of so many microseconds takes
 * @us: how many
 */
unsigned long usecs_to_jiffies(unsigned int us)
{
	return to_jiffies(us, USEC_PER_SEC / HZ);
}
EXPORT_SYMBOL(usecs_to_jiffies);

/**
 * nsecs_to_jiffies64() - whole ticks in so many nanoseconds
 * @ns: how many
 */
u64 nsecs_to_jiffies64(u64 ns)
{
	return div_u64(ns, TICK_NSEC);
}
EXPORT_SYMBOL(nsecs_to_jiffies64);

unsigned long nsecs_to_jiffies(u64 ns)
{
	return nsecs_to_jiffies64(ns);
}
EXPORT_SYMBOL(nsecs_to_jiffies);

/**
 * timespec64_to_jiffies() - ticks that a wait takes
 * @ts: how long, not negative
 */
unsigned long timespec64_to_jiffies(const struct timespec64 *ts)
{
	if (ts->tv_sec >= (time64_t)(MAX_JIFFY_OFFSET / HZ))
		return MAX_JIFFY_OFFSET;
	return to_jiffies(timespec64_to_ns(ts), TICK_NSEC);
}
EXPORT_SYMBOL(timespec64_to_jiffies);

/**
 * jiffies_to_timespec64() - how long so many ticks take
 * @j: ticks
 * @ts: out: seconds and nanoseconds
 */
void jiffies_to_timespec64(unsigned long j, struct timespec64 *ts)
{
	ts->tv_sec = j / HZ;
	ts->tv_nsec = j % HZ * TICK_NSEC;
}
EXPORT_SYMBOL(jiffies_to_timespec64);

/* To a full second of jiffies: up, or down in its first quarter if it may; never into the past. */
static unsigned long round_to_second(unsigned long j, unsigned long now, bool up)
{
	unsigned long rest = j % HZ, rounded = rest < HZ / 4 && !up ? j - rest : j - rest + HZ;

	return time_after(rounded, now) ? rounded : j;
}

unsigned long round_jiffies(unsigned long j)
{
	return round_to_second(j, jiffies, false);
}
EXPORT_SYMBOL(round_jiffies);

unsigned long round_jiffies_up(unsigned long j)
{
	return round_to_second(j, jiffies, true);
}
EXPORT_SYMBOL(round_jiffies_up);

unsigned long round_jiffies_relative(unsigned long j)
{
	unsigned long now = jiffies;

	return round_to_second(now + j, now, false) - now;
}
EXPORT_SYMBOL(round_jiffies_relative);
