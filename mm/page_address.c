// SPDX-License-Identifier: MIT
/*
 * From struct page to kernel address and back, with the checks that arithmetic alone does not make.
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include <asm/sections.h>
#include <quarry/kmap.h>
#include "internal.h"

/**
 * page_address() - kernel address of a page
 * @page: the page
 *
 * Return: its address in the direct map; for a page in high memory that of its kmap(), or NULL.
 */
void *page_address(const struct page *page)
{
	return PageHighMem(page) ? kmap_high_address(page) : page_to_virt(page);
}
EXPORT_SYMBOL(page_address);

/**
 * virt_addr_valid() - may virt_to_page() be used on this address?
 * @kaddr: any address
 *
 * True for the direct map and the kernel image, where there is RAM; false for vmalloc memory, device
 * memory, user addresses and nonsense.
 */
bool virt_addr_valid(const volatile void *kaddr)
{
	unsigned long addr = (unsigned long)kaddr, phys = __pa(addr);
	bool image = addr >= (unsigned long)_text && addr < (unsigned long)_end;

	if (!image && (addr < PAGE_OFFSET || addr - PAGE_OFFSET != phys))
		return false;
	return phys >> PAGE_SHIFT < max_low_pfn && pfn_to_online_page(phys >> PAGE_SHIFT);
}
EXPORT_SYMBOL(virt_addr_valid);
