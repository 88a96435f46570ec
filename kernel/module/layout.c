// SPDX-License-Identifier: MIT
/*
 * Where each section goes: code, constants and variables apart, because the page tables protect them
 * differently, and what only init needs apart from the rest, because it is freed.
 */
#include <linux/align.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include "internal.h"

static bool begins_with(const char *name, const char *start)
{
	return !strncmp(name, start, strlen(start));
}

static u8 region_of(const struct load_info *info, unsigned int index)
{
	const Elf_Shdr *section = &info->sections[index];
	const char *name = module_section_name(info, index);
	bool init = begins_with(name, ".init");

	if (!(section->sh_flags & SHF_ALLOC) || index == info->modinfo)
		return SECTION_NOWHERE;
	if (begins_with(name, ".data..percpu") || begins_with(name, ".bss..percpu"))
		return SECTION_PERCPU;
	if (section->sh_flags & SHF_EXECINSTR)
		return init ? MOD_INIT_TEXT : MOD_TEXT;
	/* .init_array is named like an init section, which it is: nobody needs it afterwards. */
	if (init)
		return MOD_INIT_DATA;
	return section->sh_flags & SHF_WRITE ? MOD_DATA : MOD_RODATA;
}

/* Appends @size bytes to a region; the place, or -1 if it becomes too large. */
static long append(size_t *whole, size_t size, size_t align)
{
	size_t offset = ALIGN(*whole, max_t(size_t, align, 1));

	if (offset > MODULE_SIZE_MAX || size > MODULE_SIZE_MAX - offset)
		return -1;
	*whole = offset + size;
	return offset;
}

static int place_section(struct load_info *info, unsigned int index)
{
	const Elf_Shdr *section = &info->sections[index];
	struct module_section *place = &info->place[index];
	size_t *whole;
	long offset;

	place->region = region_of(info, index);
	if (place->region == SECTION_NOWHERE)
		return 0;
	whole = place->region == SECTION_PERCPU ? &info->percpu_size : &info->region_size[place->region];
	offset = append(whole, section->sh_size, section->sh_addralign);
	if (offset < 0)
		return module_refuse(info, "it is too large");
	if (place->region == SECTION_PERCPU)
		info->percpu_align = max_t(size_t, info->percpu_align, section->sh_addralign);
	place->offset = offset;
	return 0;
}

/**
 * module_symbol_is_code() - does a symbol name a function, for backtraces?
 * @info: the file, laid out
 * @symbol: one of its symbols
 */
bool module_symbol_is_code(const struct load_info *info, const Elf_Sym *symbol)
{
	u8 type = ELF_ST_TYPE(symbol->st_info), region;

	if ((type != STT_FUNC && type != STT_NOTYPE) || !symbol->st_shndx || symbol->st_shndx >= info->nr_sections ||
	    !info->strings[symbol->st_name])
		return false;
	region = info->place[symbol->st_shndx].region;
	return region == MOD_TEXT || region == MOD_INIT_TEXT;
}

/**
 * module_layout() - find a place for each section
 * @info: a checked file; @place has an entry for each section
 *
 * Return: 0, or -ENOEXEC with the reason.
 */
int module_layout(struct load_info *info)
{
	long offset;
	int err = 0;

	info->place[0].region = SECTION_NOWHERE;
	for (unsigned int i = 1; i < info->nr_sections && !err; i++)
		err = place_section(info, i);
	if (err)
		return err;
	offset = append(&info->region_size[MOD_RODATA], module_symbols_size(info), sizeof(long));
	if (offset < 0)
		return module_refuse(info, "it is too large");
	info->kallsyms_offset = offset;
	if (info->place[info->this_module].region != MOD_DATA)
		return module_refuse(info, "its struct module is no variable");
	return 0;
}

/**
 * module_set_places() - the addresses, once there is memory
 * @info: laid out
 * @region: memory for each region
 * @first_values: memory for what per-CPU variables begin with
 * @percpu: what names the per-CPU variables
 */
void module_set_places(struct load_info *info, const struct module_region *region, void *first_values,
		       unsigned long percpu)
{
	for (unsigned int i = 1; i < info->nr_sections; i++) {
		struct module_section *place = &info->place[i];

		if (place->region < NR_MOD_REGIONS) {
			place->memory = (u8 *)region[place->region].base + place->offset;
			place->address = (unsigned long)place->memory;
		} else if (place->region == SECTION_PERCPU) {
			place->memory = (u8 *)first_values + place->offset;
			place->address = percpu + place->offset;
		}
	}
}

/**
 * module_copy_contents() - from the file into memory
 * @info: with places set, memory zeroed
 */
void module_copy_contents(const struct load_info *info)
{
	for (unsigned int i = 1; i < info->nr_sections; i++) {
		const Elf_Shdr *section = &info->sections[i];

		if (info->place[i].region != SECTION_NOWHERE && section->sh_type != SHT_NOBITS)
			memcpy(info->place[i].memory, info->file + section->sh_offset, section->sh_size);
	}
}

/**
 * module_symbol_address() - the address of a symbol that the file defines
 * @info: with places set
 * @symbol: one of its symbols; not an undefined one
 */
unsigned long module_symbol_address(const struct load_info *info, const Elf_Sym *symbol)
{
	if (symbol->st_shndx == SHN_ABS)
		return symbol->st_value;
	return info->place[symbol->st_shndx].address + symbol->st_value;
}
