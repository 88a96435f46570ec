// SPDX-License-Identifier: MIT
/*
 * set_memory_ro() and its kin: what may be done with pages of the kernel, changed after the fact.
 *
 * The entries of a range get other flags; a large page that the range covers in part is split first
 * into small ones that map the same. When a call returns, no CPU uses the old rights any more: taking
 * one away needs a flush everywhere, giving one might do with a fault, but nobody handles those.
 *
 * A range of pages with holes is refused before anything changes. Running out of memory for a table
 * leaves a part of the range changed; Linux does the same, and the caller frees it anyway.
 *
 * Where the CPU has no no-execute bit, all that can be read executes, and set_memory_nx() does nothing.
 *
 * Lock: set_memory_lock, so that two callers do not change one entry at a time. Outer to the
 * page-table lock.
 */
#include <asm/tlbflush.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/printk.h>
#include <linux/set_memory.h>
#include <quarry/page_table.h>

static DEFINE_MUTEX(set_memory_lock);

static bool all_mapped(unsigned long addr, unsigned long size)
{
	long pages = pt_for_each_leaf(&kernel_page_table, addr, size, NULL, NULL);

	return pages >= 0 && pages == size >> PAGE_SHIFT;
}

static int change(unsigned long addr, int numpages, pteval_t set, pteval_t clear)
{
	unsigned long size = (unsigned long)numpages << PAGE_SHIFT;
	int err;

	if (offset_in_page(addr) || numpages < 0 || addr + size < addr)
		return -EINVAL;
	if (!numpages)
		return 0;
	if (!all_mapped(addr, size)) {
		pr_warn("set_memory: %#lx..%#lx is not all mapped\n", addr, addr + size - 1);
		return -EINVAL;
	}
	mutex_lock(&set_memory_lock);
	err = pt_change(&kernel_page_table, addr, size, set, clear);
	mutex_unlock(&set_memory_lock);
	flush_tlb_kernel_range(addr, addr + size);
	return err;
}

/**
 * set_memory_ro() - forbid writing
 * @addr: first address, page-aligned, of kernel memory that is mapped
 * @numpages: how many pages
 *
 * Context: process; may sleep. Return: 0, -EINVAL or -ENOMEM.
 */
int set_memory_ro(unsigned long addr, int numpages)
{
	return change(addr, numpages, 0, _PAGE_RW | _PAGE_DIRTY);
}
EXPORT_SYMBOL(set_memory_ro);

/** set_memory_rw() - allow writing; else as set_memory_ro() */
int set_memory_rw(unsigned long addr, int numpages)
{
	return change(addr, numpages, _PAGE_RW | _PAGE_DIRTY, 0);
}
EXPORT_SYMBOL(set_memory_rw);

/** set_memory_x() - allow executing; else as set_memory_ro() */
int set_memory_x(unsigned long addr, int numpages)
{
	return change(addr, numpages, 0, _PAGE_NX);
}
EXPORT_SYMBOL(set_memory_x);

/** set_memory_nx() - forbid executing, where the CPU can; else as set_memory_ro() */
int set_memory_nx(unsigned long addr, int numpages)
{
	return change(addr, numpages, _PAGE_NX, 0);
}
EXPORT_SYMBOL(set_memory_nx);

/** set_memory_rox() - forbid writing and allow executing; else as set_memory_ro() */
int set_memory_rox(unsigned long addr, int numpages)
{
	return change(addr, numpages, 0, _PAGE_RW | _PAGE_DIRTY | _PAGE_NX);
}
EXPORT_SYMBOL(set_memory_rox);
