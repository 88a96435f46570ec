/* SPDX-License-Identifier: MIT */
/* Between the files of the page-table walker. */
#ifndef _MM_PAGE_TABLE_H
#define _MM_PAGE_TABLE_H

#include <quarry/page_table.h>

/* One table during a walk: @level is that of its entries. */
struct table {
	void *entries;
	int level;
};

static inline pteval_t read_entry(const struct paging_mode *mode, struct table table, unsigned int index)
{
	if (mode->entry_size == 4)
		return ((volatile u32 *)table.entries)[index];
	return ((volatile u64 *)table.entries)[index];
}

static inline unsigned int index_of(const struct paging_mode *mode, int level, unsigned long virt)
{
	return virt >> mode->shift[level] & ((1U << mode->bits[level]) - 1);
}

/* The table that an entry of @table points to. */
static inline struct table subtable(const struct paging_mode *mode, struct table table, pteval_t entry)
{
	return (struct table){ __va(entry & mode->frame_mask), table.level - 1 };
}

static inline struct table root_of(const struct page_table *pt)
{
	return (struct table){ pt->root, pt->mode->levels - 1 };
}

#endif
