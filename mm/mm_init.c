// SPDX-License-Identifier: MIT
/*
 * From memblock to zones: the page allocator gets its memory.
 *
 * free_area_init() decides what there is: where the zones begin and end, how much of them is RAM, and
 * which frames get a struct page. memblock_free_all() hands over what nobody has reserved by then.
 * In between memblock still allocates.
 *
 * Invariant: for each zone, spanned = present + holes, and present = managed + reserved, to the page.
 * mm_check_accounting() proves it by counting.
 *
 * Cost: a struct page is cleared, written once, and never read again; five instructions a page besides
 * the clearing. The buddy system gets blocks of 1024 pages, so it adds nothing to speak of.
 */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <asm/zones.h>
#include "buddy.h"
#include "internal.h"

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

/**
 * pfn_zone() - the zone that a frame belongs to, RAM or not
 * @pfn: any frame
 */
struct zone *pfn_zone(unsigned long pfn)
{
	int i = 0;

	while (i < ZONE_MOVABLE - 1 && pfn >= zone_end[i])
		i++;
	/* Behind all RAM: the last zone that has a range. */
	while (i && zone_end[i] <= zone_end[i - 1])
		i--;
	return &contig_page_data.node_zones[i];
}

/**
 * pfn_zone_end() - where the zone of a frame ends
 * @pfn: any frame
 */
unsigned long pfn_zone_end(unsigned long pfn)
{
	int i = pfn_zone(pfn) - contig_page_data.node_zones;

	return pfn < zone_end[i] ? zone_end[i] : ULONG_MAX;
}

/* RAM between two frames, in pages. */
static unsigned long __init ram_between(unsigned long start, unsigned long end)
{
	unsigned long s, e, pages = 0;
	int i;

	for_each_mem_pfn_range(i, NUMA_NO_NODE, &s, &e, NULL) {
		s = max(s, start);
		e = min(e, end);
		if (s < e)
			pages += e - s;
	}
	return pages;
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
	zone->present_pages = ram_between(start, end);
	if (zone->present_pages)
		pgdat->nr_zones = i + 1;
}

static void __init node_init(struct pglist_data *pgdat)
{
	unsigned long start = PFN_UP(memblock_start_of_DRAM());
	unsigned long end = PFN_DOWN(memblock_end_of_DRAM()), low = 0;

	memset(pgdat, 0, sizeof(*pgdat));
	pgdat->node_start_pfn = start;
	pgdat->node_spanned_pages = end - start;
	pgdat->node_present_pages = ram_between(start, end);
	arch_zone_limits(zone_end);
	for (int i = 0; i < MAX_NR_ZONES; i++) {
		zone_set_extent(pgdat, i, low, max(low, zone_end[i]));
		low = max(low, zone_end[i]);
	}
	build_zonelists(pgdat);
}

static void __init add_range(unsigned long start, unsigned long end)
{
	if (start < end && memmap_add_range(start, end))
		panic("memmap: no memory for the struct pages of frames %#lx to %#lx", start, end - 1);
}

/* Struct pages for a run of RAM, except where whole sections can wait. */
static void __init memmap_for_ram(unsigned long start, unsigned long end)
{
	unsigned long first = DIV_ROUND_UP(max(start, memmap_eager_pfns), PAGES_PER_SECTION);
	unsigned long last = end >> PFN_SECTION_SHIFT;

	for (unsigned long section = first; section < last; section++) {
		unsigned long pfn = section << PFN_SECTION_SHIFT;

		if (pfn_zone_end(pfn) < pfn + PAGES_PER_SECTION || !memmap_defer_section(section))
			continue;
		memmap_set_deferred(section);
		add_range(start, pfn);
		start = pfn + PAGES_PER_SECTION;
	}
	add_range(start, end);
}

/**
 * free_area_init() - make nodes, zones, zonelists and the memmap
 *
 * Context: boot, when the direct map exists and memblock may allocate from all of it.
 */
void __init free_area_init(void)
{
	unsigned long start, end;
	int i;

	node_init(&contig_page_data);
	print_zone_ranges(&contig_page_data, zone_end);
	memmap_init(PFN_UP(memblock_end_of_DRAM()));
	for_each_mem_pfn_range(i, NUMA_NO_NODE, &start, &end, NULL)
		memmap_for_ram(start, end);
}

/* Finds a deferred section in which memory was reserved meanwhile. */
static bool __init undefer_one(void)
{
	phys_addr_t start, end;
	u64 i;

	for_each_reserved_mem_range(i, &start, &end) {
		unsigned long section = start >> SECTION_SIZE_BITS;

		for (; section < nr_mem_sections && (phys_addr_t)section << SECTION_SIZE_BITS < end; section++) {
			unsigned long pfn = section << PFN_SECTION_SHIFT;

			if (!mem_sections[section].deferred)
				continue;
			mem_sections[section].deferred = false;
			add_range(pfn, pfn + PAGES_PER_SECTION);
			return true;
		}
	}
	return false;
}

