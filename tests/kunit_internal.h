/* SPDX-License-Identifier: MIT */
/* What the files of the test runner share: tests/kunit.c, kunit_report.c, kunit_select.c,
 * kunit_leak.c. */
#ifndef _KUNIT_INTERNAL_H
#define _KUNIT_INTERNAL_H

#include <kunit/test.h>

#define KUNIT_MAX_LEAK_CHECKS 32
#define KUNIT_MAX_REPORTS 20 /* failures printed for one case */

/**
 * struct kunit_run - a run in progress
 * @options: what was asked for
 * @suite: the suite being run
 * @suite_broken: what its suite_init() returned
 * @depth: nesting of the report: each level is indented by four blanks
 * @in_suite: outcomes in @suite
 * @total: outcomes in the suites before it
 * @leaks_before: the counters as they were before @suite
 */
struct kunit_run {
	const struct kunit_options *options;
	struct kunit_suite *suite;
	int suite_broken;
	unsigned int depth;
	struct kunit_result in_suite, total;
	u64 leaks_before[KUNIT_MAX_LEAK_CHECKS];
};

/* kunit_report.c */
void kunit_emit(struct kunit_run *run, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void kunit_emit_result(struct kunit_run *run, enum kunit_status status, unsigned int number,
		       const char *name, const char *comment);

/* kunit_select.c */
bool kunit_case_selected(const struct kunit_options *options, const struct kunit_suite *suite,
			 const struct kunit_case *c);

/* kunit_leak.c */
void kunit_settle_leak_checks(struct kunit_run *run);
void kunit_read_leak_checks(struct kunit_run *run);
void kunit_report_leaks(struct kunit_run *run);

static inline void kunit_count(struct kunit_result *result, enum kunit_status status)
{
	result->passed += status == KUNIT_SUCCESS;
	result->failed += status == KUNIT_FAILURE;
	result->skipped += status == KUNIT_SKIPPED;
}

#endif
