/* SPDX-License-Identifier: MIT */
/* linux/once.h has it. */
#ifndef _LINUX_ONCE_LITE_H
#define _LINUX_ONCE_LITE_H

#include <linux/once.h>

#endif
