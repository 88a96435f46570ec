// SPDX-License-Identifier: MIT
/*
 * The test framework, tested by itself: private suites that must fail are run with their report
 * going to a buffer, and the report is looked at. A framework that cannot fail proves nothing.
 */
#include <kunit/test.h>
#include <linux/errno.h>
#include <linux/kernel.h>

/* The report of the run under test. */
static struct {
	char text[8192];
	size_t length;
} report;

static void to_report(void *context, const char *text, size_t length)
{
	(void)context;
	if (length > sizeof(report.text) - 1 - report.length)
		length = sizeof(report.text) - 1 - report.length;
	memcpy(report.text + report.length, text, length);
	report.length += length;
	report.text[report.length] = '\0';
}

static bool reported(const char *text)
{
	return strstr(report.text, text) != NULL;
}

/* Everything the private suites leave behind. */
static struct {
	int inits, exits, suite_inits, suite_exits, after_assert;
	int calls[8];
	char order[16];
	u32 numbers[4];
	u64 seed;
} seen;

static u64 leaky_counter;

static u64 read_leaky_counter(void)
{
	return leaky_counter;
}

static const struct kunit_leak_check private_leaks[] = {
	{ .name = "leaky counter", .read = read_leaky_counter },
};

static struct kunit_result run(struct kunit_suite *suite, char *const *names, int nr_names,
			       u64 seed)
{
	struct kunit_suite *const suites[] = { suite };
	const struct kunit_options options = {
		.suites_begin = suites, .suites_end = suites + 1,
		.leaks_begin = private_leaks, .leaks_end = private_leaks + 1,
		.names = names, .nr_names = nr_names, .seed = seed, .sink = to_report,
	};

	memset(&seen, 0, sizeof(seen));
	report.length = 0;
	report.text[0] = '\0';
	return kunit_run_suites(&options);
}

/* Private suite: every kind of check, holding and failing. */

static int one(void)
{
	seen.calls[0]++;
	return 1;
}

static void checks_hold(struct kunit *test)
{
	static const char text[] = "page";
	int array[2] = { 1, 2 };

	KUNIT_SUCCEED(test);
	KUNIT_EXPECT_TRUE(test, one());
	KUNIT_EXPECT_FALSE(test, !one());
	KUNIT_EXPECT_EQ(test, one(), 1u);
	KUNIT_EXPECT_NE(test, one(), 2);
	KUNIT_EXPECT_LT(test, one(), 2);
	KUNIT_EXPECT_LE(test, one(), 1);
	KUNIT_EXPECT_GT(test, 2, one());
	KUNIT_EXPECT_GE(test, 1, one());
	KUNIT_EXPECT_EQ(test, 0xfffffffffffff000ULL, ~0xfffULL);
	KUNIT_ASSERT_NULL(test, NULL);
	KUNIT_ASSERT_NOT_NULL(test, text);
	KUNIT_ASSERT_PTR_EQ(test, &array[1], array + 1);
	KUNIT_ASSERT_PTR_NE(test, &array[0], &array[1]);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, text);
	KUNIT_ASSERT_STREQ(test, text, "page");
	KUNIT_ASSERT_STRNEQ(test, text, "zone");
	KUNIT_ASSERT_MEMEQ(test, text, "pages", 4);
	KUNIT_ASSERT_MEMNEQ(test, text, "pages", 5);
	KUNIT_ASSERT_EQ_MSG(test, array[0], 1, "with %s", "text");
}

static void fails_true(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, one() == 2);
	seen.after_assert++;
}

static void fails_equal(struct kunit *test)
{
	int order = 3;

	KUNIT_EXPECT_EQ_MSG(test, order, 4, "pfn %d", 77);
}

static void fails_assert(struct kunit *test)
{
	KUNIT_ASSERT_LT(test, 2, one());
	seen.after_assert += 100;
}

static void fails_string(struct kunit *test)
{
	const char *zone = "DMA";

	KUNIT_EXPECT_STREQ(test, zone, "Normal");
	KUNIT_EXPECT_STREQ(test, (char *)NULL, "Normal");
}

static void fails_memory(struct kunit *test)
{
	u8 left[24] = { 0 }, right[24] = { 0 };

	right[17] = 0x5a;
	KUNIT_EXPECT_MEMEQ(test, left, right, sizeof(left));
}

