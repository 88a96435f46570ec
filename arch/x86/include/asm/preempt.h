/* SPDX-License-Identifier: MIT */
/* The preemption count, a per-CPU word: linux/preempt.h says what its bits mean. */
#ifndef _ASM_PREEMPT_H
#define _ASM_PREEMPT_H

#include <asm/percpu.h>

#define PREEMPT_NO_RESCHED 0x80000000U

extern u32 __preempt_count; /* per CPU */

static __always_inline u32 preempt_count(void)
{
	return arch_this_cpu_read(__preempt_count) & ~PREEMPT_NO_RESCHED;
}

static __always_inline void preempt_count_add(u32 value)
{
	arch_this_cpu_add(__preempt_count, value);
}

static __always_inline void preempt_count_sub(u32 value)
{
	arch_this_cpu_add(__preempt_count, 0U - value);
}

/* Replaces the count and leaves the wish to reschedule alone; for the CPU's own scheduler. */
static __always_inline void preempt_count_set(u32 value)
{
	u32 old = arch_this_cpu_read(__preempt_count);

	arch_this_cpu_write(__preempt_count, (old & PREEMPT_NO_RESCHED) | value);
}

/* True if the count is now zero and a reschedule is wanted. */
static __always_inline bool preempt_count_dec_and_test(void)
{
	bool zero;

	asm volatile("decl " __PERCPU "%1" : "=@ccz"(zero), "+m"(__preempt_count) : : "memory");
	return zero;
}

/* This CPU's wish to reschedule, folded into its count. */
static __always_inline void set_preempt_need_resched(void)
{
	arch_this_cpu_and(__preempt_count, ~PREEMPT_NO_RESCHED);
}

static __always_inline void clear_preempt_need_resched(void)
{
	arch_this_cpu_or(__preempt_count, PREEMPT_NO_RESCHED);
}

static __always_inline bool test_preempt_need_resched(void)
{
	return !(arch_this_cpu_read(__preempt_count) & PREEMPT_NO_RESCHED);
}

/* Preemptible, and a reschedule wanted? */
static __always_inline bool should_resched(void)
{
	bool zero;

	asm volatile("cmpl $0, " __PERCPU "%1" : "=@ccz"(zero) : "m"(__preempt_count));
	return zero;
}

/* A count of @value and no wish to reschedule. */
static __always_inline void preempt_count_reset(u32 value)
{
	arch_this_cpu_write(__preempt_count, PREEMPT_NO_RESCHED | value);
}

#endif
