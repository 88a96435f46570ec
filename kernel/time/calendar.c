// SPDX-License-Identifier: MIT
/*
 * Dates of the Gregorian calendar and seconds since 1970.
 *
 * Years are counted from March here, so that the leap day is the last of its year and the days before
 * a month follow one rule: months of 31 and 30 days come in groups of five with 153 days.
 */
#include <linux/export.h>
#include <linux/math64.h>
#include <linux/time64.h>

#define SECONDS_PER_DAY 86400
#define DAYS_PER_400_YEARS 146097
#define DAYS_1_MARCH_0_TO_1970 719468

static s64 days_since_1970(s64 year, unsigned int mon, unsigned int day)
{
	unsigned int from_march = (mon + 9) % 12;

	year -= mon <= 2;
	return year * 365 + div_s64(year, 4) - div_s64(year, 100) + div_s64(year, 400) + (153 * from_march + 2) / 5 +
	       day - 1 - DAYS_1_MARCH_0_TO_1970;
}

time64_t mktime64(unsigned int year, unsigned int mon, unsigned int day, unsigned int hour, unsigned int min,
		  unsigned int sec)
{
	return ((days_since_1970(year, mon, day) * 24 + hour) * 60 + min) * 60 + sec;
}
EXPORT_SYMBOL(mktime64);

/* Rounding down, also below zero. */
static s64 divide(s64 a, s32 b, s32 *rest)
{
	s64 quotient = div_s64_rem(a, b, rest);

	if (*rest < 0) {
		*rest += b;
		quotient--;
	}
	return quotient;
}

static void fill_date(s64 days, struct tm *result)
{
	s32 day, year_of_400, from_march;
	s64 year = divide(days + DAYS_1_MARCH_0_TO_1970, DAYS_PER_400_YEARS, &day) * 400;

	/* Leap days that have gone by are taken out; the last day of 4 and of 400 years is one itself. */
	year_of_400 = (day - day / 1460 + day / 36524 - day / 146096) / 365;
	day -= year_of_400 * 365 + year_of_400 / 4 - year_of_400 / 100;
	from_march = (5 * day + 2) / 153;
	result->tm_mday = day - (153 * from_march + 2) / 5 + 1;
	result->tm_mon = (from_march + 2) % 12;
	year += year_of_400 + (from_march >= 10);
	result->tm_year = year - 1900;
	result->tm_yday = days - days_since_1970(year, 1, 1);
}

void time64_to_tm(time64_t seconds, int offset, struct tm *result)
{
	s32 of_day, weekday;
	s64 days = divide(seconds + offset, SECONDS_PER_DAY, &of_day);

	result->tm_hour = of_day / 3600;
	result->tm_min = of_day / 60 % 60;
	result->tm_sec = of_day % 60;
	divide(days + 4, 7, &weekday); /* 1 January 1970 was a Thursday */
	result->tm_wday = weekday;
	fill_date(days, result);
}
EXPORT_SYMBOL(time64_to_tm);

/**
 * ns_to_timespec64() - nanoseconds as seconds and the rest
 * @ns: how many, also negative: the rest is not
 */
struct timespec64 ns_to_timespec64(s64 ns)
{
	s32 rest;
	s64 seconds = divide(ns, NSEC_PER_SEC, &rest);

	return (struct timespec64){ seconds, rest };
}
EXPORT_SYMBOL(ns_to_timespec64);
