/* SPDX-License-Identifier: MIT */
/* Chains of functions that are called when something has happened. Code in lib/notifier.c. */
#ifndef _LINUX_NOTIFIER_H
#define _LINUX_NOTIFIER_H

#include <linux/rwsem.h>
#include <linux/spinlock.h>

struct notifier_block;
typedef int (*notifier_fn_t)(struct notifier_block *nb, unsigned long action, void *data);

/**
 * struct notifier_block - somebody who wants to be called
 * @notifier_call: the function; returns NOTIFY_*
 * @next: in the chain
 * @priority: higher ones are called earlier
 */
struct notifier_block {
	notifier_fn_t notifier_call;
	struct notifier_block *next;
	int priority;
};

#define NOTIFY_DONE 0x0000	/* not interested */
#define NOTIFY_OK 0x0001	/* done */
#define NOTIFY_STOP_MASK 0x8000 /* the others need not be called */
#define NOTIFY_BAD (NOTIFY_STOP_MASK | 0x0002)
#define NOTIFY_STOP (NOTIFY_OK | NOTIFY_STOP_MASK)

/* A chain whose functions may sleep, and that is called by threads only. */
struct blocking_notifier_head {
	struct rw_semaphore rwsem;
	struct notifier_block *head;
};

#define BLOCKING_NOTIFIER_HEAD(name)                                                               \
	struct blocking_notifier_head name = { .rwsem = __RWSEM_INITIALIZER((name).rwsem) }

int blocking_notifier_chain_register(struct blocking_notifier_head *chain, struct notifier_block *nb);
int blocking_notifier_chain_unregister(struct blocking_notifier_head *chain, struct notifier_block *nb);
int blocking_notifier_call_chain(struct blocking_notifier_head *chain, unsigned long action, void *data);

/*
 * One whose functions must not sleep, and that is called in any context but NMI. They run under RCU, so
 * that nobody waits for anybody.
 */
struct atomic_notifier_head {
	spinlock_t lock;
	struct notifier_block *head;
};

#define ATOMIC_NOTIFIER_HEAD(name) struct atomic_notifier_head name = { .lock = __SPIN_LOCK_UNLOCKED((name).lock) }
#define ATOMIC_INIT_NOTIFIER_HEAD(chain)                                                           \
	do {                                                                                       \
		spin_lock_init(&(chain)->lock);                                                    \
		(chain)->head = NULL;                                                              \
	} while (0)

int atomic_notifier_chain_register(struct atomic_notifier_head *chain, struct notifier_block *nb);
int atomic_notifier_chain_unregister(struct atomic_notifier_head *chain, struct notifier_block *nb);
int atomic_notifier_call_chain(struct atomic_notifier_head *chain, unsigned long action, void *data);

/* One without a lock: that is its user's business. */
struct raw_notifier_head {
	struct notifier_block *head;
};

#define RAW_NOTIFIER_HEAD(name) struct raw_notifier_head name = { NULL }
#define RAW_INIT_NOTIFIER_HEAD(chain) ((void)((chain)->head = NULL))

int raw_notifier_chain_register(struct raw_notifier_head *chain, struct notifier_block *nb);
int raw_notifier_chain_unregister(struct raw_notifier_head *chain, struct notifier_block *nb);
int raw_notifier_call_chain(struct raw_notifier_head *chain, unsigned long action, void *data);

#define BLOCKING_INIT_NOTIFIER_HEAD(chain)                                                         \
	do {                                                                                       \
		init_rwsem(&(chain)->rwsem);                                                       \
		(chain)->head = NULL;                                                              \
	} while (0)

#endif
