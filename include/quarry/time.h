/* SPDX-License-Identifier: MIT */
/* Time since the kernel was entered. */
#ifndef _QUARRY_TIME_H
#define _QUARRY_TIME_H

#include <linux/types.h>

extern u32 tsc_khz;    /* ticks of the time stamp counter a millisecond; 0 = no usable counter */
extern u64 boot_tsc;   /* the counter when the boot loader entered the kernel */

u64 sched_clock(void);
void time_init(void);
void time_report(void);
void delay_us(u32 us);

#endif
