// SPDX-License-Identifier: MIT
/*
 * The time stamp counter (Intel SDM vol. 3B, 18.17): the cheapest clock, if it can be trusted. Its
 * rate is measured against a device whose rate is known. It is not trusted where
 *
 *   - it changes speed with the CPU: CPUID does not call it invariant, and no hypervisor makes it so
 *   - the CPUs' counters differ
 *
 * and no other clock is there. Without trust it still serves for short delays.
 */
#include <asm/cpufeature.h>
#include <asm/processor.h>
#include <asm/time.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/printk.h>
#include <linux/smp.h>
#include <linux/string.h>
#include <quarry/time.h>

/* A TSC below 10 MHz or above 10 GHz is a clock that did not run. */
#define KHZ_MIN 10000
#define KHZ_MAX 10000000

/* Without a TSC rate, time is reckoned as if it ticked once a nanosecond: order, not duration. */
#define KHZ_UNKNOWN 1000000

#define MEASURE_READS 200000

u32 tsc_khz;
EXPORT_SYMBOL(tsc_khz);
static bool unstable;
static const char *measured_by __initdata;

static u64 read_tsc(void)
{
	return rdtsc();
}

static struct clock tsc = { .name = "tsc", .read = read_tsc, .mask = ~0ULL };

static int __init parse_tsc(char *arg)
{
	unstable = arg && !strcmp(arg, "unstable");
	return 0;
}
early_param("tsc", parse_tsc);

bool tsc_is_plausible(u64 khz)
{
	return khz >= KHZ_MIN && khz <= KHZ_MAX;
}

bool tsc_is_constant(void)
{
	return !unstable && (boot_cpu_has(X86_FEATURE_CONSTANT_TSC) || boot_cpu_has(X86_FEATURE_HYPERVISOR));
}

const struct clock *tsc_clock(void)
{
	return tsc_khz ? &tsc : NULL;
}

/**
 * tsc_from_ns() - ticks of the counter that so many nanoseconds take
 * @ns: up to half an hour
 */
u64 tsc_from_ns(u64 ns)
{
	return div_u64(ns * tsc_khz, 1000000);
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

static const struct {
	const char *name;
	u32 (*khz)(void);
} sources[] __initconst = {
	{ "PIT", pit_measure_tsc },
	{ "RTC", rtc_measure_tsc },
	{ "CPUID", khz_from_cpuid },
};

/* The RTC's interrupt under an emulator can be far off, and CPUID knows only what was meant to be. */
bool __init tsc_rate_is_sure(void)
{
	return tsc_khz && measured_by == sources[0].name;
}

static void __init set_khz(u32 khz, const char *by)
{
	tsc_khz = khz;
	measured_by = by;
	clock_set_rate(&tsc, (u64)(khz ? khz : KHZ_UNKNOWN) * 1000);
}

/**
 * time_init() - find out how fast the time stamp counter runs
 *
 * Among the first things at boot, so that all log times are true. Needs only ports.
 */
void __init time_init(void)
{
	u32 khz = 0;
	size_t i;

	if (!boot_cpu_has(X86_FEATURE_TSC))
		return;
	for (i = 0; i < ARRAY_SIZE(sources) && !khz; i++)
		khz = sources[i].khz();
	set_khz(khz, sources[i - 1].name);
	clock_begin(&tsc, boot_tsc);
}

/* Both counters at one moment: the reading that took the shortest, as a host may come between. */
static void __init read_both(const struct clock *reference, u64 *tsc_ticks, u64 *reference_ticks)
{
	u64 best = ~0ULL;

	for (int i = 0; i < 5; i++) {
		u64 before = rdtsc(), value = reference->read(), after = rdtsc();

		if (after - before >= best)
			continue;
		best = after - before;
		*tsc_ticks = before + best / 2;
		*reference_ticks = value;
	}
}

/* Reference ticks behind @start, in nanoseconds. */
static u64 __init ns_since(const struct clock *reference, u64 start, u64 now)
{
	return clock_ticks_to_ns(reference, (now - start) & reference->mask);
}

/**
 * tsc_measure_by() - find out how fast the counter runs, where time_init() was not sure of it
 * @reference: a clock that is sure; it is in use then, not the TSC
 */
void __init tsc_measure_by(const struct clock *reference)
{
	u64 start_tsc = 0, start = 0, end_tsc = 0, end = 0, khz;
	int reads = 0;

	read_both(reference, &start_tsc, &start);
	while (ns_since(reference, start, reference->read()) < MEASURE_NS)
		if (++reads == MEASURE_READS)
			return;
	read_both(reference, &end_tsc, &end);
	khz = div64_u64((end_tsc - start_tsc) * 1000000, ns_since(reference, start, end));
	if (!tsc_is_plausible(khz))
		return;
	set_khz(khz, reference->name);
	time_report();
}

/**
 * tsc_measure_by_seconds() - find out how fast the counter runs, where there is no other clock
 *
 * The time, told by the TSC so far, may step back once.
 */
void __init tsc_measure_by_seconds(void)
{
	u32 khz = rtc_measure_tsc_seconds();

	if (!tsc_is_plausible(khz))
		return;
	set_khz(khz, "the RTC's seconds");
	clock_begin(&tsc, boot_tsc);
	time_report();
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
 * tsc_mark_unstable() - do not tell the time by the TSC any more, if there is another clock
 * @reason: why, for the log
 *
 * Context: process.
 */
void tsc_mark_unstable(const char *reason)
{
	const struct clock *other = hpet_clock() ? hpet_clock() : pm_timer_clock();

	if (unstable)
		return;
	unstable = true;
	pr_warn("time: TSC is unstable: %s\n", reason);
	if (other && clock_in_use() == &tsc) {
		clock_use(other);
		pr_info("time: clock is now %s\n", other->name);
	}
}

static void read_there(void *info)
{
	*(u64 *)info = rdtsc();
}

void tsc_check_cpu(unsigned int cpu)
{
	u64 before, there = 0, after;

	if (!tsc_khz || unstable)
		return;
	before = rdtsc();
	smp_call_function_single(cpu, read_there, &there, 1);
	after = rdtsc();
	if (there < before || there > after)
		tsc_mark_unstable("the CPUs' counters differ");
}
