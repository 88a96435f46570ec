// SPDX-License-Identifier: MIT
/*
 * Compound pages: a block whose pages know that they belong together (__GFP_COMP).
 *
 * The first page is the head: PG_head, and the block's order in its flags. Each of the others is a
 * tail: PG_tail, and the address of the head in place of its list node. So any page of it leads to
 * the head, whose reference count is the count of all; put_page() needs no order.
 *
 * A block without __GFP_COMP has one count too, but only its first page knows.
 *
 * Complexity: O(pages) to make and to destroy, which is why it is not the default.
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include "buddy.h"
#include "internal.h"

/**
 * prep_compound_page() - make an allocated block a compound page
 * @page: its first page
 * @order: its order; 0 is left as it is, a compound page has tails
 */
void prep_compound_page(struct page *page, unsigned int order)
{
	if (!order)
		return;
	page->state |= 1ul << PG_head;
	for (unsigned long i = 1; i < 1ul << order; i++) {
		page[i].state = 1ul << PG_tail;
		page[i].compound_head = (unsigned long)page + 1;
	}
}

/**
 * destroy_compound_page() - make it a plain allocated block again
 * @page: its head
 */
void destroy_compound_page(struct page *page)
{
	unsigned long pages = compound_nr(page);

	page->state &= ~(1ul << PG_head);
	for (unsigned long i = 1; i < pages; i++)
		page[i].state = 0;
}

/**
 * split_page() - make one allocated block 2^order single pages
 * @page: its first page; not compound, one user
 * @order: its order
 *
 * Each page has one user and is freed by itself.
 */
void split_page(struct page *page, unsigned int order)
{
	if (page->state != (PAGE_ALLOCATED | order)) {
		struct misuse misuse = classify_free(page, order);

		return report_bad_page(page, order, &misuse, _RET_IP_);
	}
	buddy_cut(page, order, 0);
	for (unsigned long i = 1; i < 1ul << order; i++)
		page_owner_alloc(page + i, _RET_IP_);
}
EXPORT_SYMBOL(split_page);
