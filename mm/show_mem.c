// SPDX-License-Identifier: MIT
/*
 * The report on a failed allocation, with the state of memory as Linux shows it (Mem-Info).
 *
 * Memory may be short for long, so after REPORTS_IN_FULL reports further failures are only counted
 * (zone->alloc_fail, /proc/vmstat).
 */
#include <linux/kernel.h>
#include <linux/printk.h>
#include "buddy.h"
#include "internal.h"

#define REPORTS_IN_FULL 10
#define K(pages) ((unsigned long)(pages) << (PAGE_SHIFT - 10))

static void show_zone(const struct zone *zone)
{
	pr_info("Node %d %s free:%lukB min:%lukB low:%lukB high:%lukB present:%lukB managed:%lukB free_pcp:%lukB\n",
		zone_to_nid(zone), zone->name, K(zone_buddy_pages(zone)), K(min_wmark_pages(zone)),
		K(low_wmark_pages(zone)), K(high_wmark_pages(zone)), K(zone->present_pages),
		K(zone_managed_pages(zone)), K(zone_pcp_pages(zone)));
	pr_info("lowmem_reserve[]:");
	for (int i = 0; i < MAX_NR_ZONES; i++)
		pr_cont(" %ld", zone->lowmem_reserve[i]);
	pr_cont("\n");
}

static void show_free_areas(const struct zone *zone)
{
	unsigned long total = zone->deferred_sections * (PAGES_PER_SECTION - SECTION_MEMMAP_PAGES);

	pr_info("Node %d %s: ", zone_to_nid(zone), zone->name);
	for (unsigned int order = 0; order < MAX_ORDER; order++) {
		unsigned long blocks = zone->free_area[order].nr_free;

		pr_cont("%lu*%lukB ", blocks, K(1ul << order));
		total += blocks << order;
	}
	if (zone->deferred_sections)
		pr_cont("+ %lu sections not set up ", zone->deferred_sections);
	pr_cont("= %lukB\n", K(total));
}

/**
 * show_mem() - print the state of memory to the log
 * @flags: not used; Linux has filters here
 * @nodemask: nodes to show, NULL for all
 */
void show_mem(unsigned int flags, nodemask_t *nodemask)
{
	struct zone *zone;

	(void)flags;
	pr_info("Mem-Info:\n");
	pr_info("free:%lu of %lu pages, %lu of them reserved for those who cannot wait\n", nr_free_pages(),
		totalram_pages(), totalreserve_pages);
	for_each_populated_zone(zone)
		if (!nodemask || node_isset(zone_to_nid(zone), *nodemask))
			show_zone(zone);
	for_each_populated_zone(zone)
		if (!nodemask || node_isset(zone_to_nid(zone), *nodemask))
			show_free_areas(zone);
	pr_info("%lu pages RAM\n", node_present_sum());
	pr_info("%lu pages HighMem/MovableOnly\n", totalhigh_pages());
	pr_info("%lu pages reserved\n", node_present_sum() - totalram_pages());
}

/**
 * warn_alloc() - report a failed allocation, unless it does not want to be
 * @gfp: its GFP flags
 * @order: its order
 */
void warn_alloc(gfp_t gfp, unsigned int order)
{
	static atomic_t reports;
	int nr;

	if (gfp & __GFP_NOWARN || atomic_read(&reports) >= REPORTS_IN_FULL)
		return;
	nr = atomic_inc_return(&reports);
	pr_warn("page allocation failure: order:%u, mode:%#x(%pGg), nodemask=(null)\n", order, gfp, &gfp);
	dump_stack();
	show_mem(0, NULL);
	if (nr == REPORTS_IN_FULL)
		pr_warn("(further failures are only counted, see alloc_fail in /proc/vmstat)\n");
}
