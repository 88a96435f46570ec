// SPDX-License-Identifier: MIT
/*
 * The pages of the user half: given when they are touched, taken back with their region.
 *
 * Purpose: a region promises memory, a page fault keeps the promise. The page fault handler finds the
 * region (vma.c) and gives a page of zeros: what a process must not see is what the page's last owner
 * left there. Pages may come from high memory; the kernel reaches those of another space by kmap.
 *
 * Invariants: a page is mapped at one address of one space, which owns it. It is 4 KiB, so nothing that
 * is done to the user half splits large pages. rss counts the pages.
 *
 * Pages come with mmap_lock held for reading, and several CPUs may want the same: page_table_lock
 * decides who was first. Pages go with mmap_lock held for writing: first the entries, then the TLBs of
 * all CPUs that have the space loaded, at last the pages; a page is never free while a CPU can still
 * reach it.
 *
 * Limits: no swap, no copy on write, no files: the only kind of page is anonymous memory.
 *
 * Locks: mmap_lock, then page_table_lock. Complexity: O(1) a fault.
 */
#include <asm/tlbflush.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/highmem.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/mm_struct.h>
#include <linux/string.h>

static unsigned long needed_right(unsigned int flags)
{
	if (flags & FAULT_FLAG_WRITE)
		return VM_WRITE;
	if (flags & FAULT_FLAG_INSTRUCTION)
		return VM_EXEC;
	return VM_ACCESS_FLAGS;
}

/* Maps the page, unless another CPU has mapped one meanwhile. The tables are there. */
static bool install(struct vm_area_struct *vma, const struct page_table *pt, unsigned long address, struct page *page)
{
	struct mm_struct *mm = vma->vm_mm;
	struct pt_step leaf;
	bool first;

	spin_lock(&mm->page_table_lock);
	first = !pt_lookup(pt, address, &leaf);
	if (first && pt_map_pages(pt, address, &page, 1, vma->vm_page_prot))
		WARN_ON(1); /* it cannot need memory */
	spin_unlock(&mm->page_table_lock);
	return first;
}

static vm_fault_t give_page(struct vm_area_struct *vma, const struct page_table *pt, unsigned long address)
{
	struct mm_struct *mm = vma->vm_mm;
	struct page *page = alloc_page(GFP_HIGHUSER | __GFP_ZERO);
	unsigned long rss;

	if (!page)
		return VM_FAULT_OOM;
	if (pt_prepare(pt, address, PAGE_SIZE)) {
		__free_page(page);
		return VM_FAULT_OOM;
	}
	if (!install(vma, pt, address, page)) {
		__free_page(page);
		return 0;
	}
	rss = atomic_long_inc_return(&mm->rss);
	if (rss > READ_ONCE(mm->hiwater_rss))
		WRITE_ONCE(mm->hiwater_rss, rss);
	return 0;
}

/**
 * handle_mm_fault() - make an address of a region usable
 * @vma: the region; its space is locked
 * @address: an address in it
 * @flags: FAULT_FLAG_*: what was tried
 *
 * Context: process; may sleep. Return: 0: try again; VM_FAULT_SIGSEGV: the region does not allow that;
 * VM_FAULT_OOM.
 */
vm_fault_t handle_mm_fault(struct vm_area_struct *vma, unsigned long address, unsigned int flags)
{
	const struct page_table pt = mm_page_table(vma->vm_mm);
	struct pt_step leaf;

	if (!(vma->vm_flags & needed_right(flags)))
		return VM_FAULT_SIGSEGV;
	if (pt_lookup(&pt, address, &leaf))
		return 0; /* another CPU was quicker, or a TLB was behind */
	if (!(flags & FAULT_FLAG_REMOTE))
		atomic_long_inc(&vma->vm_mm->minor_faults);
	return give_page(vma, &pt, address & PAGE_MASK);
}
EXPORT_SYMBOL(handle_mm_fault);

/* Pages that are unmapped but may still be in TLBs. */
struct gather {
	struct list_head pages;
	long n;
};

static void gather_page(void *arg, unsigned long virt, phys_addr_t phys, unsigned long size)
{
	struct gather *gather = arg;

	list_add_tail(&pfn_to_page(phys >> PAGE_SHIFT)->lru, &gather->pages);
	gather->n++;
}

/**
 * zap_page_range() - take the pages of a range away
 * @mm: the space, locked for writing
 * @start: first address, page-aligned
 * @size: bytes, a multiple of the page size
 *
 * Context: process, interrupts on.
 */
void zap_page_range(struct mm_struct *mm, unsigned long start, unsigned long size)
{
	const struct page_table pt = mm_page_table(mm);
	struct gather gather = { .pages = LIST_HEAD_INIT(gather.pages) };
	struct page *page, *next;

	pt_unmap_seen(&pt, start, size, gather_page, &gather);
	if (!gather.n)
		return;
	flush_tlb_mm_range(mm, start, start + size);
	atomic_long_sub(gather.n, &mm->rss);
	list_for_each_entry_safe(page, next, &gather.pages, lru)
		__free_page(page);
}

/* The page behind an address of a space, given if need be; it stays while the space is locked. */
static struct page *page_of(struct mm_struct *mm, unsigned long addr, unsigned int fault_flags)
{
	const struct page_table pt = mm_page_table(mm);
	struct vm_area_struct *vma = find_vma_intersection(mm, addr, addr + 1);
	struct pt_step leaf;

	if (!vma || handle_mm_fault(vma, addr, fault_flags) & VM_FAULT_ERROR || !pt_lookup(&pt, addr, &leaf))
		return NULL;
	return pfn_to_page(pt_entry_phys(pt.mode, leaf.level, leaf.entry) >> PAGE_SHIFT);
}

static void copy_part(struct page *page, unsigned long offset, void *buf, int len, bool write)
{
	char *address = kmap_local_page(page);

	if (write)
		memcpy(address + offset, buf, len);
	else
		memcpy(buf, address + offset, len);
	kunmap_local(address);
}

/**
 * access_remote_vm() - read or write a space's memory, whichever space one is in
 * @mm: the space
 * @addr: first address; no alignment is needed
 * @buf: the caller's bytes
 * @len: how many
 * @gup_flags: FOLL_WRITE: write to the space
 *
 * The regions' rights apply.
 *
 * Context: process; may sleep. Return: how many bytes were copied; fewer than @len where an address is
 * in no region, or may not be used so, or there is no memory.
 */
int access_remote_vm(struct mm_struct *mm, unsigned long addr, void *buf, int len, unsigned int gup_flags)
{
	bool write = gup_flags & FOLL_WRITE;
	unsigned int fault_flags = FAULT_FLAG_REMOTE | (write ? FAULT_FLAG_WRITE : 0);
	int done = 0;

	mmap_read_lock(mm);
	while (done < len) {
		unsigned long offset = offset_in_page(addr + done);
		int part = min_t(unsigned long, len - done, PAGE_SIZE - offset);
		struct page *page = page_of(mm, addr + done, fault_flags);

		if (!page)
			break;
		copy_part(page, offset, buf + done, part, write);
		done += part;
	}
	mmap_read_unlock(mm);
	return done;
}
EXPORT_SYMBOL(access_remote_vm);
