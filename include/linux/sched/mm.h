/* SPDX-License-Identifier: MIT */
/* Address spaces of threads: mmget(), mmput(), mmgrab(), mmdrop(). */
#ifndef _LINUX_SCHED_MM_H
#define _LINUX_SCHED_MM_H

#include <linux/memalloc.h>
#include <linux/mm.h>
#include <linux/mm_struct.h>
#include <linux/sched.h>

/**
 * get_task_mm() - the address space of a program, with a reference for mmput()
 * @task: a thread
 *
 * Return: NULL, as for all kernel threads; one may have borrowed a space by kthread_use_mm(), but does not own it.
 */
static inline struct mm_struct *get_task_mm(struct task_struct *task)
{
	return NULL;
}

#endif
