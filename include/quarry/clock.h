/* SPDX-License-Identifier: MIT */
/* Counters that tell the time. Theory in kernel/time/clock.c. */
#ifndef _QUARRY_CLOCK_H
#define _QUARRY_CLOCK_H

#include <linux/types.h>

/**
 * struct clock - a counter that runs at a constant rate
 * @name: as clocksource= names it
 * @read: its value, counting up. Any context, any CPU
 * @mask: its width: all ones
 * @mult: nanoseconds = ticks * @mult >> @shift; clock_set_rate() sets both
 * @shift: see @mult
 */
struct clock {
	const char *name;
	u64 (*read)(void);
	u64 mask;
	u32 mult;
	u32 shift;
};

/**
 * clock_set_rate() - say how fast a counter runs
 * @clock: the counter
 * @hz: ticks a second, above 0
 */
void clock_set_rate(struct clock *clock, u64 hz);

/* Nanoseconds that so many ticks of a counter take. */
u64 clock_ticks_to_ns(const struct clock *clock, u64 ticks);

/**
 * clock_begin() - tell the time by a first counter
 * @clock: the counter
 * @ticks: its value when the kernel was entered, which becomes time 0
 *
 * Context: boot, one CPU.
 */
void clock_begin(const struct clock *clock, u64 ticks);

/**
 * clock_use() - tell the time by this counter from now on
 * @clock: the counter; must exist as long as the kernel
 *
 * The time goes on from where it is. Context: any but NMI.
 */
void clock_use(const struct clock *clock);
const struct clock *clock_in_use(void);

/* Called by each tick, so that a narrow counter's wraps are all seen. */
void clock_tick(void);

/* How long may pass without clock_tick()? Nanoseconds. */
u64 clock_max_silence_ns(void);

/* Set the time of day: nanoseconds since 1970, now. */
void clock_set_real_ns(u64 ns);

#endif
