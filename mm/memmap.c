// SPDX-License-Identifier: MIT
/*
 * The memmap: the array of struct pages, and which parts of it exist.
 *
 * Purpose
 *	pfn_to_page() is an addition: the array lies at a fixed virtual address (VMEMMAP_START), with a
 *	place for every frame the machine could have. Memory stands behind it only where RAM is.
 *
 * How
 *	Physical addresses are divided into sections of 128 MiB, and these into 32 blocks of 4 MiB, the
 *	largest block of the buddy system. A block that contains any RAM has all its struct pages, so
 *	the buddy of a page always has one, and what in it is not RAM is PG_reserved.
 *	memmap_blocks[] has a byte for each block; pfn_valid() reads it. (Bits would be an eighth of
 *	the size and twice the instructions, and each free_pages() has to ask.)
 *
 * Deferred sections
 *	A terabyte has 268 million struct pages, 16 GiB. Sections above memmap_eager_pfns (4 GiB) that
 *	are nothing but free RAM are therefore only counted at boot. When a zone has no block large
 *	enough for a request, deferred_grow_zone() makes the struct pages of its next such section,
 *	in memory taken from the section itself, and gives the rest to the buddy system. That memory
 *	is subtracted from the beginning, so the totals do not change. A section in which memblock has
 *	reserved anything is not deferred.
 *
 * Locking
 *	memmap_lock, then zone->lock. pfn_valid() and deferred_sections are read without: what they say
 *	only ever changes from "not yet" to "there".
 *
 * Complexity
 *	pfn_valid() O(1). A section is made in O(its pages), once: 128 MiB at about five instructions
 *	a page besides clearing.
 *
 * Limits
 *	The tables are sized for the highest frame at boot: 34 bytes for 128 MiB. No memory is added
 *	later. 4 GiB have 1024 blocks: where there cannot be more, their table is part of the kernel, at
 *	an address that needs no register.
 */
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <linux/smp.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <asm/vmemmap.h>
#include "buddy.h"
#include "internal.h"

#if MAX_PHYSMEM_BITS == 32
u8 memmap_blocks[1 << (MAX_PHYSMEM_BITS - PAGE_SHIFT - MEMMAP_BLOCK_SHIFT)];
#else
u8 *memmap_blocks;
#endif
unsigned long nr_memmap_blocks;
unsigned long nr_direct_blocks;

struct mem_section *mem_sections;
unsigned long nr_mem_sections;
unsigned long memmap_eager_pfns = 1ul << (32 - PAGE_SHIFT);

static bool page_allocator_ready;

/*
 * One section is made at a time, with interrupts off: it takes a millisecond for 128 MiB, once. Guards
 * memmap_blocks[] and mem_sections[], the (m) fields of zones, and the following.
 */
static DEFINE_SPINLOCK(memmap_lock);

/* Memory that a deferred section gives for its own struct pages, while that is happening. */
static struct {
	char *next, *end;
} carve;

/* The CPU that is making a section. It cannot make another one meanwhile, if it runs out of memory. */
#define NOBODY (-1)
static int maker = NOBODY;

/**
 * vmemmap_alloc_block() - memory for the memmap
 * @size: bytes, a power of two, PAGE_SIZE or more
 *
 * For vmemmap_populate(). Comes from the section that is being made, from memblock at boot, or from
 * the page allocator.
 *
 * Return: zeroed memory, aligned to @size; NULL if there is none.
 */
void *vmemmap_alloc_block(unsigned long size)
{
	char *p = (char *)ALIGN((unsigned long)carve.next, size);

	if (carve.next && p + size <= carve.end) {
		carve.next = p + size;
		return memset(p, 0, size);
	}
	if (!page_allocator_ready)
		return memblock_alloc(size, size);
	return (void *)__get_free_pages(GFP_ATOMIC | __GFP_ZERO | __GFP_NOWARN, get_order(size));
}

