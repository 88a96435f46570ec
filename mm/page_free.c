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
 *	state equal   if the caller is the last user, the block goes on this CPU's list (pcp.c), or, if
 *	              it is a large one, to its zone
 *	different     a compound page, which is freed here; or a mistake, which page_report.c names.
 *	              Then it is corrected: the wrong order is replaced by the right one, and what is
 *	              not allocated is left alone. Nothing is corrupted.
 *
 *	The last user need not count down to zero, which would take a locked instruction: nobody else
 *	knows the page, so nobody else changes a count of one. It stays one as long as the block is on
 *	a list.
 *
 * Limits
 *	Two CPUs that free the same block in the same moment may both find it allocated.
 *
 * Locking: see pcp.c and buddy.c.
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include "buddy.h"
#include "internal.h"
#include "pcp.h"

/*
 * The ways off the fast path. They are jumped to, so their return address is the caller's caller's
 * and the fast path need not hand it over.
 */
static noinline void free_pages_unusual(struct page *page, unsigned int order)
{
	free_pages_special(page, order, _RET_IP_);
}

/* Somebody else has the zone: wait. Apart, so that the other way need not save registers for it. */
static noinline void free_pages_contended(struct page *page, unsigned int order)
{
	struct zone *zone = page_zone(page);
	unsigned long flags = zone_lock_irqsave(zone);

	buddy_free(zone, page, order);
	zone_unlock_irqrestore(zone, flags);
}

/* A block of a page block that is not MIGRATE_UNMOVABLE; its zone is locked and is unlocked here. */
static noinline void free_pages_typed(struct page *page, unsigned int order, unsigned long flags)
{
	struct zone *zone = page_zone(page);

	buddy_free(zone, page, order);
	zone_unlock_irqrestore(zone, flags);
}

/* A block that is too large for the lists, to its zone; without further users. */
static noinline void free_pages_large(struct page *page, unsigned int order)
{
	struct zone *zone = page_zone(page);
	unsigned long flags;

	/* Orders that make no sense may look like a state: 0x82 and a compound page of order 2. */
	if (unlikely(order >= MAX_ORDER))
		return free_pages_unusual(page, order);
	set_page_count(page, 0);
	if (unlikely(!zone_trylock_irqsave(zone, &flags)))
		return free_pages_contended(page, order);
	if (unlikely(pageblock_type(zone, page)))
		return free_pages_typed(page, order, flags);
	buddy_free_unmovable(zone, page, order);
	zone_unlock_irqrestore(zone, flags);
}

/* A plain read, which the compiler may do in the comparison: nobody else writes a count of one. */
static __always_inline bool page_has_one_user(const struct page *page)
{
	return page->_refcount.counter == 1;
}

/* An allocated block whose only user lets go. */
static __always_inline void free_block(struct page *page, unsigned int order)
{
	struct per_cpu_pages *list;

	if (unlikely(order > PAGE_ALLOC_COSTLY_ORDER))
		return free_pages_large(page, order);
	list = percpu_deref(pcp_by_zone[pcp_index(page->zone_id, order)]);
	page->flags ^= PAGE_CACHED | PAGE_ALLOCATED;
	percpu_stack_push(&list->stack, page, full);
	return;
full:
	pcp_free_full(list, page);
}

static __always_inline void free_pages_fast(struct page *page, unsigned int order, unsigned long ip)
{
	if (unlikely(page->state != (u16)(PAGE_ALLOCATED + order) || !page_has_one_user(page)))
		return free_pages_unusual(page, order);
	page_owner_free(page, ip);
	free_block(page, order);
}

/**
 * __free_pages() - free pages that alloc_pages() gave
 * @page: the first page
 * @order: the order they were allocated with
 *
 * Pages that others hold by get_page() are freed with the last put_page().
 *
 * Context: any but NMI.
 */
void __free_pages(struct page *page, unsigned int order)
{
	free_pages_fast(page, order, _RET_IP_);
}
EXPORT_SYMBOL(__free_pages);

/* Of an offset in the direct map, if there is a struct page; NULL for all others, which may be valid too. */
static __always_inline struct page *direct_map_page(unsigned long offset)
{
	unsigned long block = offset >> (PAGE_SHIFT + MEMMAP_BLOCK_SHIFT);

	if (likely(block < nr_direct_blocks && memmap_blocks[block]))
		return pfn_to_page(PHYS_PFN(offset));
	return NULL;
}

/* The kernel image, sections without struct pages, nonsense. */
static noinline void free_pages_elsewhere(unsigned long addr, unsigned int order)
{
	if (!addr)
		return;
	if (unlikely(!virt_addr_valid((void *)addr)))
		return report_bad_address(addr, _RET_IP_);
	free_pages_fast(virt_to_page(addr), order, _RET_IP_);
}

/**
 * free_pages() - free pages that __get_free_pages() gave
 * @addr: address of the first byte; 0 does nothing
 * @order: the order they were allocated with
 */
void free_pages(unsigned long addr, unsigned int order)
{
	unsigned long offset = addr - PAGE_OFFSET;
	struct page *page;

	OPTIMIZER_HIDE_VAR(offset); /* or both this and @addr are kept in registers, of which i386 has few */
	page = direct_map_page(offset);
	if (unlikely(!page))
		return free_pages_elsewhere(offset + PAGE_OFFSET, order);
	free_pages_fast(page, order, _RET_IP_);
}
EXPORT_SYMBOL(free_pages);

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
	if (!page_has_one_user(page) && !put_page_testzero(page))
		return;
	page_owner_free(page, _RET_IP_);
	free_by_record(page);
}
EXPORT_SYMBOL(put_page);

/**
 * free_by_record() - free an allocated block without further users, by the order that it has on record
 * @page: its first page
 */
void free_by_record(struct page *page)
{
	unsigned int order = page_flags_order(page);

	if (PageHead(page))
		destroy_compound_page(page);
	page->state = PAGE_ALLOCATED | order; /* marks that the owner has set go away */
	set_page_count(page, 1);
	free_block(page, order);
}

/* Is it an allocated block of this order, compound or not? Then only its count is unusual. */
static bool state_fits(const struct page *page, unsigned int order)
{
	return order < MAX_ORDER && (page->state & ~(1u << PG_head)) == (PAGE_ALLOCATED | order);
}

/**
 * free_pages_special() - free what has other users or is a compound page, or correct a mistake
 * @page: what the caller wants to free
 * @order: the order the caller claims
 * @ip: where the caller is
 */
void free_pages_special(struct page *page, unsigned int order, unsigned long ip)
{
	struct misuse misuse;

	if (!state_fits(page, order)) {
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
