/* SPDX-License-Identifier: MIT */
/* What a CPU has in CR3. Theory in mmu_context.c. */
#ifndef _ARCH_X86_TLB_STATE_H
#define _ARCH_X86_TLB_STATE_H

#include <linux/percpu-defs.h>
#include "asid.h"

/**
 * struct tlb_state - of one CPU; changed with interrupts off
 * @loaded_mm: the space in CR3
 * @asids: which translations of which spaces the TLB may have
 */
struct tlb_state {
	struct mm_struct *loaded_mm;
	struct asid_table asids;
};

DECLARE_PER_CPU(struct tlb_state, tlb_state);

void leave_mm(void);

#endif