static void __init count_deferred(void)
{
	for (unsigned long section = 0; section < nr_mem_sections; section++) {
		struct zone *zone;

		if (!mem_sections[section].deferred)
			continue;
		zone = pfn_zone(section << PFN_SECTION_SHIFT);
		if (!zone->deferred_sections++)
			zone->deferred_next = section;
		zone->managed_pages += PAGES_PER_SECTION - SECTION_MEMMAP_PAGES;
		zone->spare += PAGES_PER_SECTION - SECTION_MEMMAP_PAGES;
	}
}

/* Frames up to @end that are handled in one go: of one block, in one zone. */
static unsigned long __init same_kind_end(unsigned long pfn, unsigned long end)
{
	end = min(end, ALIGN(pfn + 1, PAGES_PER_MEMMAP_BLOCK));
	return min(end, pfn_zone_end(pfn));
}

/*
 * Writes the struct pages of frames that are all free or all not, and hands over the free ones. What
 * lies in a deferred section, or has no struct pages, is passed over.
 */
static void __init hand_over(unsigned long pfn, unsigned long end, bool is_free)
{
	unsigned long stop;

	for (; pfn < end; pfn = stop) {
		struct mem_section *section = &mem_sections[pfn >> PFN_SECTION_SHIFT];
		struct zone *zone = pfn_zone(pfn);

		if (!section->blocks) {
			stop = ALIGN(pfn + 1, PAGES_PER_SECTION);
			continue;
		}
		stop = same_kind_end(pfn, end);
		if (!pfn_valid(pfn))
			continue;
		memmap_init_pages(pfn, stop, (unsigned long)zone->id << PG_STATE_BITS |
					     (is_free ? 0 : 1ul << PG_reserved));
		if (is_free) {
			buddy_add_range(zone, pfn, stop);
			zone->managed_pages += stop - pfn;
		}
	}
}

/**
 * memblock_free_all() - give all memory that is not reserved to the page allocator
 *
 * From here on memblock must not be asked any more, and alloc_pages() may.
 */
void __init memblock_free_all(void)
{
	unsigned long next = 0, last = nr_mem_sections << PFN_SECTION_SHIFT;
	phys_addr_t start, end;
	u64 i;

	while (undefer_one())
		;
	count_deferred();
	for_each_free_mem_range(i, NUMA_NO_NODE, &start, &end, NULL) {
		if (PFN_UP(start) >= PFN_DOWN(end))
			continue;
		hand_over(next, PFN_UP(start), false);
		hand_over(PFN_UP(start), PFN_DOWN(end), true);
		next = PFN_DOWN(end);
	}
	hand_over(next, last, false);
	memmap_use_page_allocator();
	memblock_freeze();
	init_per_zone_wmark_min();
	mem_init_print_info();
}

/**
 * free_reserved_page() - give a page that was reserved at boot to the allocator
 * @page: a page of RAM with PG_reserved
 */
void free_reserved_page(struct page *page)
{
	struct zone *zone = page_zone(page);

	page->state = 0;
	zone->managed_pages++;
	__free_one_page(zone, page, 0);
}

/**
 * free_reserved_area() - give memory that was reserved at boot to the allocator
 * @start: first byte; rounded up to a page
 * @end: byte behind the last; rounded down
 * @poison: byte to fill it with; anything but 0 to 0xff: leave it as it is
 * @what: named in the log, or NULL for silence
 *
 * Return: pages freed.
 */
unsigned long free_reserved_area(void *start, void *end, int poison, const char *what)
{
	unsigned long addr = PAGE_ALIGN((unsigned long)start);
	unsigned long last = (unsigned long)end & PAGE_MASK, pages = 0;

	for (; addr < last; addr += PAGE_SIZE, pages++) {
		struct page *page = pfn_to_online_page(virt_to_pfn(addr));

		if (!page || !PageReserved(page)) {
			pr_warn("free_reserved_area: %#lx is not reserved memory, kept\n", addr);
			pages--;
			continue;
		}
		/* Through the direct map: the address itself may be mapped read-only. */
		if ((unsigned int)poison <= 0xff)
			memset(page_to_virt(page), poison, PAGE_SIZE);
		free_reserved_page(page);
	}
	if (pages && what)
		pr_info("Freeing %s memory: %luK\n", what, pages << (PAGE_SHIFT - 10));
	return pages;
}
