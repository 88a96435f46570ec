// SPDX-License-Identifier: MIT
/*
 * Counters of the page allocator, and the totals made of them.
 *
 * The fast path counts one thing, in a counter of the CPU: allocations by order. What is free is known
 * anyway, and how often pages were freed follows from both: all pages were freed once when the zone
 * got them, and each one that is free now has been freed once more often than it was allocated. So
 *
 *	pages freed = pages allocated + pages free
 *
 * is exact, and costs nothing. A block that goes to a CPU's list is taken from the zone (area->allocs)
 * but not allocated yet: zone->pcp_filled is subtracted.
 *
 * Locking: none. The counters are words that are read one by one; together they are exact only while
 * nobody allocates.
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include "buddy.h"
#include "internal.h"

#define SUM_OVER_TYPES(zone, order, field)                                                         \
	({                                                                                         \
		unsigned long __sum = 0;                                                           \
												   \
		for (unsigned int __type = 0; __type < MIGRATE_TYPES; __type++)                    \
			__sum += (zone)->free_area[__type * AREAS_PER_TYPE + (order)].field;       \
		__sum;                                                                             \
	})

/**
 * zone_nr_free() - free blocks of one order, of all types
 * @zone: the zone
 * @order: the order
 */
unsigned long zone_nr_free(const struct zone *zone, unsigned int order)
{
	return SUM_OVER_TYPES(zone, order, nr_free);
}

/* Blocks of one order that were taken from, cut, joined. */
unsigned long zone_allocs_of(const struct zone *zone, unsigned int order)
{
	return SUM_OVER_TYPES(zone, order, allocs);
}

unsigned long zone_splits_of(const struct zone *zone, unsigned int order)
{
	return SUM_OVER_TYPES(zone, order, splits);
}

unsigned long zone_merges_of(const struct zone *zone, unsigned int order)
{
	return SUM_OVER_TYPES(zone, order, merges);
}

/* Pages of a zone that were allocated since boot. */
static unsigned long zone_allocs(const struct zone *zone)
{
	unsigned long pages = 0;

	for (unsigned int order = 0; order < MAX_ORDER; order++) {
		unsigned long blocks = zone_allocs_of(zone, order);

		if (order < NR_PCP_ORDERS)
			blocks += pcp_allocs(zone, order) - zone->pcp_filled[order];
		pages += blocks << order;
	}
	return pages;
}

static unsigned long zone_deferred_pages(const struct zone *zone)
{
	return zone->deferred_sections * (PAGES_PER_SECTION - SECTION_MEMMAP_PAGES);
}

/**
 * zone_page_state() - a counter of a zone
 * @zone: the zone
 * @item: which
 */
unsigned long zone_page_state(const struct zone *zone, enum zone_stat_item item)
{
	unsigned long sum = 0;

	if (item == NR_FREE_PAGES)
		return zone_free_pages(zone);
	if (item == NR_ZONE_ALLOCATED)
		return zone_managed_pages(zone) - zone_free_pages(zone);
	if (item == NR_ZONE_PGALLOC)
		return zone_allocs(zone);
	if (item == NR_ZONE_PGFREE)
		return zone_allocs(zone) + zone_free_pages(zone) - zone_deferred_pages(zone);
	for (unsigned int order = 0; order < MAX_ORDER; order++)
		sum += item == NR_ZONE_SPLITS ? zone_splits_of(zone, order) : zone_merges_of(zone, order);
	return sum;
}
EXPORT_SYMBOL(zone_page_state);

/**
 * global_zone_page_state() - the sum of a counter over all zones
 * @item: which
 */
unsigned long global_zone_page_state(enum zone_stat_item item)
{
	unsigned long sum = 0;
	struct zone *zone;

	for_each_zone(zone)
		sum += zone_page_state(zone, item);
	return sum;
}
EXPORT_SYMBOL(global_zone_page_state);

/** totalram_pages() - pages that the allocator manages, free or not */
unsigned long totalram_pages(void)
{
	unsigned long pages = 0;
	struct zone *zone;

	for_each_zone(zone)
		pages += zone_managed_pages(zone);
	return pages;
}
EXPORT_SYMBOL(totalram_pages);

/** totalhigh_pages() - of these, pages in high memory */
unsigned long totalhigh_pages(void)
{
	unsigned long pages = 0;
	struct zone *zone;

	for_each_zone(zone)
		if (is_highmem(zone))
			pages += zone_managed_pages(zone);
	return pages;
}
EXPORT_SYMBOL(totalhigh_pages);

/** nr_free_pages() - free pages */
unsigned long nr_free_pages(void)
{
	return global_zone_page_state(NR_FREE_PAGES);
}
EXPORT_SYMBOL(nr_free_pages);

/** nr_free_highpages() - free pages in high memory */
unsigned long nr_free_highpages(void)
{
	unsigned long pages = 0;
	struct zone *zone;

	for_each_zone(zone)
		if (is_highmem(zone))
			pages += zone_free_pages(zone);
	return pages;
}
EXPORT_SYMBOL(nr_free_highpages);

/** nr_free_buffer_pages() - managed low memory beyond the high watermarks, in pages */
unsigned long nr_free_buffer_pages(void)
{
	return free_buffer_pages();
}
EXPORT_SYMBOL(nr_free_buffer_pages);

/** si_mem_available() - pages that could be allocated before memory gets short */
unsigned long si_mem_available(void)
{
	unsigned long free = nr_free_pages();

	return free > totalreserve_pages ? free - totalreserve_pages : 0;
}
EXPORT_SYMBOL(si_mem_available);

/**
 * si_meminfo() - the totals in one structure
 * @val: out
 */
void si_meminfo(struct sysinfo *val)
{
	val->totalram = totalram_pages();
	val->freeram = nr_free_pages();
	val->totalhigh = totalhigh_pages();
	val->freehigh = nr_free_highpages();
	val->mem_unit = PAGE_SIZE;
}
EXPORT_SYMBOL(si_meminfo);

/* node_present_sum() - RAM of all nodes, in pages */
unsigned long node_present_sum(void)
{
	struct pglist_data *pgdat;
	unsigned long pages = 0;

	for_each_online_pgdat(pgdat)
		pages += pgdat->node_present_pages;
	return pages;
}
