// SPDX-License-Identifier: MIT
/*
 * What the boot log says about memory: first the lines that Linux prints, for those who know them,
 * then a table of the zones for those who want to understand them. And the proof that it is true:
 * mm_check_accounting() counts every frame again, one by one.
 */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <asm/sections.h>
#include <quarry/console.h>
#include <quarry/monitor.h>
#include "buddy.h"
#include "internal.h"

#define K(pages) ((unsigned long)(pages) << (PAGE_SHIFT - 10))

static void __init print_zone_range(const char *name, unsigned long start, unsigned long end)
{
	if (start >= end)
		pr_info("  %-8s empty\n", name);
	else
		pr_info("  %-8s [mem %#018llx-%#018llx]\n", name, (u64)PFN_PHYS(start),
			(u64)PFN_PHYS(end) - 1);
}

#ifdef CONFIG_HIGHMEM
static void __init print_highmem(unsigned long low_end)
{
	unsigned long end = max(max_pfn, low_end);

	pr_info("%luMB HIGHMEM available.\n", (end - low_end) >> (20 - PAGE_SHIFT));
	pr_info("%luMB LOWMEM available.\n", low_end >> (20 - PAGE_SHIFT));
}
#else
static void __init print_highmem(unsigned long low_end)
{
	(void)low_end;
}
#endif

/**
 * print_zone_ranges() - Linux's lines about zones and nodes
 * @pgdat: the node
 * @zone_end: frame behind the last of each zone
 */
void __init print_zone_ranges(const struct pglist_data *pgdat, const unsigned long zone_end[])
{
	unsigned long start = pgdat->node_start_pfn, end;
	int i, nid;

	if (pgdat->node_id == first_online_node) {
		print_highmem(zone_end[ZONE_NORMAL]);
		pr_info("Zone ranges:\n");
		for (i = 0; i < ZONE_MOVABLE; i++) {
			print_zone_range(pgdat->node_zones[i].name, start, zone_end[i]);
			start = max(start, zone_end[i]);
		}
		pr_info("Movable zone start for each node\n");
		pr_info("Early memory node ranges\n");
		for_each_mem_pfn_range(i, NUMA_NO_NODE, &start, &end, &nid)
			pr_info("  node %3d: [mem %#018llx-%#018llx]\n", nid, (u64)PFN_PHYS(start),
				(u64)PFN_PHYS(end) - 1);
	}
	pr_info("Initmem setup node %d [mem %#018llx-%#018llx]\n", pgdat->node_id,
		(u64)PFN_PHYS(pgdat->node_start_pfn),
		(u64)PFN_PHYS(pgdat->node_start_pfn + pgdat->node_spanned_pages) - 1);
}

/* What a walk over all frames finds in a zone. */
struct census {
	unsigned long ram, holes, reserved, managed, free, deferred;
};

/* Adds frames that have struct pages. */
static void count_pages(struct census *c, unsigned long pfn, unsigned long end)
{
	for (; pfn < end; pfn++) {
		const struct page *page = pfn_to_page(pfn);

		if (PageReserved(page))
			c->reserved++;
		else
			c->managed++;
		if (page_is_free(page))
			c->free += 1ul << page_flags_order(page);
	}
}

/* Adds RAM of one zone. */
static void count_ram(struct census *c, unsigned long pfn, unsigned long end)
{
	unsigned long stop;

	c->ram += end - pfn;
	for (; pfn < end; pfn = stop) {
		stop = min(end, ALIGN(pfn + 1, PAGES_PER_SECTION));
		if (!mem_sections[pfn >> PFN_SECTION_SHIFT].deferred) {
			count_pages(c, pfn, stop);
			continue;
		}
		c->reserved += SECTION_MEMMAP_PAGES;
		c->managed += stop - pfn - SECTION_MEMMAP_PAGES;
		c->free += stop - pfn - SECTION_MEMMAP_PAGES;
		c->deferred += stop - pfn;
	}
}

/* Frames in the span of the zone that are its, no RAM, and have a struct page. */
static unsigned long count_unavailable(const struct zone *zone, unsigned long ram)
{
	unsigned long end = zone_end_pfn(zone), stop, pages = 0;

	for (unsigned long pfn = zone->zone_start_pfn; pfn < end; pfn = stop) {
		const struct mem_section *section = &mem_sections[pfn >> PFN_SECTION_SHIFT];
		bool mixed = section->nr_blocks && section->nr_blocks < BLOCKS_PER_SECTION;

		stop = min(end, ALIGN(pfn + 1, mixed ? PAGES_PER_MEMMAP_BLOCK : PAGES_PER_SECTION));
		stop = min(stop, pfn_zone_end(pfn));
		if ((pfn_valid(pfn) || section->deferred) && pfn_zone(pfn) == zone)
			pages += stop - pfn;
	}
	return pages - ram;
}

static struct census take_census(const struct zone *zone)
{
	unsigned long start, end;
	struct census c = {};
	int i;

