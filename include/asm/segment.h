/* SPDX-License-Identifier: MIT */
/* Once the way to user memory. */
#ifndef _ASM_SEGMENT_H
#define _ASM_SEGMENT_H

#include <linux/uaccess.h>

#endif
