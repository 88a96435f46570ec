// SPDX-License-Identifier: MIT
/*
 * The names of a module's functions: a copy of the part of its symbol table that names code, sorted by
 * address, in its own read-only memory.
 */
#include <linux/kernel.h>
#include <linux/sort.h>
#include <linux/string.h>
#include "internal.h"

/**
 * module_symbols_size() - bytes that the table will take
 * @info: laid out
 */
size_t module_symbols_size(const struct load_info *info)
{
	size_t size = sizeof(struct module_symbols);

	for (u32 i = 1; i < info->nr_symbols; i++)
		if (module_symbol_is_code(info, &info->symbols[i]))
			size += sizeof(struct module_symbol) + strlen(info->strings + info->symbols[i].st_name) + 1;
	return size;
}

/* Of two names for an address the one behind is found: the author's, not the one that module_init() made. */
static bool is_alias(const struct module_symbol *symbol)
{
	return !strcmp(symbol->name, "init_module") || !strcmp(symbol->name, "cleanup_module");
}

static int by_address(const void *a, const void *b)
{
	const struct module_symbol *x = a, *y = b;

	if (x->address != y->address)
		return x->address < y->address ? -1 : 1;
	return is_alias(y) - is_alias(x);
}

/**
 * module_symbols_build() - make the table
 * @info: laid out, @values known
 * @table: module_symbols_size() bytes
 */
void module_symbols_build(const struct load_info *info, struct module_symbols *table)
{
	char *name;

	table->count = 0;
	for (u32 i = 1; i < info->nr_symbols; i++)
		table->count += module_symbol_is_code(info, &info->symbols[i]);
	name = (char *)&table->entry[table->count];
	table->count = 0;
	for (u32 i = 1; i < info->nr_symbols; i++) {
		const char *from = info->strings + info->symbols[i].st_name;

		if (!module_symbol_is_code(info, &info->symbols[i]))
			continue;
		table->entry[table->count++] = (struct module_symbol){ info->values[i], name };
		name = stpcpy(name, from) + 1;
	}
	sort(table->entry, table->count, sizeof(table->entry[0]), by_address, NULL);
}
