/* SPDX-License-Identifier: MIT */
/* The page-table walker: one routine for each geometry. Theory in mm/page_table.c. */
#ifndef _QUARRY_PAGE_TABLE_H
#define _QUARRY_PAGE_TABLE_H

#include <linux/atomic.h>
#include <linux/compiler.h>
#include <linux/spinlock_types.h>
#include <linux/types.h>
#include <asm/pgtable.h>

struct page;
struct page_table;

/**
 * struct page_table - an address space's translation
 * @root: the top-level table
 * @mode: its geometry
 * @table_flags: more flags for the entries that point to tables: _PAGE_USER where user mode may go
 * @alloc_table: gives a zeroed page for a new table, or NULL; its address is direct-mapped
 * @free_table: takes one back that was not needed in the end; with @lock only
 * @nr_tables: counts the tables that are linked in, the top-level one apart; or NULL
 * @root_changed: told when an entry of @root was written; or NULL
 * @lock: held while tables are linked in, where several CPUs may; or NULL
 */
struct page_table {
	void *root;
	const struct paging_mode *mode;
	pteval_t table_flags;
	void *(*alloc_table)(void);
	void (*free_table)(void *table);
	atomic_long_t *nr_tables;
	void (*root_changed)(const struct page_table *pt, unsigned int index);
	spinlock_t *lock;
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

/* Told of a page that is, or was, mapped: a small one, or the range's part of a large one. */
typedef void pt_seen_fn(void *arg, unsigned long virt, phys_addr_t phys, unsigned long size);

int pt_map(const struct page_table *pt, unsigned long virt, phys_addr_t phys, unsigned long size, pteval_t prot)
	__must_check;
int pt_prepare(const struct page_table *pt, unsigned long virt, unsigned long size) __must_check;
int pt_prepare_root(const struct page_table *pt, unsigned long virt) __must_check;
int pt_split(const struct page_table *pt, unsigned long virt, unsigned long size) __must_check;
int pt_change(const struct page_table *pt, unsigned long virt, unsigned long size, pteval_t set, pteval_t clear)
	__must_check;
long pt_protect(const struct page_table *pt, unsigned long virt, unsigned long size, pgprot_t prot) __must_check;
long pt_unmap_seen(const struct page_table *pt, unsigned long virt, unsigned long size, pt_seen_fn *seen, void *arg);
long pt_for_each_leaf(const struct page_table *pt, unsigned long virt, unsigned long size, pt_seen_fn *seen, void *arg);

/* page_table_pages.c: single pages, quickly. */
int pt_map_pages(const struct page_table *pt, unsigned long virt, struct page *const *pages, unsigned long n,
		 pgprot_t prot) __must_check;
long pt_unmap(const struct page_table *pt, unsigned long virt, unsigned long size);

/* page_table_free.c: the end of a space. */
void pt_free_tables(const struct page_table *pt, unsigned long virt, unsigned long last);


int pt_walk(const struct page_table *pt, unsigned long virt, struct pt_step steps[PAGING_MAX_LEVELS]);
bool pt_lookup(const struct page_table *pt, unsigned long virt, struct pt_step *leaf);
bool pt_entry_is_leaf(const struct paging_mode *mode, int level, pteval_t entry);
phys_addr_t pt_entry_phys(const struct paging_mode *mode, int level, pteval_t entry);

extern struct page_table kernel_page_table;

struct seq_file;
void arch_report_meminfo(struct seq_file *m); /* DirectMap4k ... in /proc/meminfo; none on the host */

/* mm/mm_kernel_half.c */
void kernel_half_copy(void *root);

#endif
