// SPDX-License-Identifier: MIT
/*
 * Relocations of 64-bit modules. Code is compiled for the top 2 GiB (-mcmodel=kernel), so most fields
 * have 32 bits, and each is checked to hold what is put there.
 *
 * Reference: System V ABI, AMD64 supplement, 4.4.1 (S + A, S + A - P).
 */
#include <linux/elf.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <quarry/module_arch.h>

const struct module_arch module_arch = {
	.machine = EM_X86_64,
	.class = ELFCLASS64,
	.relocations = SHT_RELA,
	.relocation_size = sizeof(Elf64_Rela),
};

void arch_read_relocation(const void *entry, struct relocation *relocation)
{
	const Elf64_Rela *rela = entry;

	relocation->offset = rela->r_offset;
	relocation->symbol = ELF64_R_SYM(rela->r_info);
	relocation->type = ELF64_R_TYPE(rela->r_info);
	relocation->addend = rela->r_addend;
}

static int store(u8 *memory, size_t room, u64 value, size_t size)
{
	if (size > room)
		return -ENOEXEC;
	memcpy(memory, &value, size);
	return 0;
}

int arch_relocate(const struct relocation *r, u8 *memory, size_t room, unsigned long address, unsigned long value)
{
	u64 result = value + r->addend;

	switch (r->type) {
	case R_X86_64_NONE:
		return 0;
	case R_X86_64_64:
		return store(memory, room, result, 8);
	case R_X86_64_PC64:
		return store(memory, room, result - address, 8);
	case R_X86_64_32:
		return result == (u32)result ? store(memory, room, result, 4) : -ERANGE;
	case R_X86_64_32S:
		return (s64)result == (s32)result ? store(memory, room, result, 4) : -ERANGE;
	case R_X86_64_PC32:
	case R_X86_64_PLT32: /* nothing is far enough to need a linkage table */
		result -= address;
		return (s64)result == (s32)result ? store(memory, room, result, 4) : -ERANGE;
	default:
		return -ENOEXEC;
	}
}
