/* SPDX-License-Identifier: MIT */
/* struct sched_param. */
#ifndef _LINUX_SCHED_TYPES_H
#define _LINUX_SCHED_TYPES_H

#include <linux/sched.h>

#endif
