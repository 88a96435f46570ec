// SPDX-License-Identifier: MIT
/*
 * Leak checks: counters (free pages, live objects, ...) that a suite must leave as it found them.
 * A subsystem names its counter with KUNIT_LEAK_CHECK(); one that moved makes the suite fail,
 * even if each of its cases passed.
 */
#include <kunit/test.h>

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
			   run->options->leaks_begin[i].read());
}
