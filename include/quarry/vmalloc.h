/* SPDX-License-Identifier: MIT */
/* What the rest of the kernel knows of vmalloc beside linux/vmalloc.h. */
#ifndef _QUARRY_VMALLOC_H
#define _QUARRY_VMALLOC_H

#include <linux/vmalloc.h>

void vmalloc_init(void);
struct vm_struct *vm_area_take(unsigned long size, unsigned long align, unsigned long start, unsigned long end,
			       unsigned long flags, gfp_t gfp, const void *caller);
bool vm_area_fill(struct vm_struct *vm, unsigned long offset, gfp_t gfp, pgprot_t prot, int node);
void vm_area_unfill(struct vm_struct *vm);
void vmalloc_flush_deferred(void);
void vmalloc_shrink(void);

/* Says what an address of the vmalloc range is, for the report of a page fault. Any context. */
void explain_vmalloc_address(unsigned long address);

/* Bytes of the range, bytes in use, bytes of the largest free range. */
struct vmalloc_totals {
	unsigned long total, used, chunk;
};
struct vmalloc_totals vmalloc_totals(void);

/* For the leak checks: areas in use, purged first. */
unsigned long vmalloc_nr_areas(void);

#endif
