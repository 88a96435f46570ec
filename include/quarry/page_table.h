/* SPDX-License-Identifier: MIT */
/* The page-table walker: one routine for each geometry. Theory in mm/page_table.c. */
#ifndef _QUARRY_PAGE_TABLE_H
#define _QUARRY_PAGE_TABLE_H

#include <linux/compiler.h>
#include <linux/types.h>
#include <asm/pgtable.h>

/**
 * struct page_table - an address space's translation
 * @root: the top-level table
 * @mode: its geometry
 * @alloc_table: gives a zeroed page for a new table, or NULL; its address is direct-mapped
 */
struct page_table {
	void *root;
	const struct paging_mode *mode;
	void *(*alloc_table)(void);
};

/**
 * struct pt_step - what a walk met on one level
 * @level: 0 for the level of 4 KiB pages
 * @index: which entry
 * @entry: its value; not present means that the walk ended here
 */
struct pt_step {
	int level;
	unsigned int index;
	pteval_t entry;
};

int pt_map(struct page_table *pt, unsigned long virt, phys_addr_t phys, unsigned long size, pteval_t prot) __must_check;
int pt_prepare(struct page_table *pt, unsigned long virt, unsigned long size) __must_check;
int pt_change(struct page_table *pt, unsigned long virt, unsigned long size, pteval_t set, pteval_t clear) __must_check;
int pt_walk(const struct page_table *pt, unsigned long virt, struct pt_step steps[PAGING_MAX_LEVELS]);
bool pt_lookup(const struct page_table *pt, unsigned long virt, struct pt_step *leaf);
bool pt_entry_is_leaf(const struct paging_mode *mode, int level, pteval_t entry);
phys_addr_t pt_entry_phys(const struct paging_mode *mode, int level, pteval_t entry);

extern struct page_table kernel_page_table;

#endif
