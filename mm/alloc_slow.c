// SPDX-License-Identifier: MIT
/*
 * Allocating pages: the slow path, for every request that the fast one does not serve.
 *
 * How
 *	1. All zones that may serve, in zonelist order, down to their low watermark.
 *	2. kswapd is woken (__GFP_KSWAPD_RECLAIM); all zones down to the min watermark, or further where the
 *	   flags allow it (reserve_flags()).
 *	3. Who must not wait gets back what lies on this CPU's lists, tries again, and is done. Who may
 *	   (__GFP_DIRECT_RECLAIM), empties the lists of all CPUs, has shrinkers give memory back
 *	   (vmscan.c), and tries again:
 *	     __GFP_NORETRY         once
 *	     orders above 3        once: their success is more a matter of luck than of effort
 *	     __GFP_RETRY_MAYFAIL   whatever the order, as long as anything comes back
 *	     otherwise             the same, and in the end asks for the last reserves (oom.c)
 *	4. __GFP_NOFAIL: down to the last page; then waits until somebody frees one. Only if nothing is
 *	   freed by anybody for LAST_HOPE_ROUNDS ticks, panic.
 *	5. Report the failure and return NULL.
 *
 *	A zone whose lists have no block large enough may have deferred sections (memmap.c); their
 *	struct pages are made now.
 *
 * Flags that ask for more than a block end here too: pages are zeroed, compound pages made. And so do all
 * requests while some are to fail on purpose (lib/fault_inject.c).
 *
 * Locking: zone->lock for each zone by itself; watermarks are looked at without, as what they say may
 * be over in the next moment anyway. Reclaim is done without any lock.
 */
#include <linux/bug.h>
#include <linux/fault-inject.h>
#include <linux/highmem.h>
#include <linux/kernel.h>
#include <linux/memalloc.h>
#include <linux/might_sleep.h>
#include <linux/panic.h>
#include <linux/preempt.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/string.h>
#include "buddy.h"
#include "internal.h"
#include "mobility.h"
#include "pcp.h"
#include "vmscan.h"

#define LAST_HOPE_ROUNDS 1000 /* ticks: seconds, not minutes */

/* Is this thread one that frees memory? */
static bool thread_frees_memory(void)
{
	return in_task() && current->flags & PF_MEMALLOC;
}

/* Linux's gfp_to_alloc_flags(): which reserves may be used. */
static unsigned int reserve_flags(gfp_t gfp)
{
	unsigned int flags = ALLOC_WMARK_MIN;

	if (gfp & __GFP_NOMEMALLOC)
		return flags;
	if (gfp & __GFP_MEMALLOC || thread_frees_memory())
		return ALLOC_NO_WATERMARKS;
	if (gfp & __GFP_HIGH)
		flags |= ALLOC_HIGH;
	if (gfp & __GFP_ATOMIC)
		flags |= ALLOC_HARDER;
	return flags;
}

/* Atomic requests for more than a page have a reserve of their own, and make it. */
static struct page *rmqueue_atomic(struct zone *zone, unsigned int order, enum migratetype type)
{
	struct page *page = __rmqueue_highatomic(zone, order);

	if (page)
		return page;
	page = __rmqueue_type(zone, order, type);
	if (page)
		reserve_highatomic(zone, page, order);
	return page;
}

static struct page *rmqueue(struct zone *zone, gfp_t gfp, unsigned int order, unsigned int alloc_flags)
{
	enum migratetype type = zone_request_type(zone, gfp, order);
	unsigned long flags;
	struct page *page;

	do {
		flags = zone_lock_irqsave(zone);
		page = alloc_flags & ALLOC_HARDER ? rmqueue_atomic(zone, order, type)
						  : __rmqueue_type(zone, order, type);
		zone->alloc_slow += page != NULL;
		zone_unlock_irqrestore(zone, flags);
	} while (!page && deferred_grow_zone(zone));
	return page;
}

/* From this CPU's list for a zone. */
static struct page *take_from_list(struct zone *zone, gfp_t gfp, unsigned int order)
{
	struct per_cpu_pages *list;
	struct page *page;

	if (order > PAGE_ALLOC_COSTLY_ORDER)
		return NULL;
	list = zone_pcp_type(zone, zone_request_type(zone, gfp, order), order);
	page = pcp_take(list);
	return page ?: pcp_refill(list);
}

/* What the fast path would have done, had the flags not asked for more than a block. */
static struct page *take_first_choice(gfp_t gfp, unsigned int order, int nid)
{
	struct zone *zone = NODE_DATA(nid)->first_choice[gfp & GFP_ZONEMASK];
	struct page *page = take_from_list(zone, gfp, order);

