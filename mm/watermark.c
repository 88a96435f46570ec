// SPDX-License-Identifier: MIT
/*
 * Watermarks: how empty a zone may become, and for whom.
 *
 *	free pages
 *	  high  ---------  kswapd goes back to sleep here
 *	  low   ---------  an ordinary request is served above this line without further thought
 *	  min   ---------  and, after a second look at all zones, down to this one
 *	        - - - - -  below: __GFP_HIGH to min/2, with __GFP_ATOMIC to 3/8 of min
 *	  0     ---------  __GFP_MEMALLOC, __GFP_NOFAIL
 *
 * Figures (those of Linux 6.1)
 *	min_free_kbytes is the square root of 16 times the kilobytes of low memory, 128 to 262144;
 *	the nodes and in them the zones share it in proportion to their size. A high memory zone has a small min of its own,
 *	because what must not fail is not allocated there. low and high lie above min by a step each:
 *	a quarter of min or 0.1 % of the zone (watermark_scale_factor / 10000), whichever is larger.
 *	"watermarks=classic" on the command line gives Linux 2.4's: low = 2 min, high = 3 min.
 *
 * Lowmem reserve
 *	A request that could have used a higher zone must leave more in a lower one: the size of the
 *	higher zones between them, divided by lowmem_reserve_ratio of the lower one.
 *
 * Limits
 *	What happens at the lines is in vmscan.c. Changing them at run time is not offered. Pages on the CPUs' lists (pcp.c)
 *	are beyond the watermarks: they were above the low one when they went there.
 *
 * Locking
 *	A balance is changed under zone->lock, but looked at without: the answer of zone_watermark_ok()
 *	is about a moment, and a few pages more or less are no harm.
 */
#include <linux/kernel.h>
#include <linux/init.h>
#include <linux/math.h>
#include <linux/math64.h>
#include <linux/printk.h>
#include <linux/string.h>
#include "buddy.h"
#include "internal.h"

int min_free_kbytes;
int watermark_scale_factor = 10;
unsigned long totalreserve_pages;
bool watermarks_classic;

int sysctl_lowmem_reserve_ratio[MAX_NR_ZONES] = {
	[ZONE_DMA] = 256,
#ifdef CONFIG_ZONE_DMA32
	[ZONE_DMA32] = 256,
#endif
	[ZONE_NORMAL] = 32,
#ifdef CONFIG_HIGHMEM
	[ZONE_HIGHMEM] = 0,
#endif
	[ZONE_MOVABLE] = 0,
};

#define HIGHMEM_MIN_LEAST 32 /* pages */
#define HIGHMEM_MIN_MOST 128

static int __init parse_watermarks(char *arg)
{
	if (arg && !strcmp(arg, "classic"))
		watermarks_classic = true;
	else
		pr_warn("watermarks=%s: only \"classic\" is known\n", arg ? arg : "");
	return 0;
}
early_param("watermarks", parse_watermarks);

/* A free block of this order; @reserve: in the atomic reserve, too. */
static bool zone_has_block(const struct zone *zone, unsigned int order, bool reserve)
{
	for (unsigned int type = 0; type < MIGRATE_PCPTYPES + reserve; type++)
		if (zone->free_area[type * AREAS_PER_TYPE + order].nr_free)
			return true;
	return false;
}

/**
 * __zone_watermark_ok() - may a request take pages from a zone?
 * @zone: the zone
 * @order: of the request
 * @mark: the watermark, in pages
 * @highest_zoneidx: the highest zone that would do for the request
 * @alloc_flags: ALLOC_HIGH, ALLOC_HARDER: how far below @mark it may go
 * @free_pages: free pages of the zone
 *
 * Afterwards more than the (lowered) mark and the lowmem reserve must be free, and there must be a
 * block to take it from.
 */
bool __zone_watermark_ok(const struct zone *zone, unsigned int order, unsigned long mark,
			 int highest_zoneidx, unsigned int alloc_flags, long free_pages)
{
	long min = mark;

	if (alloc_flags & ALLOC_HIGH)
		min -= min / 2;
	if (alloc_flags & ALLOC_HARDER)
		min -= min / 4;
	if (free_pages - (long)((1ul << order) - 1) <= min + zone->lowmem_reserve[highest_zoneidx])
		return false;
	if (!order || zone->deferred_sections)
		return true;
	for (; order < MAX_ORDER; order++)
		if (zone_has_block(zone, order, alloc_flags & ALLOC_HARDER))
			return true;
	return false;
}

/**
 * zone_watermark_ok() - the same, for the zone as it is now
 */
bool zone_watermark_ok(const struct zone *zone, unsigned int order, unsigned long mark,
		       int highest_zoneidx, unsigned int alloc_flags)
{
	long reserve = alloc_flags & ALLOC_HARDER ? READ_ONCE(zone->highatomic_free) : 0;

	return __zone_watermark_ok(zone, order, mark, highest_zoneidx, alloc_flags,
				   zone_buddy_pages(zone) + reserve);
}

/**
 * zone_set_watermarks() - set a zone's watermarks
 * @zone: the zone
 * @min: pages
 * @low: pages
 * @high: pages
 *
 * The zone's balance counts from the low one and moves with it.
 */
void zone_set_watermarks(struct zone *zone, unsigned long min, unsigned long low,
			 unsigned long high)
{
	unsigned long flags = zone_lock_irqsave(zone);

	zone->spare += zone->_watermark[WMARK_LOW] - low;
	zone->_watermark[WMARK_MIN] = min;
	zone->_watermark[WMARK_LOW] = low;
	zone->_watermark[WMARK_HIGH] = high;
	zone_unlock_irqrestore(zone, flags);
}

