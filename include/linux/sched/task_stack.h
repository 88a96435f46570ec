/* SPDX-License-Identifier: MIT */
/* Where a thread's stack is. */
#ifndef _LINUX_SCHED_TASK_STACK_H
#define _LINUX_SCHED_TASK_STACK_H

#include <linux/sched.h>

#endif
