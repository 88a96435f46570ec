// SPDX-License-Identifier: MIT
/*
 * Allocations of a number of pages that is not a power of two: take the next larger block, cut it
 * into single pages, give the rest back. What remains is contiguous and freed page by page.
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include "internal.h"

/**
 * alloc_pages_exact() - contiguous pages for a number of bytes
 * @size: bytes
 * @gfp: GFP flags; not __GFP_COMP, which is ignored, and not __GFP_HIGHMEM
 *
 * Return: the address, or NULL. Free with free_pages_exact() and the same @size.
 */
void *alloc_pages_exact(size_t size, gfp_t gfp)
{
	unsigned int order = get_order(size);
	unsigned long addr = __get_free_pages(gfp & ~__GFP_COMP, order);
	struct page *page;

	if (!addr)
		return NULL;
	page = virt_to_page(addr);
	split_page(page, order);
	for (unsigned long i = PAGE_ALIGN(size) >> PAGE_SHIFT; i < 1ul << order; i++)
		__free_page(page + i);
	return (void *)addr;
}
EXPORT_SYMBOL(alloc_pages_exact);

/**
 * free_pages_exact() - free what alloc_pages_exact() gave
 * @virt: the address
 * @size: the size it was asked for
 */
void free_pages_exact(void *virt, size_t size)
{
	unsigned long addr = (unsigned long)virt;

	for (unsigned long end = addr + PAGE_ALIGN(size); addr < end; addr += PAGE_SIZE)
		free_page(addr);
}
EXPORT_SYMBOL(free_pages_exact);
