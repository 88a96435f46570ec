// SPDX-License-Identifier: MIT
/*
 * Page tables, walked by one routine whatever their number of levels.
 *
 * Purpose: build, change and read the tables that the CPU translates addresses with.
 *
 * A page table is a radix tree over virtual addresses. The table at level n is indexed by
 * mode->bits[n] address bits from mode->shift[n] upwards, so one of its entries spans
 * 2^shift[n] bytes. An entry is not present, or points to a table of level n - 1, or is a leaf:
 * at level 0 a page of 4 KiB, above it (where mode->large[n] allows) a large page. Everything that
 * differs between the two-level tables of a Pentium, PAE, and the four levels of x86_64 is data in
 * struct paging_mode; five levels would be one more table of numbers.
 *
 * Invariants:
 *  - Walks are total. An entry that is not present ends a walk with an answer; no address faults.
 *  - A range is mapped with the largest pages that address, frame and size allow.
 *  - A large page is split before a part of it changes, into entries that map the same frames with
 *    the same flags, so another CPU reading through it sees no difference.
 *  - Tables are never freed while they are linked; those of the kernel's half, never.
 *  - pt->root_changed hears of each write to the top-level table (mm/mm_kernel_half.c).
 *
 * Addresses are handled as first and last byte: the end of the address space has no "behind it".
 *
 * Complexity: O(levels + pages).
 *
 * Locks: pt->lock, if there is one, is held while a table is linked in, since two CPUs may miss the
 * same one; the loser frees its own. What is mapped in a range is the business of the range's owner:
 * two CPUs may work on different ranges at the same time, with no lock between them. Memory is taken
 * before the lock is. Inside it: pgd_lock.
 *
 * Callers flush the TLB where they changed an entry that was present.
 *
 * References: Intel SDM vol. 3A, chapter 4; AMD APM vol. 2, chapter 5.
 */
#include <linux/atomic.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/spinlock.h>
#include <quarry/page_table.h>
#include "page_table.h"

/* What a visitor says: go on behind the entry, or into the table that it points to, or an error. */
enum { NEXT = 0, DESCEND = 1 };

/**
 * struct walk - a pass over the entries of a range
 * @pt: the page table
 * @visit: called for each entry; the range's part in it is from @virt to @last
 * @phys: mapping: the physical address of the byte that comes next
 * @set, @clear: flags to change; mapping: @set are those of the new entries
 * @holes: preparing: also give tables to what is not mapped
 * @seen: told of each present leaf
 * @arg: handed to it
 * @pages: how many pages of 4 KiB were met
 */
struct walk {
	const struct page_table *pt;
	int (*visit)(struct walk *walk, struct table table, unsigned int index, unsigned long virt, unsigned long last);
	phys_addr_t phys;
	pteval_t set, clear;
	bool holes;
	pt_seen_fn *seen;
	void *arg;
	long pages;
};

static void write_entry(const struct page_table *pt, struct table table, unsigned int index, pteval_t entry)
{
	entry &= supported_pte_mask;
	if (pt->mode->entry_size == 4)
		((volatile u32 *)table.entries)[index] = entry;
	else
		pt_store_wide((volatile u64 *)table.entries + index, entry);
	if (unlikely(pt->root_changed) && table.level == pt->mode->levels - 1)
		pt->root_changed(pt, index);
}

/* The last byte that the entry for @virt at @level spans. */
static unsigned long entry_last(const struct paging_mode *mode, int level, unsigned long virt)
{
	return virt | ((1UL << mode->shift[level]) - 1);
}

/* Is virt..last, which lies in one entry of this level, all of what it spans? */
static bool covers_entry(const struct paging_mode *mode, int level, unsigned long virt, unsigned long last)
{
	return last - virt == (1UL << mode->shift[level]) - 1;
}

/**
 * pt_entry_is_leaf() - does a present entry map a page?
 * @mode: geometry of its page table
 * @level: level of its table
 * @entry: its value
 */
bool pt_entry_is_leaf(const struct paging_mode *mode, int level, pteval_t entry)
{
	return level == 0 || (mode->large[level] && (entry & _PAGE_PSE));
}

/**
 * pt_entry_phys() - the physical address in an entry: of a page, or of a table
 * @mode: geometry of its page table
 * @level: level of its table
 * @entry: its value
 */
phys_addr_t pt_entry_phys(const struct paging_mode *mode, int level, pteval_t entry)
{
	if (pt_entry_is_leaf(mode, level, entry))
		return entry & mode->frame_mask & ~((1ULL << mode->shift[level]) - 1);
	return entry & mode->frame_mask & PAGE_MASK;
}

