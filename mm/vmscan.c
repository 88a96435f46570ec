// SPDX-License-Identifier: MIT
/*
 * Reclaim: getting memory back from those who only keep it because there was enough.
 *
 *	free pages
 *	  high  ---------  kswapd goes back to sleep
 *	         ^    |
 *	  kswapd |    | allocations
 *	         |    v
 *	  low   ---------  an allocation that finds all its zones below wakes kswapd, and goes on
 *	  min   ---------  an allocation that finds all its zones below reclaims itself, if it may
 *
 * Purpose
 *	Keep some pages free for those who cannot wait. Most of it is done in the background by one
 *	thread a node, kswapd; who allocates faster than kswapd frees, works himself (direct reclaim).
 *
 * What there is to reclaim
 *	The free pages on the CPUs' lists (pcp.c), and what registered shrinkers give (shrinker.c): empty
 *	slabs, lazily unmapped areas, caches. There are no pages of users or files.
 *
 * How
 *	In rounds of growing pressure, from priority 12 to 0; shrinkers are asked for 1/2^priority of
 *	what they have. A request stops when it has got 32 pages, or what it needs; kswapd when a zone is
 *	above its high watermark. After 16 vain runs kswapd is not woken any more until somebody else's
 *	reclaim has shown that there is something to get.
 *
 * Invariants
 *	Whoever reclaims has PF_MEMALLOC: what he allocates meanwhile, for himself or inside a shrinker, may
 *	come from below the min watermark, and does not reclaim again.
 *
 * Locking
 *	pgdat->kswapd_* are hints, written without a lock. Shrinkers: see there.
 *
 * Complexity
 *	Nothing while memory is above the low watermark. A round costs what the shrinkers do.
 *
 * Limits
 *	Pages are counted before and after, so what others allocate and free meanwhile counts too.
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/memalloc.h>
#include <linux/sched.h>
#include "internal.h"
#include "vmscan.h"

/* ---- direct reclaim -------------------------------------------------------------------------- */

static unsigned long zonelist_free(struct zonelist *list, enum zone_type highest)
{
	unsigned long pages = 0;
	struct zoneref *z;
	struct zone *zone;

	for_each_zone_zonelist(zone, z, list, highest)
		pages += zone_buddy_pages(zone);
	return pages;
}

/* Each node of the list once: its zones stand side by side. */
static void shrink_nodes(struct zonelist *list, const nodemask_t *nodemask, struct reclaim *reclaim)
{
	struct pglist_data *last = NULL;
	struct zoneref *z;
	struct zone *zone;

	for_each_zone_zonelist(zone, z, list, gfp_zone(reclaim->gfp)) {
		if (zone->zone_pgdat == last || (nodemask && !node_isset(zone_to_nid(zone), *nodemask)))
			continue;
		last = zone->zone_pgdat;
		shrink_slab(last->node_id, reclaim);
	}
}

static unsigned long gained_since(unsigned long before, unsigned long now)
{
	return now > before ? now - before : 0;
}

/* There is something to get after all: kswapd may try again. */
static void kswapd_take_heart(struct zonelist *list)
{
	for (struct zoneref *z = list->_zonerefs; z->zone; z++)
		WRITE_ONCE(z->zone->zone_pgdat->kswapd_failures, 0);
}

/**
 * try_to_free_pages() - reclaim for a request that found no memory
 * @zonelist: zones that would serve it
 * @order: of the request
 * @gfp: its flags
 * @nodemask: nodes allowed, NULL for all
 *
 * Context: process; may sleep. Return: 0 if nothing was got back; else how much, in pages and objects.
 */
unsigned long try_to_free_pages(struct zonelist *zonelist, unsigned int order, gfp_t gfp, const nodemask_t *nodemask)
{
	struct reclaim reclaim = { .gfp = gfp, .priority = DEF_PRIORITY };
	unsigned long before = zonelist_free(zonelist, gfp_zone(gfp)), pages = 0;
	unsigned int noreclaim = memalloc_noreclaim_save();

	count_vm_event(ALLOCSTALL + gfp_zone(gfp));
	do {
		shrink_nodes(zonelist, nodemask, &reclaim);
		pages = gained_since(before, zonelist_free(zonelist, gfp_zone(gfp)));
	} while (pages < max(SWAP_CLUSTER_MAX, 2ul << order) && reclaim.freeable && reclaim.priority--);
	memalloc_noreclaim_restore(noreclaim);
	count_vm_events(PGSCAN_DIRECT, reclaim.scanned);
	count_vm_events(PGSTEAL_DIRECT, pages);
	if (pages || reclaim.freed)
		kswapd_take_heart(zonelist);
	return pages + reclaim.freed;
}

/* ---- in the background ----------------------------------------------------------------------- */

/**
 * pgdat_balanced() - has a node enough free memory?
 * @pgdat: the node
 * @order: blocks of this order are wanted
 *
 * Return: true if one of the zones that the waker could use is above its high watermark.
 */
