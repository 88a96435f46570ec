/* SPDX-License-Identifier: MIT */
/* Until 2.6.26 modules took it from here. */
#ifndef _ASM_SEMAPHORE_H
#define _ASM_SEMAPHORE_H

#include <linux/semaphore.h>

#endif
