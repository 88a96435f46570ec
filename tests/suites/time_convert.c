// SPDX-License-Identifier: MIT
/* time.convert: jiffies, dates, and counters' ticks. */
#include <kunit/test.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/ktime.h>

static void waits_round_up(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, msecs_to_jiffies(0), 0);
	KUNIT_EXPECT_EQ(test, msecs_to_jiffies(1), 1);
	KUNIT_EXPECT_EQ(test, msecs_to_jiffies(4), 1);
	KUNIT_EXPECT_EQ(test, msecs_to_jiffies(5), 2);
	KUNIT_EXPECT_EQ(test, msecs_to_jiffies(1000), HZ);
	KUNIT_EXPECT_EQ(test, usecs_to_jiffies(1), 1);
	KUNIT_EXPECT_EQ(test, usecs_to_jiffies(4000), 1);
	KUNIT_EXPECT_EQ(test, usecs_to_jiffies(4001), 2);
	KUNIT_EXPECT_EQ(test, msecs_to_jiffies(0x7fffffff), min(0x7fffffffUL / 4 + 1, MAX_JIFFY_OFFSET + 0UL));
	KUNIT_EXPECT_EQ(test, msecs_to_jiffies(-1), (unsigned long)MAX_JIFFY_OFFSET);
}

static void conversions_come_back(struct kunit *test)
{
	for (unsigned int j = 0; j < 100000; j = j * 3 + 1) {
		struct timespec64 ts;

		KUNIT_EXPECT_EQ(test, msecs_to_jiffies(jiffies_to_msecs(j)), j);
		KUNIT_EXPECT_EQ(test, usecs_to_jiffies(jiffies_to_usecs(j)), j);
		KUNIT_EXPECT_EQ(test, nsecs_to_jiffies(jiffies_to_nsecs(j)), j);
		jiffies_to_timespec64(j, &ts);
		KUNIT_EXPECT_EQ(test, timespec64_to_jiffies(&ts), j);
	}
}

static void comparison_survives_wrap(struct kunit *test)
{
	unsigned long before = ULONG_MAX - 5, after = before + 10;

	KUNIT_EXPECT_TRUE(test, time_after(after, before));
	KUNIT_EXPECT_FALSE(test, time_after(before, after));
	KUNIT_EXPECT_TRUE(test, time_before_eq(before, before));
	KUNIT_EXPECT_TRUE(test, time_in_range(before + 3, before, after));
}

static void dates(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, mktime64(1970, 1, 1, 0, 0, 0), 0);
	KUNIT_EXPECT_EQ(test, mktime64(2000, 2, 29, 12, 0, 0), 951825600);
	KUNIT_EXPECT_EQ(test, mktime64(2038, 1, 19, 3, 14, 8), 0x80000000LL);
	KUNIT_EXPECT_EQ(test, mktime64(2100, 3, 1, 0, 0, 0), 4107542400LL);
}

static void dates_come_back(struct kunit *test)
{
	for (s64 seconds = -5000000000LL; seconds < 20000000000LL; seconds += 7654321) {
		struct tm tm;

		time64_to_tm(seconds, 0, &tm);
		if (seconds >= 0)
			KUNIT_EXPECT_EQ(test, mktime64(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
						       tm.tm_min, tm.tm_sec), seconds);
		KUNIT_EXPECT_TRUE(test, tm.tm_mday >= 1 && tm.tm_mday <= 31 && tm.tm_mon >= 0 && tm.tm_mon < 12);
		KUNIT_EXPECT_TRUE(test, tm.tm_yday >= 0 && tm.tm_yday < 366);
	}
}

static void known_days(struct kunit *test)
{
	struct tm tm;

	time64_to_tm(951825600, 0, &tm); /* Tuesday, 29 February 2000 */
	KUNIT_EXPECT_EQ(test, tm.tm_year, 100);
	KUNIT_EXPECT_EQ(test, tm.tm_mon, 1);
	KUNIT_EXPECT_EQ(test, tm.tm_mday, 29);
	KUNIT_EXPECT_EQ(test, tm.tm_wday, 2);
	KUNIT_EXPECT_EQ(test, tm.tm_yday, 59);
	time64_to_tm(-1, 0, &tm); /* Wednesday, 31 December 1969 */
	KUNIT_EXPECT_EQ(test, tm.tm_year, 69);
	KUNIT_EXPECT_EQ(test, tm.tm_mon, 11);
	KUNIT_EXPECT_EQ(test, tm.tm_mday, 31);
	KUNIT_EXPECT_EQ(test, tm.tm_wday, 3);
	KUNIT_EXPECT_EQ(test, tm.tm_sec, 59);
}

static void negative_times(struct kunit *test)
{
	struct timespec64 ts = ns_to_timespec64(-1);

	KUNIT_EXPECT_EQ(test, ts.tv_sec, -1);
	KUNIT_EXPECT_EQ(test, ts.tv_nsec, 999999999);
	KUNIT_EXPECT_EQ(test, timespec64_to_ns(&ts), -1);
}

static struct kunit_case convert_cases[] = {
	KUNIT_CASE(waits_round_up), KUNIT_CASE(conversions_come_back), KUNIT_CASE(comparison_survives_wrap),
	KUNIT_CASE(dates),	    KUNIT_CASE(dates_come_back),       KUNIT_CASE(known_days),
	KUNIT_CASE(negative_times), {},
};

static struct kunit_suite convert_suite = {
	.name = "time.convert",
	.desc = "jiffies, dates and what they are made of",
	.test_cases = convert_cases,
};
kunit_test_suite(convert_suite);
