// SPDX-License-Identifier: MIT
/*
 * From an address to the function of a module that it lies in (symbol_table.c), for backtraces and
 * kallsyms_lookup(); and other things that reports ask of modules.
 *
 * Look-ups may come from an oops, so they take no lock: the list of modules is followed under RCU,
 * and a module leaves the list before its memory goes.
 */
#include <linux/kernel.h>
#include <linux/panic.h>
#include <asm/traps.h>
#include <linux/rculist.h>
#include <linux/string.h>
#include <quarry/module.h>
#include <quarry/symbols.h>
#include "internal.h"

static unsigned long end_of_region(const struct module *module, unsigned long address)
{
	for (int i = 0; i < NR_MOD_REGIONS; i++)
		if (address - (unsigned long)module->region[i].base < module->region[i].size)
			return (unsigned long)module->region[i].base + module->region[i].size;
	return address;
}

static const char *lookup_in(const struct module *module, unsigned long address, unsigned long *size,
			     unsigned long *offset)
{
	const struct module_symbols *table = module->symbols;
	unsigned long end = end_of_region(module, address);
	u32 low = 0, high = table->count;

	if (!high || address < table->entry[0].address)
		return NULL;
	while (high - low > 1) {
		u32 middle = low + (high - low) / 2;

		if (table->entry[middle].address <= address)
			low = middle;
		else
			high = middle;
	}
	*offset = address - table->entry[low].address;
	*size = (high < table->count ? min(table->entry[high].address, end) : end) - table->entry[low].address;
	return table->entry[low].name;
}

/**
 * module_kallsyms_lookup() - the function of a module that holds an address
 * @address: any address
 * @size: out: bytes from the function's start to the next one's
 * @offset: out: bytes from the function's start to @address
 * @module_name: out: the module's name
 *
 * Context: any. Return: the name; NULL if it is no code of a module.
 */
const char *module_kallsyms_lookup(unsigned long address, unsigned long *size, unsigned long *offset,
				   const char **module_name)
{
	struct module *module;

	module = __module_text_address(address);
	if (!module || !module->symbols)
		return NULL;
	*module_name = module->name;
	return lookup_in(module, address, size, offset);
}

/**
 * module_exception_fixup() - where to go on after a fault that a module expects
 * @address: of the instruction
 *
 * Context: any. Return: the address, or 0.
 */
unsigned long module_exception_fixup(unsigned long address)
{
	const struct module *module = __module_text_address(address);

	for (unsigned int i = 0; module && i < module->num_exentries; i++)
		if (module->extable[i].insn == address)
			return module->extable[i].fixup;
	return 0;
}

/**
 * print_modules() - "Modules linked in: a(O) b", for reports
 *
 * Context: any.
 */
void print_modules(void)
{
	struct module *module;

	printk(KERN_DEFAULT "Modules linked in:");
	rcu_read_lock();
	list_for_each_entry_rcu(module, &modules, list) {
		char letters[TAINT_FLAGS_COUNT + 1];

		module_taint_letters(module, letters);
		if (letters[0])
			pr_cont(" %s(%s)", module->name, letters);
		else
			pr_cont(" %s", module->name);
	}
	rcu_read_unlock();
	pr_cont("\n");
}

/**
 * module_taint_letters() - what a module brought, for lists
 * @module: the module
 * @letters: TAINT_FLAGS_COUNT + 1 characters
 */
void module_taint_letters(const struct module *module, char *letters)
{
	for (int i = 0; i < TAINT_FLAGS_COUNT; i++)
		if (module->taints >> i & 1)
			*letters++ = taint_letter(i);
	*letters = '\0';
}
