/* SPDX-License-Identifier: MIT */
/* Signals of threads: kernel threads get none. The list of all threads stands in linux/sched.h. */
#ifndef _LINUX_SCHED_SIGNAL_H
#define _LINUX_SCHED_SIGNAL_H

#include <linux/sched.h>

#endif
