// SPDX-License-Identifier: MIT
/*
 * Leak checks: counters (free pages, live objects, ...) that a suite must leave as it found them.
 * A subsystem names its counter with KUNIT_LEAK_CHECK(); one that moved makes the suite fail,
 * even if each of its cases passed.
 */
#include <asm/irqflags.h>
#include <kunit/test.h>
#include <linux/preempt.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>

#include "kunit_internal.h"

static u32 nr_checks(const struct kunit_run *run)
{
	u32 n = run->options->leaks_end - run->options->leaks_begin;

	return n < KUNIT_MAX_LEAK_CHECKS ? n : KUNIT_MAX_LEAK_CHECKS;
}

void kunit_read_leak_checks(struct kunit_run *run)
{
	for (u32 i = 0; i < nr_checks(run); i++)
		run->leaks_before[i] = run->options->leaks_begin[i].read();
}

/*
 * Memory also comes back behind a suite's back: RCU callbacks, workers that end, a thread's last steps.
 * These are given as many ticks as any of them takes; what is lost stays lost.
 */
#define SETTLE_ROUNDS 2500
#define CALM_ROUNDS 5 /* as long without a change */

/* Not for a run inside a test: its counters are made up, and stay as they are. */
static bool may_wait(void)
{
	return !kunit_get_current_test() && !preempt_count() && !irqs_disabled();
}

static void let_things_end(void)
{
	rcu_barrier();
	schedule_timeout_uninterruptible(1);
}

static u64 read_settled(const struct kunit_leak_check *check, u64 before)
{
	u64 now = check->read();

	for (u32 i = 0; now != before && i < SETTLE_ROUNDS && may_wait(); i++) {
		let_things_end();
		now = check->read();
	}
	return now;
}

static bool nothing_moves(struct kunit_run *run)
{
	bool still = true;

	for (u32 i = 0; i < nr_checks(run); i++)
		still &= run->options->leaks_begin[i].read() == run->leaks_before[i];
	return still;
}

/**
 * kunit_settle_leak_checks() - wait for what was begun before a run
 * @run: the run, before its first suite
 *
 * The thread that loaded the suites is about to give back what it had, for one.
 */
void kunit_settle_leak_checks(struct kunit_run *run)
{
	u32 calm = 0;

	kunit_read_leak_checks(run);
	for (u32 i = 0; calm < CALM_ROUNDS && i < SETTLE_ROUNDS && may_wait(); i++) {
		let_things_end();
		calm = nothing_moves(run) ? calm + 1 : 0;
		if (!calm)
			kunit_read_leak_checks(run);
	}
}

static void check_leak(struct kunit_run *run, const char *name, u64 before, u64 after)
{
	if (after == before)
		return;
	run->in_suite.failed++;
	kunit_emit(run, "# %s: counter \"%s\" was %llu before the suite and is %llu now (%+lld)\n",
		   run->suite->name, name, (unsigned long long)before, (unsigned long long)after,
		   (long long)(after - before));
	kunit_emit(run, "# repeat with: test %s seed=0x%llx\n", run->suite->name,
		   (unsigned long long)run->options->seed);
}

void kunit_report_leaks(struct kunit_run *run)
{
	for (u32 i = 0; i < nr_checks(run); i++)
		check_leak(run, run->options->leaks_begin[i].name, run->leaks_before[i],
			   read_settled(&run->options->leaks_begin[i], run->leaks_before[i]));
}
