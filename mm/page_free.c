// SPDX-License-Identifier: MIT
/*
 * Freeing pages: the fast path, and the way out of it when the caller is wrong.
 *
 * Purpose
 *	Take a block back and never believe the caller: page->state says what was allocated, and the
 *	order in it is compared with the order that is claimed, in every build. One comparison finds
 *	a double free, a page that was never allocated, a wrong order, and a page inside a block,
 *	because each of them is a different value of the same 16 bits (linux/page-flags.h).
 *
 * How
 *	state equal   drop the caller's reference; the last one gives the block to the buddy system
 *	different     a compound page, which is freed here; or a mistake, which page_report.c names.
 *	              Then it is corrected: the wrong order is replaced by the right one, and what is
 *	              not allocated is left alone. Nothing is corrupted.
 *
 * Locking: see buddy.c.
 */
#include <linux/kernel.h>
#include "buddy.h"
#include "internal.h"

/*
 * The ways off the fast path. They are jumped to, so their return address is the caller's caller's
 * and the fast path need not hand it over.
 */

/* Somebody else still uses the pages, or the count was wrong before. */
static noinline void reference_dropped(struct page *page)
{
	if (page_ref_count(page) < 0)
		report_bad_put(page, _RET_IP_);
}

static noinline void free_pages_unusual(struct page *page, unsigned int order)
{
	free_pages_special(page, order, _RET_IP_);
}

static __always_inline void free_pages_fast(struct page *page, unsigned int order, unsigned long ip)
{
	unsigned long recorded = page->state - PAGE_ALLOCATED;

	if (unlikely(recorded != order))
		return free_pages_unusual(page, order);
	if (unlikely(!put_page_testzero(page)))
		return reference_dropped(page);
	page_owner_free(page, ip);
	OPTIMIZER_HIDE_VAR(recorded); /* it has the full width, @order would have to be extended */
	buddy_free(page_zone(page), page, recorded);
}

/**
 * __free_pages() - free pages that alloc_pages() gave
 * @page: the first page
 * @order: the order they were allocated with
 *
 * Pages that others hold by get_page() are freed with the last put_page().
 *
 * Context: any but interrupt handlers and NMI.
 */
void __free_pages(struct page *page, unsigned int order)
{
	free_pages_fast(page, order, _RET_IP_);
}

/**
 * free_pages() - free pages that __get_free_pages() gave
 * @addr: address of the first byte; 0 does nothing
 * @order: the order they were allocated with
 */
void free_pages(unsigned long addr, unsigned int order)
{
	if (!addr)
		return;
	if (unlikely(!virt_addr_valid((void *)addr)))
		return report_bad_address(addr, _RET_IP_);
	free_pages_fast(virt_to_page(addr), order, _RET_IP_);
}

/**
 * put_page() - drop a reference
 * @page: a page that get_page() or an allocation gave, or any page of such a compound page
 *
 * The last one frees the whole block, whatever its order.
 */
void put_page(struct page *page)
{
	page = compound_head(page);
	if (unlikely(!PageAllocated(page) || page_ref_count(page) <= 0))
		return report_bad_put(page, _RET_IP_);
	if (put_page_testzero(page)) {
		page_owner_free(page, _RET_IP_);
		free_by_record(page);
	}
}

/**
 * free_by_record() - free an allocated block without users, by the order that it has on record
 * @page: its first page
 */
void free_by_record(struct page *page)
{
	unsigned int order = page_flags_order(page);

	if (PageHead(page))
		destroy_compound_page(page);
	page->state = PAGE_ALLOCATED | order; /* marks that the owner has set go away */
	buddy_free(page_zone(page), page, order);
}

/**
 * free_pages_special() - free a compound page, or correct a mistake
 * @page: what the caller wants to free
 * @order: the order the caller claims
 * @ip: where the caller is
 */
void free_pages_special(struct page *page, unsigned int order, unsigned long ip)
{
	struct misuse misuse;

	if (page->state != (PAGE_ALLOCATED | 1ul << PG_head | order) || order >= MAX_ORDER) {
		misuse = classify_free(page, order);
		report_bad_page(page, order, &misuse, ip);
		if (misuse.kind != MISUSE_WRONG_ORDER && misuse.kind != MISUSE_FLAGS)
			return;
	}
	if (!put_page_testzero(page)) {
		if (page_ref_count(page) < 0)
			report_bad_put(page, ip);
		return;
	}
	page_owner_free(page, ip);
	free_by_record(page);
}
