/* SPDX-License-Identifier: MIT */
/*
 * Waiting for what other threads do. A virtual CPU may stop for many milliseconds at any instruction, so
 * "it will be asleep by now" is no test; what is waited for is asked.
 */
#ifndef _TESTS_KERNEL_TEST_WAITING_H
#define _TESTS_KERNEL_TEST_WAITING_H

#include <linux/atomic.h>
#include <linux/delay.h>
#include <linux/sched.h>

#define PATIENCE 20000 /* sleeps: minutes; only a test that fails comes to their end */

/* Until @count has reached @value: does it? */
static inline bool reaches(const atomic_t *count, int value)
{
	for (int i = 0; i < PATIENCE && atomic_read(count) < value; i++)
		msleep(1);
	return atomic_read(count) >= value;
}

/* Until a thread that was woken is in no run queue and no CPU stands on its stack: it sleeps, or has ended. */
static inline void wait_until_asleep(const struct task_struct *task)
{
	while (READ_ONCE(task->on_rq) || READ_ONCE(task->on_cpu))
		schedule_timeout_uninterruptible(1);
}

#endif
