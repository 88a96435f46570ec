// SPDX-License-Identifier: MIT
/*
 * The life of an address space.
 *
 * Purpose: a space is what CR3 points to: a top-level page table whose user half belongs to the space,
 * and whose kernel half is that of all spaces (mm_kernel_half.c). Beside it stands what the CPU does not
 * know: the regions that the user half consists of (vma.c), by which pages come when they are touched
 * (memory.c).
 *
 * Two counts, for two kinds of need:
 *
 *	mm_users	threads whose space it is, and whoever works on its user half. mmget(), mmput();
 *			the last one takes regions, pages and page tables away.
 *	mm_count	who needs the structure and the top-level table: all users together count for
 *			one. mmgrab(), mmdrop(); the last one frees it.
 *
 * init_mm is the kernel's own space: no user half, never freed.
 *
 * The end, in order: no users are left, so no thread can go into the space any more. CPUs that only
 * borrow it are sent home to init_mm; now no CPU has it in CR3, and none of its translations will ever
 * be used, so pages and tables are freed without a flush.
 *
 * Locks: none here. Complexity of the end: O(pages + tables). Memory: a page for the top-level table
 * (with PAE four), the rest as it is used.
 *
 * Reference: Gorman, Understanding the Linux Virtual Memory Manager, chapter 4.
 */
#include <asm/mmu_context.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/mm_struct.h>
#include <linux/slab.h>
#include "mm_space.h"

struct mm_struct init_mm = {
	.mm_rb = RB_ROOT,
	.mm_users = ATOMIC_INIT(2),
	.mm_count = ATOMIC_INIT(1),
	.mmap_lock = __RWSEM_INITIALIZER(init_mm.mmap_lock),
	.page_table_lock = __SPIN_LOCK_UNLOCKED(init_mm.page_table_lock),
	.mmlist = LIST_HEAD_INIT(init_mm.mmlist),
};
EXPORT_SYMBOL(init_mm);

/* What the CPU reads once, when CR3 is loaded, must not change later: PAE's top level. */
static bool fill_root(struct mm_struct *mm)
{
	const struct page_table pt = mm_page_table(mm);
	int top = pt.mode->levels - 1;

	if (!pt.mode->root_is_latched)
		return true;
	for (unsigned long virt = 0; virt < mm->task_size; virt += 1UL << pt.mode->shift[top])
		if (pt_prepare_root(&pt, virt))
			return false;
	return true;
}

static void free_tables(struct mm_struct *mm)
{
	const struct page_table pt = mm_page_table(mm);

	pt_free_tables(&pt, 0, mm->task_size - 1);
}

static void init_fields(struct mm_struct *mm)
{
	mm->mm_rb = RB_ROOT;
	mm->task_size = TASK_SIZE;
	atomic_set(&mm->mm_users, 1);
	atomic_set(&mm->mm_count, 1);
	init_rwsem(&mm->mmap_lock);
	spin_lock_init(&mm->page_table_lock);
	init_new_context(mm);
}

/**
 * mm_alloc() - make an empty address space
 *
 * The caller is its first user.
 *
 * Context: process; may sleep. Return: the space, or NULL without memory.
 */
struct mm_struct *mm_alloc(void)
{
	struct mm_struct *mm = kzalloc(sizeof(*mm), GFP_KERNEL);

	if (!mm)
		return NULL;
	init_fields(mm);
	mm->pgd = (pgd_t *)get_zeroed_page(GFP_KERNEL);
	if (mm->pgd && fill_root(mm)) {
		init_new_context(mm);
		kernel_half_join(mm);
		return mm;
	}
	if (mm->pgd) {
		free_tables(mm);
		free_page((unsigned long)mm->pgd);
	}
	kfree(mm);
	return NULL;
}
EXPORT_SYMBOL(mm_alloc);

/* Nobody is in the user half, and nobody can come. */
static void exit_mmap(struct mm_struct *mm)
{
	mm_leave_cpus(mm);
	mmap_write_lock(mm);
	remove_all_vmas(mm);
	mmap_write_unlock(mm);
	free_tables(mm);
}

/**
 * mmput() - a user of the user half less
 * @mm: from mm_alloc() or mmget(); not init_mm
 *
 * Context: process, interrupts on; may sleep.
 */
void mmput(struct mm_struct *mm)
{
	might_sleep();
	if (!atomic_dec_and_test(&mm->mm_users))
		return;
	exit_mmap(mm);
	mmdrop(mm);
}
EXPORT_SYMBOL(mmput);

/**
 * __mmdrop() - the last one who needed a space's structure has let go of it
 * @mm: the space
 *
 * Context: any but NMI.
 */
void __mmdrop(struct mm_struct *mm)
{
	if (WARN_ON_ONCE(mm == &init_mm))
		return;
	kernel_half_part(mm);
	free_page((unsigned long)mm->pgd);
	kfree(mm);
}
EXPORT_SYMBOL(__mmdrop);
