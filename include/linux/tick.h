/* SPDX-License-Identifier: MIT */
/* The tick (kernel/time/tick.c). */
#ifndef _LINUX_TICK_H
#define _LINUX_TICK_H

#include <linux/ktime.h>

#endif
