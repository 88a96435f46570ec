// SPDX-License-Identifier: MIT
/* Telling others that a module comes or goes. */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/notifier.h>
#include "internal.h"

static BLOCKING_NOTIFIER_HEAD(module_chain);

/**
 * register_module_notifier() - be called when a module's state changes
 * @nb: called with enum module_state and the module: before its init, after it, and before it is freed
 *
 * Context: process.
 */
int register_module_notifier(struct notifier_block *nb)
{
	return blocking_notifier_chain_register(&module_chain, nb);
}
EXPORT_SYMBOL(register_module_notifier);

/**
 * unregister_module_notifier() - not any more
 * @nb: as given to register_module_notifier()
 */
int unregister_module_notifier(struct notifier_block *nb)
{
	return blocking_notifier_chain_unregister(&module_chain, nb);
}
EXPORT_SYMBOL(unregister_module_notifier);

/**
 * module_notify() - tell whoever wants to know
 * @module: which
 * @state: what happens to it
 *
 * Context: process, without module_mutex.
 */
void module_notify(struct module *module, enum module_state state)
{
	blocking_notifier_call_chain(&module_chain, state, module);
}
