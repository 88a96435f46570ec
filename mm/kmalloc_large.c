// SPDX-License-Identifier: MIT
/*
 * kmalloc() of what is too large for slabs: whole pages. They are compound pages with PG_kmalloc, so that
 * kfree() knows them from pages that were never its own. The same for all variants.
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include "internal.h"
#include "slab.h"

static struct page *large_pages(size_t size, gfp_t flags, int node)
{
	unsigned int order = get_order(size);
	struct page *page = alloc_pages_node(node, flags | __GFP_COMP, order);

	if (!page)
		return NULL;
	SetPageKmalloc(page);
	atomic_long_add(1l << order, &kmalloc_large_pages);
	return page;
}

/**
 * kmalloc_large_node() - memory in whole pages, from a node
 * @size: bytes; up to KMALLOC_MAX_SIZE
 * @flags: GFP flags
 * @node: the node, or NUMA_NO_NODE
 */
void *kmalloc_large_node(size_t size, gfp_t flags, int node)
{
	struct page *page = large_pages(size, flags & ~__GFP_HIGHMEM, node);

	return page ? page_to_virt(page) : NULL;
}
EXPORT_SYMBOL(kmalloc_large_node);

/**
 * kmalloc_large() - memory in whole pages
 * @size: bytes; up to KMALLOC_MAX_SIZE
 * @flags: GFP flags
 */
void *kmalloc_large(size_t size, gfp_t flags)
{
	return kmalloc_large_node(size, flags, NUMA_NO_NODE);
}
EXPORT_SYMBOL(kmalloc_large);

atomic_long_t kmalloc_large_pages;

/**
 * kfree_large() - kfree() of what is not in a slab
 * @object: the address
 * @ip: who frees it
 */
void kfree_large(const void *object, unsigned long ip)
{
	struct page *page;

	if (ZERO_OR_NULL_PTR(object))
		return;
	page = virt_addr_valid(object) ? virt_to_page(object) : NULL;
	if (!page || !PageKmalloc(page) || offset_in_page(object))
		return slab_report_foreign(NULL, object, ip);
	atomic_long_sub(compound_nr(page), &kmalloc_large_pages);
	ClearPageKmalloc(page);
	__free_pages(page, compound_order(page));
}
