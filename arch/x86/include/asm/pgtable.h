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

/* What a page may be used for: the flags of its entry, in a type of their own as in Linux. */
typedef struct {
	pteval_t pgprot;
} pgprot_t;

#define pgprot_val(prot) ((prot).pgprot)
#define __pgprot(flags) ((pgprot_t){ (flags) })

/* An entry of a top-level table. How large it is, is a matter of the geometry: struct paging_mode. */
typedef struct pgd_entry pgd_t;

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

/*
 * How a page is cached: PWT and PCD (and PAT, which is left 0) number an entry of the PAT register.
 * Entries 0, 2 and 3 are those of reset; entry 1, write-through by then, becomes write-combining where
 * the CPU has the register (SDM vol. 3A, 12.12; see __PAGE_KERNEL_WC).
 */
#define _PAGE_CACHE_MASK (_PAGE_PWT | _PAGE_PCD)
#define _PAGE_CACHE_WB 0ULL
#define _PAGE_CACHE_WC _PAGE_PWT
#define _PAGE_CACHE_UC_MINUS _PAGE_PCD
#define _PAGE_CACHE_UC (_PAGE_PCD | _PAGE_PWT)

/* The processor need not write accessed and dirty bits that are set already. */
#define __PAGE_KERNEL_BASE (_PAGE_PRESENT | _PAGE_ACCESSED | _PAGE_DIRTY | _PAGE_GLOBAL)
#define __PAGE_KERNEL (__PAGE_KERNEL_BASE | _PAGE_RW | _PAGE_NX)
#define __PAGE_KERNEL_RO (__PAGE_KERNEL_BASE | _PAGE_NX)
#define __PAGE_KERNEL_ROX __PAGE_KERNEL_BASE
#define __PAGE_KERNEL_EXEC (__PAGE_KERNEL_BASE | _PAGE_RW)
#define __PAGE_KERNEL_UNCACHED (__PAGE_KERNEL | _PAGE_CACHE_UC)
#define __PAGE_KERNEL_WC (__PAGE_KERNEL | _PAGE_CACHE_WC)
#define __PAGE_TABLE (_PAGE_PRESENT | _PAGE_RW | _PAGE_ACCESSED)
#define __PAGE_USER_TABLE (__PAGE_TABLE | _PAGE_USER)

#define PAGE_KERNEL __pgprot(__PAGE_KERNEL)
#define PAGE_KERNEL_RO __pgprot(__PAGE_KERNEL_RO)
#define PAGE_KERNEL_EXEC __pgprot(__PAGE_KERNEL_EXEC)
#define PAGE_KERNEL_ROX __pgprot(__PAGE_KERNEL_ROX)
#define PAGE_KERNEL_NOCACHE __pgprot(__PAGE_KERNEL_UNCACHED)
#define PAGE_KERNEL_WC __pgprot(__PAGE_KERNEL_WC)

/* User pages are not global: each space has its own. */
#define __PAGE_USER_BASE (_PAGE_PRESENT | _PAGE_USER | _PAGE_ACCESSED)
#define PAGE_NONE __pgprot(0)
#define PAGE_READONLY __pgprot(__PAGE_USER_BASE | _PAGE_NX)
#define PAGE_READONLY_EXEC __pgprot(__PAGE_USER_BASE)
#define PAGE_SHARED __pgprot(__PAGE_USER_BASE | _PAGE_RW | _PAGE_NX)
#define PAGE_SHARED_EXEC __pgprot(__PAGE_USER_BASE | _PAGE_RW)

#define pgprot_noncached(prot) __pgprot((pgprot_val(prot) & ~_PAGE_CACHE_MASK) | _PAGE_CACHE_UC)
#define pgprot_writecombine(prot) __pgprot((pgprot_val(prot) & ~_PAGE_CACHE_MASK) | _PAGE_CACHE_WC)

#define PAGING_MAX_LEVELS 5

/**
 * struct paging_mode - a geometry of page tables
 * @name: as the monitor shows it
 * @levels: number of levels; tables of level 0 hold pages of 4 KiB
 * @entry_size: bytes of an entry, 4 or 8
 * @shift: for each level, the lowest address bit of its index
 * @bits: for each level, how many address bits index it
 * @large: for each level, whether an entry may map a page of this level's span
 * @root_is_latched: the CPU reads the top level when CR3 is loaded, and not again
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
	bool root_is_latched;
	u64 frame_mask;
	pteval_t table_flags[PAGING_MAX_LEVELS];
};

/**
 * pt_store_wide() - write an entry of 8 bytes so that the CPU never walks a mixture of two
 * @slot: the entry
 * @value: what it shall be
 *
 * A 32-bit CPU stores it in halves: the one with the present bit first when the entry goes, last when
 * it comes. One that stays present and changes above is exchanged as a whole.
 */
static inline void pt_store_wide(volatile u64 *slot, u64 value)
{
#ifdef CONFIG_64BIT
	*slot = value;
#else
	volatile u32 *half = (volatile u32 *)slot;
	u64 old = *slot;

	if (half[1] == value >> 32) {
		half[0] = value;
	} else if (old & value & _PAGE_PRESENT) {
		bool done;

		do
			asm volatile("lock; cmpxchg8b %0; sete %2"
				     : "+m"(*slot), "+A"(old), "=qm"(done)
				     : "b"((u32)value), "c"((u32)(value >> 32))
				     : "cc");
		while (!done);
	} else {
		half[0] = 0;
		half[1] = value >> 32;
		half[0] = value;
	}
#endif
}

/* Bits that this CPU understands; the others are left out of an entry when it is written. */
extern pteval_t supported_pte_mask;

#endif
