// SPDX-License-Identifier: MIT
/* Lab: pages from the buddy allocator. See pages.md. */
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/module.h>

static unsigned int order = 2;
module_param(order, uint, 0444);
MODULE_PARM_DESC(order, "2^order pages are taken");

static struct page *pages;

static int __init pages_init(void)
{
	pages = alloc_pages(GFP_KERNEL, order);
	if (!pages)
		return -ENOMEM;
	for (unsigned int i = 0; i < 1U << order; i++)
		pr_info("page %u: frame %#lx, at %px\n", i, page_to_pfn(pages + i), page_address(pages + i));
	return 0;
}

static void __exit pages_exit(void)
{
	__free_pages(pages, order);
}

module_init(pages_init);
module_exit(pages_exit);
MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("Takes 2^order pages from the buddy allocator");
MODULE_INFO(lab, "cat /proc/buddyinfo");