static void fails_pointer(struct kunit *test)
{
	void *page = ERR_PTR(-ENOMEM);

	KUNIT_EXPECT_NOT_ERR_OR_NULL(test, page);
	KUNIT_EXPECT_NULL(test, page);
}

static void fails_often(struct kunit *test)
{
	for (int i = 0; i < 1000; i++)
		KUNIT_EXPECT_EQ(test, i, -1);
}

static void is_skipped(struct kunit *test)
{
	kunit_info(test, "free: %d", 12);
	kunit_skip(test, "needs %s", "HIGHMEM");
	seen.after_assert += 100;
}

static int count_suite_init(struct kunit_suite *suite)
{
	(void)suite;
	seen.suite_inits++;
	return 0;
}

static void count_suite_exit(struct kunit_suite *suite)
{
	(void)suite;
	seen.suite_exits++;
}

static int count_init(struct kunit *test)
{
	test->priv = &seen;
	seen.inits++;
	return 0;
}

static void count_exit(struct kunit *test)
{
	seen.exits += test->priv == &seen;
}

static struct kunit_case failing_cases[] = {
	KUNIT_CASE(checks_hold), KUNIT_CASE(fails_true), KUNIT_CASE(fails_equal),
	KUNIT_CASE(fails_assert), KUNIT_CASE(fails_string), KUNIT_CASE(fails_memory),
	KUNIT_CASE(fails_pointer), KUNIT_CASE(fails_often), KUNIT_CASE(is_skipped), {},
};

static struct kunit_suite failing_suite = {
	.name = "private.failing", .desc = "must fail", .test_cases = failing_cases,
	.suite_init = count_suite_init, .suite_exit = count_suite_exit,
	.init = count_init, .exit = count_exit,
};

static void kunit_checks_hold(struct kunit *test)
{
	char *names[] = { "private.failing.checks_hold" };
	struct kunit_result result = run(&failing_suite, names, 1, 0);

	KUNIT_EXPECT_EQ(test, result.passed, 1);
	KUNIT_EXPECT_EQ(test, result.failed, 0);
	KUNIT_EXPECT_EQ_MSG(test, seen.calls[0], 8, "each argument is evaluated once");
	KUNIT_EXPECT_TRUE(test, reported("\n    ok 1 checks_hold\n"));
	KUNIT_EXPECT_TRUE(test, reported("\nok 1 private.failing\n"));
	KUNIT_EXPECT_FALSE(test, reported("FAILED"));
}

static void kunit_counts_outcomes(struct kunit *test)
{
	struct kunit_result result = run(&failing_suite, NULL, 0, 1);

	KUNIT_EXPECT_EQ(test, result.passed, 1);
	KUNIT_EXPECT_EQ(test, result.failed, 7);
	KUNIT_EXPECT_EQ(test, result.skipped, 1);
	KUNIT_EXPECT_EQ(test, seen.suite_inits, 1);
	KUNIT_EXPECT_EQ(test, seen.suite_exits, 1);
	KUNIT_EXPECT_EQ(test, seen.inits, 9);
	KUNIT_EXPECT_EQ_MSG(test, seen.exits, 9, "exit() also behind a failed assertion");
	KUNIT_EXPECT_EQ_MSG(test, seen.after_assert, 1, "an assertion ends its case, no other");
	KUNIT_EXPECT_TRUE(test, reported("# Totals: pass:1 fail:7 skip:1 total:9\n"));
	KUNIT_EXPECT_TRUE(test, reported("\nnot ok 1 private.failing\n"));
}

static void kunit_explains_failures(struct kunit *test)
{
	static const char *const expected[] = {
		"KTAP version 1\n", "    # Subtest: private.failing\n    # must fail\n    1..9\n",
		"    # fails_true: EXPECTATION FAILED at ", "    # fails_equal: pfn 77\n",
		"    not ok 3 fails_equal\n",
		"    # repeat with: test private.failing.fails_equal seed=0x0\n",
		"    # fails_assert: ASSERTION FAILED at ", "left + 0x10: 00 00 ", "right + 0x10: 00 5a ",
#ifdef KUNIT_TEXT
		"Expected one() == 2 to be true\n", "Expected order == 4, but\n", "order == 3 (0x3)\n",
		"one() == 1 (0x1)\n", "zone == \"DMA\"\n", "(char *)NULL is NULL\n",
		"Expected page is a pointer, but\n", "page == error -12\n",
#else
		"left == 3 (0x3)\n", "left == 1 (0x1)\n", "left == \"DMA\"\n", "left == error -12\n",
#endif
		"further failures of this case are not shown", "    # is_skipped: free: 12\n",
		"    ok 9 is_skipped # SKIP needs HIGHMEM\n",
	};

	run(&failing_suite, NULL, 0, 0);
	for (size_t i = 0; i < ARRAY_SIZE(expected); i++)
		KUNIT_EXPECT_TRUE_MSG(test, reported(expected[i]), "%s", expected[i]);
	KUNIT_EXPECT_FALSE_MSG(test, reported("i == 20 "), "the flood is cut off");
}

