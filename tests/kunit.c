// SPDX-License-Identifier: MIT
/*
 * The test runner: finds the suites that registered themselves, runs them in an order that the
 * seed decides, and writes a KTAP report (version 1, as Linux's dev-tools/ktap.rst describes it).
 *
 * The same source serves the kernel (module kunit.ko) and the host runner. It keeps no
 * state between runs and allocates nothing, so a test may start a run of its own: that is how
 * the runner tests itself (tests/suites/kunit_self.c).
 *
 * A failed assertion leaves the case by arch_longjmp() (asm/setjmp.h): the stack frames of
 * the case are simply dropped. What the case holds is released by the suite's exit().
 *
 * Context: process context, one run at a time (a run inside a test of another run is nested).
 */
#include <kunit/resource.h>
#include <kunit/test.h>
#include <linux/export.h>
#include <linux/errno.h>
#include <linux/kernel.h>

#include "kunit_internal.h"

static u64 current_seed;
static struct kunit *current_test;

/**
 * kunit_seed() - the seed of the run in progress, or of the last one
 */
u64 kunit_seed(void)
{
	return current_seed;
}
EXPORT_SYMBOL(kunit_seed);

/**
 * kunit_get_current_test() - the case being run, or NULL
 */
struct kunit *kunit_get_current_test(void)
{
	return current_test;
}
EXPORT_SYMBOL(kunit_get_current_test);

/**
 * kunit_repeat_hint() - how to repeat the case being run
 * @buf: gets "mm.buddy.buddy_split seed=0x12"; "" outside of tests
 * @size: its size
 *
 * For panic() and for the host's sanitizers: a crash ends the report, and the reader has nothing
 * but this. Any context.
 *
 * Return: is a case being run?
 */
bool kunit_repeat_hint(char *buf, size_t size)
{
	buf[0] = '\0';
	if (!current_test)
		return false;
	snprintf(buf, size, "%s.%s seed=0x%llx", current_test->run->suite->name,
		 current_test->name, (unsigned long long)current_test->run->options->seed);
	return true;
}
EXPORT_SYMBOL(kunit_repeat_hint);

/* splitmix64: each step of the state gives one well-mixed number. */
static u64 next_random(u64 *state)
{
	u64 z = *state += 0x9e3779b97f4a7c15ULL;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ULL;
	z = (z ^ z >> 27) * 0x94d049bb133111ebULL;
	return z ^ z >> 31;
}

static u64 mix_string(u64 seed, const char *s)
{
	while (*s)
		seed = (seed ^ (u8)*s++) * 0x100000001b3ULL; /* FNV-1a */
	return next_random(&seed);
}

/**
 * kunit_random() - the next pseudo-random number of a case
 * @test: the case
 *
 * The sequence depends on the seed and the names of suite and case only: a case that is repeated
 * alone with the same seed sees the same numbers.
 */
u32 kunit_random(struct kunit *test)
{
	return (u32)(next_random(&test->random_state) >> 32);
}
EXPORT_SYMBOL(kunit_random);

/**
 * kunit_random_below() - a pseudo-random number in [0, @limit)
 * @test: the case
 * @limit: at least 1
 */
u32 kunit_random_below(struct kunit *test, u32 limit)
{
	return (u32)((u64)kunit_random(test) * limit >> 32);
}
EXPORT_SYMBOL(kunit_random_below);

/**
 * kunit_abort() - leave the case at once
 * @test: the case being run
 *
 * Call kunit_fail_...() or kunit_mark_skipped() first; alone it ends the case as passed.
 */
void kunit_abort(struct kunit *test)
{
	arch_longjmp(&test->abort_context);
}
EXPORT_SYMBOL(kunit_abort);

