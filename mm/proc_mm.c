// SPDX-License-Identifier: MIT
/*
 * /proc/buddyinfo, /proc/zoneinfo and /proc/vmstat in the formats of Linux 6.1. Lines about things
 * that Quarry does not have are left out; readers look lines up by name. As on Linux, the zones' free
 * pages are those of the buddy system; those on the CPUs' lists follow under "pagesets".
 */
#include <linux/ctype.h>
#include <linux/kernel.h>
#include <linux/smp.h>
#include <linux/string.h>
#include <quarry/proc.h>
#include "buddy.h"
#include "internal.h"

/**
 * zone_free_blocks() - free blocks of one order
 * @zone: the zone
 * @order: the order
 *
 * Deferred sections count as the blocks that they will be.
 */
unsigned long zone_free_blocks(const struct zone *zone, unsigned int order)
{
	unsigned long each = (PAGES_PER_SECTION - SECTION_MEMMAP_PAGES) >> order;

	if (order < MAX_ORDER - 1)
		each &= 1;
	return zone_nr_free(zone, order) + zone->deferred_sections * each;
}

static int buddyinfo_show(struct seq_file *m, void *v)
{
	struct zone *zone;

	(void)v;
	for_each_populated_zone(zone) {
		seq_printf(m, "Node %d, zone %8s ", zone_to_nid(zone), zone->name);
		for (unsigned int order = 0; order < MAX_ORDER; order++)
			seq_printf(m, "%6lu ", zone_free_blocks(zone, order));
		seq_putc(m, '\n');
	}
	return 0;
}
PROC_FILE(buddyinfo, buddyinfo_show);

static void show_protection(struct seq_file *m, const struct zone *zone)
{
	seq_printf(m, "\n        protection: (%ld", zone->lowmem_reserve[0]);
	for (int i = 1; i < MAX_NR_ZONES; i++)
		seq_printf(m, ", %ld", zone->lowmem_reserve[i]);
	seq_putc(m, ')');
}

/* High and batch are the zone's, and so is what Linux calls the vm stats threshold: there is none. */
static void show_pagesets(struct seq_file *m, const struct zone *zone)
{
	unsigned int cpu;

	seq_printf(m, "\n  pagesets");
	for_each_online_cpu(cpu)
		seq_printf(m, "\n    cpu: %i\n              count: %lu\n              high:  %u\n              batch: %u",
			   cpu, pcp_pages(zone, cpu), zone->pcp_high, zone->pcp_batch);
}

static void zoneinfo_show_zone(struct seq_file *m, const struct zone *zone)
{
	seq_printf(m, "Node %d, zone %8s", zone_to_nid(zone), zone->name);
	seq_printf(m, "\n  pages free     %lu", zone_buddy_pages(zone));
	seq_printf(m, "\n        min      %lu", min_wmark_pages(zone));
	seq_printf(m, "\n        low      %lu", low_wmark_pages(zone));
	seq_printf(m, "\n        high     %lu", high_wmark_pages(zone));
	seq_printf(m, "\n        spanned  %lu", zone->spanned_pages);
	seq_printf(m, "\n        present  %lu", zone->present_pages);
	seq_printf(m, "\n        managed  %lu", zone_managed_pages(zone));
	show_protection(m, zone);
	if (populated_zone(zone)) {
		seq_printf(m, "\n      nr_free_pages %lu", zone_buddy_pages(zone));
		show_pagesets(m, zone);
		seq_printf(m, "\n  start_pfn:           %lu", zone->zone_start_pfn);
	}
	seq_putc(m, '\n');
}

static int zoneinfo_show(struct seq_file *m, void *v)
{
	struct zone *zone;

	(void)v;
	for_each_zone(zone)
		zoneinfo_show_zone(m, zone);
	return 0;
}
PROC_FILE(zoneinfo, zoneinfo_show);

static const char *const misuse_names[NR_MISUSES] = {
	[MISUSE_DOUBLE_FREE] = "double_free",
	[MISUSE_WRONG_ORDER] = "wrong_order",
	[MISUSE_INSIDE_BLOCK] = "inside_block",
	[MISUSE_INSIDE_COMPOUND] = "inside_compound",
	[MISUSE_RESERVED] = "reserved",
	[MISUSE_NOT_A_PAGE] = "not_a_page",
	[MISUSE_REFCOUNT] = "refcount",
	[MISUSE_FLAGS] = "flags",
};

/**
 * zone_kind_name() - a kind of zone in the names of counters: "dma", "normal" ...
 * @pgdat: any node
 * @kind: index of the zone
 * @name: out
 * @size: its size
 */
void zone_kind_name(const struct pglist_data *pgdat, int kind, char *name, size_t size)
{
	if (is_highmem_idx(kind)) {
		strscpy(name, "high", size);
		return;
	}
	strscpy(name, pgdat->node_zones[kind].name, size);
	for (; *name; name++)
		*name = tolower(*name);
}

/* By kind of zone: the sum over all nodes. */
static void vmstat_by_zone(struct seq_file *m)
{
	const struct pglist_data *first = first_online_pgdat();
	char name[16];

	for (int kind = 0; kind < MAX_NR_ZONES; kind++) {
		unsigned long pages = 0;
		struct zone *zone;

		for_each_zone(zone)
			if (zone_idx(zone) == kind)
				pages += zone_page_state(zone, NR_ZONE_PGALLOC);
		zone_kind_name(first, kind, name, sizeof(name));
		seq_printf(m, "pgalloc_%s %lu\n", name, pages);
	}
}

static int vmstat_show(struct seq_file *m, void *v)
{
	unsigned long slow = 0, fail = 0;
	struct zone *zone;

	(void)v;
	for_each_zone(zone) {
		slow += zone->alloc_slow;
		fail += zone->alloc_fail;
	}
	seq_printf(m, "nr_free_pages %lu\n", nr_free_pages());
	seq_printf(m, "nr_allocated_pages %lu\n", global_zone_page_state(NR_ZONE_ALLOCATED));
	vmstat_by_zone(m);
	seq_printf(m, "pgfree %lu\n", global_zone_page_state(NR_ZONE_PGFREE));
	seq_printf(m, "buddy_split %lu\n", global_zone_page_state(NR_ZONE_SPLITS));
	seq_printf(m, "buddy_merge %lu\n", global_zone_page_state(NR_ZONE_MERGES));
	seq_printf(m, "alloc_slow %lu\n", slow);
	seq_printf(m, "alloc_fail %lu\n", fail);
	vm_events_show(m);
	for (int i = 0; i < NR_MISUSES; i++)
		seq_printf(m, "page_misuse_%s %lu\n", misuse_names[i], page_misuses(i));
	return 0;
}
PROC_FILE(vmstat, vmstat_show);
