/* SPDX-License-Identifier: MIT */
/* The wheel that keeps timers in the order of their expiry. Theory in kernel/time/timer_wheel.c. */
#ifndef _QUARRY_TIMER_WHEEL_H
#define _QUARRY_TIMER_WHEEL_H

#include <linux/timer.h>
#include <linux/types.h>

#define WHEEL_BITS 6
#define WHEEL_SLOTS (1 << WHEEL_BITS)
#define WHEEL_LEVELS 6
#define WHEEL_DUE (WHEEL_FAR + 1) /* in no list of the wheel any more, but found due */
#define WHEEL_FAR (WHEEL_LEVELS * WHEEL_SLOTS) /* number of the list of what no level reaches */

/**
 * struct timer_wheel - timers that wait
 * @clk: the next tick to be served; all timers are due at or after it
 * @count: how many timers
 * @pending: for each level, a bit for each list that is not empty
 * @slots: the lists, in the order in which timers were added; the last one is WHEEL_FAR
 */
struct timer_wheel {
	u64 clk;
	unsigned int count;
	u64 pending[WHEEL_LEVELS];
	struct list_head slots[WHEEL_LEVELS * WHEEL_SLOTS + 1];
};

void wheel_init(struct timer_wheel *wheel, u64 now);
void wheel_add(struct timer_wheel *wheel, struct timer_list *timer);
void wheel_remove(struct timer_wheel *wheel, struct timer_list *timer);
bool wheel_next(const struct timer_wheel *wheel, u64 *when);
void wheel_advance(struct timer_wheel *wheel, u64 now, struct list_head *due);

#endif
