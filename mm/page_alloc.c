// SPDX-License-Identifier: MIT
/*
 * Allocating pages: the fast path.
 *
 * Purpose
 *	A block of 2^order pages for the price of taking the first element off a list.
 *
 * How
 *	The fast path looks at one zone, the first that the GFP flags allow, and takes a block of just
 *	the wanted order, while the zone has more than its low watermark. Four tests stand between the
 *	caller and the list, and each has been made as small as it can be:
 *
 *	order        one comparison; all else is addressed by it
 *	which zone   first_choice[] of the node, indexed by the lowest bits of the GFP flags. Where
 *	             these ask for more (__GFP_ZERO, __GFP_COMP), contradict each other, or name zones
 *	             that have no memory, the entry is a zone whose balance is always negative
 *	watermark    zone->spare counts from the low watermark, so the sign of the subtraction tells.
 *	             The lowmem reserve needs no test: it protects a zone from requests that would
 *	             rather have a higher one, and for the first choice there is no higher one
 *	empty list   the head points at itself
 *
 *	The block's flags already hold its order and zone: one XOR turns "free" into "allocated".
 *	An empty list leads to buddy_split(), everything else to alloc_slow.c.
 *
 * Cost, counted in instructions and listed in docs/fast-path.md
 *	alloc_pages() and __free_pages() together stay below 60, splitting and merging below 20 a
 *	level, on both widths.
 *
 * Limits
 *	Nothing waits: there are no threads and nothing to reclaim from. A flag that allows waiting
 *	has no effect; what fails for GFP_NOWAIT fails for GFP_KERNEL.
 *
 * Locking: see buddy.c.
 */
#include <linux/kernel.h>
#include <linux/string.h>
#include "buddy.h"
#include "internal.h"

struct pglist_data contig_page_data;
struct pglist_data *node_data[MAX_NUMNODES] = { &contig_page_data };
struct zone *zone_table[NR_ZONE_IDS];

/*
 * The ways off the fast path. They are jumped to, so their return address is that of the caller's
 * caller, and the fast path need not hand it over.
 */
static noinline struct page *alloc_pages_local(gfp_t gfp, unsigned int order)
{
	return alloc_pages_slow(gfp, order, numa_mem_id(), NULL, _RET_IP_);
}

/* The first choice has too little memory, or is not what it seems. */
static noinline struct page *alloc_pages_refused(gfp_t gfp, struct free_area *area)
{
	struct zone *zone = contig_page_data.first_choice[gfp & GFP_FAST_MASK];

	zone->spare += area->pages;
	return alloc_pages_slow(gfp, area - zone->free_area, numa_mem_id(), NULL, _RET_IP_);
}

/* The first choice has enough memory, but no block of just this order. */
static noinline struct page *alloc_pages_split(gfp_t gfp, struct free_area *area)
{
	struct free_area *from = area_above(area);
	struct page *page;

	if (unlikely(area_is_guard(from)))
		return alloc_pages_refused(gfp, area);
	page = buddy_split(area, from);
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
 * Context: any but interrupt handlers and NMI; does not sleep.
 * Return: the first page, with one user; NULL if there is no memory, which is reported in the log
 * unless @gfp has __GFP_NOWARN.
 */
struct page *alloc_pages(gfp_t gfp, unsigned int order)
{
	struct free_area *area;
	struct zone *zone;
	struct page *page;

	if (unlikely(order >= MAX_ORDER))
		return alloc_pages_local(gfp, order);
	zone = contig_page_data.first_choice[gfp & GFP_FAST_MASK];
	area = zone_area(zone, order);
	if (unlikely((zone->spare -= area->pages) < 0))
		return alloc_pages_refused(gfp, area);
	if (unlikely(area_empty(area)))
		return alloc_pages_split(gfp, area);
	OPTIMIZER_HIDE_VAR(area); /* saves gcc a register on i386 */
	page = area_pop(area);
	mark_allocated(area, page);
	page_owner_alloc(page, _RET_IP_);
	return page;
}

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

/**
 * alloc_pages_node() - alloc_pages() from a node
 * @nid: the node; NUMA_NO_NODE for the nearest. Others serve if it cannot, unless __GFP_THISNODE
 * @gfp: GFP flags
 * @order: 0 to MAX_ORDER - 1
 */
struct page *alloc_pages_node(int nid, gfp_t gfp, unsigned int order)
{
	if (nid == NUMA_NO_NODE || nid == numa_mem_id())
		return alloc_pages(gfp, order);
	return alloc_pages_slow(gfp, order, nid, NULL, _RET_IP_);
}

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

/**
 * alloc_pages_bulk_array() - fill an array with single pages
 * @gfp: GFP flags
 * @nr_pages: entries
 * @page_array: the array; entries that are not NULL are kept
 *
 * Return: how many entries, counted from the first, are filled; fewer than @nr_pages when memory
 * ran out.
 */
unsigned long alloc_pages_bulk_array(gfp_t gfp, unsigned long nr_pages, struct page **page_array)
{
	for (unsigned long i = 0; i < nr_pages; i++) {
		if (page_array[i])
			continue;
		page_array[i] = alloc_pages(gfp, 0);
		if (!page_array[i])
			return i;
		page_owner_alloc(page_array[i], _RET_IP_);
	}
	return nr_pages;
}

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

/**
 * get_zeroed_page() - a page of zeroes: what may be shown to a user
 * @gfp: GFP flags
 *
 * Return: its address, or 0.
 */
unsigned long get_zeroed_page(gfp_t gfp)
{
	struct page *page = alloc_pages((gfp | __GFP_ZERO) & ~__GFP_HIGHMEM, 0);

	if (!page)
		return 0;
	page_owner_alloc(page, _RET_IP_);
	return (unsigned long)page_to_virt(page);
}
