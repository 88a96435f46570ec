// SPDX-License-Identifier: MIT
/*
 * A page walk, drawn: how the CPU cuts an address into indices, and where each of them leads.
 *
 *	CR3 0x1ffde000
 *	 +-- level 2, bits 31..22 = [   1]  000000001fd3a067  table 0x1fd3a000  P RW USER A
 *	      +-- level 1, bits 21..12 = [   0]  ...           page 0x1fd39000   P RW USER A D
 *	           +-- offset, bits 11..0 = 0x123: physical 0x1fd39123
 */
#include <asm/paging.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <quarry/fault.h>
#include <quarry/page_table.h>

static const struct {
	pteval_t bit;
	const char *name;
} flag_names[] = {
	{ _PAGE_PRESENT, "P" },	 { _PAGE_RW, "RW" },	   { _PAGE_USER, "USER" },  { _PAGE_PWT, "PWT" },
	{ _PAGE_PCD, "PCD" },	 { _PAGE_ACCESSED, "A" },  { _PAGE_DIRTY, "D" },    { _PAGE_GLOBAL, "G" },
	{ _PAGE_NX, "NX" },
};

/**
 * page_flags_text() - the flags of a page-table entry, in words
 * @entry: the entry
 * @text: out
 * @size: room there
 */
void page_flags_text(pteval_t entry, char *text, size_t size)
{
	text[0] = '\0';
	for (size_t i = 0; i < ARRAY_SIZE(flag_names); i++) {
		if (!(entry & flag_names[i].bit))
			continue;
		if (text[0])
			strlcat(text, " ", size);
		strlcat(text, flag_names[i].name, size);
	}
}

static void draw_step(const struct paging_mode *mode, const struct pt_step *step, int depth,
		      void (*print)(const char *fmt, ...))
{
	int low = mode->shift[step->level], high = low + mode->bits[step->level] - 1;
	char flags[48];

	print("%*s +-- level %d, bits %d..%d = [%4u]  %016llx  ", depth * 5, "", step->level + 1, high, low, step->index,
	      step->entry);
	if (!(step->entry & _PAGE_PRESENT)) {
		print("not present: the walk ends\n");
		return;
	}
	page_flags_text(step->entry, flags, sizeof(flags));
	print("%s %#llx  %s\n", pt_entry_is_leaf(mode, step->level, step->entry) ? "page" : "table",
	      pt_entry_phys(mode, step->level, step->entry), flags);
}

/**
 * draw_page_walk() - show how an address is translated
 * @pt: by which page table
 * @address: the address
 * @print: where the lines go
 */
void draw_page_walk(const struct page_table *pt, unsigned long address, void (*print)(const char *fmt, ...))
{
	struct pt_step steps[PAGING_MAX_LEVELS], *leaf;
	unsigned long offset;
	int n;

	if (!address_is_canonical(address)) {
		print("%#lx is not canonical: bits 63 to 47 differ\n", address);
		return;
	}
	print("%#lx by %s\nCR3 %#lx\n", address, pt->mode->name, (unsigned long)__pa(pt->root));
	n = pt_walk(pt, address, steps);
	for (int i = 0; i < n; i++)
		draw_step(pt->mode, &steps[i], i, print);
	leaf = &steps[n - 1];
	if (!(leaf->entry & _PAGE_PRESENT))
		return;
	offset = address & ((1UL << pt->mode->shift[leaf->level]) - 1);
	print("%*s +-- offset, bits %d..0 = %#lx: physical %#llx\n", n * 5, "", pt->mode->shift[leaf->level] - 1, offset,
	      pt_entry_phys(pt->mode, leaf->level, leaf->entry) + offset);
}
