// SPDX-License-Identifier: MIT
/*
 * run_guarded(): what the function returned comes back, and so does that its thread died; and the test
 * runner, which uses it for suites from outside, goes on behind a case that died.
 */
#include <kunit/test.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <quarry/guarded.h>

static int add_one(void *arg)
{
	return *(int *)arg + 1;
}

static int die(void *arg)
{
	*(int *)arg = 1;
	do_exit(-EFAULT); /* as a fault does at its end */
}

static void test_returns(struct kunit *test)
{
	int arg = 41, result = 0;

	KUNIT_EXPECT_EQ(test, run_guarded("guarded", add_one, &arg, &result), 0);
	KUNIT_EXPECT_EQ(test, result, 42);
}

static void test_dies(struct kunit *test)
{
	int arg = 0, result;

	KUNIT_EXPECT_EQ(test, run_guarded("guarded", die, &arg, &result), -EOWNERDEAD);
	KUNIT_EXPECT_EQ(test, arg, 1);
}

static void dies_in_it(struct kunit *test)
{
	do_exit(-EFAULT);
}

static void is_fine(struct kunit *test)
{
	KUNIT_SUCCEED(test);
}

static struct kunit_case outside_cases[] = { KUNIT_CASE(dies_in_it), KUNIT_CASE(is_fine), {} };
static struct kunit_suite outside_suite = { .name = "private.outside", .test_cases = outside_cases };

static bool in_own_thread(int (*step)(void *test), void *test)
{
	int result;

	return !run_guarded("guarded", step, test, &result);
}

static void no_report(void *context, const char *text, size_t length)
{
}

static void test_cases_that_die(struct kunit *test)
{
	struct kunit_suite *const suites[] = { &outside_suite };
	const struct kunit_options options = {
		.suites_begin = suites, .suites_end = suites + 1, .sink = no_report, .guard = in_own_thread,
	};
	struct kunit_result result = kunit_run_suites(&options);

	KUNIT_EXPECT_EQ(test, result.failed, 1U);
	KUNIT_EXPECT_EQ(test, result.passed, 1U);
}

static struct kunit_case guarded_cases[] = { KUNIT_CASE(test_returns), KUNIT_CASE(test_dies),
					   KUNIT_CASE(test_cases_that_die), {} };

static struct kunit_suite guarded_suite = {
	.name = "kernel.guarded",
	.desc = "functions that may die, in a thread of their own",
	.test_cases = guarded_cases,
};
kunit_test_suite(guarded_suite);
