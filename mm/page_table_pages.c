// SPDX-License-Identifier: MIT
/*
 * Mapping single pages, quickly: what vmalloc() and vmap() spend their time with.
 *
 * A range of small pages is a series of runs, each in one table of the lowest level. The table is found
 * once a run; the loop over its entries then costs about six instructions a page, as there is one for
 * each format of entries. Where the table is missing, or a large page is in its place, the walker of
 * page_table.c prepares the way. Its theory, invariants and locks hold here too.
 *
 * Complexity: O(pages + runs * levels).
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include "page_table.h"

/* Physical addresses of RAM are computed in machine words. */
static_assert(MAX_PHYSMEM_BITS <= BITS_PER_LONG);

/* The table of the lowest level for an address; NULL if there is none. */
static void *last_table(const struct page_table *pt, unsigned long virt)
{
	const struct paging_mode *mode = pt->mode;
	struct table table = root_of(pt);

	while (table.level > 0) {
		pteval_t entry = read_entry(mode, table, index_of(mode, table.level, virt));

		if (!(entry & _PAGE_PRESENT) || pt_entry_is_leaf(mode, table.level, entry))
			return NULL;
		table = subtable(mode, table, entry);
	}
	return table.entries;
}

/* How many of @n pages at @virt have their entries in one table. */
static unsigned long run_length(const struct paging_mode *mode, unsigned long virt, unsigned long n)
{
	return min_t(unsigned long, n, (1UL << mode->bits[0]) - index_of(mode, 0, virt));
}

#ifdef CONFIG_PAGE_OWNER
#define page_entry(page, flags) (((unsigned long)page_to_pfn(page) << PAGE_SHIFT) + (flags))
#define page_bias(flags) (flags)
#else
/*
 * The physical address of a frame is the place of its struct page in the memmap, times a power of two. So
 * is the place of the memmap itself, which is therefore taken off once, together with adding the flags.
 */
#define PAGE_SCALE (PAGE_SIZE / sizeof(struct page))
static_assert(PAGE_SCALE * sizeof(struct page) == PAGE_SIZE);
#define page_entry(page, bias) ((unsigned long)(page) * PAGE_SCALE + (bias))
#define page_bias(flags) ((unsigned long)(flags) - (unsigned long)vmemmap * PAGE_SCALE)
#endif

static void fill_narrow(u32 *entry, struct page *const *pages, unsigned long n, u32 flags)
{
	unsigned long bias = page_bias(flags);

	for (; n >= 4; n -= 4, pages += 4, entry += 4) {
		WRITE_ONCE(entry[0], page_entry(pages[0], bias));
		WRITE_ONCE(entry[1], page_entry(pages[1], bias));
		WRITE_ONCE(entry[2], page_entry(pages[2], bias));
		WRITE_ONCE(entry[3], page_entry(pages[3], bias));
	}
	for (; n; n--)
		WRITE_ONCE(*entry++, page_entry(*pages++, bias));
}

/* The half with the present bit last; as nothing was mapped, the CPU does not look at the other before. */
static __always_inline void store_new(u64 *entry, unsigned long low, u32 high)
{
	if (sizeof(long) == 8) {
		WRITE_ONCE(*entry, low);
	} else {
		WRITE_ONCE(((u32 *)entry)[1], high);
		WRITE_ONCE(((u32 *)entry)[0], low);
	}
}

static void fill_wide(u64 *entry, struct page *const *pages, unsigned long n, u64 flags)
{
	unsigned long bias = page_bias(flags);
	u32 high = flags >> 32;

	for (; n >= 4; n -= 4, pages += 4, entry += 4) {
		store_new(&entry[0], page_entry(pages[0], bias), high);
		store_new(&entry[1], page_entry(pages[1], bias), high);
		store_new(&entry[2], page_entry(pages[2], bias), high);
		store_new(&entry[3], page_entry(pages[3], bias), high);
	}
	for (; n; n--)
		store_new(entry++, page_entry(*pages++, bias), high);
}

static void fill_run(const struct page_table *pt, void *entries, unsigned long virt, struct page *const *pages,
		     unsigned long n, pteval_t flags)
{
	unsigned int first = index_of(pt->mode, 0, virt);

	if (pt->mode->entry_size == 4)
		fill_narrow((u32 *)entries + first, pages, n, flags);
	else
		fill_wide((u64 *)entries + first, pages, n, flags);
}

