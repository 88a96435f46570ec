/* SPDX-License-Identifier: MIT */
/*
 * Completions: "wait until that has happened", where it happens once, or a number of times. Unlike a
 * wait queue with a flag, a completion may live on the stack of the waiter: complete() does not touch
 * it any more once the waiter can have returned.
 */
#ifndef _LINUX_COMPLETION_H
#define _LINUX_COMPLETION_H

#include <linux/swait.h>

/**
 * struct completion - something that happens
 * @done: how often it has happened and nobody has waited for; UINT_MAX: for ever (wait.lock)
 * @wait: those who wait
 */
struct completion {
	unsigned int done;
	struct swait_queue_head wait;
};

#define COMPLETION_INITIALIZER(work) { .done = 0, .wait = __SWAIT_QUEUE_HEAD_INITIALIZER((work).wait) }
#define COMPLETION_INITIALIZER_ONSTACK(work)                                                       \
	(*({                                                                                       \
		init_completion(&(work));                                                          \
		&(work);                                                                           \
	}))
#define DECLARE_COMPLETION(work) struct completion work = COMPLETION_INITIALIZER(work)
#define DECLARE_COMPLETION_ONSTACK(work) DECLARE_COMPLETION(work)

#define init_completion(x)                                                                         \
	do {                                                                                       \
		(x)->done = 0;                                                                     \
		init_swait_queue_head(&(x)->wait);                                                 \
	} while (0)

/* For another round, when nobody waits and nobody is in complete(). */
static inline void reinit_completion(struct completion *x)
{
	x->done = 0;
}

void complete(struct completion *x);
void complete_all(struct completion *x);
bool try_wait_for_completion(struct completion *x);
bool completion_done(struct completion *x);

void wait_for_completion(struct completion *x);
void wait_for_completion_io(struct completion *x);
int wait_for_completion_interruptible(struct completion *x);
int wait_for_completion_killable(struct completion *x);
int wait_for_completion_state(struct completion *x, unsigned int state);
unsigned long wait_for_completion_timeout(struct completion *x, unsigned long timeout);
unsigned long wait_for_completion_io_timeout(struct completion *x, unsigned long timeout);
long wait_for_completion_interruptible_timeout(struct completion *x, unsigned long timeout);
long wait_for_completion_killable_timeout(struct completion *x, unsigned long timeout);

#endif
