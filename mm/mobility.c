// SPDX-License-Identifier: MIT
/*
 * Grouping by mobility: why large blocks survive.
 *
 * Purpose
 *	One page that stays where it is spoils a block of 4 MiB for as long as it lives. If such pages are
 *	scattered, half of memory may be free without a single large block. So what stays (unmovable),
 *	what goes away under pressure (reclaimable), and what could be moved (movable) are kept
 *	apart: each kind takes its pages from page blocks of its own, 2 MiB each.
 *
 * How
 *	A page block has a type (zone->pageblocks), and there are free lists for each type. A request takes
 *	from the lists of its type. If they have nothing:
 *	  1. a whole free page block is taken, and gets the type (claim);
 *	  2. else a block of another type is looked for, the largest first, as that is likely to lie in the
 *	     emptiest page block. If half of that page block is free or of the right kind already, it
 *	     changes its type with all its free blocks (claim);
 *	  3. else only a block is taken (steal), the smallest that will do. When it is freed it goes to the
 *	     CPU's list of the type that stole it, so the next request in need takes the same place.
 *	A movable request claims nothing for less than 16 pages: unmovable pages that it would drive out do
 *	more harm elsewhere than movable ones here.
 *
 *	Atomic requests for more than a page (MIGRATE_HIGHATOMIC) keep the page block that has served one,
 *	up to 1 % of the zone; it is given up when others would fail.
 *
 * Invariants
 *	1. A free block is on a list of the type of its page block, and its page->flags carry that type, so
 *	   the buddies of different page blocks are told apart by the one comparison that is made anyway.
 *	2. A page block that is free as a whole has no type: it is MIGRATE_UNMOVABLE in the table, and on the
 *	   first row's lists, where all blocks of order 9 and 10 are. (Reports count it as movable, as Linux
 *	   does.) Exception: the blocks of MIGRATE_HIGHATOMIC keep their type.
 *	3. A page block that is not all of one zone keeps its first type.
 *
 * Locking: zone->lock for all of it. A page block on the border of two zones is never written.
 *
 * Complexity
 *	Nothing is added to an unmovable request that finds a block. Claims walk a page block's 512 struct
 *	pages; they are as rare as page blocks are empty.
 *
 * Limits
 *	Nothing is moved: movable pages could be, but nobody maps them yet. "mobility=off" on the command line
 *	turns the grouping off, for comparison; on machines too small to have page blocks of each type it is
 *	off anyway.
 *
 * Reference: Gorman and Whitcroft, The What, The Why and the Where To of Anti-Fragmentation (OLS 2006).
 */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/printk.h>
#include <linux/string.h>
#include "buddy.h"
#include "internal.h"
#include "mobility.h"

bool page_group_by_mobility_disabled;

static int __init parse_mobility(char *arg)
{
	if (arg && !strcmp(arg, "off"))
		page_group_by_mobility_disabled = true;
	else
		pr_warn("mobility=%s: only \"off\" is known\n", arg ? arg : "");
	return 0;
}
early_param("mobility", parse_mobility);

/* ---- the table ------------------------------------------------------------------------------- */

/**
 * zone_set_pageblocks() - give a zone a table of its page blocks' types
 * @zone: the zone
 * @table: an entry for each page block; zeroes
 * @first_pfn: frame that the table begins with; a multiple of pageblock_nr_pages
 */
void zone_set_pageblocks(struct zone *zone, u8 *table, unsigned long first_pfn)
{
	zone->pageblocks = (unsigned long)table - pageblock_index(pfn_to_page(first_pfn));
}

/**
 * pageblocks_init() - make the table of all page blocks
 *
 * Context: boot, when the memory sections are known.
 */
