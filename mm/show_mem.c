// SPDX-License-Identifier: MIT
/*
 * The report on a failed allocation, with the state of memory as Linux shows it (Mem-Info).
 *
 * Memory may be short for long, so there is one report in REPORT_INTERVAL; the others are only counted
 * (zone->alloc_fail, /proc/vmstat).
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/ratelimit.h>
#include <linux/sched.h>
#include "buddy.h"
#include "internal.h"

#define REPORT_INTERVAL (10 * HZ)
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
		unsigned long blocks = zone_nr_free(zone, order);

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
EXPORT_SYMBOL(show_mem);

/**
 * warn_alloc() - report a failed allocation, unless it does not want to be
 * @gfp: its GFP flags
 * @order: its order
 */
void warn_alloc(gfp_t gfp, unsigned int order)
{
	static DEFINE_RATELIMIT_STATE(limit, REPORT_INTERVAL, 1);

	if (gfp & __GFP_NOWARN || !__ratelimit(&limit))
		return;
	pr_warn("%s: page allocation failure: order:%u, mode:%#x(%pGg), nodemask=(null)\n", current->comm, order, gfp,
		&gfp);
	dump_stack();
	show_mem(0, NULL);
}
