// SPDX-License-Identifier: MIT
/* Lab: the same number of pages from alloc_pages() and from vmalloc(). See pages_vmalloc.md. */
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/vmalloc.h>

#define ORDER 3

static void row(const char *from, void *address, struct page *page)
{
	pr_info("%-12s %px  %px  %#10llx\n", from, address, page, (unsigned long long)page_to_phys(page));
}

static int __init pages_vmalloc_init(void)
{
	struct page *pages = alloc_pages(GFP_KERNEL, ORDER);
	char *area = vmalloc(PAGE_SIZE << ORDER);
	int err = pages && area ? 0 : -ENOMEM;

	pr_info("from         virtual, struct page, physical\n");
	for (int i = 0; i < 1 << ORDER && !err; i++)
		row("alloc_pages", page_address(pages + i), pages + i);
	for (int i = 0; i < 1 << ORDER && !err; i++)
		row("vmalloc", area + i * PAGE_SIZE, vmalloc_to_page(area + i * PAGE_SIZE));
	vfree(area);
	if (pages)
		__free_pages(pages, ORDER);
	return err;
}

static void __exit pages_vmalloc_exit(void)
{
}

module_init(pages_vmalloc_init);
module_exit(pages_vmalloc_exit);
MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("Where the pages of alloc_pages() and of vmalloc() are");
