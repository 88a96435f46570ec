// SPDX-License-Identifier: MIT
/*
 * page_owner: who allocated a page last, and who freed it (make DEBUG=1).
 *
 * Two 32-bit numbers in struct page: return addresses as offsets from the beginning of the kernel,
 * so that modules, which lie within 2 GiB of it, are covered too. Only the first page of a block has
 * them. Cost: a store or two for each allocation; 8 bytes a page on i386, none on x86_64, where
 * struct page has room for them.
 */
#include <linux/kernel.h>
#include <linux/printk.h>
#include <asm/sections.h>
#include "internal.h"

#ifdef CONFIG_PAGE_OWNER
/**
 * page_owner_offset() - the short form of a code address
 * @ip: the address
 */
u32 page_owner_offset(unsigned long ip)
{
	return ip - (unsigned long)_text;
}

static void *page_owner_address(u32 offset)
{
	return (void *)((unsigned long)_text + (long)(s32)offset);
}

/**
 * print_page_owner() - say who had a page
 * @page: first page of a block
 */
void print_page_owner(const struct page *page)
{
	if (page->alloc_ip)
		pr_warn("page_owner: allocated last by %pS\n", page_owner_address(page->alloc_ip));
	else
		pr_warn("page_owner: never allocated\n");
	if (page->free_ip)
		pr_warn("page_owner: freed last by %pS\n", page_owner_address(page->free_ip));
}
#else
void print_page_owner(const struct page *page)
{
	(void)page;
}
#endif
