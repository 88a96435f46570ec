// SPDX-License-Identifier: MIT
/*
 * From memblock to zones: the page allocator gets its memory.
 *
 * free_area_init() decides what there is: which nodes and zones (nodes.c), and which frames get a
 * struct page. memblock_free_all() hands over what nobody has reserved by then.
 * In between memblock still allocates.
 *
 * Invariant: for each zone, spanned = present + holes, and present = managed + reserved, to the page.
 * mm_check_accounting() proves it by counting.
 *
 * Locking: none at boot, when there is one CPU and nobody else allocates; free_reserved_page() later
 * takes zone->lock.
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
#include "buddy.h"
#include "internal.h"
#include "mobility.h"
#include "pcp.h"

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

	pcp_reset();
	nodes_make();
	memmap_init(PFN_UP(memblock_end_of_DRAM()));
	pageblocks_init();
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

		if (!section->nr_blocks) {
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
	pcp_init();
	mem_init_print_info();
}

/**
 * free_reserved_page() - give a page that was reserved at boot to the allocator
 * @page: a page of RAM with PG_reserved
 */
void free_reserved_page(struct page *page)
{
	struct zone *zone = page_zone(page);
	unsigned long flags = zone_lock_irqsave(zone);

	page->state = 0;
	zone->managed_pages++;
	__free_one_page(zone, page, 0);
	zone_unlock_irqrestore(zone, flags);
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
