// SPDX-License-Identifier: MIT
/* irq.timers: timers on the ticking kernel, delays and clocks. Nothing depends on the host's speed. */
#include <asm/cpufeature.h>
#include <asm/processor.h>
#include <kunit/test.h>
#include <linux/delay.h>
#include <linux/interrupt.h>
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/timekeeping.h>
#include <linux/timer.h>
#include <quarry/tick.h>
#include <quarry/time.h>

#define TIMERS 20

struct probe {
	struct timer_list timer;
	int number, calls;
	unsigned long at;
	int cpu;
};

static struct probe probes[TIMERS];
static int fired[TIMERS];
static int nr_fired;

static void probe_function(struct timer_list *timer)
{
	struct probe *probe = from_timer(probe, timer, timer);

	probe->at = jiffies;
	probe->cpu = smp_processor_id();
	if (nr_fired < TIMERS)
		fired[nr_fired++] = probe->number;
	smp_store_release(&probe->calls, probe->calls + 1); /* the test waits for it, and reads the rest */
}

static void setup_probes(void)
{
	memset(probes, 0, sizeof(probes));
	nr_fired = 0;
	for (int i = 0; i < TIMERS; i++) {
		probes[i].number = i;
		timer_setup(&probes[i].timer, probe_function, 0);
	}
}

static void wait_until(unsigned long when)
{
	while (time_before(jiffies, when)) {
		tick_poll();
		cpu_relax();
	}
}

/* The jiffies may be another CPU's count: ours takes its interrupt when its host lets it. */
static void wait_for(const int *count, int value)
{
	while (READ_ONCE(*count) < value) {
		tick_poll();
		cpu_relax();
	}
}

/* Started in an order that has nothing to do with the expiry; the tenth expires first. */
static void timers_fire_once_and_in_order(struct kunit *test)
{
	unsigned long base;

	setup_probes();
	local_bh_disable(); /* a host may stop us here for long: none is to fire before all are started */
	base = jiffies + 2;
	for (int i = 0; i < TIMERS; i++) {
		int n = (i * 7) % TIMERS;

		KUNIT_EXPECT_EQ(test, mod_timer(&probes[n].timer, base + n), 0);
		KUNIT_EXPECT_TRUE(test, timer_pending(&probes[n].timer));
	}
	preempt_disable();
	local_bh_enable();
	wait_until(base + TIMERS + 5);
	wait_for(&nr_fired, TIMERS);
	preempt_enable();
	KUNIT_EXPECT_EQ(test, nr_fired, TIMERS);
	for (int i = 0; i < TIMERS; i++) {
		KUNIT_EXPECT_EQ(test, fired[i], i);
		KUNIT_EXPECT_EQ(test, probes[i].calls, 1);
		KUNIT_EXPECT_TRUE(test, time_after_eq(probes[i].at, base + i));
		KUNIT_EXPECT_FALSE(test, timer_pending(&probes[i].timer));
	}
}

static void stopped_timer_stays_silent(struct kunit *test)
{
	setup_probes();
	local_bh_disable(); /* so that none fires meanwhile */
	mod_timer(&probes[0].timer, jiffies + 2);
	KUNIT_EXPECT_EQ(test, mod_timer(&probes[0].timer, jiffies + 3), 1);
	KUNIT_EXPECT_EQ(test, timer_delete(&probes[0].timer), 1);
	KUNIT_EXPECT_EQ(test, timer_delete_sync(&probes[0].timer), 0);
	KUNIT_EXPECT_EQ(test, mod_timer_pending(&probes[0].timer, jiffies + 2), 0);
	mod_timer(&probes[1].timer, jiffies + 1000);
	KUNIT_EXPECT_EQ(test, timer_reduce(&probes[1].timer, jiffies + 2000), 1);
	KUNIT_EXPECT_EQ(test, timer_reduce(&probes[1].timer, jiffies + 2), 1);
	local_bh_enable();
	wait_until(jiffies + 6);
	wait_for(&probes[1].calls, 1);
	KUNIT_EXPECT_EQ(test, probes[0].calls, 0);
	KUNIT_EXPECT_EQ(test, probes[1].calls, 1);
	timer_shutdown_sync(&probes[1].timer);
	mod_timer(&probes[1].timer, jiffies);
	KUNIT_EXPECT_FALSE(test, timer_pending(&probes[1].timer));
}

static void again(struct timer_list *timer)
{
	struct probe *probe = from_timer(probe, timer, timer);

	if (++probe->calls < 5)
		mod_timer(timer, jiffies + 1);
}

static void timer_may_restart_itself(struct kunit *test)
{
	struct probe probe = {};

	timer_setup_on_stack(&probe.timer, again, 0);
	mod_timer(&probe.timer, jiffies);
	while (READ_ONCE(probe.calls) < 5) {
		tick_poll();
		cpu_relax();
	}
	KUNIT_EXPECT_EQ(test, timer_delete_sync(&probe.timer), 0);
}

