// SPDX-License-Identifier: MIT
/*
 * Which of the PC's counters tells the time, and which timer ticks.
 *
 * Clocks, best first: the TSC if it is constant; HPET; PM timer; the TSC anyhow; PIT. The command line
 * may ask for another with clocksource=. Ticks: local APIC timer; PIT; RTC; none.
 */
#include <asm/apic.h>
#include <asm/cpufeature.h>
#include <asm/io.h>
#include <asm/irq.h>
#include <asm/processor.h>
#include <asm/time.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/smp.h>
#include <linux/string.h>
#include <linux/timekeeping.h>
#include <quarry/clock.h>
#include <quarry/time.h>

static char wanted[16] __initdata;

static int __init parse_clocksource(char *arg)
{
	if (arg)
		strscpy(wanted, arg, sizeof(wanted));
	return 0;
}
early_param("clocksource", parse_clocksource);

static const struct clock *__init trusted_tsc_clock(void)
{
	return tsc_is_constant() ? tsc_clock() : NULL;
}

static const struct {
	const char *name;
	const struct clock *(*get)(void);
} candidates[] __initconst = {
	{ "tsc", trusted_tsc_clock }, { "hpet", hpet_clock }, { "acpi_pm", pm_timer_clock },
	{ "tsc", tsc_clock },	      { "pit", pit_clock },
};

static const struct clock *__init choose(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(candidates); i++) {
		const struct clock *clock = NULL;

		if (!name[0] || !strcmp(name, candidates[i].name))
			clock = candidates[i].get();
		if (clock)
			return clock;
	}
	return NULL;
}

/* A TSC whose rate is unknown or doubtful is measured by what ACPI has told of, or takes its time. */
static void __init rescue_tsc(void)
{
	const struct clock *reference = hpet_clock() ? hpet_clock() : pm_timer_clock();

	if (tsc_rate_is_sure() || !boot_cpu_has(X86_FEATURE_TSC))
		return;
	if (!reference) {
		tsc_measure_by_seconds();
		return;
	}
	clock_use(reference);
	tsc_measure_by(reference);
}

void __init clocks_init(void)
{
	const struct clock *clock;

	/* All are found now, while mapping is easy: the TSC may turn out bad later. */
	hpet_clock();
	pm_timer_clock();
	rescue_tsc();
	clock = choose(wanted);
	if (!clock && wanted[0]) {
		pr_warn("time: there is no clock \"%s\"\n", wanted);
		clock = choose("");
	}
	if (clock && clock != clock_in_use())
		clock_use(clock);
	rtc_set_real_time();
}

const struct tick_device *__init tick_device_choose(void)
{
	const struct tick_device *device = lapic_tick_device();

	if (!device)
		device = pit_tick_device();
	return device ? device : rtc_tick_device();
}

void tick_for_all(void)
{
	if (num_online_cpus() > 1)
		apic_send_ipi_all_but_self(LOCAL_TIMER_VECTOR);
	tick_handler();
}

/* Writes to a slow port where there is nothing to look at: about a microsecond each. */
static void delay_by_port(u64 ns)
{
	for (u64 us = div_u64(ns + 999, 1000); us; us--)
		io_delay();
}

static void delay_by_tsc(u64 ns)
{
	u64 start = rdtsc(), ticks = tsc_from_ns(ns) + 1;

	while (rdtsc() - start < ticks)
		cpu_relax();
}

void delay_ns(u64 ns)
{
	u64 end;

	if (tsc_khz) {
		delay_by_tsc(ns);
		return;
	}
	if (!strcmp(clock_in_use()->name, "none")) {
		delay_by_port(ns);
		return;
	}
	/* One tick of the clock more: the first may be nearly over. */
	end = ktime_get_ns() + ns + clock_ticks_to_ns(clock_in_use(), 1) + 1;
	while (ktime_get_ns() < end)
		cpu_relax();
}