static void kunit_selects_by_name(struct kunit *test)
{
	static const struct {
		const char *name;
		unsigned int cases;
	} table[] = {
		{ "private", 9 }, { "private.failing", 9 }, { "private.failing.fails_true", 1 },
		{ "private.failing.true", 1 }, { "private.failing.fails", 0 }, { "priv", 0 },
		{ "private.fail", 0 }, { "private.failing.", 0 }, { "private.failing.rue", 0 },
		{ "", 0 }, { "failing", 0 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		char *names[] = { "no.such", (char *)table[i].name };
		struct kunit_result result = run(&failing_suite, names, 2, 3);

		KUNIT_EXPECT_EQ_MSG(test, result.passed + result.failed + result.skipped,
				    table[i].cases, "name \"%s\"", table[i].name);
		KUNIT_EXPECT_EQ(test, seen.suite_inits, table[i].cases != 0);
	}
}

/* Private suite: order and random numbers. */

static void note(struct kunit *test, char letter)
{
	size_t at = strlen(seen.order);

	seen.order[at] = letter;
	seen.numbers[letter - 'a'] = kunit_random(test);
	seen.seed = kunit_seed();
}

static void order_a(struct kunit *test)
{
	note(test, 'a');
}

static void order_b(struct kunit *test)
{
	note(test, 'b');
}

static void order_c(struct kunit *test)
{
	note(test, 'c');
}

static struct kunit_case order_cases[] = {
	KUNIT_CASE(order_a), KUNIT_CASE(order_b), KUNIT_CASE(order_c), {},
};

static struct kunit_suite order_suite = { .name = "private.order", .test_cases = order_cases };

static void kunit_shuffles(struct kunit *test)
{
	static const char *const orders[] = { "abc", "acb", "bac", "bca", "cab", "cba" };
	unsigned int met = 0;

	for (u64 seed = 1; seed < 200; seed++) {
		run(&order_suite, NULL, 0, seed);
		KUNIT_EXPECT_EQ(test, seen.seed, seed);
		for (size_t i = 0; i < ARRAY_SIZE(orders); i++)
			if (!strcmp(seen.order, orders[i]))
				met |= 1u << i;
	}
	KUNIT_EXPECT_EQ_MSG(test, met, 0x3f, "every order of three cases comes up");
	run(&order_suite, NULL, 0, 0);
	KUNIT_EXPECT_STREQ(test, seen.order, "abc");
}

static void kunit_repeats_random_numbers(struct kunit *test)
{
	char *names[] = { "private.order.b" };
	u32 first, other;

	run(&order_suite, NULL, 0, 42);
	first = seen.numbers[1];
	other = seen.numbers[0];
	run(&order_suite, names, 1, 42);
	KUNIT_EXPECT_STREQ(test, seen.order, "b");
	KUNIT_EXPECT_EQ_MSG(test, seen.numbers[1], first, "alone as among others");
	KUNIT_EXPECT_NE(test, first, other);
	run(&order_suite, names, 1, 43);
	KUNIT_EXPECT_NE(test, seen.numbers[1], first);
}

static void kunit_random_stays_below(struct kunit *test)
{
	u32 met = 0;

	for (int i = 0; i < 1000; i++) {
		u32 n = kunit_random_below(test, 7);

		KUNIT_ASSERT_LT(test, n, 7);
		met |= 1u << n;
	}
	KUNIT_EXPECT_EQ(test, met, 0x7f);
	KUNIT_EXPECT_EQ(test, kunit_random_below(test, 1), 0);
}

/* Private suites: leaks, and preparations that go wrong. */

static void leaks_one(struct kunit *test)
{
	KUNIT_SUCCEED(test);
	leaky_counter++;
}

static struct kunit_case leak_cases[] = { KUNIT_CASE(leaks_one), {} };
static struct kunit_suite leak_suite = { .name = "private.leak", .test_cases = leak_cases };

static void kunit_reports_leaks(struct kunit *test)
{
	struct kunit_result result = run(&leak_suite, NULL, 0, 5);

	KUNIT_EXPECT_EQ(test, result.passed, 1);
	KUNIT_EXPECT_EQ(test, result.failed, 1);
	KUNIT_EXPECT_TRUE(test, reported("counter \"leaky counter\" was "));
	KUNIT_EXPECT_TRUE(test, reported("(+1)\n"));
	KUNIT_EXPECT_TRUE(test, reported("# repeat with: test private.leak seed=0x5\n"));
	KUNIT_EXPECT_TRUE(test, reported("\nnot ok 1 private.leak\n"));
}

static int broken_suite_init(struct kunit_suite *suite)
{
	(void)suite;
	return -ENOMEM;
}

static int broken_init(struct kunit *test)
{
	(void)test;
	return -EINVAL;
}

static void never_run(struct kunit *test)
{
	KUNIT_SUCCEED(test);
	seen.after_assert++;
}

static struct kunit_case never_cases[] = { KUNIT_CASE(never_run), {} };

static void kunit_reports_broken_preparation(struct kunit *test)
{
	struct kunit_suite suite = {
		.name = "private.broken", .test_cases = never_cases,
		.suite_init = broken_suite_init, .suite_exit = count_suite_exit,
	};
	struct kunit_result result = run(&suite, NULL, 0, 0);

	KUNIT_EXPECT_EQ(test, result.failed, 1);
	KUNIT_EXPECT_EQ(test, seen.after_assert, 0);
	KUNIT_EXPECT_EQ(test, seen.suite_exits, 1);
	KUNIT_EXPECT_TRUE(test, reported("suite_init() returned -12"));

	suite.suite_init = NULL;
	suite.init = broken_init;
	result = run(&suite, NULL, 0, 0);
	KUNIT_EXPECT_EQ(test, result.failed, 1);
	KUNIT_EXPECT_EQ(test, seen.after_assert, 0);
	KUNIT_EXPECT_TRUE(test, reported("init() returned -22"));
}

/* Private suite: one case over several parameters. */

static const int parameters[] = { 2, 3, 5, 8 };

static void describe(const int *parameter, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "number %d", *parameter);
}