static bool is_table(const struct paging_mode *mode, int level, pteval_t entry)
{
	return (entry & _PAGE_PRESENT) && !pt_entry_is_leaf(mode, level, entry);
}

static void lock_tables(const struct page_table *pt)
{
	if (pt->lock)
		spin_lock(pt->lock);
}

static void unlock_tables(const struct page_table *pt)
{
	if (pt->lock)
		spin_unlock(pt->lock);
}

/* What pt->table_flags adds has no place in an entry whose other flags are reserved: the top of PAE. */
static void link_table(const struct page_table *pt, struct table table, unsigned int index, void *entries)
{
	pteval_t flags = pt->mode->table_flags[table.level];

	if (flags & _PAGE_RW)
		flags |= pt->table_flags;
	barrier(); /* the CPU keeps stores in order; what it must not walk into is an unfinished table */
	write_entry(pt, table, index, (pteval_t)__pa(entries) | flags);
}

static pteval_t leaf_entry(int level, phys_addr_t phys, pteval_t flags)
{
	return phys | flags | (level ? _PAGE_PSE : 0);
}

/* Fills a table with smaller pages that map the same as a large one. */
static void split_into(const struct page_table *pt, struct table smaller, pteval_t entry)
{
	const struct paging_mode *mode = pt->mode;
	phys_addr_t phys = pt_entry_phys(mode, smaller.level + 1, entry);
	pteval_t flags = entry & ~mode->frame_mask & ~_PAGE_PSE;

	for (unsigned int i = 0; i < 1U << mode->bits[smaller.level]; i++)
		write_entry(pt, smaller, i,
			    leaf_entry(smaller.level, phys + ((phys_addr_t)i << mode->shift[smaller.level]), flags));
}

/* Makes sure that an entry points to a table: a new one, or one that a large page is split into. */
static int need_table(const struct page_table *pt, struct table table, unsigned int index)
{
	const struct paging_mode *mode = pt->mode;
	struct table lower = { NULL, table.level - 1 };
	pteval_t entry = read_entry(mode, table, index);

	if (is_table(mode, table.level, entry))
		return 0;
	lower.entries = pt->alloc_table();
	if (!lower.entries)
		return -ENOMEM;
	lock_tables(pt);
	entry = read_entry(mode, table, index);
	if (!is_table(mode, table.level, entry)) {
		if (entry & _PAGE_PRESENT)
			split_into(pt, lower, entry);
		link_table(pt, table, index, lower.entries);
		if (pt->nr_tables)
			atomic_long_inc(pt->nr_tables);
		lower.entries = NULL;
	}
	unlock_tables(pt);
	if (lower.entries) /* another CPU was quicker */
		pt->free_table(lower.entries);
	return 0;
}

/* A visitor's answer: into the entry's table, which is made if it has none. */
static int enter_table(struct walk *walk, struct table table, unsigned int index)
{
	int err = need_table(walk->pt, table, index);

	return err ? err : DESCEND;
}

static int walk_in(struct walk *walk, struct table table, unsigned long virt, unsigned long last)
{
	const struct paging_mode *mode = walk->pt->mode;

	for (;;) {
		unsigned int index = index_of(mode, table.level, virt);
		unsigned long part_last = min(last, entry_last(mode, table.level, virt));
		int next = walk->visit(walk, table, index, virt, part_last);

		if (next == DESCEND)
			next = walk_in(walk, subtable(mode, table, read_entry(mode, table, index)), virt, part_last);
		if (next != NEXT || part_last == last)
			return next;
		virt = part_last + 1;
	}
}

static int walk_range(struct walk *walk, unsigned long virt, unsigned long size)
{
	return size ? walk_in(walk, root_of(walk->pt), virt, virt + (size - 1)) : 0;
}

/* May the bytes virt..last, at phys, be one leaf of this level? */
static bool leaf_fits(const struct page_table *pt, struct table table, unsigned int index, unsigned long virt,
		      unsigned long last, phys_addr_t phys)
{
	const struct paging_mode *mode = pt->mode;

	if (table.level == 0)
		return true;
	return mode->large[table.level] && covers_entry(mode, table.level, virt, last) &&
	       !(phys & (last - virt)) && !is_table(mode, table.level, read_entry(mode, table, index));
}

static int visit_to_map(struct walk *walk, struct table table, unsigned int index, unsigned long virt, unsigned long last)
{
	if (!leaf_fits(walk->pt, table, index, virt, last, walk->phys))
		return enter_table(walk, table, index);
	write_entry(walk->pt, table, index, leaf_entry(table.level, walk->phys, walk->set));
	walk->phys += last - virt + 1;
	return NEXT;
}

