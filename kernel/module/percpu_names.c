// SPDX-License-Identifier: MIT
/* The names of a module's per-CPU variables, for the monitor's `percpu`: a copy of that part of its symbol table. */
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <quarry/percpu_watch.h>
#include "internal.h"

static bool is_percpu(const struct load_info *info, const Elf_Sym *symbol)
{
	return ELF_ST_TYPE(symbol->st_info) == STT_OBJECT && symbol->st_shndx && symbol->st_shndx < info->nr_sections &&
	       info->place[symbol->st_shndx].region == SECTION_PERCPU;
}

static const char *name_in_file(const struct load_info *info, u32 symbol)
{
	return info->strings + info->symbols[symbol].st_name;
}

/* How many there are; @bytes: for the entries, and the names behind them. */
static u32 count_variables(const struct load_info *info, size_t *bytes)
{
	u32 n = 0;

	*bytes = 0;
	for (u32 i = 1; i < info->nr_symbols; i++) {
		if (!is_percpu(info, &info->symbols[i]))
			continue;
		n++;
		*bytes += sizeof(struct percpu_watch) + strlen(name_in_file(info, i)) + 1;
	}
	return n;
}

/**
 * module_name_percpu() - remember a module's per-CPU variables
 * @info: laid out, @values known
 * @module: the module; @percpu_watches goes with it
 *
 * Return: 0 or -ENOMEM.
 */
int module_name_percpu(const struct load_info *info, struct module *module)
{
	struct percpu_watch *watch;
	size_t bytes;
	char *name;

	module->num_percpu_watches = count_variables(info, &bytes);
	if (!module->num_percpu_watches)
		return 0;
	module->percpu_watches = watch = kmalloc(bytes, GFP_KERNEL);
	if (!watch)
		return -ENOMEM;
	name = (char *)(watch + module->num_percpu_watches);
	for (u32 i = 1; i < info->nr_symbols; i++) {
		if (!is_percpu(info, &info->symbols[i]))
			continue;
		*watch++ = (struct percpu_watch){ name, (void *)info->values[i], info->symbols[i].st_size };
		name = stpcpy(name, name_in_file(info, i)) + 1;
	}
	return 0;
}
