// SPDX-License-Identifier: MIT
/* The geometry of 64-bit mode: four levels, 48 address bits, 1 GiB pages where the CPU has them. */
#include <asm/cpufeature.h>
#include <asm/paging.h>
#include <linux/init.h>

static struct paging_mode four_levels = {
	.name = "64-bit, four levels",
	.levels = 4,
	.entry_size = 8,
	.shift = { 12, 21, 30, 39 },
	.bits = { 9, 9, 9, 9 },
	.large = { true, true, false, false },
	.frame_mask = 0x000ffffffffff000ULL,
	.table_flags = { 0, __PAGE_TABLE, __PAGE_TABLE, __PAGE_TABLE },
};

/**
 * paging_mode_choose() - the geometry that this kernel uses on this CPU
 */
const struct paging_mode *__init paging_mode_choose(void)
{
	four_levels.large[2] = boot_cpu_has(X86_FEATURE_GBPAGES);
	return &four_levels;
}

/**
 * address_is_canonical() - can the address be translated at all?
 * @address: a virtual address; bits 63 to 47 must be alike (Intel SDM vol. 1, 3.3.7.1)
 */
bool address_is_canonical(unsigned long address)
{
	return (long)(address << 16) >> 16 == (long)address;
}
