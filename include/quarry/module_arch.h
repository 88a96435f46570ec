/* SPDX-License-Identifier: MIT */
/* What the loader of modules asks of the architecture: arch/x86/32 and 64/module_reloc.c. */
#ifndef _QUARRY_MODULE_ARCH_H
#define _QUARRY_MODULE_ARCH_H

#include <linux/types.h>

/**
 * struct module_arch - what the architecture's relocatable files look like
 * @machine: EM_
 * @class: ELFCLASS
 * @relocations: SHT_REL or SHT_RELA
 * @relocation_size: bytes of an entry
 */
struct module_arch {
	u16 machine;
	u8 class;
	u32 relocations;
	u32 relocation_size;
};
extern const struct module_arch module_arch;

/**
 * struct relocation - an entry of a relocation table
 * @offset: the place, from the beginning of the section
 * @symbol: index of the symbol
 * @type: R_
 * @addend: what is added to the symbol's value, if it does not stand in the place
 */
struct relocation {
	u64 offset;
	u32 symbol, type;
	s64 addend;
};

void arch_read_relocation(const void *entry, struct relocation *relocation);

/**
 * arch_relocate() - do a relocation
 * @relocation: which
 * @memory: the place
 * @room: bytes from there to the end of the section
 * @address: the address that the place will have
 * @value: address of the symbol
 *
 * Return: 0; -ENOEXEC: it is of no known type, or does not fit into @room; -ERANGE: the value does
 * not fit into the field.
 */
int arch_relocate(const struct relocation *relocation, u8 *memory, size_t room, unsigned long address,
		  unsigned long value);

#endif
