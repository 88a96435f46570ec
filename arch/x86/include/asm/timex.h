/* SPDX-License-Identifier: MIT */
/* Cycles of the time-stamp counter. */
#ifndef _ASM_TIMEX_H
#define _ASM_TIMEX_H

#include <asm/cpufeature.h>
#include <asm/processor.h>
#include <linux/types.h>

typedef unsigned long long cycles_t;

/* 0 on a CPU without the counter. */
static inline cycles_t get_cycles(void)
{
	return boot_cpu_has(X86_FEATURE_TSC) ? rdtsc() : 0;
}

#endif
