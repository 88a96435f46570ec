// SPDX-License-Identifier: MIT
/*
 * Allocating pages: the fast path.
 *
 * Purpose
 *	A block of 2^order pages for the price of taking a pointer off a stack.
 *
 * How
 *	Orders 0 to 3 come from a list of this CPU (pcp.c). Which one, is looked up in pcp_by_gfp[], by
 *	the lowest byte of the GFP flags: the list of the zone that is the first choice for them. Where
 *	the flags ask for more than a block (__GFP_ZERO, __GFP_COMP), contradict each other, or name a
 *	zone without memory, the entry is a list that is always empty. Three tests stand between the
 *	caller and the block: of the order, for the empty list, and none for the watermark, which was
 *	looked at when the list was filled.
 *
 *	An empty list is filled from the zone, and larger blocks come from there at once, under the
 *	zone's lock, while the zone has more than its low watermark: zone->spare counts from there,
 *	so the sign of the subtraction tells. The lowmem reserve needs no test: it protects a zone from
 *	requests that would rather have a higher one, and for the first choice there is no higher one.
 *
 *	Everything else is in alloc_slow.c.
 *
 * Cost, counted in instructions and listed in docs/fast-path.md
 *	alloc_pages() and __free_pages() with a CPU's list: 30 together.
 *
 * Locking: see pcp.c and buddy.c.
 */
#include <linux/export.h>
#include <linux/highmem.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include "buddy.h"
#include "internal.h"
#include "pcp.h"

/*
 * The ways off the fast path. They are jumped to, so their return address is that of the caller's
 * caller, and the fast path need not hand it over.
 */

/* A block with something done to it: zeroed, or made a compound page. High memory is the slow path's matter. */
static __always_inline struct page *alloc_pages_prepared(gfp_t gfp, unsigned int order, unsigned long ip)
{
	gfp_t plain = gfp & ~(__GFP_ZERO | __GFP_COMP);
	struct page *page = NULL;

	if (!(gfp & __GFP_HIGHMEM))
		page = pcp_take(this_cpu_read(pcp_by_gfp[pcp_index((u8)plain, order)]));
	if (!page)
		return alloc_pages_slow(gfp, order, numa_mem_id(), NULL, ip);
	page_owner_alloc(page, ip);
	return prep_new_page(page, order, gfp);
}

/* Lists do not know why they are empty: their zone is, or they are only there to be empty. */
static noinline struct page *alloc_pages_refill(gfp_t gfp, struct per_cpu_pages *list)
{
	struct page *page;

	if (gfp & (__GFP_ZERO | __GFP_COMP))
		return alloc_pages_prepared(gfp, pcp_order(list), _RET_IP_);
	page = pcp_refill(list);
	if (unlikely(!page))
		return alloc_pages_slow(gfp, pcp_order(list), numa_mem_id(), NULL, _RET_IP_);
	page_owner_alloc(page, _RET_IP_);
	return page;
}

static noinline struct page *alloc_pages_refused(gfp_t gfp, unsigned int order)
{
	return alloc_pages_slow(gfp, order, numa_mem_id(), NULL, _RET_IP_);
}

/* Somebody else has the zone: wait. Apart, so that the other way need not save registers for it. */
static noinline struct page *alloc_pages_contended(gfp_t gfp, unsigned int order)
{
	struct pglist_data *pgdat = local_pgdat();
	struct zone *zone = pgdat->first_choice[gfp & GFP_FAST_MASK];
	unsigned long flags = zone_lock_irqsave(zone);
	struct page *page = rmqueue_spare(zone, area_of_order(pgdat->first_areas[gfp & GFP_FAST_MASK], order));

	zone_unlock_irqrestore(zone, flags);
	if (unlikely(!page))
		return alloc_pages_refused(gfp, order);
	page_owner_alloc(page, _RET_IP_);
	return page;
}

/* A block that is too large for the lists, from the zone. */
static noinline struct page *alloc_pages_large(gfp_t gfp, unsigned int order)
{
	struct pglist_data *pgdat;
	struct free_area *area;
	struct page *page;
	struct zone *zone;
	unsigned long flags;

	if (unlikely(order >= MAX_ORDER))
		return alloc_pages_refused(gfp, order);
	pgdat = local_pgdat();
	zone = pgdat->first_choice[gfp & GFP_FAST_MASK];
	if (unlikely(zone == &no_zone))
		return alloc_pages_refused(gfp, order);
	area = area_of_order(pgdat->first_areas[gfp & GFP_FAST_MASK], order);
	if (unlikely(!zone_trylock_irqsave(zone, &flags)))
		return alloc_pages_contended(gfp, order);
	page = rmqueue_spare(zone, area);
	zone_unlock_irqrestore(zone, flags);
	if (unlikely(!page))
		return alloc_pages_refused(gfp, order);
	page_owner_alloc(page, _RET_IP_);
	return page;
}

/**
 * alloc_pages() - allocate 2^order contiguous pages
 * @gfp: GFP flags
 * @order: 0 to MAX_ORDER - 1
 *
 * The contents are whatever the last user left, unless @gfp has __GFP_ZERO.
 *
 * Context: any but NMI, with GFP_ATOMIC or GFP_NOWAIT; with flags that allow waiting (GFP_KERNEL)
 * process context only.
 * Return: the first page, with one user; NULL if there is no memory, which is reported in the log
 * unless @gfp has __GFP_NOWARN.
 */
