// SPDX-License-Identifier: MIT
/* The host's clock, which a test may stop and set. */
#define _GNU_SOURCE
#include <host/host.h>
#include <time.h>

unsigned long long sched_clock(void);

static unsigned long long fixed;
static int stopped;

void host_clock_set(unsigned long long ns)
{
	fixed = ns;
	stopped = 1;
}

void host_clock_run(void)
{
	stopped = 0;
}

unsigned long long host_clock(void)
{
	struct timespec now;

	if (stopped)
		return fixed;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (unsigned long long)now.tv_sec * 1000000000 + (unsigned long long)now.tv_nsec;
}

unsigned long long sched_clock(void)
{
	return host_clock();
}