	if (page || READ_ONCE(zone->spare) < 1l << order)
		return page;
	return rmqueue(zone, gfp, order, 0);
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
		page = alloc_flags == ALLOC_WMARK_LOW ? take_from_list(zone, gfp, order) : NULL;
		if (!page)
			page = rmqueue(zone, gfp, order, alloc_flags);
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

/* A request, and what there is for it. */
struct request {
	gfp_t gfp;
	unsigned int order;
	struct zonelist *list;
	const nodemask_t *nodemask;
};

static struct page *try_zones(const struct request *r, unsigned int alloc_flags)
{
	return get_page_from_freelist(r->gfp, r->order, r->list, r->nodemask, alloc_flags);
}

/*
 * May this request reclaim? An interrupt handler must not wait; whoever holds a spin lock would wait for
 * a CPU that waits for the lock; and who is reclaiming already is not helped by more of it.
 */
static bool may_reclaim(gfp_t gfp)
{
	return gfpflags_allow_blocking(gfp) && preemptible() && !thread_frees_memory();
}

/* Is it any use to reclaim once more? @vain counts rounds that brought nothing. */
static bool worth_retrying(const struct request *r, unsigned long progress, int *vain)
{
	if (r->gfp & __GFP_NORETRY)
		return false;
	if (r->order > PAGE_ALLOC_COSTLY_ORDER && !(r->gfp & __GFP_RETRY_MAYFAIL))
		return false;
	if (progress && r->order <= PAGE_ALLOC_COSTLY_ORDER)
		*vain = 0;
	else
		++*vain;
	return progress && *vain < MAX_RECLAIM_RETRIES;
}

static bool may_ask_for_last_reserves(const struct request *r)
{
	return r->order <= PAGE_ALLOC_COSTLY_ORDER && r->gfp & __GFP_FS &&
	       !(r->gfp & (__GFP_NORETRY | __GFP_RETRY_MAYFAIL));
}

static bool give_up_atomic_reserve(const struct request *r)
{
	bool given = false;
	unsigned long flags;
	struct zoneref *z;
	struct zone *zone;

	for_each_zone_zonelist(zone, z, r->list, gfp_zone(r->gfp)) {
		flags = zone_lock_irqsave(zone);
		given |= unreserve_highatomic(zone);
		zone_unlock_irqrestore(zone, flags);
	}
	return given;
}

static struct page *reclaim_and_retry(const struct request *r)
{
	unsigned long progress;
	struct page *page;
	int vain = 0;

	drain_all_pages(NULL);
	page = try_zones(r, reserve_flags(r->gfp));
	while (!page) {
		progress = try_to_free_pages(r->list, r->order, r->gfp, r->nodemask);
		drain_all_pages(NULL);
		page = try_zones(r, reserve_flags(r->gfp));
		if (page || (!worth_retrying(r, progress, &vain) && !give_up_atomic_reserve(r) &&
			     !(may_ask_for_last_reserves(r) && out_of_memory())))
			break;
		cond_resched();
	}
	return page;
}

static struct page *without_waiting(const struct request *r)
{
	drain_local_pages(NULL);
	return try_zones(r, reserve_flags(r->gfp));
}

/* __GFP_NOFAIL, and everything has failed: wait for others, as long as anything happens. */
static struct page *never_give_up(const struct request *r)
{
	unsigned long free, seen = 0;
	struct page *page;

	for (int round = 0; round < LAST_HOPE_ROUNDS; round++) {
		page = try_zones(r, ALLOC_NO_WATERMARKS);
		if (page)
			return page;
		if (!may_reclaim(r->gfp))
			break;
		if (!round)
			warn_alloc(r->gfp & ~__GFP_NOWARN, r->order);
		free = global_zone_page_state(NR_ZONE_PGFREE);
		if (free != seen || try_to_free_pages(r->list, r->order, r->gfp, r->nodemask))
			round = 0;
		seen = free;
		schedule_timeout_uninterruptible(1);
	}
	show_mem(0, NULL);
	panic("page allocator: __GFP_NOFAIL, order %u: no memory, and nobody who could free some", r->order);
}

static struct page *alloc_from_zones(const struct request *r)
{
	struct page *page = try_zones(r, ALLOC_WMARK_LOW);

	if (page)
		return page;
	if (r->gfp & __GFP_KSWAPD_RECLAIM)
		wake_all_kswapds(r->order, r->gfp, r->list, r->nodemask);
	page = try_zones(r, reserve_flags(r->gfp));
	if (!page)
		page = may_reclaim(r->gfp) ? reclaim_and_retry(r) : without_waiting(r);
	if (!page && r->gfp & __GFP_NOFAIL)
		page = never_give_up(r);
	return page;
}

static struct page *fail_request(gfp_t gfp, unsigned int order, const struct zonelist *list)
{
	count_failure(list, gfp_zone(gfp));
	warn_alloc(gfp, order);
	return NULL;
}

/* High memory too: page by page, through a window. */
static void zero_block(struct page *page, unsigned int order)
{
	for (unsigned long i = 0; i < 1ul << order; i++)
		clear_highpage(page + i);
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
		zero_block(page, order);
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
	might_sleep_if(gfpflags_allow_blocking(gfp));
	if (nid < 0 || nid >= MAX_NUMNODES || !NODE_DATA(nid))
		nid = numa_mem_id();
	list = node_zonelist(nid, gfp);
	gfp = check_gfp(gfp);
	if (init_on_alloc)
		gfp |= __GFP_ZERO;
	if (should_fail_alloc_page(gfp, order))
		return fail_request(gfp, order, list);
	page = nodemask ? NULL : take_first_choice(gfp, order, nid);
	if (!page)
		page = alloc_from_zones(&(struct request){ current_gfp_context(gfp), order, list, nodemask });
	if (!page)
		return fail_request(gfp, order, list);
	page_owner_alloc(page, ip);
	return prep_new_page(page, order, gfp);
}