/**
 * pt_map_pages() - map pages at addresses that follow each other
 * @pt: the page table
 * @virt: first address, page-aligned; nothing is mapped in the range
 * @pages: the pages
 * @n: how many
 * @prot: flags of the entries; those that the CPU does not know are left out
 *
 * Context: any; does not sleep. Return: 0, or -ENOMEM with a part mapped.
 */
int pt_map_pages(const struct page_table *pt, unsigned long virt, struct page *const *pages, unsigned long n, pgprot_t prot)
{
	pteval_t flags = pgprot_val(prot) & supported_pte_mask;

	while (n) {
		unsigned long run = run_length(pt->mode, virt, n);
		void *entries = last_table(pt, virt);

		if (unlikely(!entries)) {
			if (pt_prepare(pt, virt, run << PAGE_SHIFT))
				return -ENOMEM;
			continue;
		}
		fill_run(pt, entries, virt, pages, run, flags);
		virt += run << PAGE_SHIFT;
		pages += run;
		n -= run;
	}
	return 0;
}

/* Empties an entry; 1 if it was present. */
static __always_inline unsigned long clear_entry32(u32 *entry)
{
	unsigned long present = READ_ONCE(*entry) & _PAGE_PRESENT;

	WRITE_ONCE(*entry, 0);
	return present;
}

static __always_inline unsigned long clear_entry64(u64 *entry)
{
	unsigned long present = READ_ONCE(*(u32 *)entry) & _PAGE_PRESENT;

	if (sizeof(long) == 8) {
		WRITE_ONCE(*entry, 0);
	} else {
		WRITE_ONCE(((u32 *)entry)[0], 0);
		WRITE_ONCE(((u32 *)entry)[1], 0);
	}
	return present;
}

static unsigned long clear_narrow(u32 *entry, unsigned long n)
{
	unsigned long present = 0;

	for (; n >= 4; n -= 4, entry += 4) {
		present += clear_entry32(&entry[0]);
		present += clear_entry32(&entry[1]);
		present += clear_entry32(&entry[2]);
		present += clear_entry32(&entry[3]);
	}
	while (n--)
		present += clear_entry32(entry++);
	return present;
}

static unsigned long clear_wide(u64 *entry, unsigned long n)
{
	unsigned long present = 0;

	for (; n >= 4; n -= 4, entry += 4) {
		present += clear_entry64(&entry[0]);
		present += clear_entry64(&entry[1]);
		present += clear_entry64(&entry[2]);
		present += clear_entry64(&entry[3]);
	}
	while (n--)
		present += clear_entry64(entry++);
	return present;
}

static unsigned long clear_run(const struct page_table *pt, void *entries, unsigned long virt, unsigned long n)
{
	unsigned int first = index_of(pt->mode, 0, virt);

	if (pt->mode->entry_size == 4)
		return clear_narrow((u32 *)entries + first, n);
	return clear_wide((u64 *)entries + first, n);
}

/**
 * pt_unmap() - unmap a range
 * @pt: the page table
 * @virt: first address, page-aligned
 * @size: bytes, a multiple of the page size
 *
 * As pt_unmap_seen() of this range with nobody told. A range of small pages, and one that covers each
 * of its large pages as a whole, needs no memory and cannot fail.
 *
 * Context: any; does not sleep. Return: how many pages of 4 KiB were mapped, or -ENOMEM with a part
 * unmapped.
 */
long pt_unmap(const struct page_table *pt, unsigned long virt, unsigned long size)
{
	unsigned long n = size >> PAGE_SHIFT;
	long pages = 0;

	while (n) {
		unsigned long run = run_length(pt->mode, virt, n);
		void *entries = last_table(pt, virt);
		long present = entries ? (long)clear_run(pt, entries, virt, run) :
					 pt_unmap_seen(pt, virt, run << PAGE_SHIFT, NULL, NULL);

		if (present < 0)
			return present;
		pages += present;
		virt += run << PAGE_SHIFT;
		n -= run;
	}
	return pages;
}
