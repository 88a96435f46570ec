// SPDX-License-Identifier: MIT
/*
 * The time since entry, from the time stamp counter. Its rate is found by letting it run against a
 * device with a known clock: the PIT (Intel 8254 data sheet), else the real-time clock's periodic
 * flag (Motorola MC146818A data sheet). A machine may lack each of them, so every wait is bounded
 * and an answer that no real CPU gives is not believed.
 */
#include <asm/cpufeature.h>
#include <asm/io.h>
#include <asm/processor.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/printk.h>
#include <quarry/time.h>

#define PIT_HZ 1193182
#define PIT_CHANNEL_2 0x42
#define PIT_COMMAND 0x43
#define PIT_CHANNEL_2_ONE_SHOT 0xb0 /* low then high byte, mode 0: output rises at the end */
#define PORT_B 0x61
#define PORT_B_GATE_2 0x01
#define PORT_B_SPEAKER 0x02
#define PORT_B_OUT_2 0x20

#define RTC_INDEX 0x70
#define RTC_DATA 0x71
#define RTC_A 10
#define RTC_B 11
#define RTC_C 12
#define RTC_PERIODIC (1 << 6)
#define RTC_RATE_1024_HZ 6
#define RTC_HZ 1024

#define PIT_TICKS 1193 /* one millisecond: the boot has a budget of instructions */
#define POLL_LIMIT 200000

/* A TSC below 10 MHz or above 10 GHz is a clock that did not run. */
#define KHZ_MIN 10000
#define KHZ_MAX 10000000

/* Without a TSC rate, time is reckoned as if it ticked once a nanosecond: order, not duration. */
#define KHZ_UNKNOWN 1000000

u32 tsc_khz;

/* Nanoseconds = ticks * multiplier >> 22, good for rates from 4 MHz up. */
#define CLOCK_SHIFT 22
static u32 clock_multiplier = 1U << CLOCK_SHIFT;
static u64 tickless_clock; /* counts calls where there is no TSC */

static u32 __init khz_from(u64 tsc_ticks, u32 device_ticks, u32 device_hz)
{
	u64 khz = div_u64(div_u64(tsc_ticks * device_hz, device_ticks), 1000);

	return khz >= KHZ_MIN && khz <= KHZ_MAX ? khz : 0;
}

/* One measurement; 0 where the output was high at once: no timer, or the host took the CPU away. */
static u32 __init measure_by_pit(void)
{
	int polls = 0;
	u64 start;

	outb(PIT_CHANNEL_2_ONE_SHOT, PIT_COMMAND);
	outb(PIT_TICKS & 0xff, PIT_CHANNEL_2);
	outb(PIT_TICKS >> 8, PIT_CHANNEL_2);
	start = rdtsc();
	while (!(inb(PORT_B) & PORT_B_OUT_2) && polls < POLL_LIMIT)
		polls++;
	return polls < 2 || polls == POLL_LIMIT ? 0 : khz_from(rdtsc() - start, PIT_TICKS, PIT_HZ);
}

static bool __init agree(u32 khz, u32 other)
{
	return khz && other && khz - khz / 32 <= other && other <= khz + khz / 32;
}

/* A host that takes the CPU away in between makes a measurement too long; two that agree were not. */
static u32 __init calibrate_by_pit(void)
{
	u32 khz = 0, last = 0;

	outb((inb(PORT_B) & ~PORT_B_SPEAKER) | PORT_B_GATE_2, PORT_B);
	for (int tries = 0; tries < 8; tries++) {
		khz = measure_by_pit();
		if (agree(khz, last))
			return min(khz, last);
		last = khz;
	}
	return khz;
}

static u8 __init rtc_read(u8 index)
{
	outb(index, RTC_INDEX);
	return inb(RTC_DATA);
}

static void __init rtc_write(u8 index, u8 value)
{
	outb(index, RTC_INDEX);
	outb(value, RTC_DATA);
}

static bool __init rtc_wait_period(void)
{
	for (int polls = 0; polls < POLL_LIMIT; polls++)
		if (rtc_read(RTC_C) & RTC_PERIODIC)
			return true;
	return false;
}

