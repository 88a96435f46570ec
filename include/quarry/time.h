/* SPDX-License-Identifier: MIT */
/* Time since the kernel was entered, and how the boot sets it up. Reading it: linux/timekeeping.h. */
#ifndef _QUARRY_TIME_H
#define _QUARRY_TIME_H

#include <linux/types.h>

extern u32 tsc_khz;    /* ticks of the time stamp counter a millisecond; 0 = no usable counter */
extern u64 boot_tsc;   /* the counter when the boot loader entered the kernel */

u64 sched_clock(void);
void time_init(void);
void time_report(void);

/**
 * clocks_init() - find the counters that ACPI tells of, choose one, and read the time of day
 *
 * Context: boot CPU, behind acpi_init() and paging_init(), ahead of tick_init().
 */
void clocks_init(void);

void delay_us(u32 us);

/* arch: keep the CPU busy for at least so many nanoseconds. Context: any. */
void delay_ns(u64 ns);

/**
 * tsc_check_cpu() - does a CPU's time stamp counter agree with this one's?
 * @cpu: online
 *
 * If not, the counter is no clock any more.
 *
 * Context: process, interrupts on.
 */
void tsc_check_cpu(unsigned int cpu);
void tsc_mark_unstable(const char *reason);

#endif
