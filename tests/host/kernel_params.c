// SPDX-License-Identifier: MIT
/* kernel/params.c: who gets which option. Host only, as the parser is freed after booting. */
#include <kunit/test.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <host/host.h>

static char calls[256]; /* what the options below were given */

static void note(const char *name, const char *value)
{
	strlcat(calls, name, sizeof(calls));
	strlcat(calls, "(", sizeof(calls));
	strlcat(calls, value ? value : "-", sizeof(calls));
	strlcat(calls, ")", sizeof(calls));
}

static int early_option(char *value)
{
	note("early", value);
	return value && !strcmp(value, "bad") ? -EINVAL : 0;
}
early_param("test_early", early_option);

static int early_twin(char *value)
{
	note("twin", value);
	return 0;
}
early_param("test_early2", early_twin);

static int late_option(char *value)
{
	note("late", value);
	return 1;
}
__setup("test_late=", late_option);

static int bare_option(char *rest)
{
	note("bare", rest);
	return 1;
}
__setup("test_bare", bare_option);

static void expect_early(struct kunit *test, const char *line, const char *expected)
{
	calls[0] = '\0';
	parse_early_param(line);
	KUNIT_EXPECT_STREQ_MSG(test, (char *)calls, expected, "\"%s\"", line);
}

static void expect_late(struct kunit *test, const char *line, const char *expected)
{
	parse_early_param(line);
	calls[0] = '\0';
	parse_late_param();
	KUNIT_EXPECT_STREQ_MSG(test, (char *)calls, expected, "\"%s\"", line);
}

static void early_options(struct kunit *test)
{
	expect_early(test, "", "");
	expect_early(test, "test_early", "early(-)");
	expect_early(test, "  test_early=5 x test-early=6", "early(5)early(6)");
	expect_early(test, "test_early=\"a b\" \"test_early=c d\"", "early(a b)early(c d)");
	expect_early(test, "test_early= test_early2=x", "early()twin(x)");
	expect_early(test, "test_earl test_early3 xtest_early", "");
	expect_early(test, "test_early=1 -- test_early=2", "early(1)");
	expect_early(test, "test_late=1", "");
}

static void late_options(struct kunit *test)
{
	expect_late(test, "test_late=5 test-late=\"x y\" test_late", "late(5)late(x y)");
	expect_late(test, "test_bare test_bare=1 test_bare2", "bare()bare(=1)bare(2)");
	expect_late(test, "test_early=1 -- test_late=2", "");
}

static size_t log_of(const char *line, char *log, size_t size)
{
	host_log_capture_begin();
	parse_early_param(line);
	parse_late_param();
	strscpy(log, host_log_capture_end(), size);
	return strlen(log);
}

static void reports(struct kunit *test)
{
	static char log[512];

	log_of("test_early=bad", log, sizeof(log));
	KUNIT_EXPECT_NOT_NULL(test, strstr(log, "malformed early option 'test_early'"));
	log_of("nosuch=1 test_late=2", log, sizeof(log));
	KUNIT_EXPECT_NOT_NULL(test, strstr(log, "\"nosuch=1\""));
	KUNIT_EXPECT_NULL(test, strstr(log, "test_late"));
	KUNIT_EXPECT_EQ(test, log_of("BOOT_IMAGE=/boot/x mod.param=1 test_early", log, sizeof(log)), 0);
}

static void pointers_are_hashed_on_request(struct kunit *test)
{
	char plain[20], hashed[20], again[20];
	void *address = (void *)0x123456789abcul;

	snprintf(plain, sizeof(plain), "%p", address);
	parse_early_param("hash_pointers");
	snprintf(hashed, sizeof(hashed), "%p", address);
	snprintf(again, sizeof(again), "%p", address);
	KUNIT_EXPECT_STREQ(test, (char *)hashed, (char *)again);
	KUNIT_EXPECT_STRNEQ(test, (char *)hashed, (char *)plain);
	KUNIT_EXPECT_EQ(test, strlen(hashed), strlen(plain));
	snprintf(again, sizeof(again), "%px", address);
	KUNIT_EXPECT_STREQ(test, (char *)again, (char *)plain);
	snprintf(again, sizeof(again), "%p", NULL);
	KUNIT_EXPECT_STREQ(test, (char *)again, "0000000000000000");
	parse_early_param("no_hash_pointers");
	snprintf(again, sizeof(again), "%p", address);
	KUNIT_EXPECT_STREQ(test, (char *)again, (char *)plain);
}

static void endless_line(struct kunit *test)
{
	static char line[6000];
	char *p = line;

	while (p < line + 5000)
		p = stpcpy(p, "x=\"quoted word\" ");
	stpcpy(p, "test_early=lost");
	calls[0] = '\0';
	host_log_capture_begin();
	parse_early_param(line);
	parse_late_param();
	KUNIT_EXPECT_NOT_NULL(test, strstr(host_log_capture_end(), "command line cut"));
	KUNIT_EXPECT_STREQ(test, (char *)calls, "");
}

static struct kunit_case params_cases[] = {
	KUNIT_CASE(early_options),
	KUNIT_CASE(late_options),
	KUNIT_CASE(reports),
	KUNIT_CASE(pointers_are_hashed_on_request),
	KUNIT_CASE(endless_line),
	{}
};

static struct kunit_suite params_suite = {
	.name = "kernel.params",
	.desc = "options of the command line",
	.test_cases = params_cases,
};
kunit_test_suite(params_suite);
