/* SPDX-License-Identifier: MIT */
/* The clock in use stands in /proc/clock. */
#ifndef _LINUX_CLOCKSOURCE_H
#define _LINUX_CLOCKSOURCE_H

#include <linux/timekeeping.h>

#endif
