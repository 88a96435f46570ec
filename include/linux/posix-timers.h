/* SPDX-License-Identifier: MIT */
/* No programs that would set them. */
#ifndef _LINUX_POSIX_TIMERS_H
#define _LINUX_POSIX_TIMERS_H

#include <linux/types.h>

#endif