void __init pageblocks_init(void)
{
	unsigned long blocks = nr_mem_sections << (PFN_SECTION_SHIFT - pageblock_order);
	u8 *table = memblock_alloc(max(blocks, 1ul), 64);
	struct zone *zone;

	for_each_zone(zone) {
		zone_set_pageblocks(zone, table, 0);
		zone->grouped = !page_group_by_mobility_disabled &&
				zone->present_pages >= pageblock_nr_pages * MIGRATE_TYPES;
	}
}

/**
 * set_pageblock_type() - change the type of a page block
 * @zone: the zone it lies in, locked
 * @page: any page of it
 * @type: the new type
 */
void set_pageblock_type(struct zone *zone, const struct page *page, enum migratetype type)
{
	*(u8 *)(zone->pageblocks + pageblock_index(page)) = type;
}

static struct page *pageblock_start(const struct page *page)
{
	return pfn_to_page(ALIGN_DOWN(page_to_pfn(page), pageblock_nr_pages));
}

/* ---- free lists by type ---------------------------------------------------------------------- */

static unsigned long type_word(enum migratetype type)
{
	return (unsigned long)type << PG_TYPE_SHIFT;
}

/* Pages of this type come and go: in the atomic reserve they are not for everybody. */
static void account(struct zone *zone, enum migratetype type, long pages)
{
	if (type == MIGRATE_HIGHATOMIC)
		zone->highatomic_free += pages;
	else
		zone->spare += pages;
}

static void unlink_free(struct free_area *area, struct page *page)
{
	__list_del_entry(&page->lru);
	area->nr_free--;
}

/**
 * buddy_free_typed() - buddy_free() for a page block that is not MIGRATE_UNMOVABLE
 * @zone: its zone, locked
 * @page: its first page, marked as allocated, without users
 * @order: its order
 * @type: the page block's type
 */
void buddy_free_typed(struct zone *zone, struct page *page, unsigned int order, enum migratetype type)
{
	unsigned long word = (page->flags & ~(PG_STATE_MASK | PG_TYPE_MASK)) | type_word(type) | PAGE_FREE | order;
	struct free_area *area = zone_type_area(zone, type, order);
	struct page *buddy;

	account(zone, type, area->pages);
	for (; order < pageblock_order; order++, area++, word++) {
		buddy = page_buddy(page, area);
		if (buddy->flags != word)
			return area_push(area, page, word);
		unlink_free(area, buddy);
		area->merges++;
		page_clear_state(buddy);
		page_clear_state(page);
		page = page_lower(page, buddy);
	}
	if (type == MIGRATE_HIGHATOMIC)
		return area_push(area, page, word);
	set_pageblock_type(zone, page, MIGRATE_UNMOVABLE);
	buddy_put(zone_area(zone, order), page, word & ~PG_TYPE_MASK);
}

/* From the lists of one type; whole page blocks are on those of the first only. */
static struct page *take_from_row(struct zone *zone, unsigned int order, enum migratetype type)
{
	struct free_area *area = zone_type_area(zone, type, order), *from;
	struct page *page;

	if (area_empty(area)) {
		from = area_above(area);
		return area_is_guard(from) ? NULL : buddy_split(area, from);
	}
	page = area_pop(area);
	mark_allocated(area, page);
	return page;
}

/* ---- claiming and stealing ------------------------------------------------------------------- */

/* Puts a whole free page block on the lists of a type, in one piece; it is then cut as need be. */
static bool claim_whole(struct zone *zone, enum migratetype type)
{
	struct page *page = take_from_row(zone, pageblock_order, MIGRATE_UNMOVABLE);

	if (!page)
		return false;
	set_pageblock_type(zone, page, type);
	set_page_count(page, 0);
	zone_area(zone, pageblock_order)->allocs--;
	area_push(zone_type_area(zone, type, pageblock_order), page,
		  ((page->flags ^ (PAGE_ALLOCATED | PAGE_FREE)) & ~PG_TYPE_MASK) | type_word(type));
	count_vm_event(PAGEBLOCK_CLAIM);
	return true;
}

