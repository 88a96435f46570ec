/* SPDX-License-Identifier: MIT */
/* sched_clock(): nanoseconds since the kernel was entered. */
#ifndef _LINUX_SCHED_CLOCK_H
#define _LINUX_SCHED_CLOCK_H

#include <linux/sched.h>
#include <linux/timekeeping.h>

#endif
