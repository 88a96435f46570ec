// SPDX-License-Identifier: MIT
/*
 * Is the file a relocatable object for this machine, and does everything in it lie where it says?
 * After module_check_file() the loader may follow section headers, names and symbols without
 * looking at sizes again. Nothing but the file is looked at and nothing is changed.
 *
 * Reference: System V ABI, chapter 4 (object files).
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/string.h>
#include "internal.h"

/**
 * module_refuse() - say why a file is not loaded
 * @info: gets the reason
 * @fmt: the reason, as for printf()
 *
 * Return: -ENOEXEC.
 */
int module_refuse(struct load_info *info, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(info->why, sizeof(info->why), fmt, args);
	va_end(args);
	return -ENOEXEC;
}

/* Do @size bytes at @offset lie within a whole of @whole bytes? */
static bool inside(u64 offset, u64 size, u64 whole)
{
	return offset <= whole && size <= whole - offset;
}

static int check_header(struct load_info *info)
{
	const Elf_Ehdr *header = (const Elf_Ehdr *)info->file;

	if (info->size < sizeof(*header) || memcmp(header->e_ident, ELFMAG, SELFMAG))
		return module_refuse(info, "it is no ELF file");
	if (header->e_ident[EI_CLASS] != module_arch.class || header->e_machine != module_arch.machine)
		return module_refuse(info, "it is for another machine (ELF machine %u, %u bits)", header->e_machine,
				     header->e_ident[EI_CLASS] == ELFCLASS64 ? 64 : 32);
	if (header->e_ident[EI_DATA] != ELFDATA2LSB || header->e_version != EV_CURRENT)
		return module_refuse(info, "its byte order or ELF version is unknown");
	if (header->e_type != ET_REL)
		return module_refuse(info, "it is no relocatable file (ELF type %u)", header->e_type);
	info->header = header;
	return 0;
}

static int check_section_table(struct load_info *info)
{
	const Elf_Ehdr *header = info->header;

	if (header->e_shentsize != sizeof(Elf_Shdr) || !header->e_shnum || header->e_shnum >= SHN_LORESERVE)
		return module_refuse(info, "it has %u section headers of %u bytes", header->e_shnum,
				     header->e_shentsize);
	if (header->e_shoff % 4 || !inside(header->e_shoff, header->e_shnum * sizeof(Elf_Shdr), info->size))
		return module_refuse(info, "its section headers lie outside of the file");
	info->sections = (const Elf_Shdr *)(info->file + header->e_shoff);
	info->nr_sections = header->e_shnum;
	return 0;
}

static int check_section(struct load_info *info, unsigned int index)
{
	const Elf_Shdr *section = &info->sections[index];

	if (section->sh_type != SHT_NOBITS && !inside(section->sh_offset, section->sh_size, info->size))
		return module_refuse(info, "section %u lies outside of the file", index);
	if (section->sh_size > MODULE_SIZE_MAX)
		return module_refuse(info, "section %u has %llu bytes", index, (u64)section->sh_size);
	if (section->sh_addralign && (!is_power_of_2(section->sh_addralign) || section->sh_addralign > MODULE_ALIGN_MAX))
		return module_refuse(info, "section %u wants an alignment of %llu", index, (u64)section->sh_addralign);
	return 0;
}

/* A table of strings whose last one ends. */
static bool is_string_table(const struct load_info *info, unsigned int index)
{
	const Elf_Shdr *section;

	if (!index || index >= info->nr_sections)
		return false;
	section = &info->sections[index];
	return section->sh_type == SHT_STRTAB && section->sh_size &&
	       !info->file[section->sh_offset + section->sh_size - 1];
}

static int check_section_names(struct load_info *info)
{
	unsigned int index = info->header->e_shstrndx;

	if (!is_string_table(info, index))
		return module_refuse(info, "its sections have no names");
	info->names = (const char *)info->file + info->sections[index].sh_offset;
	info->nr_names = info->sections[index].sh_size;
	for (unsigned int i = 0; i < info->nr_sections; i++)
		if (info->sections[i].sh_name >= info->nr_names)
			return module_refuse(info, "the name of section %u lies outside of the names", i);
	return 0;
}

static int check_sections(struct load_info *info)
{
	int err = 0;

	for (unsigned int i = 1; i < info->nr_sections && !err; i++)
		err = check_section(info, i);
	return err ?: check_section_names(info);
}

static int find_symbol_table(struct load_info *info)
{
	const Elf_Shdr *table;

	for (unsigned int i = 1; i < info->nr_sections; i++) {
		if (info->sections[i].sh_type != SHT_SYMTAB)
			continue;
		if (info->symtab)
			return module_refuse(info, "it has two symbol tables");
		info->symtab = i;
	}
	if (!info->symtab)
		return module_refuse(info, "it has no symbol table: stripped?");
	table = &info->sections[info->symtab];
	if (table->sh_entsize != sizeof(Elf_Sym) || table->sh_size % sizeof(Elf_Sym) || table->sh_offset % 4)
		return module_refuse(info, "its symbol table is misshapen");
	if (!is_string_table(info, table->sh_link))
		return module_refuse(info, "its symbols have no names");
	info->symbols = (const Elf_Sym *)(info->file + table->sh_offset);
	info->nr_symbols = table->sh_size / sizeof(Elf_Sym);
	info->strings = (const char *)info->file + info->sections[table->sh_link].sh_offset;
	info->nr_strings = info->sections[table->sh_link].sh_size;
	return 0;
}

