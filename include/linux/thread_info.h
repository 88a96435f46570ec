/* SPDX-License-Identifier: MIT */
/* What is low in a thread's stack on other kernels is in struct task_struct here: current_thread_info(). */
#ifndef _LINUX_THREAD_INFO_H
#define _LINUX_THREAD_INFO_H

#include <linux/sched.h>
#include <asm/current.h>

#endif
