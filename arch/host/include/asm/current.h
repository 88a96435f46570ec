/* SPDX-License-Identifier: MIT */
/* The thread that runs: each thread of the process is one (arch/host/threads.c). */
#ifndef _ASM_CURRENT_H
#define _ASM_CURRENT_H

struct task_struct;
struct task_struct *get_current(void);

#define current get_current()

#endif
