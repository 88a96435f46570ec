// SPDX-License-Identifier: MIT
/* Notifier chains: lists of functions, by priority, in the order they came. */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/notifier.h>

/**
 * blocking_notifier_chain_register() - be called
 * @chain: the chain
 * @nb: what to call; not in the chain yet
 *
 * Context: process; may sleep. Return: 0; -EEXIST if it is in the chain already.
 */
int blocking_notifier_chain_register(struct blocking_notifier_head *chain, struct notifier_block *nb)
{
	struct notifier_block **place, *twin;
	int err = 0;

	down_write(&chain->rwsem);
	for (place = &chain->head; *place && (*place)->priority >= nb->priority; place = &(*place)->next)
		;
	for (twin = chain->head; twin; twin = twin->next)
		if (twin == nb)
			err = -EEXIST;
	if (!err) {
		nb->next = *place;
		*place = nb;
	}
	up_write(&chain->rwsem);
	return err;
}
EXPORT_SYMBOL_GPL(blocking_notifier_chain_register);

/**
 * blocking_notifier_chain_unregister() - be called no more
 * @chain: the chain
 * @nb: what was called
 *
 * Context: process; waits for calls that run. Return: 0; -ENOENT if it is not in the chain.
 */
int blocking_notifier_chain_unregister(struct blocking_notifier_head *chain, struct notifier_block *nb)
{
	struct notifier_block **place;
	int err = -ENOENT;

	down_write(&chain->rwsem);
	for (place = &chain->head; *place; place = &(*place)->next) {
		if (*place != nb)
			continue;
		*place = nb->next;
		err = 0;
		break;
	}
	up_write(&chain->rwsem);
	return err;
}
EXPORT_SYMBOL_GPL(blocking_notifier_chain_unregister);

/**
 * blocking_notifier_call_chain() - call all of them
 * @chain: the chain
 * @action: handed to them
 * @data: handed to them
 *
 * Context: process; may sleep. Return: what the last one that was called returned.
 */
int blocking_notifier_call_chain(struct blocking_notifier_head *chain, unsigned long action, void *data)
{
	int ret = NOTIFY_DONE;

	down_read(&chain->rwsem);
	for (struct notifier_block *nb = chain->head, *next; nb; nb = next) {
		next = nb->next;
		ret = nb->notifier_call(nb, action, data);
		if (ret & NOTIFY_STOP_MASK)
			break;
	}
	up_read(&chain->rwsem);
	return ret;
}
EXPORT_SYMBOL_GPL(blocking_notifier_call_chain);
