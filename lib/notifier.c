// SPDX-License-Identifier: MIT
/*
 * Notifier chains: lists of functions, by priority, in the order they came. The three kinds differ in what
 * guards the list: nothing (raw), a semaphore (blocking), or RCU with a lock for those who change it (atomic).
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/notifier.h>
#include <linux/rcupdate.h>

static int chain_register(struct notifier_block **head, struct notifier_block *nb)
{
	struct notifier_block **place;

	for (struct notifier_block *twin = *head; twin; twin = twin->next)
		if (twin == nb)
			return -EEXIST;
	for (place = head; *place && (*place)->priority >= nb->priority; place = &(*place)->next)
		;
	nb->next = *place;
	smp_store_release(place, nb);
	return 0;
}

static int chain_unregister(struct notifier_block **head, struct notifier_block *nb)
{
	for (struct notifier_block **place = head; *place; place = &(*place)->next) {
		if (*place != nb)
			continue;
		WRITE_ONCE(*place, nb->next);
		return 0;
	}
	return -ENOENT;
}

static int chain_call(struct notifier_block **head, unsigned long action, void *data)
{
	int ret = NOTIFY_DONE;

	for (struct notifier_block *nb = smp_load_acquire(head), *next; nb; nb = next) {
		next = smp_load_acquire(&nb->next);
		ret = nb->notifier_call(nb, action, data);
		if (ret & NOTIFY_STOP_MASK)
			break;
	}
	return ret;
}

/**
 * raw_notifier_chain_register() - be called
 * @chain: the chain
 * @nb: what to call; not in the chain yet
 *
 * Context: the caller sees to it that nobody else uses the chain. Return: 0; -EEXIST if it is in it already.
 */
int raw_notifier_chain_register(struct raw_notifier_head *chain, struct notifier_block *nb)
{
	return chain_register(&chain->head, nb);
}
EXPORT_SYMBOL_GPL(raw_notifier_chain_register);

/** raw_notifier_chain_unregister - be called no more; -ENOENT if it is not in the chain */
int raw_notifier_chain_unregister(struct raw_notifier_head *chain, struct notifier_block *nb)
{
	return chain_unregister(&chain->head, nb);
}
EXPORT_SYMBOL_GPL(raw_notifier_chain_unregister);

/** raw_notifier_call_chain - call all of them; what the last one that was called returned */
int raw_notifier_call_chain(struct raw_notifier_head *chain, unsigned long action, void *data)
{
	return chain_call(&chain->head, action, data);
}
EXPORT_SYMBOL_GPL(raw_notifier_call_chain);

/** blocking_notifier_chain_register - as raw_notifier_chain_register(), in process context; may sleep */
int blocking_notifier_chain_register(struct blocking_notifier_head *chain, struct notifier_block *nb)
{
	int err;

	down_write(&chain->rwsem);
	err = chain_register(&chain->head, nb);
	up_write(&chain->rwsem);
	return err;
}
EXPORT_SYMBOL_GPL(blocking_notifier_chain_register);

/** blocking_notifier_chain_unregister - waits for calls that run; -ENOENT if it is not in the chain */
int blocking_notifier_chain_unregister(struct blocking_notifier_head *chain, struct notifier_block *nb)
{
	int err;

	down_write(&chain->rwsem);
	err = chain_unregister(&chain->head, nb);
	up_write(&chain->rwsem);
	return err;
}
EXPORT_SYMBOL_GPL(blocking_notifier_chain_unregister);

/** blocking_notifier_call_chain - call all of them, in process context; what the last one called returned */
int blocking_notifier_call_chain(struct blocking_notifier_head *chain, unsigned long action, void *data)
{
	int ret;

	down_read(&chain->rwsem);
	ret = chain_call(&chain->head, action, data);
	up_read(&chain->rwsem);
	return ret;
}
EXPORT_SYMBOL_GPL(blocking_notifier_call_chain);

/** atomic_notifier_chain_register - as raw_notifier_chain_register(), in any context but NMI */
int atomic_notifier_chain_register(struct atomic_notifier_head *chain, struct notifier_block *nb)
{
	unsigned long flags;
	int err;

	spin_lock_irqsave(&chain->lock, flags);
	err = chain_register(&chain->head, nb);
	spin_unlock_irqrestore(&chain->lock, flags);
	return err;
}
EXPORT_SYMBOL_GPL(atomic_notifier_chain_register);

/** atomic_notifier_chain_unregister - waits for calls that run, so in process context; -ENOENT if it is not there */
int atomic_notifier_chain_unregister(struct atomic_notifier_head *chain, struct notifier_block *nb)
{
	unsigned long flags;
	int err;

	spin_lock_irqsave(&chain->lock, flags);
	err = chain_unregister(&chain->head, nb);
	spin_unlock_irqrestore(&chain->lock, flags);
	synchronize_rcu();
	return err;
}
EXPORT_SYMBOL_GPL(atomic_notifier_chain_unregister);

/** atomic_notifier_call_chain - call all of them, in any context but NMI; they must not sleep */
int atomic_notifier_call_chain(struct atomic_notifier_head *chain, unsigned long action, void *data)
{
	int ret;

	rcu_read_lock();
	ret = chain_call(&chain->head, action, data);
	rcu_read_unlock();
	return ret;
}
EXPORT_SYMBOL_GPL(atomic_notifier_call_chain);
