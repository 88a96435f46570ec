/* SPDX-License-Identifier: MIT */
/*
 * Forgetting translations. An entry of the page tables that was present may be held in any CPU's
 * TLB until it is told to drop it (Intel SDM vol. 3A, 4.10). One that was not present is not.
 */
#ifndef _ASM_TLBFLUSH_H
#define _ASM_TLBFLUSH_H

#include <asm/processor.h>

/* All of this CPU's translations, the global ones too: these go when CR4.PGE changes. */
static inline void __flush_tlb_all(void)
{
	unsigned long cr4 = read_cr4();

	if (cr4 & X86_CR4_PGE) {
		write_cr4(cr4 & ~X86_CR4_PGE);
		write_cr4(cr4);
	} else {
		write_cr3(read_cr3());
	}
}

/* This CPU's translation of one page; loading CR3 with what it holds drops all but global ones. */
static inline void __flush_tlb_one_kernel(unsigned long address)
{
	asm volatile("invlpg (%0)" : : "r"(address) : "memory");
}

static inline void __flush_tlb(void)
{
	write_cr3(read_cr3());
}

void flush_tlb_all(void);
void flush_tlb_kernel_range(unsigned long start, unsigned long end);

#endif
