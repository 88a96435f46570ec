// SPDX-License-Identifier: MIT
/*
 * Allocating pages: the slow path, for every request that the fast one does not serve.
 *
 * How
 *	1. All zones that may serve, in zonelist order, down to their low watermark.
 *	2. The same down to the min watermark, or further where the flags allow it.
 *	3. The same when the free pages on the CPUs' lists have been given back (pcp.c).
 *	4. __GFP_NOFAIL: down to the last page; then panic, because nothing would free memory while
 *	   it waited.
 *	5. Report the failure and return NULL.
 *
 *	Linux would reclaim between 3 and 5, and let the caller wait. Here are no caches that could
 *	shrink, so a request that may wait fails at once, as GFP_NOWAIT does; __GFP_NORETRY and
 *	__GFP_RETRY_MAYFAIL make no difference.
 *
 *	A zone whose lists have no block large enough may have deferred sections (memmap.c); their
 *	struct pages are made now.
 *
 * Flags that ask for more than a block end here too: pages are zeroed, compound pages made.
 *
 * Locking: zone->lock for each zone by itself; watermarks are looked at without, as what they say may
 * be over in the next moment anyway.
 */
#include <linux/bug.h>
#include <linux/kernel.h>
#include <linux/panic.h>
#include <linux/preempt.h>
#include <linux/printk.h>
#include <linux/string.h>
#include "buddy.h"
#include "internal.h"
#include "pcp.h"

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
	unsigned long flags;
	struct page *page;

	do {
		flags = zone_lock_irqsave(zone);
		page = __rmqueue(zone, order);
		zone->alloc_slow += page != NULL;
		zone_unlock_irqrestore(zone, flags);
	} while (!page && deferred_grow_zone(zone));
	return page;
}

/* From this CPU's list for a zone. */
static struct page *take_from_list(struct zone *zone, unsigned int order)
{
	struct page *page;

	if (order > PAGE_ALLOC_COSTLY_ORDER)
		return NULL;
	page = pcp_take(zone_pcp(zone, order));
	return page ?: pcp_refill(zone_pcp(zone, order));
}

/* What the fast path would have done, had the flags not asked for more than a block. */
static struct page *take_first_choice(gfp_t gfp, unsigned int order, int nid)
{
	struct zone *zone = NODE_DATA(nid)->first_choice[gfp & GFP_ZONEMASK];
	struct page *page = take_from_list(zone, order);

	if (page || READ_ONCE(zone->spare) < 1l << order)
		return page;
	return rmqueue(zone, order);
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
		page = alloc_flags == ALLOC_WMARK_LOW ? take_from_list(zone, order) : NULL;
		if (!page)
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
	unsigned long flags;

	if (!zone)
		return;
	flags = zone_lock_irqsave(zone);
	zone->alloc_fail++;
	zone_unlock_irqrestore(zone, flags);
}

/*
 * Gets back what lies on lists: all CPUs' if it is possible to wait for them. An interrupt handler
 * must not; and whoever holds a spin lock would wait for a CPU that waits for the lock.
 */
static void drain_lists(gfp_t gfp)
{
	if (gfpflags_allow_blocking(gfp) && preemptible())
		drain_all_pages(NULL);
	else
		drain_local_pages(NULL);
}

static struct page *alloc_from_zones(gfp_t gfp, unsigned int order, struct zonelist *list,
				     const nodemask_t *nodemask)
{
	struct page *page;

	page = get_page_from_freelist(gfp, order, list, nodemask, ALLOC_WMARK_LOW);
	if (!page)
		page = get_page_from_freelist(gfp, order, list, nodemask, reserve_flags(gfp));
	if (!page) {
		drain_lists(gfp);
		page = get_page_from_freelist(gfp, order, list, nodemask, reserve_flags(gfp));
	}
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
