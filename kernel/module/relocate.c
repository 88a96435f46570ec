// SPDX-License-Identifier: MIT
/* Puts the addresses into code and data, as the relocations in the file say. */
#include <linux/errno.h>
#include <linux/kernel.h>
#include "internal.h"

static const char *symbol_name(const struct load_info *info, u32 index)
{
	const Elf_Sym *symbol = &info->symbols[index];

	if (ELF_ST_TYPE(symbol->st_info) == STT_SECTION && symbol->st_shndx < info->nr_sections)
		return module_section_name(info, symbol->st_shndx);
	return info->strings + symbol->st_name;
}

static int relocate_one(struct load_info *info, unsigned int target, const struct relocation *r)
{
	const struct module_section *place = &info->place[target];
	const char *name = module_section_name(info, target);
	size_t size = info->sections[target].sh_size;
	int err;

	if (r->symbol >= info->nr_symbols)
		return module_refuse(info, "a relocation of %s is for symbol %u, which does not exist", name, r->symbol);
	if (target == info->this_module && r->offset != offsetof(struct module, init) &&
	    r->offset != offsetof(struct module, exit))
		return module_refuse(info, "a relocation changes its struct module");
	if (r->offset >= size)
		return module_refuse(info, "a relocation of %s lies behind it", name);
	err = arch_relocate(r, place->memory + r->offset, size - r->offset, place->address + r->offset,
			    info->values[r->symbol]);
	if (err == -ERANGE)
		return module_refuse(info, "%s+%#llx cannot reach %s (relocation type %u)", name, r->offset,
				     symbol_name(info, r->symbol), r->type);
	if (err)
		return module_refuse(info, "%s+%#llx has a relocation of unknown type %u", name, r->offset, r->type);
	return 0;
}

static int relocate_section(struct load_info *info, unsigned int index)
{
	const Elf_Shdr *section = &info->sections[index];
	const u8 *entry = info->file + section->sh_offset, *end = entry + section->sh_size;
	struct relocation relocation;
	int err = 0;

	for (; entry < end && !err; entry += module_arch.relocation_size) {
		arch_read_relocation(entry, &relocation);
		err = relocate_one(info, section->sh_info, &relocation);
	}
	return err;
}

/**
 * module_relocate() - do all relocations of what is loaded
 * @info: checked, laid out, contents in place, @values known
 *
 * Return: 0, or -ENOEXEC with the reason.
 */
int module_relocate(struct load_info *info)
{
	int err = 0;

	for (unsigned int i = 1; i < info->nr_sections && !err; i++) {
		const Elf_Shdr *section = &info->sections[i];

		if (section->sh_type == module_arch.relocations &&
		    info->place[section->sh_info].region != SECTION_NOWHERE)
			err = relocate_section(info, i);
	}
	return err;
}
