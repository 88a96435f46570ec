/* SPDX-License-Identifier: MIT */
/*
 * wait_event() and its relatives; include linux/wait.h.
 *
 *	wait_event	_interruptible	a signal ends the wait: -ERESTARTSYS
 *			_killable	only a deadly one does
 *			_idle		does not count as load
 *			_timeout	ends after some jiffies: see below
 *			_exclusive	wake_up() wakes only one of those who wait so
 *			_lock_irq	the condition is looked at with a spin lock held
 *			_cmd		runs statements around the sleep
 *
 * @condition is evaluated each time the queue is woken, in TASK_RUNNING at first and then in the state
 * of the wait: it must not sleep. Whoever makes it true calls wake_up() afterwards.
 *
 * The _timeout forms return 0 if the condition was false when the time had passed, else the jiffies
 * that were left, at least 1.
 *
 * Kernel threads get no signals, so -ERESTARTSYS is for threads with a user mode.
 *
 * Context: process; may sleep.
 */
#ifndef _LINUX_WAIT_EVENT_H
#define _LINUX_WAIT_EVENT_H

/* The loop behind them all. @ret is what it returns unless @sleep changes __ret. */
#define ___wait_event(wq_head, condition, state, exclusive, ret, sleep)                            \
	({                                                                                         \
		struct wait_queue_entry __wq_entry;                                                \
		long __ret = (ret);                                                                \
												   \
		init_wait_entry(&__wq_entry, (exclusive) ? WQ_FLAG_EXCLUSIVE : 0);                 \
		for (;;) {                                                                         \
			long __signal = prepare_to_wait_event(&(wq_head), &__wq_entry, state);     \
												   \
			if (condition)                                                             \
				break;                                                             \
			if (__signal) {                                                            \
				__ret = __signal;                                                  \
				break;                                                             \
			}                                                                          \
			sleep;                                                                     \
		}                                                                                  \
		finish_wait(&(wq_head), &__wq_entry);                                              \
		__ret;                                                                             \
	})

/* True when a wait with a time limit is over. */
#define ___wait_cond_timeout(condition)                                                            \
	({                                                                                         \
		bool __holds = (condition);                                                        \
												   \
		if (__holds && !__ret)                                                             \
			__ret = 1;                                                                 \
		__holds || !__ret;                                                                 \
	})

#define __wait_event_state(wq_head, condition, state, exclusive, sleep)                            \
	({                                                                                         \
		might_sleep();                                                                     \
		(condition) ? 0 : (int)___wait_event(wq_head, condition, state, exclusive, 0, sleep); \
	})

/* The answer without a wait, if @condition holds or there is no time; else @wait. */
#define __wait_unless(condition, limit, wait) ((condition) ? ((limit) ? (limit) : 1) : !(limit) ? 0 : (wait))

#define __wait_event_state_timeout(wq_head, condition, state, exclusive, timeout)                  \
	({                                                                                         \
		long __limit = (timeout);                                                          \
												   \
		might_sleep();                                                                     \
		__wait_unless(condition, __limit,                                                  \
			      ___wait_event(wq_head, ___wait_cond_timeout(condition), state,       \
					    exclusive, __limit, __ret = schedule_timeout(__ret))); \
	})

#define wait_event(wq, condition)                                                                  \
	((void)__wait_event_state(wq, condition, TASK_UNINTERRUPTIBLE, 0, schedule()))
#define io_wait_event(wq, condition)                                                               \
	((void)__wait_event_state(wq, condition, TASK_UNINTERRUPTIBLE, 0, io_schedule()))
#define wait_event_idle(wq, condition)                                                             \
	((void)__wait_event_state(wq, condition, TASK_IDLE, 0, schedule()))
#define wait_event_interruptible(wq, condition)                                                    \
	__wait_event_state(wq, condition, TASK_INTERRUPTIBLE, 0, schedule())
#define wait_event_killable(wq, condition)                                                         \
	__wait_event_state(wq, condition, TASK_KILLABLE, 0, schedule())

