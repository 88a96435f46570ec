/* SPDX-License-Identifier: MIT */
/* References to threads: linux/sched.h has them. */
#ifndef _LINUX_SCHED_TASK_H
#define _LINUX_SCHED_TASK_H

#include <linux/sched.h>

#endif
