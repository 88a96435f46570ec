// SPDX-License-Identifier: MIT
/*
 * Mapping an area, quickly.
 *
 * The entries of an area that lies in one table of the lowest level are found once: their place is kept in
 * its descriptor, which small areas keep through several lives. That place is right for good: tables of
 * the kernel's half are never freed, and only the area's owner maps anything there, large pages only in
 * areas that span a whole table.
 *
 * Mapping and unmapping then costs about five instructions a page. Other areas go through the walker.
 *
 * Locks: none; an area's entries are its owner's business.
 */
#include <linux/mm.h>
#include <quarry/page_table.h>
#include "page_table.h"
#include "vmalloc.h"

static unsigned long first_index(const struct vm_struct *vm)
{
	return vm->area.va_start >> PAGE_SHIFT & ((1ul << kernel_page_table.mode->bits[0]) - 1);
}

/* Where the area's entries lie; NULL if not all in one table, or that does not exist. */
static noinline void *find_entries(const struct vm_struct *vm)
{
	const struct paging_mode *mode = kernel_page_table.mode;
	struct table table = root_of(&kernel_page_table);

	if (first_index(vm) + (vm->size >> PAGE_SHIFT) > 1ul << mode->bits[0])
		return NULL;
	while (table.level > 0) {
		pteval_t entry = read_entry(mode, table, index_of(mode, table.level, vm->area.va_start));

		if (!(entry & _PAGE_PRESENT) || pt_entry_is_leaf(mode, table.level, entry))
			return NULL;
		table = subtable(mode, table, entry);
	}
	return (char *)table.entries + first_index(vm) * mode->entry_size;
}

/* Nothing was mapped there: a 32-bit CPU stores the half with the present bit last. */
static __always_inline void set_wide(u64 *entry, unsigned long low, u64 flags)
{
	if (sizeof(long) == sizeof(*entry)) {
		WRITE_ONCE(*(unsigned long *)entry, low);
	} else {
		WRITE_ONCE(((u32 *)entry)[1], flags >> 32);
		WRITE_ONCE(((u32 *)entry)[0], low);
	}
}

static __always_inline void clear_wide(u64 *entry)
{
	WRITE_ONCE(((unsigned long *)entry)[0], 0);
	if (sizeof(long) < sizeof(*entry))
		WRITE_ONCE(((u32 *)entry)[1], 0);
}

static __always_inline void fill(void *entries, unsigned long first, struct page **pages, unsigned int n, pteval_t flags)
{
	if (kernel_page_table.mode->entry_size == sizeof(u32)) {
		u32 *entry = (u32 *)entries + first;

		for (struct page **end = pages + n; pages < end; pages++)
			WRITE_ONCE(*entry++, ((u32)page_to_pfn(*pages) << PAGE_SHIFT) | (u32)flags);
	} else {
		u64 *entry = (u64 *)entries + first;

		for (struct page **end = pages + n; pages < end; pages++, entry++)
			set_wide(entry, ((unsigned long)page_to_pfn(*pages) << PAGE_SHIFT) | (unsigned long)flags, flags);
	}
}

/**
 * vm_area_map() - map pages into an area
 * @vm: the area
 * @offset: bytes from its start; nothing is mapped there
 * @pages: the pages
 * @n: how many
 * @prot: how
 *
 * Return: 0 or -ENOMEM, with a part mapped.
 */
int vm_area_map(struct vm_struct *vm, unsigned long offset, struct page **pages, unsigned int n, pgprot_t prot)
{
	int err;

	if (likely(vm->entries)) {
		fill(vm->entries, offset >> PAGE_SHIFT, pages, n, pgprot_val(prot) & supported_pte_mask);
		return 0;
	}
	err = pt_map_pages(&kernel_page_table, vm->area.va_start + offset, pages, n, prot);
	if (!err && vm->size >> PAGE_SHIFT <= READY_PAGES)
		vm->entries = find_entries(vm);
	return err;
}

static __always_inline void clear(void *entries, unsigned long n)
{
	if (kernel_page_table.mode->entry_size == sizeof(u32))
		for (u32 *entry = entries, *end = entry + n; entry < end; entry++)
			WRITE_ONCE(*entry, 0);
	else
		for (u64 *entry = entries, *end = entry + n; entry < end; entry++)
			clear_wide(entry);
}

/**
 * vm_area_unmap() - unmap all that is mapped in an area; TLBs may still know it
 * @vm: the area
 */
void vm_area_unmap(struct vm_struct *vm)
{
	unsigned long size = vm->size - PAGE_SIZE;

	if (likely(vm->entries))
		clear(vm->entries, size >> PAGE_SHIFT);
	else
		pt_unmap(&kernel_page_table, vm->area.va_start, size);
}
