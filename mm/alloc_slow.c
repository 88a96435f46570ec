// SPDX-License-Identifier: MIT
/*
 * Allocating pages: the slow path, for every request that the fast one does not serve.
 *
 * How
 *	1. All zones that may serve, in zonelist order, down to their low watermark.
 *	2. The same down to the min watermark, or further where the flags allow it.
 *	3. __GFP_NOFAIL: down to the last page; then panic, because nothing would free memory while
 *	   it waited.
 *	4. Report the failure and return NULL.
 *
 *	Linux would reclaim between 2 and 4, and let the caller wait. Here are no threads that could
 *	free anything and no caches that could shrink, so a request that may wait fails at once, as
 *	GFP_NOWAIT does; __GFP_NORETRY and __GFP_RETRY_MAYFAIL make no difference.
 *
 *	A zone whose lists have no block large enough may have deferred sections (memmap.c); their
 *	struct pages are made now.
 *
 * Flags that ask for more than a block end here too: pages are zeroed, compound pages made.
 */
#include <linux/bug.h>
#include <linux/kernel.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <linux/string.h>
#include "buddy.h"
#include "internal.h"

/* Linux's gfp_to_alloc_flags(): which reserves may be used. */
static unsigned int reserve_flags(gfp_t gfp)
{
	unsigned int flags = ALLOC_WMARK_MIN;

	if (gfp & __GFP_NOMEMALLOC)
		return flags;
	if (gfp & __GFP_MEMALLOC)
		return ALLOC_NO_WATERMARKS;
	if (gfp & __GFP_HIGH)
		flags |= ALLOC_HIGH;
	if (gfp & __GFP_ATOMIC)
		flags |= ALLOC_HARDER;
	return flags;
}

static struct page *rmqueue(struct zone *zone, unsigned int order)
{
	struct page *page = __rmqueue(zone, order);

	while (!page && deferred_grow_zone(zone))
		page = __rmqueue(zone, order);
	if (page)
		zone->alloc_slow++;
	return page;
}

/* What the fast path would have done, had the flags not asked for more than a block. */
static struct page *take_first_choice(gfp_t gfp, unsigned int order, int nid)
{
	struct zone *zone = NODE_DATA(nid)->first_choice[gfp & GFP_ZONEMASK];

	return zone->spare < 1l << order ? NULL : rmqueue(zone, order);
}

static struct page *get_page_from_freelist(gfp_t gfp, unsigned int order, struct zonelist *list,
					   const nodemask_t *nodemask, unsigned int alloc_flags)
{
	enum zone_type highest = gfp_zone(gfp);
	struct zoneref *z;
	struct zone *zone;
	struct page *page;

	for_each_zone_zonelist(zone, z, list, highest) {
		unsigned long mark = wmark_pages(zone, alloc_flags & ALLOC_WMARK_MASK);

		if (nodemask && !node_isset(zone_to_nid(zone), *nodemask))
			continue;
		if (!(alloc_flags & ALLOC_NO_WATERMARKS) &&
		    !zone_watermark_ok(zone, order, mark, highest, alloc_flags))
			continue;
		page = rmqueue(zone, order);
		if (page)
			return page;
	}
	return NULL;
}

static gfp_t check_gfp(gfp_t gfp)
{
	if (gfp_zone_bits_bad(gfp))
		pr_warn_once("page allocator: zone flags %#x contradict each other, the most restrictive is taken\n",
			     gfp & GFP_ZONEMASK);
	/* Pages that the kernel has no address for cannot be zeroed: others are taken. */
	if (gfp & __GFP_ZERO)
		gfp &= ~__GFP_HIGHMEM;
	return gfp;
}

static void count_failure(const struct zonelist *list, enum zone_type highest)
{
	struct zone *zone = first_zones_zonelist((struct zonelist *)list, highest)->zone;

	if (zone)
		zone->alloc_fail++;
}

static struct page *alloc_from_zones(gfp_t gfp, unsigned int order, struct zonelist *list,
				     const nodemask_t *nodemask)
{
	struct page *page;

	page = get_page_from_freelist(gfp, order, list, nodemask, ALLOC_WMARK_LOW);
	if (!page)
		page = get_page_from_freelist(gfp, order, list, nodemask, reserve_flags(gfp));
	if (!page && gfp & __GFP_NOFAIL) {
		page = get_page_from_freelist(gfp, order, list, nodemask, ALLOC_NO_WATERMARKS);
		if (!page)
			panic("page allocator: __GFP_NOFAIL, order %u: no memory, and nobody who could free some",
			      order);
	}
	return page;
}

/**
 * prep_new_page() - what the flags ask for beyond the pages
 * @page: a block just allocated, or NULL
 * @order: its order
 * @gfp: GFP flags
 */
struct page *prep_new_page(struct page *page, unsigned int order, gfp_t gfp)
{
	if (!page)
		return NULL;
	if (gfp & __GFP_ZERO)
		memset(page_to_virt(page), 0, PAGE_SIZE << order);
	if (gfp & __GFP_COMP)
		prep_compound_page(page, order);
	return page;
}

/**
 * alloc_pages_slow() - allocate with everything that the flags can ask for
 * @gfp: GFP flags
 * @order: any; MAX_ORDER and above is a mistake, reported once
 * @nid: node to try first
 * @nodemask: nodes allowed, or NULL
 * @ip: the caller, for the record
 */
struct page *alloc_pages_slow(gfp_t gfp, unsigned int order, int nid, const nodemask_t *nodemask,
			      unsigned long ip)
{
	struct zonelist *list;
	struct page *page;

	if (order >= MAX_ORDER) {
		if (!(gfp & __GFP_NOWARN))
			WARN_ON_ONCE(order >= MAX_ORDER);
		return NULL;
	}
	if (nid < 0 || nid >= MAX_NUMNODES || !NODE_DATA(nid))
		nid = numa_mem_id();
	list = node_zonelist(nid, gfp);
	gfp = check_gfp(gfp);
	page = nodemask ? NULL : take_first_choice(gfp, order, nid);
	if (!page)
		page = alloc_from_zones(gfp, order, list, nodemask);
	if (!page) {
		count_failure(list, gfp_zone(gfp));
		warn_alloc(gfp, order);
		return NULL;
	}
	page_owner_alloc(page, ip);
	return prep_new_page(page, order, gfp);
}
