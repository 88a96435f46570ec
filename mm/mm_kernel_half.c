// SPDX-License-Identifier: MIT
/*
 * The kernel half of address spaces: the same in all of them, at all times.
 *
 * Purpose: a thread may be in any space when it calls into the kernel, or is interrupted. Kernel
 * addresses must then mean what they mean everywhere.
 *
 * Each space has a top-level table of its own. Its entries for the kernel half are copies of those of
 * init_mm: they point to the same tables, so what changes below the top level is seen in every space
 * at once. Only when a top-level entry itself changes, it has to be copied again. How often that is
 * depends on the geometry:
 *
 *	two levels	An entry spans 4 MiB: a new table for vmalloc, or a large page of the direct map
 *			that is split, is a top-level change. This happens all the time.
 *	PAE		The kernel half is one entry, made at boot, whose table holds the rest. Never.
 *	4, 5 levels	An entry spans 512 GiB, or 256 TiB: once for the first use of each part.
 *
 * So the walker tells of each write to the top-level table of init_mm (struct page_table.root_changed),
 * and it is copied into all spaces. Linux did so in the page-fault handler for long; then a fault may
 * come where none is expected, such as on the stack.
 *
 * Why no CPU can miss it: the entry is written to init_mm first, then copied with pgd_lock held; a new
 * space copies all entries and joins the list with pgd_lock held. Whichever comes first, the space has
 * it. An entry that was not present is in no TLB; for one that was, the caller of the walker flushes.
 *
 * PAE has a trap of its own: the CPU reads the four top-level entries when CR3 is loaded, and not again
 * (SDM vol. 3A, 4.4.1). A space gets the tables behind its user entries at birth, so that none of the
 * four ever changes.
 *
 * Locks: pgd_lock, inside any page table's lock. Complexity: O(spaces) a change.
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/mm_struct.h>
#include <linux/string.h>
#include "mm_space.h"
#include "page_table.h"

static DEFINE_SPINLOCK(pgd_lock);
static LIST_HEAD(spaces);
static unsigned long nr_spaces, nr_growths;

/* The first entry of the top-level table that belongs to the kernel. */
static unsigned int first_kernel_index(const struct paging_mode *mode)
{
	return index_of(mode, mode->levels - 1, KERNEL_HALF_START);
}

static unsigned int nr_root_entries(const struct paging_mode *mode)
{
	return 1U << mode->bits[mode->levels - 1];
}

static void copy_root_entries(const struct paging_mode *mode, void *to, unsigned int first, unsigned int n)
{
	struct table from = root_of(&kernel_page_table);

	for (unsigned int i = first; i < first + n; i++) {
		pteval_t entry = read_entry(mode, from, i);

		if (mode->entry_size == 4)
			((volatile u32 *)to)[i] = entry;
		else
			pt_store_wide((volatile u64 *)to + i, entry);
	}
}

/**
 * kernel_half_changed() - a top-level entry of the kernel's page table was written
 * @pt: the kernel's page table
 * @index: which entry
 *
 * Context: any, also with page tables locked.
 */
void kernel_half_changed(const struct page_table *pt, unsigned int index)
{
	struct mm_struct *mm;
	unsigned long flags;

	if (index < first_kernel_index(pt->mode))
		return;
	spin_lock_irqsave(&pgd_lock, flags);
	list_for_each_entry(mm, &spaces, mmlist)
		copy_root_entries(pt->mode, mm->pgd, index, 1);
	nr_growths++;
	spin_unlock_irqrestore(&pgd_lock, flags);
}

/**
 * kernel_half_copy() - give a top-level table the kernel half as it is now
 * @root: the table; it is not kept in step
 */
void kernel_half_copy(void *root)
{
	const struct paging_mode *mode = kernel_page_table.mode;
	unsigned int first = first_kernel_index(mode);

	copy_root_entries(mode, root, first, nr_root_entries(mode) - first);
}

/**
 * kernel_half_join() - give a new space the kernel half, and keep it in step from now on
 * @mm: a space whose @pgd is a zeroed page
 */
void kernel_half_join(struct mm_struct *mm)
{
	unsigned long flags;

	spin_lock_irqsave(&pgd_lock, flags);
	kernel_half_copy(mm->pgd);
	list_add_tail(&mm->mmlist, &spaces);
	nr_spaces++;
	spin_unlock_irqrestore(&pgd_lock, flags);
}

/**
 * kernel_half_part() - a space goes
 * @mm: the space
 */
void kernel_half_part(struct mm_struct *mm)
{
	unsigned long flags;

	spin_lock_irqsave(&pgd_lock, flags);
	list_del(&mm->mmlist);
	nr_spaces--;
	spin_unlock_irqrestore(&pgd_lock, flags);
}

/**
 * kernel_half_differs() - compare a space's kernel half with the kernel's own
 * @mm: the space
 *
 * Return: how many top-level entries differ, accessed bits apart; 0 is right.
 */
unsigned int kernel_half_differs(struct mm_struct *mm)
{
	const struct paging_mode *mode = kernel_page_table.mode;
	struct table ours = root_of(&kernel_page_table), theirs = { mm->pgd, ours.level };
	unsigned int differing = 0;

	for (unsigned int i = first_kernel_index(mode); i < nr_root_entries(mode); i++)
		if ((read_entry(mode, ours, i) ^ read_entry(mode, theirs, i)) & ~(_PAGE_ACCESSED | _PAGE_DIRTY))
			differing++;
	return differing;
}

/**
 * nr_mm_structs() - how many address spaces there are, init_mm apart
 */
unsigned long nr_mm_structs(void)
{
	return READ_ONCE(nr_spaces);
}

/**
 * kernel_half_growths() - how often a top-level entry of the kernel half changed since there are spaces
 */
unsigned long kernel_half_growths(void)
{
	return READ_ONCE(nr_growths);
}

/* Tables are direct-mapped, and with two levels they must lie below 4 GiB: lowmem does. */
static void *alloc_user_table(void)
{
	return (void *)get_zeroed_page(GFP_KERNEL);
}

static void free_user_table(void *table)
{
	free_page((unsigned long)table);
}

/**
 * mm_page_table() - a space as the walker sees it
 * @mm: the space
 */
struct page_table mm_page_table(struct mm_struct *mm)
{
	return (struct page_table){
		.root = mm->pgd,
		.mode = kernel_page_table.mode,
		.table_flags = _PAGE_USER,
		.alloc_table = alloc_user_table,
		.free_table = free_user_table,
		.nr_tables = &mm->nr_ptes,
		.lock = &mm->page_table_lock,
	};
}