/* How far a walk over struct pages goes on from here. */
static unsigned long block_pages(const struct page *page)
{
	unsigned int state = page->state;

	if (!(state & (PAGE_FREE | PAGE_CACHED | PAGE_ALLOCATED)))
		return 1;
	return 1ul << min_t(unsigned int, state & PG_ORDER_MASK, pageblock_order);
}

/*
 * Pages of a page block that are free, or were handed out for this kind of use; none if not all of it
 * is the zone's. Owners of allocated pages may change them meanwhile, so this is an estimate.
 */
static unsigned long suitable_pages(const struct zone *zone, const struct page *start, enum migratetype type)
{
	unsigned long suitable = 0;

	for (unsigned long i = 0; i < pageblock_nr_pages; i++)
		if ((start[i].zone_id & ZONE_ID_MASK) != zone->id)
			return 0;
	for (unsigned long i = 0; i < pageblock_nr_pages; i += block_pages(start + i)) {
		const struct page *page = start + i;
		bool alike = page->state & PAGE_ALLOCATED && page->zone_id >> ZONE_ID_BITS == type;

		if (PageBuddy(page) || alike)
			suitable += block_pages(page);
	}
	return suitable;
}

/* Moves all free blocks of a page block to the lists of another type. */
static void convert(struct zone *zone, struct page *start, enum migratetype type)
{
	enum migratetype old = pageblock_type(zone, start);

	for (unsigned long i = 0; i < pageblock_nr_pages; i += block_pages(start + i)) {
		struct page *page = start + i;
		unsigned int order = page_flags_order(page);

		if (!PageBuddy(page))
			continue;
		unlink_free(zone_type_area(zone, old, order), page);
		area_push(zone_type_area(zone, type, order), page, (page->flags & ~PG_TYPE_MASK) | type_word(type));
		account(zone, old, -(1l << order));
		account(zone, type, 1l << order);
	}
	set_pageblock_type(zone, start, type);
}

/* Takes over the page block that a free block lies in, if it is half suitable. */
static bool claim_around(struct zone *zone, struct page *page, unsigned int order, enum migratetype type)
{
	struct page *start = pageblock_start(page);

	if (type == MIGRATE_MOVABLE && order < pageblock_order / 2)
		return false;
	if (suitable_pages(zone, start, type) < pageblock_nr_pages / 2)
		return false;
	convert(zone, start, type);
	count_vm_event(PAGEBLOCK_CLAIM);
	return true;
}

/* Whom a type turns to, in this order. */
static const u8 fallbacks[MIGRATE_PCPTYPES][2] = {
	[MIGRATE_UNMOVABLE] = { MIGRATE_RECLAIMABLE, MIGRATE_MOVABLE },
	[MIGRATE_MOVABLE] = { MIGRATE_RECLAIMABLE, MIGRATE_UNMOVABLE },
	[MIGRATE_RECLAIMABLE] = { MIGRATE_UNMOVABLE, MIGRATE_MOVABLE },
};

/* The largest free block of another type that is no smaller than @order; its page block changes sides. */
static bool claim_largest(struct zone *zone, unsigned int order, enum migratetype type)
{
	for (int at = pageblock_order - 1; at >= (int)order; at--)
		for (int i = 0; i < 2; i++) {
			struct free_area *area = zone_type_area(zone, fallbacks[type][i], at);

			if (!area_empty(area))
				return claim_around(zone, area_first(area), at, type);
		}
	return false;
}

/* The smallest one, which stays what it is; only its page is marked as of the other kind. */
static struct page *steal_smallest(struct zone *zone, unsigned int order, enum migratetype type)
{
	struct page *page = NULL;

