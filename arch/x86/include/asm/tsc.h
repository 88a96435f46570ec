/* SPDX-License-Identifier: MIT */
/* The time stamp counter, for modules that measure. */
#ifndef _ASM_X86_TSC_H
#define _ASM_X86_TSC_H

#include <asm/processor.h>
#include <linux/timex.h>

extern unsigned int tsc_khz; /* ticks a millisecond; 0: no usable counter */

#endif