KUNIT_ARRAY_PARAM(numbers, parameters, describe)

static void is_prime(struct kunit *test)
{
	const int *parameter = test->param_value;

	seen.calls[1] += *parameter;
	KUNIT_EXPECT_NE(test, *parameter, 8);
}

static struct kunit_case parameter_cases[] = { KUNIT_CASE_PARAM(is_prime, numbers_gen_params), {} };
static struct kunit_suite parameter_suite = {
	.name = "private.parameters", .test_cases = parameter_cases,
};

static void kunit_runs_parameters(struct kunit *test)
{
	struct kunit_result result = run(&parameter_suite, NULL, 0, 0);

	KUNIT_EXPECT_EQ(test, seen.calls[1], 2 + 3 + 5 + 8);
	KUNIT_EXPECT_EQ(test, result.failed, 1);
	KUNIT_EXPECT_TRUE(test, reported("        # Subtest: is_prime\n"));
	KUNIT_EXPECT_TRUE(test, reported("        ok 3 number 5\n"));
	KUNIT_EXPECT_TRUE(test, reported("        not ok 4 number 8\n"));
	KUNIT_EXPECT_TRUE(test, reported("        1..4\n    # repeat with: "));
	KUNIT_EXPECT_TRUE(test, reported("\n    not ok 1 is_prime\n"));
}

static struct kunit_case kunit_cases[] = {
	KUNIT_CASE(kunit_checks_hold),
	KUNIT_CASE(kunit_counts_outcomes),
	KUNIT_CASE(kunit_explains_failures),
	KUNIT_CASE(kunit_selects_by_name),
	KUNIT_CASE(kunit_shuffles),
	KUNIT_CASE(kunit_repeats_random_numbers),
	KUNIT_CASE(kunit_random_stays_below),
	KUNIT_CASE(kunit_reports_leaks),
	KUNIT_CASE(kunit_reports_broken_preparation),
	KUNIT_CASE(kunit_runs_parameters),
	{},
};

static struct kunit_suite kunit_suite = {
	.name = "kunit.self",
	.desc = "the test framework: a failing test is reported as one",
	.test_cases = kunit_cases,
};

kunit_test_suite(kunit_suite);