#define wait_event_exclusive(wq, condition)                                                        \
	((void)__wait_event_state(wq, condition, TASK_UNINTERRUPTIBLE, 1, schedule()))
#define wait_event_idle_exclusive(wq, condition)                                                   \
	((void)__wait_event_state(wq, condition, TASK_IDLE, 1, schedule()))
#define wait_event_interruptible_exclusive(wq, condition)                                          \
	__wait_event_state(wq, condition, TASK_INTERRUPTIBLE, 1, schedule())
#define wait_event_killable_exclusive(wq, condition)                                               \
	__wait_event_state(wq, condition, TASK_KILLABLE, 1, schedule())

#define wait_event_timeout(wq, condition, timeout)                                                 \
	__wait_event_state_timeout(wq, condition, TASK_UNINTERRUPTIBLE, 0, timeout)
#define wait_event_idle_timeout(wq, condition, timeout)                                            \
	__wait_event_state_timeout(wq, condition, TASK_IDLE, 0, timeout)
#define wait_event_idle_exclusive_timeout(wq, condition, timeout)                                  \
	__wait_event_state_timeout(wq, condition, TASK_IDLE, 1, timeout)
#define wait_event_interruptible_timeout(wq, condition, timeout)                                   \
	__wait_event_state_timeout(wq, condition, TASK_INTERRUPTIBLE, 0, timeout)
#define wait_event_killable_timeout(wq, condition, timeout)                                        \
	__wait_event_state_timeout(wq, condition, TASK_KILLABLE, 0, timeout)

/* @before and @after run around each sleep. */
#define wait_event_cmd(wq, condition, before, after)                                               \
	((void)__wait_event_state(wq, condition, TASK_UNINTERRUPTIBLE, 0, before; schedule(); after))
#define wait_event_exclusive_cmd(wq, condition, before, after)                                     \
	((void)__wait_event_state(wq, condition, TASK_UNINTERRUPTIBLE, 1, before; schedule(); after))

/* @lock, a spinlock_t that is held with interrupts off, is given up around each sleep. */
#define __wait_event_unlocked(wq, condition, state, lock, cmd, sleep)                              \
	((condition) ? 0 : (int)___wait_event(wq, condition, state, 0, 0,                          \
		spin_unlock_irq(&(lock)); cmd; sleep; spin_lock_irq(&(lock))))
#define wait_event_lock_irq_cmd(wq, condition, lock, cmd)                                          \
	((void)__wait_event_unlocked(wq, condition, TASK_UNINTERRUPTIBLE, lock, cmd, schedule()))
#define wait_event_lock_irq(wq, condition, lock)                                                   \
	((void)__wait_event_unlocked(wq, condition, TASK_UNINTERRUPTIBLE, lock, , schedule()))
#define wait_event_interruptible_lock_irq_cmd(wq, condition, lock, cmd)                            \
	__wait_event_unlocked(wq, condition, TASK_INTERRUPTIBLE, lock, cmd, schedule())
#define wait_event_interruptible_lock_irq(wq, condition, lock)                                     \
	__wait_event_unlocked(wq, condition, TASK_INTERRUPTIBLE, lock, , schedule())

#define __wait_event_unlocked_timeout(wq, condition, state, lock, timeout)                         \
	({                                                                                         \
		long __limit = (timeout);                                                          \
												   \
		__wait_unless(condition, __limit,                                                  \
			      ___wait_event(wq, ___wait_cond_timeout(condition), state, 0, __limit, \
					    spin_unlock_irq(&(lock));                              \
					    __ret = schedule_timeout(__ret);                       \
					    spin_lock_irq(&(lock))));                              \
	})
#define wait_event_lock_irq_timeout(wq, condition, lock, timeout)                                  \
	__wait_event_unlocked_timeout(wq, condition, TASK_UNINTERRUPTIBLE, lock, timeout)
#define wait_event_interruptible_lock_irq_timeout(wq, condition, lock, timeout)                    \
	__wait_event_unlocked_timeout(wq, condition, TASK_INTERRUPTIBLE, lock, timeout)

#endif