static u64 __init rtc_measure(u32 periods)
{
	u64 start;

	rtc_read(RTC_C);
	if (!rtc_wait_period())
		return 0;
	start = rdtsc();
	while (periods--)
		if (!rtc_wait_period())
			return 0;
	return rdtsc() - start;
}

/* The clock's line is still closed, so that its interrupt stays a flag. */
static u32 __init calibrate_by_rtc(void)
{
	enum { PERIODS = 4 };
	u8 a = rtc_read(RTC_A), b = rtc_read(RTC_B);
	u64 ticks;

	rtc_write(RTC_A, (a & 0xf0) | RTC_RATE_1024_HZ);
	rtc_write(RTC_B, b | RTC_PERIODIC);
	ticks = rtc_measure(PERIODS);
	rtc_write(RTC_B, b);
	rtc_write(RTC_A, a);
	return khz_from(ticks, PERIODS, RTC_HZ);
}

/* CPUID leaf 0x16 gives the base frequency in MHz on Intel CPUs since Skylake. */
static u32 __init khz_from_cpuid(void)
{
	u32 eax, ebx, ecx, edx;

	if (boot_cpu_data.max_leaf < 0x16)
		return 0;
	cpuid_count(0x16, 0, &eax, &ebx, &ecx, &edx);
	return (eax & 0xffff) * 1000;
}

static const struct clock_source {
	const char *name;
	u32 (*khz)(void);
} sources[] __initconst = {
	{ "PIT", calibrate_by_pit },
	{ "RTC", calibrate_by_rtc },
	{ "CPUID", khz_from_cpuid },
};

static const char *measured_by __initdata;

/**
 * time_init() - find out how fast the time stamp counter runs
 *
 * Among the first things at boot, so that all log times are true. Needs only ports.
 */
void __init time_init(void)
{
	if (!boot_cpu_has(X86_FEATURE_TSC))
		return;
	for (size_t i = 0; i < ARRAY_SIZE(sources) && !tsc_khz; i++) {
		tsc_khz = sources[i].khz();
		measured_by = sources[i].name;
	}
	clock_multiplier = div_u64((u64)1000000 << CLOCK_SHIFT, tsc_khz ? tsc_khz : KHZ_UNKNOWN);
}

/**
 * time_report() - print what time_init() found
 */
void __init time_report(void)
{
	if (!boot_cpu_has(X86_FEATURE_TSC))
		pr_info("time: this CPU has no time stamp counter; log times only show the order\n");
	else if (!tsc_khz)
		pr_warn("time: the TSC's rate is unknown; one tick is taken for one nanosecond\n");
	else
		pr_info("time: TSC runs at %u.%03u MHz, measured by %s\n", tsc_khz / 1000, tsc_khz % 1000,
			measured_by);
}

/**
 * sched_clock() - nanoseconds since the kernel was entered
 *
 * Rises always; until time_init() has run, and on a CPU without a TSC, its unit is not to be
 * trusted.
 *
 * Context: any.
 */
u64 sched_clock(void)
{
	u64 ticks;

	if (!boot_cpu_has(X86_FEATURE_TSC))
		return ++tickless_clock;
	ticks = rdtsc() - boot_tsc;
	/* The product of the whole would overflow after hours. */
	return (ticks >> CLOCK_SHIFT) * clock_multiplier +
	       ((ticks & ((1U << CLOCK_SHIFT) - 1)) * clock_multiplier >> CLOCK_SHIFT);
}

/**
 * delay_us() - wait by watching the clock
 * @us: microseconds, at least that many
 *
 * On a machine without a clock each microsecond is one write to a slow port.
 *
 * Context: any.
 */
void delay_us(u32 us)
{
	u64 end = sched_clock() + (u64)us * 1000;

	if (!boot_cpu_has(X86_FEATURE_TSC)) {
		while (us--)
			io_delay();
		return;
	}
	while (sched_clock() < end)
		cpu_relax();
}
