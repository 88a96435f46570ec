// SPDX-License-Identifier: MIT
/*
 * Nodes and their zones: which there are, and which frame belongs to which.
 *
 * A zone is the part of a node that lies between the limits of a kind of memory (asm/zones.h). Nodes
 * need not be contiguous, and their spans may overlap: a frame's zone follows from its address alone,
 * by the limits and the map of nodes (numa.c). Frames that are no RAM have a zone too, which costs
 * nothing and leaves no frame without an answer.
 *
 * Invariant: the zones' present pages are all RAM, each frame in one zone.
 * Locking: made at boot, read-only afterwards.
 */
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/string.h>
#include <asm/zones.h>
#include "buddy.h"
#include "internal.h"

struct pglist_data contig_page_data;
EXPORT_SYMBOL(contig_page_data);
struct pglist_data *node_data[MAX_NUMNODES] = { &contig_page_data };
EXPORT_SYMBOL(node_data);
struct zone *zone_table[NR_ZONE_IDS];
EXPORT_SYMBOL(zone_table); /* page_zone() */
nodemask_t node_online_map = { 1 };
EXPORT_SYMBOL(node_online_map);

static const char *const zone_names[MAX_NR_ZONES] = {
	[ZONE_DMA] = "DMA",
#ifdef CONFIG_ZONE_DMA32
	[ZONE_DMA32] = "DMA32",
#endif
	[ZONE_NORMAL] = "Normal",
#ifdef CONFIG_HIGHMEM
	[ZONE_HIGHMEM] = "HighMem",
#endif
	[ZONE_MOVABLE] = "Movable",
};

/* Frame behind the last of each zone; frames behind the last zone's count as its. */
static unsigned long zone_end[MAX_NR_ZONES];

static int zone_index(unsigned long pfn)
{
	int i = 0;

	while (i < ZONE_MOVABLE - 1 && pfn >= zone_end[i])
		i++;
	/* Behind all RAM: the last zone that has a range. */
	while (i && zone_end[i] <= zone_end[i - 1])
		i--;
	return i;
}

/**
 * pfn_zone() - the zone that a frame belongs to, RAM or not
 * @pfn: any frame
 */
struct zone *pfn_zone(unsigned long pfn)
{
	return &NODE_DATA(pfn_to_node(pfn))->node_zones[zone_index(pfn)];
}

/**
 * pfn_zone_end() - up to where all frames are of the same zone
 * @pfn: any frame
 */
unsigned long pfn_zone_end(unsigned long pfn)
{
	unsigned long end = zone_end[zone_index(pfn)];

	return min(pfn < end ? end : ULONG_MAX, pfn_node_end(pfn));
}

/* RAM of a node between two frames, in pages. */
static unsigned long __init ram_between(int nid, unsigned long start, unsigned long end)
{
	unsigned long s, e, pages = 0;
	int i;

	for_each_mem_pfn_range(i, nid, &s, &e, NULL) {
		s = max(s, start);
		e = min(e, end);
		if (s < e)
			pages += e - s;
	}
	return pages;
}

static void __init node_set_span(struct pglist_data *pgdat)
{
	unsigned long first = ULONG_MAX, last = 0, start, end;
	int i;

	for_each_mem_pfn_range(i, pgdat->node_id, &start, &end, NULL) {
		first = min(first, start);
		last = max(last, end);
	}
	pgdat->node_start_pfn = first;
	pgdat->node_spanned_pages = last - first;
	pgdat->node_present_pages = ram_between(pgdat->node_id, first, last);
}

static void __init zone_set_extent(struct pglist_data *pgdat, int i, unsigned long low,
				   unsigned long high)
{
	unsigned long node_end = pgdat->node_start_pfn + pgdat->node_spanned_pages;
	struct zone *zone = &pgdat->node_zones[i];
	unsigned long start = clamp(pgdat->node_start_pfn, low, high);
	unsigned long end = clamp(node_end, low, high);

	zone_init(zone, zone_names[i], ZONE_ID(pgdat->node_id, i));
	zone->zone_pgdat = pgdat;
	zone_table[zone->id] = zone;
	if (i == ZONE_MOVABLE || start >= end)
		return;
	zone->zone_start_pfn = start;
	zone->spanned_pages = end - start;
	zone->present_pages = ram_between(pgdat->node_id, start, end);
	if (zone->present_pages)
		pgdat->nr_zones = i + 1;
}

static void __init node_make(struct pglist_data *pgdat, int nid)
{
	unsigned long low = 0;

	memset(pgdat, 0, sizeof(*pgdat));
	pgdat->node_id = nid;
	node_data[nid] = pgdat;
	node_set(nid, node_online_map);
	node_set_span(pgdat);
	for (int i = 0; i < MAX_NR_ZONES; i++) {
		zone_set_extent(pgdat, i, low, max(low, zone_end[i]));
		low = max(low, zone_end[i]);
	}
}

/**
 * nodes_make() - make all nodes, with zones that know how much memory they have, and their zonelists
 *
 * Context: boot, while memblock allocates.
 */
void __init nodes_make(void)
{
	unsigned int nr = numa_apply();

	arch_zone_limits(zone_end);
	nodes_clear(node_online_map);
	for (unsigned int nid = 0; nid < nr; nid++)
		node_make(nid ? memblock_alloc(sizeof(struct pglist_data), 64) : &contig_page_data, nid);
	for (unsigned int nid = 0; nid < nr; nid++) {
		build_zonelists(NODE_DATA(nid));
		print_zone_ranges(NODE_DATA(nid), zone_end);
	}
	numa_assign_cpus();
}
