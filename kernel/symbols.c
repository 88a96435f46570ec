// SPDX-License-Identifier: MIT
/*
 * From an address to the function it lies in. The table is made by tools/symbols.py from the first
 * link and carried in the second: offsets from _text in ascending order, so a look-up is a binary
 * search.
 */
#include <asm/sections.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <quarry/symbols.h>

extern const u32 kallsyms_count, kallsyms_offsets[], kallsyms_markers[];
extern const char kallsyms_names[];

/* The names follow each other; every so many there is a marker that says where one begins. */
#define NAMES_PER_MARKER 16

static const char *name_of(u32 index)
{
	const char *name = kallsyms_names + kallsyms_markers[index / NAMES_PER_MARKER];

	for (u32 skip = index % NAMES_PER_MARKER; skip; skip--)
		name += strlen(name) + 1;
	return name;
}

/**
 * kernel_text_address() - does an address lie in code?
 * @address: any address
 */
bool kernel_text_address(unsigned long address)
{
	return address >= (unsigned long)_text && address < (unsigned long)__init_text_end;
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
	unsigned long wanted = address - (unsigned long)_text;
	u32 low = 0, high = kallsyms_count;

	if (!kernel_text_address(address) || !kallsyms_count || wanted < kallsyms_offsets[0])
		return NULL;
	while (high - low > 1) {
		u32 middle = low + (high - low) / 2;

		if (kallsyms_offsets[middle] <= wanted)
			low = middle;
		else
			high = middle;
	}
	*offset = wanted - kallsyms_offsets[low];
	*size = (high < kallsyms_count ? kallsyms_offsets[high] : (unsigned long)(__init_text_end - _text)) -
		kallsyms_offsets[low];
	return name_of(low);
}

/**
 * kallsyms_lookup_name() - the address of a function
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

/**
 * sprint_symbol() - print "function+offset/size", or the bare address
 * @buffer: KSYM_SYMBOL_LEN bytes
 * @address: any address
 *
 * Return: the length.
 */
int sprint_symbol(char *buffer, unsigned long address)
{
	unsigned long size, offset;
	const char *name = kallsyms_lookup(address, &size, &offset);

	if (!name)
		return snprintf(buffer, KSYM_SYMBOL_LEN, "0x%lx", address);
	return snprintf(buffer, KSYM_SYMBOL_LEN, "%s+0x%lx/0x%lx", name, offset, size);
}

/**
 * sprint_symbol_no_offset() - print the name of the function that holds an address
 * @buffer: KSYM_SYMBOL_LEN bytes
 * @address: any address
 *
 * Return: the length.
 */
int sprint_symbol_no_offset(char *buffer, unsigned long address)
{
	unsigned long size, offset;
	const char *name = kallsyms_lookup(address, &size, &offset);

	if (!name)
		return snprintf(buffer, KSYM_SYMBOL_LEN, "0x%lx", address);
	return snprintf(buffer, KSYM_SYMBOL_LEN, "%s", name);
}
