/* SPDX-License-Identifier: MIT */
/*
 * What the files of the module loader share. Theory in load.c.
 *
 * The parts that look at the file (check.c, layout.c, relocate.c, modinfo.c, params.c) touch nothing
 * but what they are given: the host suite and the fuzzer run them on any bytes.
 */
#ifndef _KERNEL_MODULE_INTERNAL_H
#define _KERNEL_MODULE_INTERNAL_H

#include <linux/elf.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <quarry/module_arch.h>

#define MODULE_SIZE_MAX (64UL << 20) /* of a region */
#define MODULE_ALIGN_MAX 4096	     /* of a section */

/* Where a section goes, besides the module's regions. */
#define SECTION_NOWHERE 0xff
#define SECTION_PERCPU 0xfe

/**
 * struct module_section - where a section of the file is put
 * @region: enum module_region_type, or SECTION_
 * @offset: from the region's beginning
 * @memory: where its bytes are
 * @address: where they will be when the module runs: the same, but for per-CPU variables
 */
struct module_section {
	u8 region;
	size_t offset;
	u8 *memory;
	unsigned long address;
};

/**
 * struct load_info - a module on its way into the kernel
 * @file: the file's bytes, aligned to 4
 * @size: how many
 * @path: what to call it in messages
 * @header: its ELF header
 * @sections: its section headers; checked: each lies within the file
 * @nr_sections: how many
 * @names: of the sections; each ends with a zero
 * @symbols: its symbol table
 * @nr_symbols: how many
 * @strings: names of the symbols; each ends with a zero
 * @nr_strings: bytes of them
 * @modinfo: index of .modinfo, or 0
 * @this_module: index of the section that holds struct module
 * @name: the module's name
 * @place: for each section
 * @region_size: bytes in each region
 * @percpu_size: bytes of per-CPU variables
 * @percpu_align: their alignment
 * @kallsyms_offset: where in MOD_RODATA the table of the module's functions goes
 * @values: address of each symbol
 * @why: the reason when it is refused
 */
struct load_info {
	const u8 *file;
	size_t size;
	const char *path;
	const Elf_Ehdr *header;
	const Elf_Shdr *sections;
	unsigned int nr_sections;
	const char *names;
	size_t nr_names;
	const Elf_Sym *symbols;
	u32 nr_symbols;
	const char *strings;
	size_t nr_strings;
	unsigned int symtab, modinfo, this_module;
	char name[MODULE_NAME_LEN];
	struct module_section *place;
	size_t region_size[NR_MOD_REGIONS];
	size_t percpu_size, percpu_align;
	size_t kallsyms_offset;
	unsigned long *values;
	char why[192];
};

/* check.c */
int module_refuse(struct load_info *info, const char *fmt, ...) __printf(2, 3);
int module_check_file(struct load_info *info);
const char *module_section_name(const struct load_info *info, unsigned int index);
unsigned int module_find_section(const struct load_info *info, const char *name);

/* modinfo.c */
const char *module_next_info(const struct load_info *info, const char *tag, const char *last);
const char *module_info(const struct load_info *info, const char *tag);
bool license_is_gpl_compatible(const char *license);

/* layout.c */
int module_layout(struct load_info *info);
void module_set_places(struct load_info *info, const struct module_region *region, void *first_values,
		       unsigned long percpu);
void module_copy_contents(const struct load_info *info);
unsigned long module_symbol_address(const struct load_info *info, const Elf_Sym *symbol);
bool module_symbol_is_code(const struct load_info *info, const Elf_Sym *symbol);

/* relocate.c */
int module_relocate(struct load_info *info);

/* params.c */
int module_parse_args(const char *name, char *args, const struct kernel_param *params, unsigned int nr);

/* memory.c */
void *module_memory_alloc(size_t size);
void module_memory_free(struct module_region *region);
int module_memory_protect(const struct module *module);

/* symbol_table.c, symbols.c */
/**
 * struct module_symbols - a module's functions, in the order of their addresses
 */
struct module_symbols {
	u32 count;
	struct module_symbol {
		unsigned long address;
		const char *name;
	} entry[];
};
size_t module_symbols_size(const struct load_info *info);
void module_symbols_build(const struct load_info *info, struct module_symbols *table);

void module_taint_letters(const struct module *module, char *letters);

/* percpu_names.c */
int module_name_percpu(const struct load_info *info, struct module *module);

/* resolve.c */
struct module_use {
	struct list_head source_list, target_list;
	struct module *source, *target;
};
int module_resolve(struct load_info *info, struct module *module);
int module_check_exports(struct load_info *info, const struct module *module);
void module_unuse_all(struct module *module);

/* run.c */
int module_run(struct module *module, const char *what, int (*step)(struct module *));

/* sysfs.c */
void module_files_create(struct module *module);
void module_files_remove(struct module *module);

/* notify.c */
void module_notify(struct module *module, enum module_state state);

/* load.c */
extern struct mutex module_mutex;
extern struct list_head modules;
bool module_owns_string(const struct module *module, const char *text);
int load_module(const char *path, const void *file, size_t size, const char *args);
int unload_module(const char *name);

#endif