static void timer_runs_on_chosen_cpu(struct kunit *test)
{
	unsigned int cpu;

	for_each_online_cpu(cpu) {
		setup_probes();
		probes[0].timer.expires = jiffies + 1;
		add_timer_on(&probes[0].timer, cpu);
		while (!READ_ONCE(probes[0].calls)) {
			tick_poll();
			cpu_relax();
		}
		KUNIT_EXPECT_EQ(test, probes[0].cpu, cpu);
	}
}

static void delays_are_long_enough(struct kunit *test)
{
	if (!boot_cpu_has(X86_FEATURE_TSC) || !tsc_khz)
		kunit_skip(test, "no TSC");
	for (unsigned int us = 1; us < 300; us = us * 3 + 1) {
		u64 start = rdtsc();

		udelay(us);
		KUNIT_EXPECT_GE(test, (rdtsc() - start) * 1000, (u64)us * tsc_khz);
		start = rdtsc();
		ndelay(us);
		KUNIT_EXPECT_GE(test, (rdtsc() - start) * 1000000, (u64)us * tsc_khz);
	}
}

static void sleeps_are_long_enough(struct kunit *test)
{
	for (unsigned int ms = 1; ms < 30; ms += 9) {
		unsigned long start = jiffies;
		u64 ns = ktime_get_ns();

		msleep(ms);
		KUNIT_EXPECT_GE(test, jiffies - start, msecs_to_jiffies(ms));
		KUNIT_EXPECT_GE(test, ktime_get_ns() - ns, (u64)ms * NSEC_PER_MSEC);
		ns = ktime_get_ns();
		usleep_range(ms * 100, ms * 200);
		KUNIT_EXPECT_GE(test, ktime_get_ns() - ns, (u64)ms * 100 * NSEC_PER_USEC);
	}
	KUNIT_EXPECT_EQ(test, schedule_timeout_uninterruptible(2), 0);
}

static void clock_never_goes_back(struct kunit *test)
{
	u64 last = 0;

	for (int i = 0; i < 20000; i++) {
		u64 now = ktime_get_ns();

		if (now < last)
			KUNIT_FAIL(test, "%llu behind %llu", now, last);
		last = now;
	}
}

/* jiffies follows the clock: ticks that were lost are made up for. */
static void jiffies_follow_the_clock(struct kunit *test)
{
	unsigned long flags, start;
	u64 passed;

	wait_until(jiffies + 1);
	local_irq_save(flags);
	start = jiffies;
	mdelay(5 * MSEC_PER_SEC / HZ);
	local_irq_restore(flags);
	wait_until(start + 5);
	passed = (unsigned int)(jiffies - INITIAL_JIFFIES);
	KUNIT_EXPECT_GE(test, ktime_get_ns(), passed * TICK_NSEC);
}

/* By it a CPU that was woken knows whether it can go on sleeping until the same time. */
static void added_timer_is_noticed(struct kunit *test)
{
	unsigned long flags;
	u64 when;

	setup_probes();
	local_irq_save(flags);
	timers_next(&when);
	KUNIT_EXPECT_FALSE(test, timers_changed());
	mod_timer(&probes[0].timer, jiffies + HZ);
	KUNIT_EXPECT_TRUE(test, timers_changed());
	KUNIT_EXPECT_TRUE(test, timers_next(&when));
	KUNIT_EXPECT_FALSE(test, timers_changed());
	local_irq_restore(flags);
	KUNIT_EXPECT_EQ(test, timer_delete_sync(&probes[0].timer), 1);
}

static void start_probe(void *unused)
{
	mod_timer(&probes[0].timer, jiffies + 2);
}

/*
 * Other CPUs sleep for four seconds if they have no timer. One that is started by an interrupt, which wakes
 * no thread there, must shorten that; the margin is for a host that does not let a CPU run.
 */
static void sleeping_cpu_notices_a_timer(struct kunit *test)
{
	unsigned int cpu = cpumask_last(cpu_online_mask);

	if (!cpu)
		kunit_skip(test, "one CPU");
	setup_probes();
	smp_send_reschedule(cpu); /* it goes to sleep again, for all of the four seconds */
	wait_until(jiffies + 5);
	smp_call_function_single(cpu, start_probe, NULL, 1);
	wait_for(&probes[0].calls, 1);
	KUNIT_EXPECT_EQ(test, probes[0].cpu, cpu);
	KUNIT_EXPECT_LT(test, probes[0].at - probes[0].timer.expires, 2UL * HZ);
}

static struct kunit_case timer_cases[] = {
	KUNIT_CASE(timers_fire_once_and_in_order),
	KUNIT_CASE(stopped_timer_stays_silent),
	KUNIT_CASE(timer_may_restart_itself),
	KUNIT_CASE(timer_runs_on_chosen_cpu),
	KUNIT_CASE(delays_are_long_enough),
	KUNIT_CASE(sleeps_are_long_enough),
	KUNIT_CASE(clock_never_goes_back),
	KUNIT_CASE(jiffies_follow_the_clock),
	KUNIT_CASE(added_timer_is_noticed),
	KUNIT_CASE(sleeping_cpu_notices_a_timer),
	{},
};

static struct kunit_suite timer_suite = {
	.name = "irq.timers",
	.desc = "timers, delays, sleeps and the clock",
	.test_cases = timer_cases,
};
kunit_test_suite(timer_suite);
