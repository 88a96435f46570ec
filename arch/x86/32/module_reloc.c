// SPDX-License-Identifier: MIT
/*
 * Relocations of 32-bit modules. The addend stands in the place itself; everything is within reach.
 *
 * Reference: System V ABI, Intel386 supplement, 4.3 (S + A, S + A - P).
 */
#include <linux/elf.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <quarry/module_arch.h>

const struct module_arch module_arch = {
	.machine = EM_386,
	.class = ELFCLASS32,
	.relocations = SHT_REL,
	.relocation_size = sizeof(Elf32_Rel),
};

void arch_read_relocation(const void *entry, struct relocation *relocation)
{
	const Elf32_Rel *rel = entry;

	relocation->offset = rel->r_offset;
	relocation->symbol = ELF32_R_SYM(rel->r_info);
	relocation->type = ELF32_R_TYPE(rel->r_info);
	relocation->addend = 0;
}

int arch_relocate(const struct relocation *r, u8 *memory, size_t room, unsigned long address, unsigned long value)
{
	u32 word;

	if (r->type == R_386_NONE)
		return 0;
	if (room < sizeof(word) || (r->type != R_386_32 && r->type != R_386_PC32 && r->type != R_386_PLT32))
		return -ENOEXEC;
	memcpy(&word, memory, sizeof(word));
	word += value - (r->type == R_386_32 ? 0 : address);
	memcpy(memory, &word, sizeof(word));
	return 0;
}
