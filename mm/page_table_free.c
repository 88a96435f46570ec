// SPDX-License-Identifier: MIT
/*
 * Freeing page tables: when an address space ends, what its user half had.
 *
 * Nobody may walk the tables any more: no CPU has the space in CR3, or ever will again. The walk is in
 * postorder, so that a table goes after all that it points to. Complexity: O(tables * entries).
 */
#include <linux/atomic.h>
#include "page_table.h"

static void free_below(const struct page_table *pt, struct table table, unsigned int first, unsigned int last)
{
	for (unsigned int i = first; i <= last; i++) {
		pteval_t entry = read_entry(pt->mode, table, i);
		struct table lower;

		if (!(entry & _PAGE_PRESENT) || pt_entry_is_leaf(pt->mode, table.level, entry))
			continue;
		lower = subtable(pt->mode, table, entry);
		if (lower.level)
			free_below(pt, lower, 0, (1U << pt->mode->bits[lower.level]) - 1);
		pt->free_table(lower.entries);
		if (pt->nr_tables)
			atomic_long_dec(pt->nr_tables);
	}
}

/**
 * pt_free_tables() - free all tables behind a range, but not the top-level table
 * @pt: the page table; nobody uses it
 * @virt: first address, of what a top-level entry spans
 * @last: the last address, of what a top-level entry spans
 *
 * The top-level entries are left as they are. Pages that are still mapped are not freed.
 */
void pt_free_tables(const struct page_table *pt, unsigned long virt, unsigned long last)
{
	int top = pt->mode->levels - 1;

	free_below(pt, root_of(pt), index_of(pt->mode, top, virt), index_of(pt->mode, top, last));
}
