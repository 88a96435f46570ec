// SPDX-License-Identifier: MIT
/*
 * The monitor's "buddy": the free lists, drawn order by order.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <quarry/console.h>
#include <quarry/monitor.h>
#include "buddy.h"
#include "internal.h"

#define BAR 24	  /* width of the longest bar */
#define FIRST_FEW 4 /* blocks of a list that are named */

static unsigned long most_pages(const struct zone *zone)
{
	unsigned long most = 1;

	for (unsigned int order = 0; order < MAX_ORDER; order++)
		most = max(most, zone_nr_free(zone, order) << order);
	return most;
}

/* Any amount that is not nothing has a mark. */
static void draw_bar(unsigned long pages, unsigned long most)
{
	unsigned int length = pages ? 1 + pages * (BAR - 1) / most : 0;
	char bar[BAR + 1];

	memset(bar, '#', length);
	memset(bar + length, ' ', BAR - length);
	bar[BAR] = '\0';
	console_printf(" %s", bar);
}

/* A letter behind each says what its page block is for; whole page blocks have none. */
static void name_blocks(const struct zone *zone, unsigned int order)
{
	unsigned int n = 0;
	struct page *page;

	for (unsigned int type = 0; type < MIGRATE_TYPES; type++) {
		list_for_each_entry(page, &zone->free_area[type * AREAS_PER_TYPE + order].free_list, lru) {
			if (n++ == FIRST_FEW) {
				console_printf(" ...");
				return;
			}
			console_printf(order < pageblock_order ? " %#lx%c" : " %#lx", page_to_pfn(page), "UMRH"[type]);
		}
	}
}

static void draw_zone(const struct zone *zone)
{
	unsigned long most = most_pages(zone);

	console_printf("zone %s: %lu of %lu pages free\n", zone->name, zone_free_pages(zone),
		       zone_managed_pages(zone));
	console_printf("order     KiB  blocks    pages  %-*s first blocks (pfn, type)\n", BAR, "share");
	for (unsigned int order = 0; order < MAX_ORDER; order++) {
		unsigned long blocks = zone_nr_free(zone, order);

		console_printf("%5u %7u %7lu %8lu ", order, 4u << order, blocks, blocks << order);
		draw_bar(blocks << order, most);
		name_blocks(zone, order);
		console_printf("\n");
	}
	if (zone->deferred_sections)
		console_printf("and %lu sections of 128 MiB that get their struct pages when they are needed\n",
			       zone->deferred_sections);
}

static void count_events(const struct zone *zone)
{
	console_printf("order    allocs   splits   merges\n");
	for (unsigned int order = 0; order < MAX_ORDER; order++)
		console_printf("%5u %9lu %8lu %8lu\n", order, zone_allocs_of(zone, order), zone_splits_of(zone, order),
			       zone_merges_of(zone, order));
}

static int cmd_buddy(int argc, char **argv)
{
	bool counters = argc > 1 && !strcmp(argv[argc - 1], "-c");
	const char *only = argc - counters > 1 ? argv[1] : NULL;
	bool found = false;
	struct zone *zone;

	for_each_populated_zone(zone) {
		if (only && strcasecmp(zone->name, only))
			continue;
		found = true;
		draw_zone(zone);
		if (counters)
			count_events(zone);
	}
	return found ? 0 : -EINVAL;
}
MONITOR_COMMAND(buddy, "[ZONE] [-c]", "the free lists; -c: splits and merges",
		cmd_buddy);
