// SPDX-License-Identifier: MIT
/* Timers as modules use them: hrtimers, irq_work, and timers of the style before 4.15. */
#include <kunit/test.h>
#include <linux/atomic.h>
#include <linux/compat_names.h>
#include <linux/delay.h>
#include <linux/hrtimer.h>
#include <linux/irq_work.h>
#include <linux/jiffies.h>
#include <linux/ktime.h>
#include <linux/timer.h>

#define PERIOD_NS 2000000

struct beat {
	struct hrtimer timer;
	ktime_t first;
	int left;
	atomic_t calls;
	u64 periods;
};

static enum hrtimer_restart beat_function(struct hrtimer *timer)
{
	struct beat *beat = container_of(timer, struct beat, timer);

	if (!atomic_read(&beat->calls))
		beat->first = ktime_get();
	if (beat->left-- > 1) {
		beat->periods += hrtimer_forward_now(timer, ns_to_ktime(PERIOD_NS));
		atomic_inc(&beat->calls);
		return HRTIMER_RESTART;
	}
	atomic_inc(&beat->calls);
	return HRTIMER_NORESTART;
}

static void wait_for_calls(const atomic_t *calls, int count)
{
	while (atomic_read(calls) < count)
		msleep(1);
}

static void beat_setup(struct beat *beat, int times)
{
	*beat = (struct beat){ .left = times };
	hrtimer_init(&beat->timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	beat->timer.function = beat_function;
}

static void hrtimer_is_never_early(struct kunit *test)
{
	static struct beat beat;
	ktime_t start;

	beat_setup(&beat, 1);
	KUNIT_EXPECT_FALSE(test, hrtimer_active(&beat.timer));
	start = ktime_get();
	hrtimer_start(&beat.timer, ms_to_ktime(3), HRTIMER_MODE_REL);
	wait_for_calls(&beat.calls, 1);
	KUNIT_EXPECT_GE(test, ktime_to_ns(ktime_sub(beat.first, start)), (s64)3000000);
	KUNIT_EXPECT_EQ(test, hrtimer_cancel(&beat.timer), 0);
	KUNIT_EXPECT_FALSE(test, hrtimer_active(&beat.timer));
}

static void hrtimer_restarts(struct kunit *test)
{
	static struct beat beat;
	ktime_t first_expiry;

	beat_setup(&beat, 5);
	local_irq_disable(); /* or it might have moved on before it is looked at */
	hrtimer_start(&beat.timer, ns_to_ktime(PERIOD_NS), HRTIMER_MODE_REL);
	first_expiry = hrtimer_get_expires(&beat.timer);
	local_irq_enable();
	wait_for_calls(&beat.calls, 5);
	hrtimer_cancel(&beat.timer);
	KUNIT_EXPECT_EQ(test, atomic_read(&beat.calls), 5);
	KUNIT_EXPECT_GE(test, beat.periods, 4ull); /* more where the machine was late */
	KUNIT_EXPECT_EQ(test, ktime_to_ns(ktime_sub(hrtimer_get_expires(&beat.timer), first_expiry)),
			(s64)(beat.periods * PERIOD_NS));
}

static void hrtimer_is_cancelled(struct kunit *test)
{
	static struct beat beat;

	beat_setup(&beat, 1);
	hrtimer_start(&beat.timer, ms_to_ktime(3600000), HRTIMER_MODE_REL);
	KUNIT_EXPECT_TRUE(test, hrtimer_active(&beat.timer));
	KUNIT_EXPECT_EQ(test, hrtimer_try_to_cancel(&beat.timer), 1);
	KUNIT_EXPECT_EQ(test, hrtimer_cancel(&beat.timer), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&beat.calls), 0);
}

static void hrtimer_forward_counts(struct kunit *test)
{
	struct hrtimer timer = { .expires = ns_to_ktime(1000) };

	KUNIT_EXPECT_EQ(test, hrtimer_forward(&timer, ns_to_ktime(999), ns_to_ktime(100)), 0ull);
	KUNIT_EXPECT_EQ(test, hrtimer_forward(&timer, ns_to_ktime(1000), ns_to_ktime(100)), 1ull);
	KUNIT_EXPECT_EQ(test, ktime_to_ns(timer.expires), (s64)1100);
	KUNIT_EXPECT_EQ(test, hrtimer_forward(&timer, ns_to_ktime(1450), ns_to_ktime(100)), 4ull);
	KUNIT_EXPECT_EQ(test, ktime_to_ns(timer.expires), (s64)1500);
}

static atomic_t works_done;

static void work_function(struct irq_work *work)
{
	atomic_inc(&works_done);
}

static void irq_work_runs_once(struct kunit *test)
{
	static struct irq_work work;

	atomic_set(&works_done, 0);
	init_irq_work(&work, work_function);
	for (int i = 1; i <= 3; i++) {
		preempt_disable(); /* it has not run yet when it is queued again, unless an interrupt came between */
		KUNIT_EXPECT_TRUE(test, irq_work_queue(&work));
		preempt_enable();
		irq_work_sync(&work);
		KUNIT_EXPECT_FALSE(test, irq_work_is_pending(&work));
		KUNIT_EXPECT_EQ(test, atomic_read(&works_done), i);
	}
}

static void irq_work_is_queued_once(struct kunit *test)
{
	static struct irq_work work;
	bool first, second;

	atomic_set(&works_done, 0);
	init_irq_work(&work, work_function);
	local_irq_disable();
	first = irq_work_queue(&work);
	second = irq_work_queue(&work);
	local_irq_enable();
	irq_work_sync(&work);
	KUNIT_EXPECT_TRUE(test, first);
	KUNIT_EXPECT_FALSE(test, second);
	KUNIT_EXPECT_EQ(test, atomic_read(&works_done), 1);
}

static atomic_t old_calls;
static unsigned long old_data;

static void old_function(unsigned long data)
{
	old_data = data;
	atomic_inc(&old_calls);
}

static void old_timers(struct kunit *test)
{
	struct timer_list timer;

	atomic_set(&old_calls, 0);
	setup_timer(&timer, old_function, 4711);
	mod_timer(&timer, jiffies + 1);
	wait_for_calls(&old_calls, 1);
	KUNIT_EXPECT_EQ(test, old_data, 4711ul);
	del_timer_sync(&timer);

	init_timer(&timer);
	timer.function = (void *)old_function;
	timer.data = 42;
	timer.expires = jiffies + 1;
	add_timer(&timer);
	wait_for_calls(&old_calls, 2);
	KUNIT_EXPECT_EQ(test, old_data, 42ul);
	del_timer_sync(&timer);
}

static struct kunit_case hrtimer_cases[] = {
	KUNIT_CASE(hrtimer_is_never_early),
	KUNIT_CASE(hrtimer_restarts),
	KUNIT_CASE(hrtimer_is_cancelled),
	KUNIT_CASE(hrtimer_forward_counts),
	KUNIT_CASE(irq_work_runs_once),
	KUNIT_CASE(irq_work_is_queued_once),
	KUNIT_CASE(old_timers),
	{},
};

static struct kunit_suite hrtimer_suite = {
	.name = "time.hrtimer",
	.desc = "hrtimers, irq_work, old-style timers",
	.test_cases = hrtimer_cases,
};
kunit_test_suite(hrtimer_suite);
