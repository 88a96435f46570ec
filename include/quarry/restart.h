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

/* They are all in here. Until restart_init(): all of memory. */
extern struct restart_span {
	unsigned long begin, size;
} restart_span;

/**
 * restart_init() - find out where in the kernel such code is
 *
 * Most interrupts come elsewhere, and need not look through the table then.
 */
void restart_init(void);

/**
 * restart_address() - where an interrupted thread has to go on
 * @ip: where it was interrupted
 *
 * For the way out of every interrupt that may come between two instructions of a thread; needless
 * where @ip is outside of restart_span. Not for NMIs, whose handlers must not use per-CPU stacks.
 *
 * Context: any. Return: the beginning of the code that @ip is in the middle of, or @ip.
 */
unsigned long restart_address(unsigned long ip);

#endif
