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
		most = max(most, zone->free_area[order].nr_free << order);
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

static void name_blocks(const struct free_area *area)
{
	unsigned int n = 0;
	struct page *page;

	list_for_each_entry(page, &area->free_list, lru) {
		if (n++ == FIRST_FEW) {
			console_printf(" ...");
			break;
		}
		console_printf(" %#lx", page_to_pfn(page));
	}
}

static void draw_zone(const struct zone *zone)
{
	unsigned long most = most_pages(zone);

	console_printf("zone %s: %lu of %lu pages free\n", zone->name, zone_free_pages(zone),
		       zone_managed_pages(zone));
	console_printf("order     KiB  blocks    pages  %-*s first blocks (pfn)\n", BAR, "share");
	for (unsigned int order = 0; order < MAX_ORDER; order++) {
		const struct free_area *area = &zone->free_area[order];

		console_printf("%5u %7u %7lu %8lu ", order, 4u << order, area->nr_free,
			       area->nr_free << order);
		draw_bar(area->nr_free << order, most);
		name_blocks(area);
		console_printf("\n");
	}
	if (zone->deferred_sections)
		console_printf("and %lu sections of 128 MiB that get their struct pages when they are needed\n",
			       zone->deferred_sections);
}

static void count_events(const struct zone *zone)
{
	console_printf("order    allocs   splits   merges\n");
	for (unsigned int order = 0; order < MAX_ORDER; order++) {
		const struct free_area *area = &zone->free_area[order];

		console_printf("%5u %9lu %8lu %8lu\n", order, area->allocs, area->splits, area->merges);
	}
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
MONITOR_COMMAND(buddy, "[ZONE] [-c]", "the free lists, order by order; -c: what was split and merged",
		cmd_buddy);
