// SPDX-License-Identifier: MIT
/*
 * Counters of the page allocator, and the totals made of them.
 *
 * The fast path counts one thing, allocations by order; what is free is known anyway. All else
 * follows: a block of an order appears on its list by being freed, by a larger one's being split, or
 * by a merge below, and leaves it in the three opposite ways. So
 *
 *	frees = nr_free + allocs + splits - 2 * splits above + 2 * merges - merges below
 *
 * is exact, and costs nothing.
 */
#include <linux/kernel.h>
#include "buddy.h"
#include "internal.h"

/* How often blocks of an order were freed. */
static unsigned long free_area_frees(const struct zone *zone, unsigned int order)
{
	const struct free_area *area = &zone->free_area[order];
	unsigned long frees = area->nr_free + area->allocs + area->splits + 2 * area->merges;

	if (order + 1 < MAX_ORDER)
		frees -= 2 * area[1].splits;
	if (order)
		frees -= area[-1].merges;
	return frees;
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
	for (unsigned int order = 0; order < MAX_ORDER; order++) {
		const struct free_area *area = &zone->free_area[order];

		if (item == NR_ZONE_PGALLOC)
			sum += area->allocs << order;
		else if (item == NR_ZONE_PGFREE)
			sum += free_area_frees(zone, order) << order;
		else
			sum += item == NR_ZONE_SPLITS ? area->splits : area->merges;
	}
	return sum;
}

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

/** totalram_pages() - pages that the allocator manages, free or not */
unsigned long totalram_pages(void)
{
	unsigned long pages = 0;
	struct zone *zone;

	for_each_zone(zone)
		pages += zone_managed_pages(zone);
	return pages;
}

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

/** nr_free_pages() - free pages */
unsigned long nr_free_pages(void)
{
	return global_zone_page_state(NR_FREE_PAGES);
}

static unsigned long nr_free_highpages(void)
{
	unsigned long pages = 0;
	struct zone *zone;

	for_each_zone(zone)
		if (is_highmem(zone))
			pages += zone_free_pages(zone);
	return pages;
}

/** nr_free_buffer_pages() - managed low memory beyond the high watermarks, in pages */
unsigned long nr_free_buffer_pages(void)
{
	return node_free_buffer_pages(NODE_DATA(numa_node_id()));
}

/** si_mem_available() - pages that could be allocated before memory gets short */
unsigned long si_mem_available(void)
{
	unsigned long free = nr_free_pages();

	return free > totalreserve_pages ? free - totalreserve_pages : 0;
}

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