/**
 * memmap_init() - make the tables of sections and blocks
 * @end_pfn: frame behind the last of RAM
 */
void memmap_init(unsigned long end_pfn)
{
	nr_mem_sections = DIV_ROUND_UP(end_pfn, PAGES_PER_SECTION);
	nr_memmap_blocks = nr_mem_sections * BLOCKS_PER_SECTION;
	nr_direct_blocks = max_low_pfn < end_pfn ? max_low_pfn >> MEMMAP_BLOCK_SHIFT : nr_memmap_blocks;
	mem_sections = memblock_alloc(max_t(unsigned long, nr_mem_sections, 1) * sizeof(*mem_sections),
				      __alignof__(*mem_sections));
#if MAX_PHYSMEM_BITS != 32
	memmap_blocks = memblock_alloc(max_t(unsigned long, nr_memmap_blocks, 1), 1);
#endif
	page_allocator_ready = false;
}

static void mark_blocks(unsigned long start_pfn, unsigned long end_pfn)
{
	for (unsigned long pfn = start_pfn; pfn < end_pfn; pfn += PAGES_PER_MEMMAP_BLOCK) {
		mem_sections[pfn >> PFN_SECTION_SHIFT].nr_blocks += !memmap_blocks[pfn >> MEMMAP_BLOCK_SHIFT];
		memmap_blocks[pfn >> MEMMAP_BLOCK_SHIFT] = true;
	}
}

/**
 * memmap_add_range() - back the struct pages of a range of frames
 * @start_pfn: first frame
 * @end_pfn: frame behind the last
 *
 * The range is extended to whole blocks. Blocks that have struct pages already are kept.
 *
 * Return: 0 or -ENOMEM.
 */
int memmap_add_range(unsigned long start_pfn, unsigned long end_pfn)
{
	unsigned long page_mask = PAGE_SIZE - 1;
	int err;

	start_pfn = ALIGN_DOWN(start_pfn, PAGES_PER_MEMMAP_BLOCK);
	end_pfn = ALIGN(end_pfn, PAGES_PER_MEMMAP_BLOCK);
	while (start_pfn < end_pfn && pfn_valid(start_pfn))
		start_pfn += PAGES_PER_MEMMAP_BLOCK;
	if (start_pfn >= end_pfn)
		return 0;
	err = vmemmap_populate((unsigned long)pfn_to_page(start_pfn) & ~page_mask,
			       ((unsigned long)pfn_to_page(end_pfn) + page_mask) & ~page_mask);
	if (!err)
		mark_blocks(start_pfn, end_pfn);
	return err;
}

/**
 * memmap_init_pages() - give struct pages their first contents
 * @start_pfn: first frame; its block has been added
 * @end_pfn: frame behind the last
 * @flags: page->flags: zone, and PG_reserved or nothing
 *
 * The memory behind them is zero, so the rest is as it should be.
 */
void memmap_init_pages(unsigned long start_pfn, unsigned long end_pfn, unsigned long flags)
{
	struct page *end = pfn_to_page(end_pfn);

	for (struct page *page = pfn_to_page(start_pfn); page < end; page++) {
		page->flags = flags;
		page_mapcount_reset(page);
	}
}

/**
 * memmap_defer_section() - can this section wait?
 * @section: index of a section that is all RAM, in one zone and node
 */
bool memmap_defer_section(unsigned long section)
{
	unsigned long pfn = section << PFN_SECTION_SHIFT;

	return pfn >= memmap_eager_pfns && !mem_sections[section].nr_blocks &&
	       !memblock_is_region_reserved(PFN_PHYS(pfn), 1ull << SECTION_SIZE_BITS);
}

void memmap_set_deferred(unsigned long section)
{
	mem_sections[section].deferred = true;
}

/* From now on memory comes from the buddy system. */
void memmap_use_page_allocator(void)
{
	page_allocator_ready = true;
}