static unsigned long node_lowmem_pages(const struct pglist_data *pgdat)
{
	unsigned long pages = 0;

	for (int i = 0; i < MAX_NR_ZONES; i++)
		if (!is_highmem_idx(i) && i != ZONE_MOVABLE)
			pages += zone_managed_pages(&pgdat->node_zones[i]);
	return pages;
}

static void zone_share_of_min(struct zone *zone, unsigned long min_pages, unsigned long lowmem)
{
	unsigned long managed = zone_managed_pages(zone);
	unsigned long share = lowmem ? div64_ul((u64)min_pages * managed, lowmem) : 0;
	unsigned long step = max_t(unsigned long, share / 4,
				   div_u64((u64)managed * watermark_scale_factor, 10000));
	unsigned long min = share;

	if (is_highmem(zone) || zone_idx(zone) == ZONE_MOVABLE)
		min = clamp_t(unsigned long, managed / 1024, HIGHMEM_MIN_LEAST, HIGHMEM_MIN_MOST);
	if (!managed)
		min = step = 0;
	if (watermarks_classic)
		step = min;
	zone_set_watermarks(zone, min, min + step, min + 2 * step);
}

/**
 * node_set_watermarks() - distribute min_free_kbytes over a node's zones
 * @pgdat: the node
 * @min_kbytes: min_free_kbytes
 */
void node_set_watermarks(struct pglist_data *pgdat, unsigned long min_kbytes)
{
	unsigned long lowmem = node_lowmem_pages(pgdat);

	for (int i = 0; i < MAX_NR_ZONES; i++)
		zone_share_of_min(&pgdat->node_zones[i], min_kbytes >> (PAGE_SHIFT - 10), lowmem);
}

/**
 * node_set_lowmem_reserve() - compute what each zone keeps from requests for higher ones
 * @pgdat: the node
 */
void node_set_lowmem_reserve(struct pglist_data *pgdat)
{
	for (int i = 0; i < MAX_NR_ZONES; i++) {
		struct zone *zone = &pgdat->node_zones[i];
		int ratio = sysctl_lowmem_reserve_ratio[i];
		unsigned long above = 0;

		memset(zone->lowmem_reserve, 0, sizeof(zone->lowmem_reserve));
		for (int j = i + 1; j < MAX_NR_ZONES; j++) {
			above += zone_managed_pages(&pgdat->node_zones[j]);
			if (ratio && managed_zone(zone))
				zone->lowmem_reserve[j] = above / ratio;
		}
	}
}

/**
 * node_free_buffer_pages() - low memory beyond the high watermarks
 * @pgdat: the node
 */
unsigned long node_free_buffer_pages(const struct pglist_data *pgdat)
{
	unsigned long pages = 0;

	for (int i = 0; i <= ZONE_NORMAL; i++) {
		const struct zone *zone = &pgdat->node_zones[i];

		if (zone_managed_pages(zone) > high_wmark_pages(zone))
			pages += zone_managed_pages(zone) - high_wmark_pages(zone);
	}
	return pages;
}

/** free_buffer_pages() - the same for all nodes together */
unsigned long free_buffer_pages(void)
{
	struct pglist_data *pgdat;
	unsigned long pages = 0;

	for_each_online_pgdat(pgdat)
		pages += node_free_buffer_pages(pgdat);
	return pages;
}

/**
 * calculate_min_free_kbytes() - the reserve that fits an amount of low memory
 * @pages: the low memory, in pages
 */
unsigned long calculate_min_free_kbytes(unsigned long pages)
{
	return clamp_t(unsigned long, int_sqrt((pages << (PAGE_SHIFT - 10)) * 16), 128, 262144);
}

/* Pages that no ordinary allocation gets: high watermark and largest reserve of each zone. */
static unsigned long reserve_pages(const struct pglist_data *pgdat)
{
	unsigned long pages = 0;

	for (int i = 0; i < MAX_NR_ZONES; i++) {
		const struct zone *zone = &pgdat->node_zones[i];
		unsigned long most = 0;

		for (int j = i; j < MAX_NR_ZONES; j++)
			most = max_t(unsigned long, most, zone->lowmem_reserve[j]);
		pages += min(most + high_wmark_pages(zone), zone_managed_pages(zone));
	}
	return pages;
}

/**
 * setup_per_zone_wmarks() - compute all watermarks and reserves from min_free_kbytes and its kin
 *
 * Also when one of those has been changed (/proc/sys/vm): who allocates meanwhile sees some old, some new.
 */
void setup_per_zone_wmarks(void)
{
	unsigned long lowmem = 0;
	struct pglist_data *pgdat;

	totalreserve_pages = 0;
	for_each_online_pgdat(pgdat)
		lowmem += node_lowmem_pages(pgdat);
	for_each_online_pgdat(pgdat) {
		unsigned long share = lowmem ? div64_ul((u64)min_free_kbytes * node_lowmem_pages(pgdat), lowmem) : 0;

		node_set_watermarks(pgdat, share);
		node_set_lowmem_reserve(pgdat);
		totalreserve_pages += reserve_pages(pgdat);
	}
}

/**
 * init_per_zone_wmark_min() - min_free_kbytes for this machine, and what follows from it
 *
 * Called when the allocator has got its memory.
 */
void init_per_zone_wmark_min(void)
{
	min_free_kbytes = calculate_min_free_kbytes(free_buffer_pages());
	setup_per_zone_wmarks();
}