bool pgdat_balanced(const struct pglist_data *pgdat, unsigned int order)
{
	int highest = READ_ONCE(pgdat->kswapd_highest_zoneidx);
	bool any = false;

	for (int i = 0; i <= highest; i++) {
		const struct zone *zone = &pgdat->node_zones[i];

		if (!managed_zone(zone))
			continue;
		any = true;
		if (zone_watermark_ok(zone, order, high_wmark_pages(zone), highest, 0))
			return true;
	}
	return !any;
}

static unsigned long node_free_pages(const struct pglist_data *pgdat)
{
	unsigned long pages = 0;

	for (int i = 0; i < MAX_NR_ZONES; i++)
		pages += zone_buddy_pages(&pgdat->node_zones[i]);
	return pages;
}

static void kswapd_account(struct pglist_data *pgdat, const struct reclaim *reclaim, unsigned long pages)
{
	count_vm_events(PGSCAN_KSWAPD, reclaim->scanned);
	count_vm_events(PGSTEAL_KSWAPD, pages);
	WRITE_ONCE(pgdat->kswapd_failures, pages || reclaim->freed ? 0 : pgdat->kswapd_failures + 1);
}

/**
 * balance_pgdat() - reclaim until a node has enough, or there is nothing left: what kswapd does
 * @pgdat: the node
 * @order: blocks of this order are wanted; when nothing is left, single pages will do
 *
 * Context: process; may sleep. Return: whether the node has enough now.
 */
bool balance_pgdat(struct pglist_data *pgdat, unsigned int order)
{
	struct reclaim reclaim = { .gfp = GFP_KERNEL, .priority = DEF_PRIORITY };
	unsigned long before = node_free_pages(pgdat);
	unsigned int noreclaim;

	if (pgdat_balanced(pgdat, order))
		return true;
	count_vm_event(PAGEOUTRUN);
	noreclaim = memalloc_noreclaim_save();
	drain_all_pages(NULL);
	while (!pgdat_balanced(pgdat, order) && reclaim.priority >= 0) {
		reclaim.freeable = 0;
		shrink_slab(pgdat->node_id, &reclaim);
		if (!reclaim.freeable)
			break;
		reclaim.priority--;
	}
	memalloc_noreclaim_restore(noreclaim);
	kswapd_account(pgdat, &reclaim, gained_since(before, node_free_pages(pgdat)));
	return pgdat_balanced(pgdat, order);
}

/**
 * wakeup_kswapd() - a zone is below its low watermark
 * @zone: the zone
 * @gfp: flags of the request that has found it so
 * @order: its order
 *
 * Context: any but NMI.
 */
void wakeup_kswapd(struct zone *zone, gfp_t gfp, unsigned int order)
{
	struct pglist_data *pgdat = zone->zone_pgdat;

	if (!pgdat || !managed_zone(zone))
		return;
	if (READ_ONCE(pgdat->kswapd_order) < order)
		WRITE_ONCE(pgdat->kswapd_order, order);
	if (READ_ONCE(pgdat->kswapd_highest_zoneidx) < (int)gfp_zone(gfp))
		WRITE_ONCE(pgdat->kswapd_highest_zoneidx, gfp_zone(gfp));
	if (!READ_ONCE(pgdat->kswapd) || READ_ONCE(pgdat->kswapd_wanted) ||
	    READ_ONCE(pgdat->kswapd_failures) >= MAX_RECLAIM_RETRIES)
		return;
	WRITE_ONCE(pgdat->kswapd_wanted, true);
	wake_up_process(pgdat->kswapd);
}

/**
 * wake_all_kswapds() - those of all nodes that could serve a request
 * @order: of the request
 * @gfp: its flags
 * @list: its zones
 * @nodemask: nodes allowed, NULL for all
 */
void wake_all_kswapds(unsigned int order, gfp_t gfp, struct zonelist *list, const nodemask_t *nodemask)
{
	struct pglist_data *last = NULL;
	struct zoneref *z;
	struct zone *zone;

	for_each_zone_zonelist(zone, z, list, gfp_zone(gfp)) {
		if (zone->zone_pgdat == last || (nodemask && !node_isset(zone_to_nid(zone), *nodemask)))
			continue;
		last = zone->zone_pgdat;
		wakeup_kswapd(zone, gfp, order);
	}
}

/* ---- on demand ------------------------------------------------------------------------------- */

/**
 * drop_slab() - let all shrinkers free all they can
 *
 * Context: process; may sleep. Return: objects freed.
 */
unsigned long drop_slab(void)
{
	unsigned long freed, all = 0;
	int round = 0;

	count_vm_event(DROP_SLAB);
	do {
		struct reclaim reclaim = { .gfp = GFP_KERNEL, .priority = 0 };
		struct pglist_data *pgdat;

		for_each_online_pgdat(pgdat)
			shrink_slab(pgdat->node_id, &reclaim);
		freed = reclaim.freed;
		all += freed;
	} while (freed >> ++round > 1); /* a cache that is filled again meanwhile must not keep us for ever */
	return all;
}
