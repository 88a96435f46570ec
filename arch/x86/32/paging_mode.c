// SPDX-License-Identifier: MIT
/*
 * Geometries of 32-bit mode: the Pentium's two levels, and PAE's three, whose 8-byte entries are
 * the only ones with a no-execute bit. boot/tables_i386.asm has chosen; CR4.PAE tells.
 */
#include <asm/paging.h>
#include <asm/processor.h>
#include <linux/init.h>

static const struct paging_mode two_levels = {
	.name = "32-bit, two levels",
	.levels = 2,
	.entry_size = 4,
	.shift = { 12, 22 },
	.bits = { 10, 10 },
	.large = { true, true },
	.frame_mask = 0xfffff000,
	.table_flags = { 0, __PAGE_TABLE },
};

static const struct paging_mode pae = {
	.name = "PAE, three levels",
	.levels = 3,
	.entry_size = 8,
	.shift = { 12, 21, 30 },
	.bits = { 9, 9, 2 },
	.large = { true, true, false },
	.root_is_latched = true, /* SDM vol. 3A, 4.4.1: four registers */
	.frame_mask = 0x000ffffffffff000ULL,
	/* In the top level all bits but present and the cache controls are reserved. */
	.table_flags = { 0, __PAGE_TABLE, _PAGE_PRESENT },
};

/**
 * paging_mode_choose() - the geometry that this kernel uses on this CPU
 */
const struct paging_mode *__init paging_mode_choose(void)
{
	return read_cr4() & X86_CR4_PAE ? &pae : &two_levels;
}

/**
 * address_is_canonical() - can the address be translated at all?
 * @address: a virtual address; in 32-bit mode each one can
 */
bool address_is_canonical(unsigned long address)
{
	return true;
}