static u32 greatest_common_divisor(u32 a, u32 b)
{
	while (b) {
		u32 rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

/* A permutation of 0..n-1 that needs no memory: i -> (a * i + b) mod n, a and n coprime. */
struct order {
	u32 n, a, b;
};

static struct order make_order(u32 n, u64 seed)
{
	struct order order = { .n = n, .a = 1, .b = 0 };

	if (!seed || n < 2)
		return order;
	do {
		order.a = (u32)next_random(&seed) % n;
	} while (greatest_common_divisor(order.a, n) != 1);
	order.b = (u32)next_random(&seed) % n;
	return order;
}

static u32 nth(const struct order *order, u32 i)
{
	return (u32)(((u64)order->a * i + order->b) % order->n);
}

static void begin_case(struct kunit_run *run, struct kunit *test, const struct kunit_case *c)
{
	*test = (struct kunit){ .name = c->name, .run_case = c->run_case, .run = run, .status = KUNIT_SUCCESS };
	test->random_state = mix_string(mix_string(run->options->seed, run->suite->name), c->name);
}

/* Runs @step so that kunit_abort() in it comes back here, where no variable is needed any more. */
static noinline void run_protected(struct kunit *test, void (*step)(struct kunit *test))
{
	if (!arch_setjmp(&test->abort_context))
		step(test);
}

static void call_init(struct kunit *test)
{
	int error = test->run->suite->init(test);

	if (error)
		KUNIT_FAIL(test, "the suite's init() returned %d", error);
}

static int begin_and_run(void *arg)
{
	struct kunit *test = arg;

	if (test->run->suite->init)
		run_protected(test, call_init);
	if (test->status == KUNIT_SUCCESS)
		run_protected(test, test->run_case);
	return 0;
}

static int end(void *arg)
{
	struct kunit *test = arg;

	if (test->run->suite->exit)
		run_protected(test, test->run->suite->exit);
	run_protected(test, kunit_cleanup); /* what the case owns */
	return 0;
}

static void run_step(struct kunit *test, int (*step)(void *test))
{
	if (!test->run->options->guard)
		step(test);
	else if (!test->run->options->guard(step, test))
		KUNIT_FAIL(test, "the thread that ran it died");
}

static void run_once(struct kunit *test)
{
	run_step(test, begin_and_run);
	run_step(test, end);
}

static enum kunit_status run_parameterized(struct kunit_run *run, struct kunit *test,
					   const struct kunit_case *c)
{
	enum kunit_status worst = KUNIT_SKIPPED;
	char desc[KUNIT_PARAM_DESC_SIZE];
	const void *param;
	u32 index = 0;

	kunit_emit(run, "    KTAP version 1\n    # Subtest: %s\n", c->name);
	desc[0] = '\0';
	for (param = c->generate_params(NULL, desc); param;
	     param = c->generate_params(param, desc)) {
		begin_case(run, test, c);
		test->param_value = param;
		run->depth++;
		run_once(test);
		kunit_emit_result(run, test->status, ++index, desc[0] ? desc : "parameter",
				  test->status_comment);
		run->depth--;
		if (test->status == KUNIT_FAILURE || worst == KUNIT_SKIPPED)
			worst = test->status == KUNIT_SKIPPED ? worst : test->status;
		desc[0] = '\0';
	}
	kunit_emit(run, "    1..%u\n", index);
	return worst;
}

static void run_case(struct kunit_run *run, const struct kunit_case *c, u32 number)
{
	struct kunit *outer = current_test;
	struct kunit test;

	current_test = &test;
	begin_case(run, &test, c);
	if (run->suite_broken) {
		KUNIT_FAIL(&test, "suite_init() returned %d", run->suite_broken);
	} else if (c->generate_params) {
		enum kunit_status status = run_parameterized(run, &test, c);

		begin_case(run, &test, c);
		test.status = status;
	} else {
		run_once(&test);
	}
	if (test.status == KUNIT_FAILURE)
		kunit_emit(run, "# repeat with: test %s.%s seed=0x%llx\n", run->suite->name,
			   c->name, (unsigned long long)run->options->seed);
	kunit_emit_result(run, test.status, number, c->name, test.status_comment);
	kunit_count(&run->in_suite, test.status);
	current_test = outer;
}

static u32 count_cases(const struct kunit_run *run, const struct kunit_suite *suite, u32 *all)
{
	const struct kunit_case *c;
	u32 selected = 0;

	*all = 0;
	for (c = suite->test_cases; c && c->run_case; c++, (*all)++)
		selected += kunit_case_selected(run->options, suite, c);
	return selected;
}

static void run_cases(struct kunit_run *run)
{
	u32 all, number = 0, selected = count_cases(run, run->suite, &all);
	struct order order = make_order(all, run->options->seed);

	kunit_emit(run, "1..%u\n", selected);
	for (u32 i = 0; i < all; i++) {
		const struct kunit_case *c = &run->suite->test_cases[nth(&order, i)];

		if (kunit_case_selected(run->options, run->suite, c))
			run_case(run, c, ++number);
	}
}

static void run_suite(struct kunit_run *run, struct kunit_suite *suite, u32 number)
{
	enum kunit_status status = KUNIT_SUCCESS;

	run->suite = suite;
	run->in_suite = (struct kunit_result){ 0, 0, 0 };
	run->depth++;
	kunit_emit(run, "KTAP version 1\n# Subtest: %s\n", suite->name);
	if (suite->desc)
		kunit_emit(run, "# %s\n", suite->desc);
	kunit_read_leak_checks(run);
	run->suite_broken = suite->suite_init ? suite->suite_init(suite) : 0;
	run_cases(run);
	if (suite->suite_exit)
		suite->suite_exit(suite);
	kunit_report_leaks(run);
	run->depth--;

	if (run->in_suite.failed)
		status = KUNIT_FAILURE;
	else if (!run->in_suite.passed)
		status = KUNIT_SKIPPED;
	kunit_emit_result(run, status, number, suite->name, "");
	run->total.passed += run->in_suite.passed;
	run->total.failed += run->in_suite.failed;
	run->total.skipped += run->in_suite.skipped;
}

static u32 count_suites(const struct kunit_run *run)
{
	u32 selected = 0, all;

	for (struct kunit_suite *const *s = run->options->suites_begin;
	     s < run->options->suites_end; s++)
		selected += count_cases(run, *s, &all) != 0;
	return selected;
}

/**
 * kunit_run_suites() - run suites and report
 * @options: which, in which order, and where the report goes
 *
 * Return: the number of cases by outcome; a leaking suite counts as one failed case. All zero if no
 * case has one of the names.
 */
struct kunit_result kunit_run_suites(const struct kunit_options *options)
{
	struct kunit_run run = { .options = options };
	u32 all = options->suites_end - options->suites_begin, number = 0, cases;
	struct order order = make_order(all, options->seed);
	u64 outer_seed = current_seed;

	current_seed = options->seed;
	kunit_settle_leak_checks(&run);
	kunit_emit(&run, "KTAP version 1\n# seed=0x%llx\n1..%u\n",
		   (unsigned long long)options->seed, count_suites(&run));
	for (u32 i = 0; i < all; i++) {
		struct kunit_suite *suite = options->suites_begin[nth(&order, i)];

		if (count_cases(&run, suite, &cases))
			run_suite(&run, suite, ++number);
	}
	kunit_emit(&run, "# Totals: pass:%u fail:%u skip:%u total:%u\n", run.total.passed,
		   run.total.failed, run.total.skipped,
		   run.total.passed + run.total.failed + run.total.skipped);
	current_seed = outer_seed ? outer_seed : options->seed;
	return run.total;
}
EXPORT_SYMBOL(kunit_run_suites);