static void give_section(struct zone *zone, unsigned long section)
{
	unsigned long start = section << PFN_SECTION_SHIFT, end = start + PAGES_PER_SECTION;
	unsigned long first_free = start + SECTION_MEMMAP_PAGES;
	unsigned long flags = (unsigned long)zone->id << PG_STATE_BITS;

	memmap_init_pages(start, first_free, flags | 1ul << PG_reserved);
	memmap_init_pages(first_free, end, flags);
	zone_lock(zone);
	zone->spare -= end - first_free; /* they were counted as free all the time */
	buddy_add_range(zone, first_free, end);
	zone_unlock(zone);
}

/* The memory of a section whose struct pages cannot be made. */
static void lose_section(struct zone *zone)
{
	zone_lock(zone);
	zone->spare -= PAGES_PER_SECTION - SECTION_MEMMAP_PAGES;
	zone->managed_pages -= PAGES_PER_SECTION - SECTION_MEMMAP_PAGES;
	zone_unlock(zone);
}

/* Makes the struct pages of a deferred section out of its own first pages. */
static bool make_section_locked(struct zone *zone, unsigned long section)
{
	unsigned long start = section << PFN_SECTION_SHIFT;
	int err;

	maker = raw_smp_processor_id();
	carve.next = __va(PFN_PHYS(start));
	carve.end = carve.next + (SECTION_MEMMAP_PAGES << PAGE_SHIFT);
	err = memmap_add_range(start, start + PAGES_PER_SECTION);
	carve.next = NULL;
	maker = NOBODY;
	mem_sections[section].deferred = false;
	zone->deferred_sections--;
	if (err)
		lose_section(zone);
	else
		give_section(zone, section);
	return !err;
}

static void report_lost(unsigned long section)
{
	pr_err("memmap: no memory for the struct pages of section %lu: %lu pages lost\n", section,
	       PAGES_PER_SECTION - SECTION_MEMMAP_PAGES);
}

/* Its number; nr_mem_sections if others were faster. */
static unsigned long next_deferred_locked(struct zone *zone)
{
	if (!zone->deferred_sections)
		return nr_mem_sections;
	while (!mem_sections[zone->deferred_next].deferred)
		zone->deferred_next++;
	return zone->deferred_next++;
}

/**
 * deferred_grow_zone() - make the struct pages of a zone's next deferred section
 * @zone: the zone
 *
 * Context: any but NMI; zone->lock not held. Return: whether the zone has got more blocks.
 */
bool deferred_grow_zone(struct zone *zone)
{
	unsigned long section, flags;
	bool made = false;

	while (!made && READ_ONCE(zone->deferred_sections) && READ_ONCE(maker) != raw_smp_processor_id()) {
		spin_lock_irqsave(&memmap_lock, flags);
		section = next_deferred_locked(zone);
		made = section < nr_mem_sections && make_section_locked(zone, section);
		spin_unlock_irqrestore(&memmap_lock, flags);
		if (!made && section < nr_mem_sections)
			report_lost(section);
	}
	return made;
}

static void make_deferred(unsigned long section)
{
	unsigned long flags;
	bool lost = false;

	spin_lock_irqsave(&memmap_lock, flags);
	if (mem_sections[section].deferred)
		lost = !make_section_locked(pfn_zone(section << PFN_SECTION_SHIFT), section);
	spin_unlock_irqrestore(&memmap_lock, flags);
	if (lost)
		report_lost(section);
}

/**
 * pfn_to_online_page() - the struct page of a frame, made if need be
 * @pfn: any number
 *
 * Return: NULL if there is no such frame.
 */
struct page *pfn_to_online_page(unsigned long pfn)
{
	unsigned long section = pfn >> PFN_SECTION_SHIFT;

	if (section < nr_mem_sections && READ_ONCE(mem_sections[section].deferred) &&
	    READ_ONCE(maker) != raw_smp_processor_id())
		make_deferred(section);
	return pfn_valid(pfn) ? pfn_to_page(pfn) : NULL;
}