	for_each_mem_pfn_range(i, zone_to_nid(zone), &start, &end, NULL) {
		start = max(start, zone->zone_start_pfn);
		end = min(end, zone_end_pfn(zone));
		if (start < end)
			count_ram(&c, start, end);
	}
	c.holes = count_unavailable(zone, c.ram);
	return c;
}

/* Whoever allocates or frees while pages are counted spoils the count: then again, but not for ever. */
#define CENSUS_TRIES 10

static struct census take_quiet_census(const struct zone *zone)
{
	unsigned long before;
	struct census c;
	int tries = CENSUS_TRIES;

	do {
		before = zone_free_pages(zone);
		c = take_census(zone);
	} while (zone_free_pages(zone) != before && --tries);
	return c;
}

static bool census_agrees(const struct zone *zone, const struct census *c)
{
	if (c->ram == zone->present_pages && c->managed == zone->managed_pages &&
	    c->free == zone_free_pages(zone))
		return true;
	pr_err("node %d, zone %s: counted %lu RAM, %lu managed, %lu free; on record are %lu, %lu, %lu\n",
	       zone_to_nid(zone), zone->name, c->ram, c->managed, c->free, zone->present_pages, zone->managed_pages,
	       zone_free_pages(zone));
	return false;
}

/**
 * mm_check_accounting() - count every frame, and compare with what the zones have on record
 *
 * Takes no lock: the answer is exact while nobody allocates or frees, on any CPU, for as long as it
 * takes to count a zone's pages; it tries a few times.
 *
 * Return: 0, or the number of zones that are wrong, each of which is reported.
 */
int mm_check_accounting(void)
{
	unsigned long ram = 0, start, end, zones = 0;
	struct zone *zone;
	int wrong = 0, i;

	for_each_populated_zone(zone) {
		struct census c = take_quiet_census(zone);

		wrong += !census_agrees(zone, &c);
		zones += zone->present_pages;
	}
	for_each_mem_pfn_range(i, NUMA_NO_NODE, &start, &end, NULL)
		ram += end - start;
	if (ram != zones) {
		pr_err("zones: %lu pages, but the map has %lu\n", zones, ram);
		wrong++;
	}
	if (!wrong)
		pr_info("zones: %lu pages, all accounted for\n", zones);
	return wrong;
}

/**
 * print_zone_table() - the zones and what became of their frames
 * @m: where to
 */
void print_zone_table(struct seq_file *m)
{
	struct zone *zone;

	seq_printf(m, "node %-8s %9s %9s %9s %9s %9s %9s\n", "zone", "first pfn", "spanned", "present",
		   "reserved", "managed", "free");
	for_each_populated_zone(zone)
		seq_printf(m, "%4d %-8s %#9lx %9lu %9lu %9lu %9lu %9lu\n", zone_to_nid(zone), zone->name,
			   zone->zone_start_pfn, zone->spanned_pages, zone->present_pages,
			   zone->present_pages - zone->managed_pages, zone->managed_pages,
			   zone_free_pages(zone));
}

/* Collects what seq_printf() prints into lines of the log. */
static void log_sink(struct seq_file *m, const char *s, size_t n)
{
	bool continued = m->private;

	if (!n)
		return;
	printk("%s%.*s", continued ? KERN_CONT : KERN_INFO, (int)n, s);
	m->private = s[n - 1] == '\n' ? NULL : m;
}

static void __init print_unavailable(void)
{
	struct zone *zone;

	for_each_populated_zone(zone) {
		unsigned long holes = count_unavailable(zone, zone->present_pages);

		if (holes)
			pr_info("On node %d, zone %s: %lu pages in unavailable ranges\n", zone_to_nid(zone),
				zone->name, holes);
	}
}

/**
 * mem_init_print_info() - how much memory there is, and for whom
 */
void __init mem_init_print_info(void)
{
	unsigned long init = (__init_text_end - __init_text_begin) + (__init_data_end - __init_data_begin);
	unsigned long present = node_present_sum();
	struct seq_file log = { .sink = log_sink };

	print_unavailable();
	pr_info("Memory: %luK/%luK available (%luK kernel code, %luK rwdata, %luK rodata, %luK init, %luK bss, %luK reserved%s%.0lu%s)\n",
		K(nr_free_pages()), K(present), (unsigned long)(_etext - _text) >> 10,
		(unsigned long)(_edata - _sdata) >> 10,
		(unsigned long)(__end_rodata - __start_rodata) >> 10, init >> 10,
		(unsigned long)(__bss_stop - __bss_start) >> 10, K(present - totalram_pages()),
		totalhigh_pages() ? ", " : "", K(totalhigh_pages()),
		totalhigh_pages() ? "K highmem" : "");
	print_zone_table(&log);
}

static void console_sink(struct seq_file *m, const char *s, size_t n)
{
	(void)m;
	console_write(s, n);
}

static int cmd_zones(int argc, char **argv)
{
	struct seq_file out = { .sink = console_sink };

	(void)argc, (void)argv;
	print_zone_table(&out);
	return mm_check_accounting() ? -5 : 0;
}
MONITOR_COMMAND(zones, "", "the zones; counts every frame in two ways", cmd_zones);
