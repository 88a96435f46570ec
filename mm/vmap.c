// SPDX-License-Identifier: MIT
/*
 * Pages that exist, at addresses that follow each other; and from such addresses back to pages.
 *
 * vmap() takes an area (vmalloc_area.c) and maps the given pages there: no memory but the descriptor,
 * and perhaps a page table. The pages stay the caller's, unless VM_MAP_PUT_PAGES says otherwise.
 *
 * Looking an address up walks the page tables: it needs no lock, since tables of the kernel's half are
 * never freed, and is right as long as the caller keeps the area.
 *
 * Complexity: O(pages + log areas); looking up O(levels).
 */
#include <linux/bug.h>
#include <linux/export.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <quarry/page_table.h>
#include <quarry/vmalloc.h>
#include "vmalloc.h"

static void *map_given(struct page **pages, unsigned int count, unsigned long flags, pgprot_t prot, const void *caller)
{
	struct vm_struct *vm = NULL;

	if (likely(count && count < READY_PAGES))
		vm = vm_area_take_ready(count + 1, flags, caller);
	if (unlikely(!vm) && count && count <= max_pfn)
		vm = vm_area_take((unsigned long)count << PAGE_SHIFT, PAGE_SIZE, VMALLOC_START, VMALLOC_END, flags, GFP_KERNEL,
				  caller);
	if (unlikely(!vm))
		return NULL;
	if (unlikely(vm_area_map(vm, 0, pages, count, prot))) {
		free_vm_area(vm);
		return NULL;
	}
	return vm->addr;
}

/**
 * vmap() - map pages at addresses that follow each other
 * @pages: the pages; with VM_MAP_PUT_PAGES an array from kmalloc() or vmalloc()
 * @count: how many
 * @flags: VM_MAP; with VM_MAP_PUT_PAGES vfree() puts the pages and frees the array
 * @prot: PAGE_KERNEL, or with fewer rights
 *
 * Context: process; may sleep. Return: the address of the first, or NULL. vunmap() undoes it.
 */
void *vmap(struct page **pages, unsigned int count, unsigned long flags, pgprot_t prot)
{
	void *addr;
	struct vm_struct *vm;

	/* What vfree() may free is told apart from what only vunmap() may by VM_MAP. */
	if (unlikely(flags & VM_MAP_PUT_PAGES))
		flags &= ~VM_MAP;
	else
		flags |= VM_MAP;
	addr = map_given(pages, count, flags, prot, __builtin_return_address(0));
	if (unlikely(addr && (flags & VM_MAP_PUT_PAGES))) {
		vm = find_vm_area(addr);
		vm->pages = pages;
		smp_store_release(&vm->nr_pages, count);
	}
	return addr;
}
EXPORT_SYMBOL(vmap);

/** vm_map_ram() - vmap() for a short time; @node is where the descriptor should lie */
void *vm_map_ram(struct page **pages, unsigned int count, int node)
{
	(void)node;
	return map_given(pages, count, VM_MAP, PAGE_KERNEL, __builtin_return_address(0));
}
EXPORT_SYMBOL(vm_map_ram);

/** vm_unmap_ram() - undo vm_map_ram() of @count pages at @mem */
void vm_unmap_ram(const void *mem, unsigned int count)
{
	(void)count;
	vunmap(mem);
}
EXPORT_SYMBOL(vm_unmap_ram);

/**
 * vmalloc_to_page() - the page behind an address of the vmalloc range
 * @addr: the address
 *
 * Return: the page; NULL if nothing is mapped there, or no memory that has a struct page.
 */
struct page *vmalloc_to_page(const void *addr)
{
	unsigned long virt = (unsigned long)addr;
	struct pt_step leaf;
	phys_addr_t phys;

	if (!is_vmalloc_or_module_addr(addr) || !pt_lookup(&kernel_page_table, virt, &leaf))
		return NULL;
	phys = pt_entry_phys(kernel_page_table.mode, leaf.level, leaf.entry) +
	       (virt & ((1ul << kernel_page_table.mode->shift[leaf.level]) - 1));
	return pfn_to_online_page(PHYS_PFN(phys));
}
EXPORT_SYMBOL(vmalloc_to_page);

/** vmalloc_to_pfn() - the frame behind an address of the vmalloc range; something must be mapped there */
unsigned long vmalloc_to_pfn(const void *addr)
{
	struct page *page = vmalloc_to_page(addr);

	return page ? page_to_pfn(page) : 0;
}
EXPORT_SYMBOL(vmalloc_to_pfn);

/** is_vmalloc_addr() - does an address lie in the vmalloc range? */
bool is_vmalloc_addr(const void *x)
{
	unsigned long addr = (unsigned long)x;

	return addr >= VMALLOC_START && addr < VMALLOC_END;
}
EXPORT_SYMBOL(is_vmalloc_addr);

/** is_vmalloc_or_module_addr() - ... or in the modules' range? */
bool is_vmalloc_or_module_addr(const void *x)
{
	return vmalloc_region_of((unsigned long)x) != NULL;
}

/** vmalloc_nr_pages() - pages that vmalloc() has given out */
unsigned long vmalloc_nr_pages(void)
{
	return atomic_long_read(&nr_vmalloc_pages);
}
EXPORT_SYMBOL(vmalloc_nr_pages);
