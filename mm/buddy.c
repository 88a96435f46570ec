// SPDX-License-Identifier: MIT
/*
 * The buddy system (Knowlton 1965; Knuth, TAOCP 1, 2.5): a zone's free memory as blocks of 2^order
 * pages, each aligned to its size.
 *
 * Purpose
 *	Hand out physically contiguous blocks, and join them again when they come back, so that large
 *	blocks do not run out.
 *
 * How
 *	There is a list of free blocks for each order. A request takes the first block of its order;
 *	when there is none, the next larger block is cut in two halves (buddies), one of which goes
 *	on the list below, as often as necessary. A block that comes back is joined with its buddy if
 *	that is free, as often as possible. The frame numbers of two buddies of order n differ in
 *	bit n only, so finding the buddy is an exclusive-or.
 *
 * Invariants
 *	1. The first page of a free block here has page->flags == type | zone | PG_buddy | order and is on
 *	   the list of that type (mobility.c) and order; the other pages of the block have state 0.
 *	2. Two free buddies of the same zone, type and order below MAX_ORDER - 1 do not exist.
 *	3. zone->spare + low watermark == sum of nr_free << order (+ pages of deferred sections), without
 *	   MIGRATE_HIGHATOMIC.
 *	4. A frame that is RAM has a struct page, and so has its buddy of any order: the memmap comes in
 *	   blocks of MAX_ORDER_NR_PAGES. What is not the zone's never equals a free page of the zone,
 *	   so no range checks are needed, at holes and zone borders neither.
 *
 * Complexity
 *	O(1) without, O(MAX_ORDER) with splitting or merging. Last in, first out: a block that was
 *	freed a moment ago is still in the CPU's cache.
 *
 * Locking
 *	zone->lock, taken with interrupts off, guards all of it: the functions here expect it held
 *	(or a zone that nobody else knows). It is the innermost lock: nothing is printed, allocated or
 *	locked under it. page->flags of an allocated block belong to its owner. A buddy's flags are
 *	read under the lock whoever owns it: they cannot become "free" meanwhile, as that takes the lock.
 *	In front of it are the lists of each CPU, without locks: pcp.c.
 *
 * Limits
 *	External fragmentation: half of memory may be free without two free neighbours. Nothing is
 *	moved; what is done about it is in mobility.c.
 */
#include <linux/kernel.h>
#include <linux/string.h>
#include "buddy.h"
#include "mobility.h"

static void init_areas(struct free_area *row)
{
	for (unsigned int order = 0; order < MAX_ORDER; order++) {
		struct free_area *area = &row[order];

		INIT_LIST_HEAD(&area->free_list);
		area->pages = 1u << order;
		area->buddy_xor = order < MAX_ORDER - 1 ? BUDDY_XOR_UNIT << order : 0;
	}
	/* The guard: see area_is_guard(). */
	row[MAX_ORDER].free_list.next = NULL;
}

/**
 * zone_init() - make an empty zone
 * @zone: the zone, any contents
 * @name: for messages
 * @id: page->zone_id that its pages have
 *
 * Pages come in by buddy_add_range(). A zone that tests make need not be in zone_table[]; unless it has a
 * table by zone_set_pageblocks(), it has pages of one largest block only.
 */
void zone_init(struct zone *zone, const char *name, u16 id)
{
	memset(zone, 0, sizeof(*zone));
	zone->name = name;
	zone->id = id;
	spin_lock_init(&zone->lock);
	for (unsigned int type = 0; type < MIGRATE_TYPES; type++)
		init_areas(&zone->free_area[type * AREAS_PER_TYPE]);
}

/**
 * __rmqueue() - allocate a block from one zone, whatever its watermarks
 * @zone: the zone
 * @order: below MAX_ORDER
 *
 * Return: first page of the block, or NULL.
 */
struct page *__rmqueue(struct zone *zone, unsigned int order)
{
	return __rmqueue_type(zone, order, MIGRATE_UNMOVABLE);
}

/**
 * __free_one_page() - put a block into a zone
 * @zone: the zone
 * @page: first page of the block: allocated, or new with page->zone_id set and state 0
 * @order: its order
 */
void __free_one_page(struct zone *zone, struct page *page, unsigned int order)
{
	page->state = PAGE_ALLOCATED | order;
	set_page_count(page, 0);
	buddy_free(zone, page, order);
}

/**
 * buddy_add_range() - put new pages into a zone, in the largest blocks that alignment allows
 * @zone: the zone
 * @start_pfn: first frame
 * @end_pfn: frame behind the last
 *
 * The pages have page->zone_id set and state 0.
 */
void buddy_add_range(struct zone *zone, unsigned long start_pfn, unsigned long end_pfn)
{
	if (!zone->pageblocks)
		zone_set_pageblocks(zone, zone->own_pageblocks, ALIGN_DOWN(start_pfn, MAX_ORDER_NR_PAGES));
	while (start_pfn < end_pfn) {
		unsigned int order = start_pfn ? __builtin_ctzl(start_pfn) : MAX_ORDER - 1;

		order = min_t(unsigned int, order, MAX_ORDER - 1);
		while (start_pfn + (1ul << order) > end_pfn)
			order--;
		__free_one_page(zone, pfn_to_page(start_pfn), order);
		start_pfn += 1ul << order;
	}
}

/**
 * buddy_cut() - turn one allocated block into several smaller ones
 * @page: its first page
 * @order: its order
 * @new_order: order of the pieces, each with one user
 */
void buddy_cut(struct page *page, unsigned int order, unsigned int new_order)
{
	for (unsigned long i = 0; i < 1ul << order; i += 1ul << new_order) {
		page[i].state = PAGE_ALLOCATED | new_order;
		set_page_count(page + i, 1);
	}
}
