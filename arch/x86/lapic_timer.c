// SPDX-License-Identifier: MIT
/*
 * The local APIC's timer as the tick (Intel SDM vol. 3A, 11.5.4): one on each CPU, programmed anew for
 * each interrupt, so that it can keep to exact times and stay silent while the CPU is idle.
 *
 * It counts the bus clock, whose rate is measured; or it compares with the TSC, where CPUID says that
 * it can and the TSC is constant.
 */
#include <asm/apic.h>
#include <asm/barrier.h>
#include <asm/cpufeature.h>
#include <asm/irq.h>
#include <asm/processor.h>
#include <asm/time.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/printk.h>
#include <linux/time64.h>
#include <linux/timekeeping.h>
#include <quarry/time.h>

#define MSR_TSC_DEADLINE 0x6e0
#define MEASURE_READS 1000000
#define HZ_MIN 10000 /* behind the divider; slower than any that was ever built */

static u64 ticks_per_ns; /* times 2^32 */
static bool unwanted;

static int __init parse_nolapic_timer(char *arg)
{
	unwanted = true;
	return 0;
}
early_param("nolapic_timer", parse_nolapic_timer);

static void start_counter(void)
{
	apic_write(APIC_TIMER_DIVIDE, APIC_DIVIDE_BY_16);
	apic_write(APIC_LVT_TIMER, LOCAL_TIMER_VECTOR);
}

static void program_counter(u64 ns)
{
	u64 ticks = ns * ticks_per_ns >> 32;

	apic_write(APIC_TIMER_INITIAL, ticks ? ticks : 1);
}

/* The mode must be set before the first deadline is written (11.5.4.1). */
static void start_deadline(void)
{
	apic_write(APIC_LVT_TIMER, APIC_TIMER_DEADLINE | LOCAL_TIMER_VECTOR);
	mb();
}

static void program_deadline(u64 ns)
{
	wrmsr(MSR_TSC_DEADLINE, rdtsc() + tsc_from_ns(ns));
}

static struct tick_device counter = {
	.name = "local APIC timer",
	.start = start_counter,
	.program = program_counter,
};

static const struct tick_device deadline = {
	.name = "TSC deadline",
	.start = start_deadline,
	.program = program_deadline,
	.max_ns = 1000000000ULL * 1000,
};

/* The count and the time, the closest to each other of several readings: a host may come between. */
static void __init read_both(u32 *count, u64 *time)
{
	u64 best = ~0ULL;

	for (int i = 0; i < 5; i++) {
		u64 before = ktime_get_ns(), after;
		u32 value = apic_read(APIC_TIMER_CURRENT);

		after = ktime_get_ns();
		if (after - before >= best)
			continue;
		best = after - before;
		*count = value;
		*time = before + best / 2;
	}
}

/* Ticks a second behind the divider, by letting it run for MEASURE_NS; 0 if it does not. */
static u64 __init measure(void)
{
	u64 start, ns = 0;
	u32 first, ticks;

	apic_write(APIC_TIMER_DIVIDE, APIC_DIVIDE_BY_16);
	apic_write(APIC_LVT_TIMER, APIC_MASKED | LOCAL_TIMER_VECTOR);
	apic_write(APIC_TIMER_INITIAL, ~0U);
	read_both(&first, &start);
	for (int reads = 0; ns < MEASURE_NS && reads < MEASURE_READS; reads++)
		ns = ktime_get_ns() - start;
	read_both(&ticks, &ns);
	ns -= start;
	apic_write(APIC_TIMER_INITIAL, 0);
	return ns < MEASURE_NS ? 0 : div64_u64((u64)(first - ticks) * NSEC_PER_SEC, ns);
}

static bool __init measure_counter(void)
{
	u64 hz = measure();

	if (hz < HZ_MIN)
		return false;
	ticks_per_ns = div_u64(hz << 32, NSEC_PER_SEC);
	/* Up to 2^32 of them fit, of which some are left free, and the product has 64 bits. */
	counter.max_ns = min_t(u64, div64_u64(0xf0000000ULL * NSEC_PER_SEC, hz), 0xf0000000ULL);
	pr_info("apic: timer counts %llu.%03u MHz (divided by 16)\n", div_u64(hz, 1000000),
		(u32)(div_u64(hz, 1000) % 1000));
	return true;
}

const struct tick_device *__init lapic_tick_device(void)
{
	if (!apic_usable())
		return NULL;
	/* Also where another device ticks, on CPU 0, and is passed on to the others. */
	set_system_vector(LOCAL_TIMER_VECTOR, "LOC", "Local timer interrupts", tick_handler);
	if (unwanted)
		return NULL;
	if (boot_cpu_has(X86_FEATURE_TSC_DEADLINE) && tsc_khz && tsc_is_constant())
		return &deadline;
	return measure_counter() ? &counter : NULL;
}
