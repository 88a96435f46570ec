/* SPDX-License-Identifier: MIT */
/* Kernel threads get no signals: numbers and sets only. */
#ifndef _LINUX_SIGNAL_H
#define _LINUX_SIGNAL_H

#include <linux/sched/signal.h>
#include <linux/signal_types.h>
#include <linux/types.h>

#endif
