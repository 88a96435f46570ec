// SPDX-License-Identifier: MIT
/* lib.notifier: all three kinds of chains call in the order of priorities, and stop when told to. */
#include <kunit/test.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/notifier.h>

/* Digits of those who were called, one behind the other. */
static unsigned int called;

static int first(struct notifier_block *nb, unsigned long action, void *data)
{
	called = called * 10 + 1;
	return action == 7 ? NOTIFY_BAD : NOTIFY_OK;
}

static int second(struct notifier_block *nb, unsigned long action, void *data)
{
	called = called * 10 + 2;
	return NOTIFY_DONE;
}

static struct notifier_block one = { .notifier_call = first, .priority = 5 };
static struct notifier_block two = { .notifier_call = second, .priority = 5 };
static struct notifier_block low = { .notifier_call = second, .priority = -1 };

static BLOCKING_NOTIFIER_HEAD(blocking);
static ATOMIC_NOTIFIER_HEAD(atomic);
static RAW_NOTIFIER_HEAD(raw);

#define CHAIN_CASE(kind)                                                                           \
	static void kind##_chain(struct kunit *test)                                               \
	{                                                                                          \
		KUNIT_EXPECT_EQ(test, kind##_notifier_call_chain(&kind, 0, NULL), NOTIFY_DONE);    \
		KUNIT_EXPECT_EQ(test, kind##_notifier_chain_register(&kind, &low), 0);             \
		KUNIT_EXPECT_EQ(test, kind##_notifier_chain_register(&kind, &one), 0);             \
		KUNIT_EXPECT_EQ(test, kind##_notifier_chain_register(&kind, &two), 0);             \
		KUNIT_EXPECT_EQ(test, kind##_notifier_chain_register(&kind, &one), -EEXIST);       \
		called = 0;                                                                        \
		KUNIT_EXPECT_EQ(test, kind##_notifier_call_chain(&kind, 0, NULL), NOTIFY_DONE);    \
		KUNIT_EXPECT_EQ(test, called, 122);                                                \
		called = 0;                                                                        \
		KUNIT_EXPECT_EQ(test, kind##_notifier_call_chain(&kind, 7, NULL), NOTIFY_BAD);     \
		KUNIT_EXPECT_EQ(test, called, 1);                                                  \
		KUNIT_EXPECT_EQ(test, kind##_notifier_chain_unregister(&kind, &two), 0);           \
		KUNIT_EXPECT_EQ(test, kind##_notifier_chain_unregister(&kind, &two), -ENOENT);     \
		called = 0;                                                                        \
		kind##_notifier_call_chain(&kind, 0, NULL);                                        \
		KUNIT_EXPECT_EQ(test, called, 12);                                                 \
		KUNIT_EXPECT_EQ(test, kind##_notifier_chain_unregister(&kind, &one), 0);           \
		KUNIT_EXPECT_EQ(test, kind##_notifier_chain_unregister(&kind, &low), 0);           \
		KUNIT_EXPECT_NULL(test, kind.head);                                                \
	}
CHAIN_CASE(raw)
CHAIN_CASE(blocking)
CHAIN_CASE(atomic)

static struct kunit_case notifier_cases[] = { KUNIT_CASE(raw_chain), KUNIT_CASE(blocking_chain), KUNIT_CASE(atomic_chain), {} };
static struct kunit_suite notifier_suite = {
	.name = "lib.notifier",
	.desc = "chains of functions",
	.test_cases = notifier_cases,
};
kunit_test_suite(notifier_suite);
