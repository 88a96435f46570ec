// SPDX-License-Identifier: MIT
/*
 * time.tick: a CPU that runs a thread has its tick, by whatever path it left idleness; and an idle one
 * sleeps without.
 */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/interrupt.h>
#include <linux/kthread.h>
#include <linux/smp.h>
#include <linux/timer.h>
#include <quarry/tick.h>

#define ROUNDS 20
#define BUSY_ROUNDS 4000000000U /* of an empty loop: many seconds on any host */

/* What a thread saw that was woken on its CPU. */
struct look {
	struct completion asked, answered;
	struct timer_list timer;
	int without_tick;
	bool stop;
};

static struct look look;

static int look_when_woken(void *unused)
{
	for (;;) {
		wait_for_completion(&look.asked);
		if (look.stop)
			return 0;
		look.without_tick += this_cpu_read(tick_stopped);
		complete(&look.answered);
	}
}

static void ask_from_timer(struct timer_list *timer)
{
	complete(&look.asked);
}

static void by_wakeup(unsigned int cpu)
{
	complete(&look.asked);
}

static void by_timer(unsigned int cpu)
{
	look.timer.expires = jiffies + 2;
	add_timer_on(&look.timer, cpu);
}

static void wake_there(void *unused)
{
	complete(&look.asked);
}

static void by_call(unsigned int cpu)
{
	smp_call_function_single(cpu, wake_there, NULL, 1);
}

/* Wakes a thread on each CPU in turn; the msleep() lets that CPU become idle, and stop its tick. */
static void wake_everywhere(struct kunit *test, void (*wake)(unsigned int cpu))
{
	unsigned int cpu;

	timer_setup(&look.timer, ask_from_timer, 0);
	for_each_online_cpu(cpu) {
		struct task_struct *thread;

		look.without_tick = 0;
		look.stop = false;
		init_completion(&look.asked);
		init_completion(&look.answered);
		thread = kthread_run_on_cpu(look_when_woken, NULL, cpu, "look/%u");
		KUNIT_ASSERT_NOT_ERR_OR_NULL(test, thread);
		for (int i = 0; i < ROUNDS; i++) {
			msleep(1 + i % 3);
			wake(cpu);
			wait_for_completion(&look.answered);
		}
		timer_delete_sync(&look.timer);
		look.stop = true;
		complete(&look.asked);
		kthread_stop(thread);
		KUNIT_EXPECT_EQ(test, look.without_tick, 0);
	}
}

static void woken_by_another_cpu(struct kunit *test)
{
	wake_everywhere(test, by_wakeup);
}

static void woken_by_a_timer(struct kunit *test)
{
	wake_everywhere(test, by_timer);
}

static void woken_by_an_interrupt(struct kunit *test)
{
	wake_everywhere(test, by_call);
}

static int busy_until_ticked(void *data)
{
	unsigned long first = this_cpu_read(tick_count), first_jiffy = jiffies;
	unsigned int rounds = 0;

	while (rounds < BUSY_ROUNDS && (this_cpu_read(tick_count) - first < 2 || jiffies == first_jiffy))
		rounds++;
	return rounds < BUSY_ROUNDS;
}

/* A thread that never lets go still sees its CPU tick, and jiffies with it. */
static void busy_cpus_tick(struct kunit *test)
{
	unsigned int cpu;

	if (!irqs_delivered())
		kunit_skip(test, "nothing interrupts on this machine");
	for_each_online_cpu(cpu) {
		struct task_struct *thread = kthread_create_on_cpu(busy_until_ticked, NULL, cpu, "busy/%u");

		KUNIT_ASSERT_NOT_ERR_OR_NULL(test, thread);
		get_task_struct(thread);
		wake_up_process(thread);
		while (!(READ_ONCE(thread->flags) & PF_EXITING))
			msleep(1);
		KUNIT_EXPECT_EQ(test, kthread_stop_put(thread), 1);
	}
}

static struct kunit_case tick_cases[] = {
	KUNIT_CASE(woken_by_another_cpu),
	KUNIT_CASE(woken_by_a_timer),
	KUNIT_CASE(woken_by_an_interrupt),
	KUNIT_CASE(busy_cpus_tick),
	{}
};

static struct kunit_suite tick_suite = {
	.name = "time.tick",
	.desc = "no thread runs on a CPU without a tick",
	.test_cases = tick_cases,
};
kunit_test_suite(tick_suite);