/**
 * pt_map() - map a range of virtual addresses onto physical memory
 * @pt: the page table
 * @virt: first address, page-aligned
 * @phys: physical address behind it, page-aligned
 * @size: bytes, a multiple of the page size
 * @prot: flags of the entries; those that the CPU does not know are left out
 *
 * What was mapped there before is replaced; the caller flushes the TLB in that case.
 *
 * Context: any; does not sleep. Return: 0, or -ENOMEM with a part mapped.
 */
int pt_map(const struct page_table *pt, unsigned long virt, phys_addr_t phys, unsigned long size, pteval_t prot)
{
	struct walk walk = { .pt = pt, .visit = visit_to_map, .phys = phys, .set = prot };

	return walk_range(&walk, virt, size);
}

static int visit_to_prepare(struct walk *walk, struct table table, unsigned int index, unsigned long virt, unsigned long last)
{
	int err;

	if (table.level == 0)
		return NEXT;
	if (!walk->holes && !(read_entry(walk->pt->mode, table, index) & _PAGE_PRESENT))
		return NEXT;
	err = need_table(walk->pt, table, index);
	if (err)
		return err;
	return table.level > 1 ? DESCEND : NEXT;
}

/**
 * pt_prepare() - give a range its tables, so that mapping small pages there needs no memory
 * @pt: the page table
 * @virt: first address, page-aligned
 * @size: bytes, a multiple of the page size
 *
 * Large pages that are mapped there are split.
 *
 * Context: any; does not sleep. Return: 0, or -ENOMEM with a part prepared.
 */
int pt_prepare(const struct page_table *pt, unsigned long virt, unsigned long size)
{
	struct walk walk = { .pt = pt, .visit = visit_to_prepare, .holes = true };

	return walk_range(&walk, virt, size);
}

/**
 * pt_prepare_root() - give one top-level entry its table
 * @pt: the page table
 * @virt: an address that the entry spans
 *
 * Context: any; does not sleep. Return: 0, or -ENOMEM.
 */
int pt_prepare_root(const struct page_table *pt, unsigned long virt)
{
	struct table root = root_of(pt);

	return need_table(pt, root, index_of(pt->mode, root.level, virt));
}

/**
 * pt_split() - turn all large pages that a range touches into pages of 4 KiB
 * @pt: the page table
 * @virt: first address, page-aligned
 * @size: bytes, a multiple of the page size
 *
 * Nothing else changes: holes stay holes, each address translates as before. Afterwards nothing that
 * is done to the range needs memory.
 *
 * Context: any; does not sleep. Return: 0, or -ENOMEM with a part split.
 */
int pt_split(const struct page_table *pt, unsigned long virt, unsigned long size)
{
	struct walk walk = { .pt = pt, .visit = visit_to_prepare };

	return walk_range(&walk, virt, size);
}

static void note_leaf(struct walk *walk, int level, pteval_t entry, unsigned long virt, unsigned long last)
{
	const struct paging_mode *mode = walk->pt->mode;
	unsigned long offset = virt & ((1UL << mode->shift[level]) - 1);

	walk->pages += (last - virt + 1) >> PAGE_SHIFT;
	if (walk->seen)
		walk->seen(walk->arg, virt, pt_entry_phys(mode, level, entry) + offset, last - virt + 1);
}

static int visit_to_change(struct walk *walk, struct table table, unsigned int index, unsigned long virt, unsigned long last)
{
	const struct paging_mode *mode = walk->pt->mode;
	pteval_t entry = read_entry(mode, table, index), changed;

	if (!(entry & _PAGE_PRESENT))
		return NEXT;
	if (!pt_entry_is_leaf(mode, table.level, entry) || !covers_entry(mode, table.level, virt, last))
		return enter_table(walk, table, index);
	changed = leaf_entry(table.level, entry & ~walk->clear, walk->set);
	write_entry(walk->pt, table, index, changed & _PAGE_PRESENT ? changed : 0);
	note_leaf(walk, table.level, entry, virt, last);
	return NEXT;
}

/**
 * pt_change() - change the flags of what is mapped in a range
 * @pt: the page table
 * @virt: first address, page-aligned
 * @size: bytes, a multiple of the page size
 * @set: flags to set
 * @clear: flags to clear first; with _PAGE_PRESENT the range is unmapped
 *
 * Large pages that the range covers in part are split. Holes are passed over. The caller flushes
 * the TLB.
 *
 * Context: any; does not sleep. Return: 0, or -ENOMEM with a part changed.
 */
