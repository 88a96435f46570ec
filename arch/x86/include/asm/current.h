/* SPDX-License-Identifier: MIT */
/* The thread that runs on this CPU. */
#ifndef _ASM_CURRENT_H
#define _ASM_CURRENT_H

#include <asm/percpu.h>

struct task_struct;
extern struct task_struct *current_task; /* per CPU */

/* Whichever CPU a thread is moved to, its own answer stays the same. */
static __always_inline struct task_struct *get_current(void)
{
	return this_cpu_read_stable(current_task);
}

#define current get_current()

#endif
