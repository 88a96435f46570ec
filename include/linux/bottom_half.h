/* SPDX-License-Identifier: MIT */
/* Keeping softirqs of this CPU away for a while. */
#ifndef _LINUX_BOTTOM_HALF_H
#define _LINUX_BOTTOM_HALF_H

#include <linux/preempt.h>

/**
 * local_bh_disable() - no softirq runs on this CPU until local_bh_enable()
 *
 * Nests. Preemption is off, too.
 */
static __always_inline void local_bh_disable(void)
{
	preempt_count_add(SOFTIRQ_DISABLE_OFFSET);
	barrier();
}

/**
 * local_bh_enable() - undo one local_bh_disable(); softirqs that came meanwhile run now
 *
 * With interrupts off they wait for the next interrupt instead.
 */
void local_bh_enable(void);

/* As local_bh_enable(), for a caller whose softirqs run soon anyway: leaves them pending. */
static __always_inline void _local_bh_enable(void)
{
	barrier();
	preempt_count_sub(SOFTIRQ_DISABLE_OFFSET);
}

#endif
