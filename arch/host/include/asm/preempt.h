/* SPDX-License-Identifier: MIT */
/* The preemption count: one thread that is never preempted, so it is only counted. */
#ifndef _ASM_PREEMPT_H
#define _ASM_PREEMPT_H

#include <linux/types.h>

extern __thread u32 host_preempt_count;

static inline u32 preempt_count(void)
{
	return host_preempt_count;
}

static inline void preempt_count_add(u32 value)
{
	host_preempt_count += value;
}

static inline void preempt_count_sub(u32 value)
{
	host_preempt_count -= value;
}

static inline bool preempt_count_dec_and_test(void)
{
	host_preempt_count--;
	return false;
}

static inline bool test_preempt_need_resched(void)
{
	return false;
}

#endif
