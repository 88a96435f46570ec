// SPDX-License-Identifier: MIT
/* Who is there, and who is in use. A module's count is one while it is loaded, plus its uses. */
#include <linux/bug.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/rculist.h>
#include <linux/string.h>
#include "internal.h"

/**
 * try_module_get() - keep a module from being unloaded
 * @module: the module; NULL, which is the kernel, can always be had
 *
 * Context: any. Return: false if it is on its way out.
 */
bool try_module_get(struct module *module)
{
	return !module || (module_is_live(module) && atomic_inc_not_zero(&module->refcnt));
}
EXPORT_SYMBOL(try_module_get);

/**
 * __module_get() - one use more of a module that is in use already
 * @module: the module, or NULL
 */
void __module_get(struct module *module)
{
	if (module)
		atomic_inc(&module->refcnt);
}
EXPORT_SYMBOL(__module_get);

/**
 * module_put() - a use ends
 * @module: the module, or NULL
 */
void module_put(struct module *module)
{
	if (module)
		WARN_ON(atomic_dec_return(&module->refcnt) < 0);
}
EXPORT_SYMBOL(module_put);

/**
 * module_refcount() - how many uses a module has
 * @module: the module
 *
 * Return: -1 while it is being unloaded.
 */
int module_refcount(struct module *module)
{
	return atomic_read(&module->refcnt) - 1;
}
EXPORT_SYMBOL(module_refcount);

static bool same_module_name(const char *a, const char *b)
{
	for (; *a && (*a == '-' ? '_' : *a) == (*b == '-' ? '_' : *b); a++)
		b++;
	return !*a && !*b;
}

/**
 * find_module() - a loaded module by its name
 * @name: dashes and underscores are the same
 *
 * Context: under module_mutex. Return: the module or NULL.
 */
struct module *find_module(const char *name)
{
	struct module *module;

	list_for_each_entry(module, &modules, list)
		if (same_module_name(module->name, name))
			return module;
	return NULL;
}

/**
 * __module_address() - the module that an address lies in
 * @address: any address
 *
 * Context: any; the module may go away unless something keeps it.
 */
struct module *__module_address(unsigned long address)
{
	struct module *module, *found = NULL;

	rcu_read_lock();
	list_for_each_entry_rcu(module, &modules, list)
		if (within_module(address, module))
			found = module;
	rcu_read_unlock();
	return found;
}
EXPORT_SYMBOL(__module_address);

/**
 * __module_text_address() - the module whose code an address lies in
 * @address: any address
 *
 * Context: any.
 */
struct module *__module_text_address(unsigned long address)
{
	struct module *module = __module_address(address);

	if (!module || (address - (unsigned long)module->region[MOD_TEXT].base >= module->region[MOD_TEXT].size &&
			address - (unsigned long)module->region[MOD_INIT_TEXT].base >= module->region[MOD_INIT_TEXT].size))
		return NULL;
	return module;
}
EXPORT_SYMBOL(__module_text_address);

bool is_module_address(unsigned long address)
{
	return __module_address(address);
}

bool is_module_text_address(unsigned long address)
{
	return __module_text_address(address);
}
