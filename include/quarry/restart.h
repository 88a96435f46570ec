/* SPDX-License-Identifier: MIT */
/* Code that begins anew when an interrupt comes in between: asm/percpu_stack.h. */
#ifndef _QUARRY_RESTART_H
#define _QUARRY_RESTART_H

#include <linux/compiler.h>

/**
 * struct restart_range - instructions to be done as a whole or from the beginning
 * @begin: the first one
 * @end: behind the last one, which makes it valid
 */
struct restart_range {
	unsigned long begin, end;
};

extern const struct restart_range __restart_table_start[], __restart_table_end[];

/**
 * restart_address() - where an interrupted thread has to go on
 * @ip: where it was interrupted
 *
 * For the entry of every interrupt that may come between two instructions of a thread, before
 * anything else is done that uses per-CPU stacks. Not for NMIs, whose handlers must not.
 */
static inline unsigned long restart_address(unsigned long ip)
{
	const struct restart_range *range;

	for (range = __restart_table_start; range < __restart_table_end; range++)
		if (unlikely(ip - range->begin < range->end - range->begin))
			return range->begin;
	return ip;
}

#endif
