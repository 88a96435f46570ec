/* SPDX-License-Identifier: MIT */
/* The tick: HZ interrupts a second on each CPU that has something to do. Theory in kernel/time/tick.c. */
#ifndef _QUARRY_TICK_H
#define _QUARRY_TICK_H

#include <linux/percpu-defs.h>
#include <linux/types.h>

/**
 * struct tick_device - what interrupts periodically
 * @name: for the log
 * @start: set up the device of the CPU that calls. It interrupts HZ times a second, or waits for
 *	@program where there is one
 * @program: interrupt this CPU once, in so many nanoseconds, 1 to @max_ns. NULL: always periodic,
 *	and on CPU 0 only
 * @max_ns: the longest time for @program
 *
 * The device's interrupt handler calls tick_handler().
 */
struct tick_device {
	const char *name;
	void (*start)(void);
	void (*program)(u64 ns);
	u64 max_ns;
};

/* arch: the best device of this machine, or NULL */
const struct tick_device *tick_device_choose(void);

/**
 * tick_init() - choose a device and start the ticks of the boot CPU
 *
 * Context: boot, behind irq_init() and clocks_init().
 */
void tick_init(void);

/**
 * tick_setup_cpu() - start the ticks of the CPU that calls
 *
 * Context: interrupts off, behind lapic_init().
 */
void tick_setup_cpu(void);

/* Has tick_init() run? Before, nothing would wake who sleeps. */
bool tick_running(void);

/* A tick: called by the device's interrupt. Context: interrupt. */
void tick_handler(void);

/**
 * tick_poll() - do a tick's work if one is due, on a machine where nothing interrupts
 *
 * Called by whatever waits in a loop. Does nothing where ticks come by interrupt.
 *
 * Context: process.
 */
void tick_poll(void);

/**
 * tick_idle_halt() - halt until an interrupt comes, without ticks until this CPU's next timer is due
 *
 * Polls once instead where there is no tick to wake the CPU. The pattern of an idle loop is: interrupts
 * off; as long as there is nothing to do, tick_idle_halt(); tick_idle_exit(), interrupts on.
 *
 * Context: interrupts off, and off again when it returns.
 */
void tick_idle_halt(void);

/* There is something to do: ticks again. Context: interrupts off. */
void tick_idle_exit(void);

DECLARE_PER_CPU(bool, tick_stopped);

/* jiffies stood still while every CPU slept; the first one to wake brings it up to date. */
void tick_catch_up(void);
static inline void tick_irq_enter(void)
{
	if (this_cpu_read(tick_stopped))
		tick_catch_up();
}

/* kernel/time/timer.c */
void timers_init(void);
void timers_tick(void);
bool timers_next(u64 *when);
bool timers_changed(void);

/* Ticks that a CPU has taken. */
DECLARE_PER_CPU(unsigned long, tick_count);

#endif
