/* SPDX-License-Identifier: MIT */
/*
 * Forgetting translations. An entry of the page tables that was present may be held in any CPU's
 * TLB until it is told to drop it (Intel SDM vol. 3A, 4.10). One that was not present is not.
 */
#ifndef _ASM_TLBFLUSH_H
#define _ASM_TLBFLUSH_H

#include <asm/page.h>
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

/* This CPU's translation of one page. With PCID, a user address means that of the space in CR3. */
static inline void __flush_tlb_one_user(unsigned long address)
{
	asm volatile("invlpg (%0)" : : "r"(address) : "memory");
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

struct mm_struct;

void flush_tlb_mm_range(struct mm_struct *mm, unsigned long start, unsigned long end);
void flush_tlb_mm(struct mm_struct *mm);
#define flush_tlb_range(vma, start, end) flush_tlb_mm_range((vma)->vm_mm, start, end)
#define flush_tlb_page(vma, addr) flush_tlb_mm_range((vma)->vm_mm, addr, (addr) + PAGE_SIZE)

void flush_tlb_all(void);
void flush_tlb_kernel_range(unsigned long start, unsigned long end);

#endif
