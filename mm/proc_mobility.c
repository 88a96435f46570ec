// SPDX-License-Identifier: MIT
/*
 * /proc/pagetypeinfo in the format of Linux 6.1, and what Linux has in debugfs: how fragmented a zone is.
 *
 *	extfrag_index	per order, why a request would fail: towards 0.000 for want of memory, towards 1.000
 *			because what is free lies scattered; -1.000: it would not fail
 *	unusable_index	which part of the free memory is of no use to a request of this order
 *
 * Page blocks that are free as a whole belong to nobody (mobility.c); as on Linux they are shown as movable.
 */
#include <linux/kernel.h>
#include <linux/math64.h>
#include <quarry/proc.h>
#include "buddy.h"
#include "internal.h"
#include "mobility.h"

static const char *const type_names[MIGRATE_TYPES] = { "Unmovable", "Movable", "Reclaimable", "HighAtomic" };

static unsigned long blocks_shown(const struct zone *zone, unsigned int type, unsigned int order)
{
	if (order >= pageblock_order && type <= MIGRATE_MOVABLE)
		return type == MIGRATE_MOVABLE ? zone->free_area[order].nr_free : 0;
	return zone->free_area[type * AREAS_PER_TYPE + order].nr_free;
}

static void show_free_counts(struct seq_file *m)
{
	struct zone *zone;

	seq_printf(m, "%-43s ", "Free pages count per migrate type at order");
	for (unsigned int order = 0; order < MAX_ORDER; order++)
		seq_printf(m, "%6u ", order);
	seq_putc(m, '\n');
	for_each_populated_zone(zone) {
		for (unsigned int type = 0; type < MIGRATE_TYPES; type++) {
			seq_printf(m, "Node %4d, zone %8s, type %12s ", zone_to_nid(zone), zone->name, type_names[type]);
			for (unsigned int order = 0; order < MAX_ORDER; order++)
				seq_printf(m, "%6lu ", blocks_shown(zone, type, order));
			seq_putc(m, '\n');
		}
	}
}

/* Is this page block part of a free block that is no smaller? */
static bool whole_block_free(const struct page *start)
{
	const struct page *head = pfn_to_page(ALIGN_DOWN(page_to_pfn(start), MAX_ORDER_NR_PAGES));

	return (PageBuddy(start) && page_flags_order(start) >= pageblock_order) ||
	       (PageBuddy(head) && page_flags_order(head) == MAX_ORDER - 1);
}

static enum migratetype pageblock_type_shown(const struct zone *zone, const struct page *page)
{
	enum migratetype type = pageblock_type(zone, page);

	return type == MIGRATE_UNMOVABLE && whole_block_free(page) ? MIGRATE_MOVABLE : type;
}

static void show_block_counts(struct seq_file *m, struct zone *zone)
{
	unsigned long pfn = ALIGN(zone->zone_start_pfn, pageblock_nr_pages), nr[MIGRATE_TYPES] = { 0 };

	for (; pfn < zone_end_pfn(zone); pfn += pageblock_nr_pages)
		if (pfn_valid(pfn) && page_zone(pfn_to_page(pfn)) == zone)
			nr[pageblock_type_shown(zone, pfn_to_page(pfn))]++;
	seq_printf(m, "Node %d, zone %8s ", zone_to_nid(zone), zone->name);
	for (unsigned int type = 0; type < MIGRATE_TYPES; type++)
		seq_printf(m, "%12lu ", nr[type]);
	seq_putc(m, '\n');
}

static int pagetypeinfo_show(struct seq_file *m, void *v)
{
	struct zone *zone;

	(void)v;
	seq_printf(m, "Page block order: %d\n", pageblock_order);
	seq_printf(m, "Pages per block:  %lu\n\n", pageblock_nr_pages);
	show_free_counts(m);
	seq_printf(m, "\n%-23s", "Number of blocks type ");
	for (unsigned int type = 0; type < MIGRATE_TYPES; type++)
		seq_printf(m, "%12s ", type_names[type]);
	seq_putc(m, '\n');
	for_each_populated_zone(zone)
		show_block_counts(m, zone);
	return 0;
}
PROC_FILE(pagetypeinfo, pagetypeinfo_show);

/* ---- fragmentation --------------------------------------------------------------------------- */

struct free_blocks {
	unsigned long pages, blocks, suitable; /* the last: blocks of the wanted order that it could be cut into */
};

static struct free_blocks count_blocks(const struct zone *zone, unsigned int wanted)
{
	struct free_blocks sum = { 0 };

	for (unsigned int order = 0; order < MAX_ORDER; order++) {
		unsigned long blocks = zone_free_blocks(zone, order);

		sum.blocks += blocks;
		sum.pages += blocks << order;
		if (order >= wanted)
			sum.suitable += blocks << (order - wanted);
	}
	return sum;
}

/**
 * fragmentation_index() - why would a request fail?
 * @zone: the zone
 * @order: of the request
 *
 * Return: thousandths: 0 memory is short, 1000 it is scattered; -1000 the request would succeed.
 */
int fragmentation_index(const struct zone *zone, unsigned int order)
{
	struct free_blocks sum = count_blocks(zone, order);

	if (!sum.blocks)
		return 0;
	if (sum.suitable)
		return -1000;
	return 1000 - (int)div_u64(1000 + ((u64)sum.pages * 1000 >> order), sum.blocks);
}

/**
 * unusable_free_index() - how much of the free memory is of no use to a request?
 * @zone: the zone
 * @order: of the request
 *
 * Return: thousandths; 1000 if nothing is free.
 */
int unusable_free_index(const struct zone *zone, unsigned int order)
{
	struct free_blocks sum = count_blocks(zone, order);

	if (!sum.pages)
		return 1000;
	return div64_ul((u64)(sum.pages - (sum.suitable << order)) * 1000, sum.pages);
}

static void show_index(struct seq_file *m, int (*index)(const struct zone *zone, unsigned int order))
{
	struct zone *zone;

	for_each_populated_zone(zone) {
		seq_printf(m, "Node %d, zone %8s ", zone_to_nid(zone), zone->name);
		for (unsigned int order = 0; order < MAX_ORDER; order++) {
			int value = index(zone, order);

			seq_printf(m, "%s%d.%03d ", value < 0 ? "-" : "", abs(value) / 1000, abs(value) % 1000);
		}
		seq_putc(m, '\n');
	}
}

static int extfrag_show(struct seq_file *m, void *v)
{
	(void)v;
	show_index(m, fragmentation_index);
	return 0;
}
PROC_FILE(extfrag_index, extfrag_show);

static int unusable_show(struct seq_file *m, void *v)
{
	(void)v;
	show_index(m, unusable_free_index);
	return 0;
}
PROC_FILE(unusable_index, unusable_show);
