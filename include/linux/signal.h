/* SPDX-License-Identifier: MIT */
/* No signals. Numbers and masks only. */
#ifndef _LINUX_SIGNAL_H
#define _LINUX_SIGNAL_H

#include <linux/sched/signal.h>
#include <linux/types.h>

#endif
