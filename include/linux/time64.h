/* SPDX-License-Identifier: MIT */
/* Points in time as seconds and nanoseconds, and dates. */
#ifndef _LINUX_TIME64_H
#define _LINUX_TIME64_H

#include <linux/types.h>

#define MSEC_PER_SEC 1000L
#define USEC_PER_MSEC 1000L
#define NSEC_PER_USEC 1000L
#define NSEC_PER_MSEC 1000000L
#define USEC_PER_SEC 1000000L
#define NSEC_PER_SEC 1000000000L

typedef s64 time64_t;

struct timespec64 {
	time64_t tv_sec;
	long tv_nsec; /* 0 to 999999999 */
};

/* As the C library has it: month 0 to 11, year since 1900, Sunday is 0. */
struct tm {
	int tm_sec, tm_min, tm_hour;
	int tm_mday, tm_mon;
	long tm_year;
	int tm_wday, tm_yday;
};

/**
 * mktime64() - seconds since 1970 of a date of the Gregorian calendar
 * @year: 1970 or later, as written; @mon: 1 to 12; @day: 1 to 31; and the time of that day
 */
time64_t mktime64(unsigned int year, unsigned int mon, unsigned int day, unsigned int hour, unsigned int min,
		  unsigned int sec);

/**
 * time64_to_tm() - the date of a number of seconds since 1970
 * @seconds: the time, also before 1970
 * @offset: seconds to add, for a time zone
 * @result: the date
 */
void time64_to_tm(time64_t seconds, int offset, struct tm *result);

struct timespec64 ns_to_timespec64(s64 ns);

static inline s64 timespec64_to_ns(const struct timespec64 *ts)
{
	return ts->tv_sec * NSEC_PER_SEC + ts->tv_nsec;
}

static inline int timespec64_compare(const struct timespec64 *a, const struct timespec64 *b)
{
	if (a->tv_sec != b->tv_sec)
		return a->tv_sec < b->tv_sec ? -1 : 1;
	return a->tv_nsec < b->tv_nsec ? -1 : a->tv_nsec > b->tv_nsec;
}

static inline struct timespec64 timespec64_sub(struct timespec64 a, struct timespec64 b)
{
	return ns_to_timespec64(timespec64_to_ns(&a) - timespec64_to_ns(&b));
}

static inline struct timespec64 timespec64_add(struct timespec64 a, struct timespec64 b)
{
	return ns_to_timespec64(timespec64_to_ns(&a) + timespec64_to_ns(&b));
}

#endif
