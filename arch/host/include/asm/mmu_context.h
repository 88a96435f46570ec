/* SPDX-License-Identifier: MIT */
/* Changing address spaces: on the host there is nothing to load. */
#ifndef _ASM_MMU_CONTEXT_H
#define _ASM_MMU_CONTEXT_H

#include <linux/mm_struct.h>

static inline void init_new_context(struct mm_struct *mm)
{
	mm->context.flushes = 0;
}

static inline void switch_mm_irqs_off(struct mm_struct *prev, struct mm_struct *next, struct task_struct *tsk)
{
}

static inline void mm_leave_cpus(struct mm_struct *mm)
{
}

#endif
