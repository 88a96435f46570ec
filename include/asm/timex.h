/* SPDX-License-Identifier: MIT */
/* The time-stamp counter. */
#ifndef _ASM_TIMEX_H
#define _ASM_TIMEX_H

#include <asm/processor.h>
#include <linux/timex.h>

#endif
