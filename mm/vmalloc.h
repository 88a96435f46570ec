/* SPDX-License-Identifier: MIT */
/* Between the parts of vmalloc: areas (vmalloc_area.c), memory (vmalloc.c), reports (vmalloc_info.c). */
#ifndef _MM_VMALLOC_H
#define _MM_VMALLOC_H

#include <linux/spinlock.h>
#include <linux/vmalloc.h>

#define READY_PAGES 33 /* areas of up to this many pages, their guard page included, are kept for reuse */

/**
 * struct vmalloc_region - a window of addresses that areas lie in
 * @name: for people
 * @lock: guards the rest; interrupts are off
 * @root: which addresses are taken
 * @ready: areas of so many pages that nobody uses and no TLB knows, linked by ->next
 * @nr_ready: how many of each size
 * @nr_ready_pages: pages in all of these
 */
struct vmalloc_region {
	const char *name;
	spinlock_t lock;
	struct vmap_area_root root;
	struct vm_struct *ready[READY_PAGES + 1];
	unsigned int nr_ready[READY_PAGES + 1];
	unsigned long nr_ready_pages;
};

#define NR_VMALLOC_REGIONS 2

extern struct vmalloc_region vmalloc_regions[NR_VMALLOC_REGIONS];

#define vm_of(vmap_area) container_of(vmap_area, struct vm_struct, area)

struct vmalloc_region *vmalloc_region_of(unsigned long address);
struct vm_struct *vm_area_detach(const void *addr, unsigned long wrong_flags, const char *how, const void *caller);
struct vm_struct *vm_area_take_ready(unsigned long pages, unsigned long flags, const void *caller);
void vm_area_retire(struct vm_struct *vm);

/* vmalloc_map.c */
int vm_area_map(struct vm_struct *vm, unsigned long offset, struct page **pages, unsigned int n, pgprot_t prot);
void vm_area_unmap(struct vm_struct *vm);

extern atomic_long_t nr_vmalloc_pages;
extern unsigned long vmalloc_misuses;
extern unsigned long vmalloc_purges; /* each is one flush of all TLBs */

#endif