struct page *alloc_pages(gfp_t gfp, unsigned int order)
{
	struct per_cpu_pages *list;
	struct page *page;

	if (unlikely(order > PAGE_ALLOC_COSTLY_ORDER))
		return alloc_pages_large(gfp, order);
	list = this_cpu_read(pcp_by_gfp[pcp_index((u8)gfp, order)]);
	page = pcp_take(list);
	if (unlikely(!page))
		return alloc_pages_refill(gfp, list);
	page_owner_alloc(page, _RET_IP_);
	return page;
}
EXPORT_SYMBOL(alloc_pages);

/**
 * __alloc_pages() - alloc_pages() with a choice of nodes
 * @gfp: GFP flags
 * @order: 0 to MAX_ORDER - 1
 * @preferred_nid: the node to try first
 * @nodemask: nodes that may serve; NULL for all
 *
 * Context, Return: as alloc_pages().
 */
struct page *__alloc_pages(gfp_t gfp, unsigned int order, int preferred_nid, nodemask_t *nodemask)
{
	return alloc_pages_slow(gfp, order, preferred_nid, nodemask, _RET_IP_);
}
EXPORT_SYMBOL(__alloc_pages);

/**
 * alloc_pages_node() - alloc_pages() from a node
 * @nid: the node; NUMA_NO_NODE for the nearest. Others serve if it cannot, unless __GFP_THISNODE
 * @gfp: GFP flags
 * @order: 0 to MAX_ORDER - 1
 */
struct page *alloc_pages_node(int nid, gfp_t gfp, unsigned int order)
{
	/* With __GFP_THISNODE it matters that the thread may be moved to another CPU before it allocates. */
	if (nid == NUMA_NO_NODE || (nid == numa_mem_id() && !(gfp & __GFP_THISNODE)))
		return alloc_pages(gfp, order);
	return alloc_pages_slow(gfp, order, nid, NULL, _RET_IP_);
}
EXPORT_SYMBOL(alloc_pages_node);

/**
 * __alloc_pages_node() - alloc_pages_node() for a node that is known to exist
 * @nid: the node
 * @gfp: GFP flags
 * @order: 0 to MAX_ORDER - 1
 */
struct page *__alloc_pages_node(int nid, gfp_t gfp, unsigned int order)
{
	return alloc_pages_slow(gfp, order, nid, NULL, _RET_IP_);
}
EXPORT_SYMBOL(__alloc_pages_node);

/**
 * alloc_pages_bulk_array() - fill an array with single pages
 * @gfp: GFP flags
 * @nr_pages: entries
 * @page_array: the array; entries that are not NULL are kept
 *
 * Takes a whole list at a time; when it is empty, alloc_pages() fills it.
 *
 * Return: how many entries, counted from the first, are filled; fewer than @nr_pages when memory
 * ran out.
 */
unsigned long alloc_pages_bulk_array(gfp_t gfp, unsigned long nr_pages, struct page **page_array)
{
	unsigned long i = 0;

	for (;;) {
		struct per_cpu_pages *list = this_cpu_read(pcp_by_gfp[pcp_index((u8)gfp, 0)]);

		i = pcp_take_bulk(list, page_array, i, nr_pages, _RET_IP_);
		if (i == nr_pages)
			return i;
		page_array[i] = alloc_pages(gfp, 0);
		if (!page_array[i])
			return i;
		page_owner_alloc(page_array[i++], _RET_IP_);
	}
}
EXPORT_SYMBOL(alloc_pages_bulk_array);

/**
 * __get_free_pages() - allocate pages by their kernel address
 * @gfp: GFP flags; __GFP_HIGHMEM is ignored, because such pages have no address
 * @order: 0 to MAX_ORDER - 1
 *
 * Return: address of the first byte, or 0.
 */
unsigned long __get_free_pages(gfp_t gfp, unsigned int order)
{
	struct page *page = alloc_pages(gfp & ~__GFP_HIGHMEM, order);

	if (!page)
		return 0;
	page_owner_alloc(page, _RET_IP_);
	return (unsigned long)page_to_virt(page);
}
EXPORT_SYMBOL(__get_free_pages);

/* Apart, so that the other way need not save registers for it. */
static noinline unsigned long get_zeroed_page_refill(gfp_t gfp)
{
	return __get_free_pages(gfp | __GFP_ZERO, 0);
}

/**
 * get_zeroed_page() - a page of zeroes: what may be shown to a user
 * @gfp: GFP flags
 *
 * Return: its address, or 0.
 */
unsigned long get_zeroed_page(gfp_t gfp)
{
	gfp_t plain = gfp & ~(__GFP_HIGHMEM | __GFP_ZERO | __GFP_COMP);
	struct page *page = pcp_take(this_cpu_read(pcp_by_gfp[pcp_index((u8)plain, 0)]));

	if (unlikely(!page))
		return get_zeroed_page_refill(plain);
	page_owner_alloc(page, _RET_IP_);
	return (unsigned long)clear_page(page_to_virt(page));
}
EXPORT_SYMBOL(get_zeroed_page);
