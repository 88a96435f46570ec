// SPDX-License-Identifier: MIT
/*
 * Symbols that a module does not define itself: looked up among what the kernel and the modules
 * loaded before it export. Whose symbols a module uses cannot be unloaded before it.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <quarry/symbols.h>
#include "internal.h"

static const struct kernel_symbol *find_in(const struct kernel_symbol *symbols, unsigned int nr, const char *name)
{
	for (unsigned int i = 0; i < nr; i++)
		if (!strcmp(symbols[i].name, name))
			return &symbols[i];
	return NULL;
}

/**
 * struct export - what a name stands for
 * @value: address
 * @owner: the module that has it; NULL: the kernel
 * @gpl_only: for GPL-compatible modules only
 */
struct export {
	unsigned long value;
	struct module *owner;
	bool gpl_only;
};

static bool find_in_module(struct module *module, const char *name, struct export *export)
{
	const struct kernel_symbol *symbol = find_in(module->syms, module->num_syms, name);

	export->gpl_only = !symbol;
	if (!symbol)
		symbol = find_in(module->gpl_syms, module->num_gpl_syms, name);
	if (!symbol)
		return false;
	export->owner = module;
	export->value = symbol->value;
	return true;
}

static bool find_export(const char *name, struct export *export)
{
	struct module *module;

	export->owner = NULL;
	export->value = kernel_export(name, &export->gpl_only);
	if (export->value)
		return true;
	list_for_each_entry(module, &modules, list)
		if (module->state == MODULE_STATE_LIVE && !module->broken && find_in_module(module, name, export))
			return true;
	return false;
}

/* Notes that @user uses @owner, once. */
static int use(struct module *user, struct module *owner)
{
	struct module_use *use;

	list_for_each_entry(use, &user->uses, source_list)
		if (use->target == owner)
			return 0;
	use = kmalloc(sizeof(*use), GFP_KERNEL);
	if (!use)
		return -ENOMEM;
	if (!try_module_get(owner)) {
		kfree(use);
		return -ENODEV;
	}
	use->source = user;
	use->target = owner;
	list_add(&use->source_list, &user->uses);
	list_add(&use->target_list, &owner->used_by);
	return 0;
}

/**
 * module_unuse_all() - a module goes: it uses nothing any more
 * @module: it
 *
 * Context: under module_mutex.
 */
void module_unuse_all(struct module *module)
{
	struct module_use *use, *next;

	list_for_each_entry_safe(use, next, &module->uses, source_list) {
		list_del(&use->source_list);
		list_del(&use->target_list);
		module_put(use->target);
		kfree(use);
	}
}

static int resolve_undefined(struct load_info *info, u32 index, struct module *module)
{
	const Elf_Sym *symbol = &info->symbols[index];
	const char *name = info->strings + symbol->st_name;
	struct export export;

	info->values[index] = 0;
	if (!find_export(name, &export)) {
		if (ELF_ST_BIND(symbol->st_info) == STB_WEAK || !*name)
			return 0;
		pr_err("%s: Unknown symbol %s (err %d)\n", info->name, name, -ENOENT);
		return -ENOENT;
	}
	if (export.gpl_only && !module->gpl_compatible) {
		pr_err("%s: GPL-incompatible module uses GPL-only symbol '%s'\n", info->name, name);
		return -ENOENT;
	}
	info->values[index] = export.value;
	return export.owner ? use(module, export.owner) : 0;
}

/**
 * module_resolve() - find the address of each symbol
 * @info: laid out, addresses known; @values is filled in
 * @module: gets what it uses
 *
 * All that is missing is named, not just the first.
 *
 * Context: under module_mutex. Return: 0, -ENOENT or -ENOMEM.
 */
int module_resolve(struct load_info *info, struct module *module)
{
	int result = 0;

	info->values[0] = 0;
	for (u32 i = 1; i < info->nr_symbols; i++) {
		if (info->symbols[i].st_shndx == SHN_UNDEF) {
			int err = resolve_undefined(info, i, module);

			result = result ?: err;
		} else {
			info->values[i] = module_symbol_address(info, &info->symbols[i]);
		}
	}
	if (result == -ENOENT)
		module_refuse(info, "it needs symbols that nobody has");
	return result;
}

/**
 * module_check_exports() - is what a module exports its own, and new?
 * @info: for the reason
 * @module: relocated
 *
 * Context: under module_mutex. Return: 0 or -ENOEXEC.
 */
int module_check_exports(struct load_info *info, const struct module *module)
{
	for (unsigned int i = 0; i < module->num_syms + module->num_gpl_syms; i++) {
		const struct kernel_symbol *symbol =
			i < module->num_syms ? &module->syms[i] : &module->gpl_syms[i - module->num_syms];
		struct export export;

		if (!module_owns_string(module, symbol->name))
			return module_refuse(info, "the name of an exported symbol does not end");
		if (find_export(symbol->name, &export))
			return module_refuse(info, "exports duplicate symbol %s (owned by %s)", symbol->name,
					     module_name(export.owner));
	}
	return 0;
}
