// SPDX-License-Identifier: MIT
/* The checks of debug builds find broken lists, say so, and change nothing. Host only. */
#include <kunit/test.h>
#include <linux/list.h>
#include <linux/string.h>
#include <host/host.h>

static struct list_head head, a, b, stray;
static unsigned long warned;

/* head, a, b in a ring. */
static int setup(struct kunit *test __maybe_unused)
{
#ifndef CONFIG_DEBUG
	kunit_skip(test, "lists are checked in debug builds only");
#endif
	INIT_LIST_HEAD(&head);
	INIT_LIST_HEAD(&stray);
	list_add_tail(&a, &head);
	list_add_tail(&b, &head);
	warned = host_warnings();
	host_log_capture_begin();
	return 0;
}

static void expect_report(struct kunit *test, const char *words)
{
	const char *log = host_log_capture_end();

	KUNIT_EXPECT_EQ(test, host_warnings(), warned + 1);
	KUNIT_EXPECT_NOT_NULL_MSG(test, strstr(log, words), "\"%s\"", log);
}

static void deleted_twice(struct kunit *test)
{
	list_del(&a);
	list_del(&a);
	expect_report(test, "deleted twice");
	KUNIT_EXPECT_EQ(test, list_count_nodes(&head), 1);
}

static void added_twice(struct kunit *test)
{
	list_add(&a, &head);
	expect_report(test, "added twice");
	KUNIT_EXPECT_EQ(test, list_count_nodes(&head), 2);
}

static void next_overwritten(struct kunit *test)
{
	head.next = &stray;
	list_del(&a);
	expect_report(test, "next of");
	KUNIT_EXPECT_PTR_EQ(test, stray.next, &stray);
}

static void prev_overwritten(struct kunit *test)
{
	struct list_head new;

	head.prev = &a; /* skips b */
	list_add_tail(&new, &head);
	expect_report(test, "next of");
	KUNIT_EXPECT_PTR_EQ(test, a.next, &b);
}

static struct kunit_case debug_cases[] = {
	KUNIT_CASE(deleted_twice),
	KUNIT_CASE(added_twice),
	KUNIT_CASE(next_overwritten),
	KUNIT_CASE(prev_overwritten),
	{}
};

static struct kunit_suite debug_suite = {
	.name = "lib.list_debug",
	.desc = "corrupted lists are reported",
	.init = setup,
	.test_cases = debug_cases,
};
kunit_test_suite(debug_suite);
