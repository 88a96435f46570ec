/* SPDX-License-Identifier: MIT */
/* The PC's clocks and timers. arch/x86/clocks.c chooses among them. */
#ifndef _ASM_TIME_H
#define _ASM_TIME_H

#include <linux/types.h>
#include <quarry/clock.h>
#include <quarry/tick.h>

/* How long a rate is measured: the boot has a budget of instructions. */
#define MEASURE_NS 1000000

/* pit.c: Intel 8254 */
#define PIT_HZ 1193182
u32 pit_measure_tsc(void);     /* TSC ticks a millisecond; 0 if there is no PIT */
const struct clock *pit_clock(void);
const struct tick_device *pit_tick_device(void);

/* rtc.c: Motorola MC146818 */
u32 rtc_measure_tsc(void);
u32 rtc_measure_tsc_seconds(void);
const struct tick_device *rtc_tick_device(void);
void rtc_set_real_time(void);

/* hpet.c and pm_timer.c: NULL if there is none that works */
const struct clock *hpet_clock(void);
const struct clock *pm_timer_clock(void);

/* tsc.c */
const struct clock *tsc_clock(void);	     /* NULL where its rate is unknown */
bool tsc_is_constant(void);
bool tsc_rate_is_sure(void);
void tsc_measure_by(const struct clock *reference);
void tsc_measure_by_seconds(void);
bool tsc_is_plausible(u64 khz);
u64 tsc_from_ns(u64 ns);

/* lapic_timer.c */
const struct tick_device *lapic_tick_device(void);

/* clocks.c: a tick of CPU 0's device is passed on to the others, which have none of their own. */
void tick_for_all(void);

#endif
