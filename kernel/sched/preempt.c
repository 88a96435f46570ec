// SPDX-License-Identifier: MIT
/* The preemption count: linux/preempt.h says what its bits mean. */
#include <linux/export.h>
#include <linux/percpu-defs.h>
#include <linux/preempt.h>

DEFINE_PER_CPU(u32, __preempt_count) = PREEMPT_NO_RESCHED;
EXPORT_PER_CPU_SYMBOL(__preempt_count);