	for (unsigned int at = order; at < pageblock_order && !page; at++)
		for (int i = 0; i < 2 && !page; i++) {
			struct free_area *from = zone_type_area(zone, fallbacks[type][i], at);

			if (!area_empty(from))
				page = take_from_row(zone, order, fallbacks[type][i]);
		}
	if (page) {
		page->flags = (page->flags & ~PG_TYPE_MASK) | type_word(type);
		count_vm_event(PAGEBLOCK_STEAL);
	}
	return page;
}

/**
 * __rmqueue_type() - allocate a block of a type from one zone, whatever its watermarks
 * @zone: the zone, locked
 * @order: below MAX_ORDER
 * @type: one of the first three; MIGRATE_UNMOVABLE for whole page blocks and where nothing is grouped
 *
 * Return: first page of the block, or NULL.
 */
struct page *__rmqueue_type(struct zone *zone, unsigned int order, enum migratetype type)
{
	struct page *page = take_from_row(zone, order, type);

	if (!page && zone->grouped && order < pageblock_order) {
		if ((type != MIGRATE_UNMOVABLE && claim_whole(zone, type)) || claim_largest(zone, order, type))
			page = take_from_row(zone, order, type);
		else
			page = steal_smallest(zone, order, type);
	}
	if (page)
		zone->spare -= 1l << order;
	return page;
}

/* ---- the atomic reserve ---------------------------------------------------------------------- */

/**
 * __rmqueue_highatomic() - allocate from the atomic reserve
 * @zone: the zone, locked
 * @order: below MAX_ORDER
 *
 * Return: first page of the block, or NULL.
 */
struct page *__rmqueue_highatomic(struct zone *zone, unsigned int order)
{
	struct page *page = take_from_row(zone, order, MIGRATE_HIGHATOMIC);

	if (!page)
		return NULL;
	page->flags &= ~PG_TYPE_MASK; /* CPUs have no lists for it */
	zone->highatomic_free -= 1ul << order;
	return page;
}

/**
 * reserve_highatomic() - keep the page block that has served an atomic request
 * @zone: the zone, locked
 * @page: the block that was handed out
 * @order: its order
 */
void reserve_highatomic(struct zone *zone, struct page *page, unsigned int order)
{
	unsigned long most = zone_managed_pages(zone) / 100 + pageblock_nr_pages;
	struct page *start = pageblock_start(page);

	if (!zone->grouped || !order || order >= pageblock_order || zone->nr_reserved_highatomic >= most ||
	    pageblock_type(zone, start) == MIGRATE_HIGHATOMIC ||
	    !suitable_pages(zone, start, MIGRATE_HIGHATOMIC))
		return;
	convert(zone, start, MIGRATE_HIGHATOMIC);
	zone->nr_reserved_highatomic += pageblock_nr_pages;
}

/* A page block that is free as a whole becomes nobody's, and may have a free neighbour. */
static void release_whole(struct zone *zone, struct page *page)
{
	unlink_free(zone_type_area(zone, MIGRATE_HIGHATOMIC, pageblock_order), page);
	account(zone, MIGRATE_HIGHATOMIC, -(long)pageblock_nr_pages);
	set_pageblock_type(zone, page, MIGRATE_UNMOVABLE);
	page_clear_state(page);
	page->state = PAGE_ALLOCATED | pageblock_order;
	buddy_free_unmovable(zone, page, pageblock_order);
}

/**
 * unreserve_highatomic() - give up a page block of the atomic reserve
 * @zone: the zone, locked
 *
 * Return: false if there is none with anything free in it.
 */
bool unreserve_highatomic(struct zone *zone)
{
	for (unsigned int order = 0; order <= pageblock_order; order++) {
		struct free_area *area = zone_type_area(zone, MIGRATE_HIGHATOMIC, order);

		if (area_empty(area))
			continue;
		if (order == pageblock_order)
			release_whole(zone, area_first(area));
		else
			convert(zone, pageblock_start(area_first(area)), MIGRATE_UNMOVABLE);
		zone->nr_reserved_highatomic -= pageblock_nr_pages;
		return true;
	}
	return false;
}
