/* SPDX-License-Identifier: MIT */
/*
 * Page-table entries and the geometries that a CPU may use (Intel SDM vol. 3A, chapter 4).
 *
 * An entry is handled as 64 bits whatever its size in memory; the low 12 bits mean the same in all
 * geometries, and no-execute exists in the 64-bit ones only.
 */
#ifndef _ASM_PGTABLE_H
#define _ASM_PGTABLE_H

#include <linux/types.h>
#include <asm/page.h>

typedef u64 pteval_t;

#define _PAGE_PRESENT (1ULL << 0)
#define _PAGE_RW (1ULL << 1)
#define _PAGE_USER (1ULL << 2)
#define _PAGE_PWT (1ULL << 3)
#define _PAGE_PCD (1ULL << 4)
#define _PAGE_ACCESSED (1ULL << 5)
#define _PAGE_DIRTY (1ULL << 6)
#define _PAGE_PSE (1ULL << 7) /* above the lowest level: a large page, not a table */
#define _PAGE_GLOBAL (1ULL << 8)
#define _PAGE_NX (1ULL << 63)

/* The processor need not write accessed and dirty bits that are set already. */
#define __PAGE_KERNEL_BASE (_PAGE_PRESENT | _PAGE_ACCESSED | _PAGE_DIRTY | _PAGE_GLOBAL)
#define __PAGE_KERNEL (__PAGE_KERNEL_BASE | _PAGE_RW | _PAGE_NX)
#define __PAGE_KERNEL_RO (__PAGE_KERNEL_BASE | _PAGE_NX)
#define __PAGE_KERNEL_ROX __PAGE_KERNEL_BASE
#define __PAGE_KERNEL_UNCACHED (__PAGE_KERNEL | _PAGE_PCD | _PAGE_PWT)
#define __PAGE_TABLE (_PAGE_PRESENT | _PAGE_RW | _PAGE_ACCESSED)

#define PAGING_MAX_LEVELS 5

/**
 * struct paging_mode - a geometry of page tables
 * @name: as the monitor shows it
 * @levels: number of levels; tables of level 0 hold pages of 4 KiB
 * @entry_size: bytes of an entry, 4 or 8
 * @shift: for each level, the lowest address bit of its index
 * @bits: for each level, how many address bits index it
 * @large: for each level, whether an entry may map a page of this level's span
 * @frame_mask: bits of an entry that hold a physical address
 * @table_flags: for each level, the flags of an entry that points to a table
 */
struct paging_mode {
	const char *name;
	u8 levels;
	u8 entry_size;
	u8 shift[PAGING_MAX_LEVELS];
	u8 bits[PAGING_MAX_LEVELS];
	bool large[PAGING_MAX_LEVELS];
	u64 frame_mask;
	pteval_t table_flags[PAGING_MAX_LEVELS];
};

/* Bits that this CPU understands; the others are left out of an entry when it is written. */
extern pteval_t supported_pte_mask;

#endif