int pt_change(const struct page_table *pt, unsigned long virt, unsigned long size, pteval_t set, pteval_t clear)
{
	struct walk walk = { .pt = pt, .visit = visit_to_change, .set = set, .clear = clear };

	return walk_range(&walk, virt, size);
}

/**
 * pt_protect() - give what is mapped in a range other rights
 * @pt: the page table
 * @virt: first address, page-aligned
 * @size: bytes, a multiple of the page size
 * @prot: the flags, all of them: PAGE_KERNEL_RO, PAGE_READONLY ...; without _PAGE_PRESENT the range
 *	is unmapped
 *
 * As pt_change(): splits what it must, passes over holes, leaves the TLB to the caller.
 *
 * Context: any; does not sleep. Return: how many pages of 4 KiB were mapped there, or -ENOMEM with a
 * part changed.
 */
long pt_protect(const struct page_table *pt, unsigned long virt, unsigned long size, pgprot_t prot)
{
	struct walk walk = { .pt = pt, .visit = visit_to_change, .set = pgprot_val(prot), .clear = ~pt->mode->frame_mask };
	int err = walk_range(&walk, virt, size);

	return err ? err : walk.pages;
}

/**
 * pt_unmap_seen() - unmap a range, and tell what was there
 * @pt: the page table
 * @virt: first address, page-aligned
 * @size: bytes, a multiple of the page size
 * @seen: called for each page, large or small, that was mapped, in order; or NULL
 * @arg: handed to it
 *
 * Neither pages nor tables are freed. A large page that the range covers in part is split, which needs
 * memory: pt_split() of the range's two ends beforehand makes sure that this cannot fail. The caller
 * flushes the TLB, and uses no page again before that.
 *
 * Context: any; does not sleep. Return: how many pages of 4 KiB were mapped, or -ENOMEM with a part
 * unmapped.
 */
long pt_unmap_seen(const struct page_table *pt, unsigned long virt, unsigned long size, pt_seen_fn *seen, void *arg)
{
	struct walk walk = { .pt = pt, .visit = visit_to_change, .clear = ~0ULL, .seen = seen, .arg = arg };
	int err = walk_range(&walk, virt, size);

	return err ? err : walk.pages;
}

static int visit_to_read(struct walk *walk, struct table table, unsigned int index, unsigned long virt, unsigned long last)
{
	pteval_t entry = read_entry(walk->pt->mode, table, index);

	if (!(entry & _PAGE_PRESENT))
		return NEXT;
	if (!pt_entry_is_leaf(walk->pt->mode, table.level, entry))
		return DESCEND;
	note_leaf(walk, table.level, entry, virt, last);
	return NEXT;
}

/**
 * pt_for_each_leaf() - look at what is mapped in a range
 * @pt: the page table
 * @virt: first address, page-aligned
 * @size: bytes, a multiple of the page size
 * @seen: called for each page, large or small; of a large one it is told the range's part; or NULL
 * @arg: handed to it
 *
 * Context: any. Return: how many pages of 4 KiB are mapped.
 */
long pt_for_each_leaf(const struct page_table *pt, unsigned long virt, unsigned long size, pt_seen_fn *seen, void *arg)
{
	struct walk walk = { .pt = pt, .visit = visit_to_read, .seen = seen, .arg = arg };

	walk_range(&walk, virt, size);
	return walk.pages;
}

/**
 * pt_walk() - translate an address step by step, as the CPU does
 * @pt: the page table
 * @virt: the address; in 64-bit mode a canonical one
 * @steps: out: one for each level that was read, the top level first
 *
 * Context: any. Return: the number of steps; the last is a leaf, or not present.
 */
int pt_walk(const struct page_table *pt, unsigned long virt, struct pt_step steps[PAGING_MAX_LEVELS])
{
	struct table table = root_of(pt);
	int n = 0;

	for (;;) {
		struct pt_step *step = &steps[n++];

		step->level = table.level;
		step->index = index_of(pt->mode, table.level, virt);
		step->entry = read_entry(pt->mode, table, step->index);
		if (!(step->entry & _PAGE_PRESENT) || pt_entry_is_leaf(pt->mode, table.level, step->entry))
			return n;
		table = subtable(pt->mode, table, step->entry);
	}
}

/**
 * pt_lookup() - find the page behind an address
 * @pt: the page table
 * @virt: the address
 * @leaf: out: the entry at which the walk ended
 *
 * Context: any. Return: whether the address is mapped.
 */
bool pt_lookup(const struct page_table *pt, unsigned long virt, struct pt_step *leaf)
{
	struct pt_step steps[PAGING_MAX_LEVELS];
	int n = pt_walk(pt, virt, steps);

	*leaf = steps[n - 1];
	return leaf->entry & _PAGE_PRESENT;
}