static int check_symbol(struct load_info *info, u32 index)
{
	const Elf_Sym *symbol = &info->symbols[index];

	if (symbol->st_name >= info->nr_strings)
		return module_refuse(info, "the name of symbol %u lies outside of the names", index);
	if (symbol->st_shndx == SHN_UNDEF || symbol->st_shndx == SHN_ABS)
		return 0;
	if (symbol->st_shndx == SHN_COMMON)
		return module_refuse(info, "%s is a common symbol: compile with -fno-common",
				     info->strings + symbol->st_name);
	if (symbol->st_shndx >= info->nr_sections)
		return module_refuse(info, "symbol %u is in section %u, which does not exist", index, symbol->st_shndx);
	if (symbol->st_value > info->sections[symbol->st_shndx].sh_size)
		return module_refuse(info, "symbol %u lies behind its section", index);
	return 0;
}

static int check_symbols(struct load_info *info)
{
	int err = find_symbol_table(info);

	for (u32 i = 0; i < info->nr_symbols && !err; i++)
		err = check_symbol(info, i);
	return err;
}

/* Relocations of sections that are loaded; those of debug information do not matter. */
static int check_relocations(struct load_info *info, unsigned int index)
{
	const Elf_Shdr *section = &info->sections[index], *target;

	if (section->sh_type != SHT_REL && section->sh_type != SHT_RELA)
		return 0;
	if (!section->sh_info || section->sh_info >= info->nr_sections)
		return module_refuse(info, "section %u relocates section %u, which does not exist", index,
				     section->sh_info);
	target = &info->sections[section->sh_info];
	if (!(target->sh_flags & SHF_ALLOC))
		return 0;
	if (section->sh_type != module_arch.relocations || section->sh_entsize != module_arch.relocation_size ||
	    section->sh_size % module_arch.relocation_size || section->sh_offset % 4)
		return module_refuse(info, "the relocations in section %u are misshapen", index);
	if (section->sh_link != info->symtab)
		return module_refuse(info, "the relocations in section %u are for other symbols", index);
	if (target->sh_type == SHT_NOBITS)
		return module_refuse(info, "section %u relocates a section without contents", index);
	return 0;
}

/* struct module, as tools/modpost.py made it: all that counts is its name, and its size. */
static int check_this_module(struct load_info *info)
{
	unsigned int index = module_find_section(info, ".gnu.linkonce.this_module");
	const Elf_Shdr *section = &info->sections[index];
	size_t length;

	if (!index)
		return module_refuse(info, "it is an object file, no module: build it with 'make M=...'");
	if (section->sh_type != SHT_PROGBITS || !(section->sh_flags & SHF_ALLOC) || !(section->sh_flags & SHF_WRITE) ||
	    section->sh_size != sizeof(struct module))
		return module_refuse(info, "it was built for another version of this kernel");
	memcpy(info->name, info->file + section->sh_offset + offsetof(struct module, name), MODULE_NAME_LEN);
	length = strnlen(info->name, MODULE_NAME_LEN);
	if (!length || length == MODULE_NAME_LEN)
		return module_refuse(info, "its name does not end");
	for (const char *p = info->name; *p; p++)
		if (*p <= ' ' || *p >= 0x7f || *p == '/')
			return module_refuse(info, "its name has odd characters");
	info->this_module = index;
	return 0;
}

/**
 * module_section_name() - the name of a section
 * @info: the file
 * @index: which
 */
const char *module_section_name(const struct load_info *info, unsigned int index)
{
	return info->names + info->sections[index].sh_name;
}

/**
 * module_find_section() - a section by its name
 * @info: the file
 * @name: the name
 *
 * Return: its index; 0 if there is none.
 */
unsigned int module_find_section(const struct load_info *info, const char *name)
{
	for (unsigned int i = 1; i < info->nr_sections; i++)
		if (!strcmp(module_section_name(info, i), name))
			return i;
	return 0;
}

static int check_modinfo(struct load_info *info)
{
	const Elf_Shdr *section;

	info->modinfo = module_find_section(info, ".modinfo");
	section = &info->sections[info->modinfo];
	if (!info->modinfo)
		return 0;
	if (section->sh_type == SHT_NOBITS || !section->sh_size || info->file[section->sh_offset + section->sh_size - 1])
		return module_refuse(info, "its .modinfo does not end");
	return 0;
}

/**
 * module_check_file() - is this a module?
 * @info: with @file and @size; the rest zero; filled in
 *
 * Return: 0, or -ENOEXEC with the reason in @info->why.
 */
int module_check_file(struct load_info *info)
{
	int err = check_header(info) ?: check_section_table(info) ?: check_sections(info) ?: check_symbols(info)
		?: check_modinfo(info);

	for (unsigned int i = 1; i < info->nr_sections && !err; i++)
		err = check_relocations(info, i);
	return err ?: check_this_module(info);
}
