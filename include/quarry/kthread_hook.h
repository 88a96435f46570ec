/* SPDX-License-Identifier: MIT */
#ifndef _QUARRY_KTHREAD_HOOK_H
#define _QUARRY_KTHREAD_HOOK_H

struct task_struct;

/* A thread ends: tell whoever waits in kthread_stop(). */
void kthread_exit_hook(struct task_struct *task);

/* Free what is kept of ended threads: nobody is going to stop them. */
void kthread_forget_ended(void);

#endif
