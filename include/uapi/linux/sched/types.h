/* SPDX-License-Identifier: MIT */
/* struct sched_param. */
#ifndef _UAPI_LINUX_SCHED_TYPES_H
#define _UAPI_LINUX_SCHED_TYPES_H

#include <linux/sched.h>

#endif
