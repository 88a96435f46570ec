// SPDX-License-Identifier: MIT
/*
 * From an address to the function it lies in, and from a name to what is exported under it. The
 * tables are made by tools/symbols.py from a link and carried in the next one: offsets from _text in
 * ascending order, and an index of the exports sorted by name, so that look-ups are binary searches.
 * Functions of modules are in tables of their own (kernel/module/symbols.c).
 */
#include <asm/sections.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/string.h>
#include <quarry/module.h>
#include <quarry/symbols.h>

extern const u32 kallsyms_count, kallsyms_offsets[], kallsyms_markers[];
extern const char kallsyms_names[];
extern const u32 ksymtab_count;
extern const u16 ksymtab_index[];

#define EXPORT_GPL_ONLY 0x8000

/* The names follow each other; every so many there is a marker that says where one begins. */
#define NAMES_PER_MARKER 16

static const char *name_of(u32 index)
{
	const char *name = kallsyms_names + kallsyms_markers[index / NAMES_PER_MARKER];

	for (u32 skip = index % NAMES_PER_MARKER; skip; skip--)
		name += strlen(name) + 1;
	return name;
}

static bool is_kernel_text(unsigned long address)
{
	return address >= (unsigned long)_text && address < (unsigned long)__init_text_end;
}

/**
 * kernel_text_address() - does an address lie in code of the kernel or of a module?
 * @address: any address
 */
bool kernel_text_address(unsigned long address)
{
	return is_kernel_text(address) || is_module_text_address(address);
}

/**
 * kernel_is_constant() - does an object lie among the kernel's constants?
 * @object: any pointer
 */
bool kernel_is_constant(const void *object)
{
	return (const char *)object >= __start_rodata && (const char *)object < __end_rodata;
}

static const char *lookup_in_kernel(unsigned long address, unsigned long *size, unsigned long *offset)
{
	unsigned long wanted = address - (unsigned long)_text;
	u32 low = 0, high = kallsyms_count;

	if (!is_kernel_text(address) || !kallsyms_count || wanted < kallsyms_offsets[0])
		return NULL;
	while (high - low > 1) {
		u32 middle = low + (high - low) / 2;

		if (kallsyms_offsets[middle] <= wanted)
			low = middle;
		else
			high = middle;
	}
	*offset = wanted - kallsyms_offsets[low];
	*size = min(high < kallsyms_count ? kallsyms_offsets[high] : -1UL, (unsigned long)(__init_text_end - _text)) -
		kallsyms_offsets[low];
	return name_of(low);
}

static const char *lookup(unsigned long address, unsigned long *size, unsigned long *offset, const char **module)
{
	const char *name = lookup_in_kernel(address, size, offset);

	*module = NULL;
	return name ?: module_kallsyms_lookup(address, size, offset, module);
}

/**
 * kallsyms_lookup() - the function that holds an address
 * @address: any address
 * @size: out: bytes from the function's start to the next one's
 * @offset: out: bytes from the function's start to @address
 *
 * Context: any. Return: the name, or NULL where there is none.
 */
const char *kallsyms_lookup(unsigned long address, unsigned long *size, unsigned long *offset)
{
	const char *module;

	return lookup(address, size, offset, &module);
}

/**
 * kernel_export() - what the kernel exports under a name
 * @name: as in EXPORT_SYMBOL()
 * @gpl_only: out: by EXPORT_SYMBOL_GPL()
 *
 * Return: its address, or 0.
 */
unsigned long kernel_export(const char *name, bool *gpl_only)
{
	u32 low = 0, high = ksymtab_count;

	while (low < high) {
		u32 middle = low + (high - low) / 2, entry = ksymtab_index[middle] & ~EXPORT_GPL_ONLY;
		int order = strcmp(name, name_of(entry));

		if (!order) {
			*gpl_only = ksymtab_index[middle] & EXPORT_GPL_ONLY;
			return (unsigned long)_text + kallsyms_offsets[entry];
		}
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return 0;
}

/**
 * kallsyms_lookup_name() - the address of a function, or of what is exported
 * @name: its name
 *
 * Return: the address, or 0.
 */
unsigned long kallsyms_lookup_name(const char *name)
{
	for (u32 i = 0; i < kallsyms_count; i++)
		if (!strcmp(name_of(i), name))
			return (unsigned long)_text + kallsyms_offsets[i];
	return 0;
}
EXPORT_SYMBOL(kallsyms_lookup_name);

/* "name+0x1/0x2 [module]", or as much of it as is wanted. */
static int print_symbol(char *buffer, unsigned long address, bool with_offset)
{
	unsigned long size, offset;
	const char *module, *name = lookup(address, &size, &offset, &module);
	int n;

	if (!name)
		return snprintf(buffer, KSYM_SYMBOL_LEN, "0x%lx", address);
	n = snprintf(buffer, KSYM_SYMBOL_LEN, "%.*s", KSYM_NAME_LEN - 1, name);
	if (with_offset)
		n += scnprintf(buffer + n, KSYM_SYMBOL_LEN - n, "+0x%lx/0x%lx", offset, size);
	if (module)
		n += scnprintf(buffer + n, KSYM_SYMBOL_LEN - n, " [%s]", module);
	return n;
}

/**
 * sprint_symbol() - print "function+offset/size [module]", or the bare address
 * @buffer: KSYM_SYMBOL_LEN bytes
 * @address: any address
 *
 * Return: the length.
 */
int sprint_symbol(char *buffer, unsigned long address)
{
	return print_symbol(buffer, address, true);
}
EXPORT_SYMBOL(sprint_symbol);

/**
 * sprint_symbol_no_offset() - print the name of the function that holds an address
 * @buffer: KSYM_SYMBOL_LEN bytes
 * @address: any address
 *
 * Return: the length.
 */
int sprint_symbol_no_offset(char *buffer, unsigned long address)
{
	return print_symbol(buffer, address, false);
}
EXPORT_SYMBOL(sprint_symbol_no_offset);
