/* SPDX-License-Identifier: MIT */
/* What this architecture knows about an address space. */
#ifndef _ASM_MMU_H
#define _ASM_MMU_H

#include <linux/atomic.h>

/**
 * mm_context_t - for the TLB (arch/x86/mmu_context.c)
 * @ctx_id: number of the space, never used again; 0: none
 * @cr3: what CR3 gets, but for a number of PCID: the physical address of the top-level table
 * @tlb_gen: how often translations of the space had to be forgotten
 */
typedef struct {
	unsigned long ctx_id, cr3;
	atomic_long_t tlb_gen;
} mm_context_t;

#endif
