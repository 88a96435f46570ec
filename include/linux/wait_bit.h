/* SPDX-License-Identifier: MIT */
/*
 * Waiting for a bit or a variable that has no wait queue of its own: some queues are shared by all, so
 * a wake-up may wake those of others too, who look and sleep on.
 */
#ifndef _LINUX_WAIT_BIT_H
#define _LINUX_WAIT_BIT_H

#include <linux/bitops.h>
#include <linux/wait.h>

/* kernel/wait_bit.c */
struct wait_queue_head *bit_waitqueue(const void *word, int bit);
struct wait_queue_head *__var_waitqueue(const void *var);
void wake_up_bit(const unsigned long *word, int bit);
void wake_up_var(const void *var);

/**
 * wait_on_bit() - wait until a bit is clear
 * @word: the first word
 * @bit: number of the bit
 * @mode: TASK_* to sleep in
 *
 * Whoever clears it calls wake_up_bit() afterwards, behind a barrier: clear_and_wake_up_bit().
 *
 * Context: process; may sleep. Return: 0, or -ERESTARTSYS.
 */
#define wait_on_bit(word, bit, mode)                                                               \
	__wait_event_state(*bit_waitqueue(word, bit), !test_bit(bit, word), mode, 0, schedule())
#define wait_on_bit_io(word, bit, mode)                                                            \
	__wait_event_state(*bit_waitqueue(word, bit), !test_bit(bit, word), mode, 0, io_schedule())
/* 0, or -EAGAIN when @timeout jiffies have passed. */
#define wait_on_bit_timeout(word, bit, mode, timeout)                                              \
	(__wait_event_state_timeout(*bit_waitqueue(word, bit), !test_bit(bit, word), mode, 0, timeout) > 0 ? \
		 0 : -EAGAIN)
/* Waits until it is clear, and sets it. */
#define wait_on_bit_lock(word, bit, mode)                                                          \
	__wait_event_state(*bit_waitqueue(word, bit), !test_and_set_bit(bit, word), mode, 0, schedule())
#define wait_on_bit_lock_io(word, bit, mode) wait_on_bit_lock(word, bit, mode)

/* For a variable that wake_up_var() speaks of, wherever it lies. */
#define wait_var_event(var, condition) wait_event(*__var_waitqueue(var), condition)
#define wait_var_event_timeout(var, condition, timeout)                                            \
	wait_event_timeout(*__var_waitqueue(var), condition, timeout)
#define wait_var_event_interruptible(var, condition)                                               \
	wait_event_interruptible(*__var_waitqueue(var), condition)
#define wait_var_event_killable(var, condition) wait_event_killable(*__var_waitqueue(var), condition)

static inline void clear_and_wake_up_bit(int bit, unsigned long *word)
{
	smp_mb__before_atomic();
	clear_bit(bit, word);
	smp_mb__after_atomic();
	wake_up_bit(word, bit);
}

#endif
