/* SPDX-License-Identifier: MIT */
/*
 * Memory that is contiguous in virtual addresses only, made of pages from anywhere, and other uses of
 * the vmalloc area: vmap() of given pages, areas for device memory. Theory in mm/vmalloc.c.
 */
#ifndef _LINUX_VMALLOC_H
#define _LINUX_VMALLOC_H

#include <linux/compiler.h>
#include <linux/gfp.h>
#include <linux/list.h>
#include <linux/pgtable.h>
#include <linux/types.h>
#include <quarry/vmap_area.h>

struct page;

#define VM_IOREMAP 0x00000001	       /* ioremap() and friends */
#define VM_ALLOC 0x00000002	       /* vmalloc() */
#define VM_MAP 0x00000004	       /* vmap()ed pages */
#define VM_USERMAP 0x00000008	       /* zeroed, and may be shown to a user */
#define VM_DMA_COHERENT 0x00000010     /* dma_alloc_coherent() */
#define VM_UNINITIALIZED 0x00000020    /* its pages are not all there yet */
#define VM_NO_GUARD 0x00000040	       /* accepted; there is a guard page all the same */
#define VM_FLUSH_RESET_PERMS 0x00000100 /* TLBs are flushed as soon as it is freed */
#define VM_MAP_PUT_PAGES 0x00000200    /* vfree() also puts the pages that were given to vmap() */
#define VM_ALLOW_HUGE_VMAP 0x00000400  /* may use large pages */

/**
 * struct vm_struct - an area of the vmalloc range
 * @next: the one that waits to be freed before this one
 * @addr: its first address
 * @size: its bytes, and those of the guard page behind it
 * @flags: VM_*
 * @pages: its pages, or NULL
 * @single: what @pages points to if there is only one
 * @page_order: order of the largest blocks that its pages were allocated in
 * @nr_pages: how many pages
 * @phys_addr: of device memory: what is mapped
 * @caller: who asked for it; once freed: who freed it
 * @entries: where its page-table entries lie, if in one table, and known; kept when the area is reused
 * @area: its addresses
 */
struct vm_struct {
	struct vm_struct *next;
	void *addr;
	unsigned long size;
	unsigned long flags;
	struct page **pages;
	struct page *single;
	unsigned int page_order;
	unsigned int nr_pages;
	phys_addr_t phys_addr;
	const void *caller;
	void *entries;
	struct vmap_area area;
};

void *vmalloc(unsigned long size) __alloc_size(1);
void *vzalloc(unsigned long size) __alloc_size(1);
void *vmalloc_user(unsigned long size) __alloc_size(1);
void *vmalloc_node(unsigned long size, int node) __alloc_size(1);
void *vzalloc_node(unsigned long size, int node) __alloc_size(1);
void *vmalloc_32(unsigned long size) __alloc_size(1);
void *vmalloc_32_user(unsigned long size) __alloc_size(1);
void *vmalloc_huge(unsigned long size, gfp_t gfp) __alloc_size(1);
void *__vmalloc(unsigned long size, gfp_t gfp) __alloc_size(1);
void *__vmalloc_node(unsigned long size, unsigned long align, gfp_t gfp, int node, const void *caller)
	__alloc_size(1);
void *__vmalloc_node_range(unsigned long size, unsigned long align, unsigned long start, unsigned long end,
			   gfp_t gfp, pgprot_t prot, unsigned long vm_flags, int node, const void *caller)
	__alloc_size(1);
void *vmalloc_array(size_t n, size_t size) __alloc_size(1, 2);
void *__vmalloc_array(size_t n, size_t size, gfp_t gfp) __alloc_size(1, 2);
void *vcalloc(size_t n, size_t size) __alloc_size(1, 2);
void vfree(const void *addr);
void vfree_atomic(const void *addr);

void *vmap(struct page **pages, unsigned int count, unsigned long flags, pgprot_t prot);
void vunmap(const void *addr);
void *vm_map_ram(struct page **pages, unsigned int count, int node);
void vm_unmap_ram(const void *mem, unsigned int count);
void vm_unmap_aliases(void);

bool is_vmalloc_addr(const void *x);
bool is_vmalloc_or_module_addr(const void *x);
struct page *vmalloc_to_page(const void *addr);
unsigned long vmalloc_to_pfn(const void *addr);
unsigned long vmalloc_nr_pages(void);

struct vm_struct *get_vm_area(unsigned long size, unsigned long flags);
struct vm_struct *get_vm_area_caller(unsigned long size, unsigned long flags, const void *caller);
struct vm_struct *get_vm_area_range(unsigned long size, unsigned long align, unsigned long start,
				    unsigned long end, unsigned long flags, const void *caller);
struct vm_struct *__get_vm_area(unsigned long size, unsigned long flags, unsigned long start, unsigned long end);
struct vm_struct *__get_vm_area_caller(unsigned long size, unsigned long flags, unsigned long start,
				       unsigned long end, const void *caller);
struct vm_struct *find_vm_area(const void *addr);
struct vm_struct *remove_vm_area(const void *addr);
void free_vm_area(struct vm_struct *vm);

/* Bytes of an area without its guard page. */
static inline size_t get_vm_area_size(const struct vm_struct *vm)
{
	return vm->size - PAGE_SIZE;
}

static inline void set_vm_flush_reset_perms(void *addr)
{
	struct vm_struct *vm = find_vm_area(addr);

	if (vm)
		vm->flags |= VM_FLUSH_RESET_PERMS;
}

#endif
