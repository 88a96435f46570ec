// SPDX-License-Identifier: MIT
/*
 * The regions of an address space.
 *
 * Purpose: to say what the addresses of the user half are for, before there are pages behind them: a
 * page comes when it is touched for the first time (memory.c), and has the region's rights.
 *
 * Invariants: regions are page-aligned, not empty, do not overlap, lie from MMAP_MIN_ADDR to
 * mm->task_size; mm_rb sorts them by address. Neighbours with the same flags are one region, so that the
 * list is the same whatever the order of calls that made it.
 *
 * A page of the user half is mapped only inside a region, and with no more rights than it has.
 *
 * All operations check everything first, and take the memory that they may need; then they change the
 * tree, and cannot fail any more.
 *
 * Locks: mmap_lock, for writing where the tree changes. Complexity: O(log regions), and O(pages) for
 * those that are unmapped or protected.
 */
#include <asm/tlbflush.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/mm_struct.h>
#include <linux/slab.h>

static atomic_long_t vma_count;

/**
 * nr_vmas() - how many regions there are in all spaces
 */
unsigned long nr_vmas(void)
{
	return atomic_long_read(&vma_count);
}

static struct vm_area_struct *vma_alloc(void)
{
	struct vm_area_struct *vma = kzalloc(sizeof(*vma), GFP_KERNEL);

	if (vma)
		atomic_long_inc(&vma_count);
	return vma;
}

static void vma_free(struct vm_area_struct *vma)
{
	if (!vma)
		return;
	atomic_long_dec(&vma_count);
	kfree(vma);
}

#define vma_of(node) rb_entry_safe(node, struct vm_area_struct, vm_rb)

static unsigned long vma_pages(const struct vm_area_struct *vma)
{
	return (vma->vm_end - vma->vm_start) >> PAGE_SHIFT;
}

/**
 * vm_get_page_prot() - the page-table flags for a region's rights
 * @vm_flags: VM_*
 *
 * The CPU cannot forbid reading what may be written or executed.
 */
pgprot_t vm_get_page_prot(unsigned long vm_flags)
{
	if (!(vm_flags & VM_ACCESS_FLAGS))
		return PAGE_NONE;
	if (vm_flags & VM_WRITE)
		return vm_flags & VM_EXEC ? PAGE_SHARED_EXEC : PAGE_SHARED;
	return vm_flags & VM_EXEC ? PAGE_READONLY_EXEC : PAGE_READONLY;
}
EXPORT_SYMBOL(vm_get_page_prot);

/**
 * find_vma() - the first region that ends above an address
 * @mm: the space, locked
 * @addr: the address
 *
 * Return: the region, which may begin above @addr too; or NULL.
 */
struct vm_area_struct *find_vma(struct mm_struct *mm, unsigned long addr)
{
	struct rb_node *node = mm->mm_rb.rb_node;
	struct vm_area_struct *best = NULL;

	while (node) {
		struct vm_area_struct *vma = vma_of(node);

		if (vma->vm_end > addr) {
			best = vma;
			node = node->rb_left;
		} else {
			node = node->rb_right;
		}
	}
	return best;
}
EXPORT_SYMBOL(find_vma);

/**
 * find_vma_intersection() - the first region that has addresses in a range
 * @mm: the space, locked
 * @start: the range's first address
 * @end: address behind its last
 *
 * Return: the region, or NULL.
 */
struct vm_area_struct *find_vma_intersection(struct mm_struct *mm, unsigned long start, unsigned long end)
{
	struct vm_area_struct *vma = find_vma(mm, start);

	return vma && vma->vm_start < end ? vma : NULL;
}
EXPORT_SYMBOL(find_vma_intersection);

static void note_total(struct mm_struct *mm)
{
	struct vm_area_struct *last = vma_of(rb_last(&mm->mm_rb));

	mm->highest_vm_end = last ? last->vm_end : 0;
	mm->hiwater_vm = max(mm->hiwater_vm, mm->total_vm);
}

static bool starts_before(struct rb_node *a, const struct rb_node *b)
{
	return vma_of(a)->vm_start < rb_entry(b, struct vm_area_struct, vm_rb)->vm_start;
}

/* Joins two neighbours in the list; NULL stands for its beginning and its end. */
static void link_neighbours(struct mm_struct *mm, struct vm_area_struct *prev, struct vm_area_struct *next)
{
	*(prev ? &prev->vm_next : &mm->mmap) = next;
	if (next)
		next->vm_prev = prev;
}

static void insert(struct mm_struct *mm, struct vm_area_struct *vma)
{
	vma->vm_mm = mm;
	vma->vm_pgoff = vma->vm_start >> PAGE_SHIFT;
	rb_add(&vma->vm_rb, &mm->mm_rb, starts_before);
	link_neighbours(mm, vma_of(rb_prev(&vma->vm_rb)), vma);
	link_neighbours(mm, vma, vma_of(rb_next(&vma->vm_rb)));
	mm->map_count++;
	mm->total_vm += vma_pages(vma);
	note_total(mm);
}

static void erase(struct vm_area_struct *vma)
{
	struct mm_struct *mm = vma->vm_mm;

	rb_erase(&vma->vm_rb, &mm->mm_rb);
	link_neighbours(mm, vma->vm_prev, vma->vm_next);
	mm->map_count--;
	mm->total_vm -= vma_pages(vma);
	note_total(mm);
	vma_free(vma);
}

/* Makes one of a region and the next, if they can be. */
static void merge_with_next(struct vm_area_struct *vma)
{
	struct vm_area_struct *next = vma ? vma_of(rb_next(&vma->vm_rb)) : NULL;
	unsigned long end;

	if (!next || vma->vm_end != next->vm_start || vma->vm_flags != next->vm_flags)
		return;
	end = next->vm_end;
	erase(next);
	vma->vm_mm->total_vm += (end - vma->vm_end) >> PAGE_SHIFT;
	vma->vm_end = end;
	note_total(vma->vm_mm);
}

static void merge_around(struct vm_area_struct *vma)
{
	merge_with_next(vma);
	merge_with_next(vma_of(rb_prev(&vma->vm_rb)));
}

/* Cuts a region in two at @addr, inside it; @spare becomes the upper part and is used up. */
static void split_at(struct vm_area_struct *vma, unsigned long addr, struct vm_area_struct **spare)
{
	struct vm_area_struct *upper = *spare;
	struct mm_struct *mm = vma->vm_mm;

	*spare = NULL;
	*upper = (struct vm_area_struct){
		.vm_start = addr,
		.vm_end = vma->vm_end,
		.vm_flags = vma->vm_flags,
		.vm_page_prot = vma->vm_page_prot,
	};
	mm->total_vm -= vma_pages(upper);
	vma->vm_end = addr;
	insert(mm, upper);
}

static int check_range(const struct mm_struct *mm, unsigned long addr, unsigned long len)
{
	if (!PAGE_ALIGNED(addr) || !PAGE_ALIGNED(len) || !len)
		return -EINVAL;
	if (addr < MMAP_MIN_ADDR)
		return -EPERM;
	if (addr >= mm->task_size || len > mm->task_size - addr)
		return -EFAULT;
	return 0;
}

/**
 * mm_map_anonymous() - make a region
 * @mm: the space
 * @addr: first address, page-aligned, at least MMAP_MIN_ADDR
 * @len: bytes, a multiple of the page size
 * @vm_flags: VM_READ, VM_WRITE, VM_EXEC
 *
 * Its pages hold zeros, and come when they are touched. As Linux's mmap() with MAP_ANONYMOUS and
 * MAP_FIXED_NOREPLACE.
 *
 * Context: process; may sleep. Return: 0; -EINVAL: not aligned, or empty; -EPERM: below MMAP_MIN_ADDR;
 * -EFAULT: not in the user half; -EEXIST: something is there; -ENOMEM.
 */
int mm_map_anonymous(struct mm_struct *mm, unsigned long addr, unsigned long len, unsigned long vm_flags)
{
	int err = check_range(mm, addr, len);
	struct vm_area_struct *vma;

	if (err)
		return err;
	vma = vma_alloc();
	if (!vma)
		return -ENOMEM;
	vma->vm_start = addr;
	vma->vm_end = addr + len;
	vma->vm_flags = vm_flags & VM_ACCESS_FLAGS;
	vma->vm_page_prot = vm_get_page_prot(vm_flags);
	mmap_write_lock(mm);
	if (find_vma_intersection(mm, addr, addr + len)) {
		vma_free(vma);
		err = -EEXIST;
	} else {
		insert(mm, vma);
		merge_around(vma);
	}
	mmap_write_unlock(mm);
	return err;
}
EXPORT_SYMBOL(mm_map_anonymous);

/* Makes borders of regions at the ends of a range. */
static void cut_out(struct mm_struct *mm, unsigned long start, unsigned long end, struct vm_area_struct *spare[2])
{
	struct vm_area_struct *vma = find_vma(mm, start);

	if (vma && vma->vm_start < start)
		split_at(vma, start, &spare[0]);
	vma = find_vma(mm, end - 1);
	if (vma && vma->vm_start < end && vma->vm_end > end)
		split_at(vma, end, &spare[1]);
}

/* The two regions that cutting at both ends may need. */
static int alloc_spare(struct vm_area_struct *spare[2])
{
	spare[0] = vma_alloc();
	spare[1] = vma_alloc();
	if (spare[0] && spare[1])
		return 0;
	vma_free(spare[0]);
	vma_free(spare[1]);
	return -ENOMEM;
}

/**
 * do_munmap() - take a range out of a space's regions
 * @mm: the space
 * @addr: first address, page-aligned
 * @len: bytes, a multiple of the page size
 *
 * Regions that lie in it in part are cut; holes are passed over. When it returns, no CPU reads the pages
 * through it any more, and they are free.
 *
 * Context: process, interrupts on; may sleep. Return: 0, or as mm_map_anonymous().
 */
int do_munmap(struct mm_struct *mm, unsigned long addr, unsigned long len)
{
	int err = check_range(mm, addr, len);
	struct vm_area_struct *spare[2], *vma;

	if (err || (err = alloc_spare(spare)))
		return err;
	mmap_write_lock(mm);
	cut_out(mm, addr, addr + len, spare);
	while ((vma = find_vma_intersection(mm, addr, addr + len)))
		erase(vma);
	zap_page_range(mm, addr, len);
	mmap_write_unlock(mm);
	vma_free(spare[0]);
	vma_free(spare[1]);
	return 0;
}
EXPORT_SYMBOL(do_munmap);

/* Is each address of the range in a region? */
static bool no_holes(struct mm_struct *mm, unsigned long start, unsigned long end)
{
	while (start < end) {
		struct vm_area_struct *vma = find_vma_intersection(mm, start, start + 1);

		if (!vma)
			return false;
		start = vma->vm_end;
	}
	return true;
}

/* The pages that are there; small ones, so that this needs no memory and cannot fail. */
static void protect_pages(struct vm_area_struct *vma)
{
	const struct page_table pt = mm_page_table(vma->vm_mm);

	if (pgprot_val(vma->vm_page_prot)) {
		if (pt_protect(&pt, vma->vm_start, vma->vm_end - vma->vm_start, vma->vm_page_prot) > 0)
			flush_tlb_mm_range(vma->vm_mm, vma->vm_start, vma->vm_end);
	} else {
		zap_page_range(vma->vm_mm, vma->vm_start, vma->vm_end - vma->vm_start);
	}
}

static void protect_regions(struct mm_struct *mm, unsigned long start, unsigned long end, unsigned long vm_flags)
{
	struct vm_area_struct *vma;

	while (start < end) {
		vma = find_vma(mm, start);
		start = vma->vm_end;
		vma->vm_flags = vm_flags & VM_ACCESS_FLAGS;
		vma->vm_page_prot = vm_get_page_prot(vm_flags);
		protect_pages(vma);
		merge_with_next(vma_of(rb_prev(&vma->vm_rb)));
	}
	vma = find_vma(mm, end - 1);
	merge_with_next(vma);
}

/**
 * mm_protect() - give a range other rights
 * @mm: the space
 * @addr: first address, page-aligned
 * @len: bytes, a multiple of the page size
 * @vm_flags: VM_READ, VM_WRITE, VM_EXEC; with none of them its pages are given up
 *
 * When it returns, no CPU goes by the old rights any more.
 *
 * Context: process, interrupts on; may sleep. Return: 0, or as mm_map_anonymous(); -ENOMEM also if there
 * is a hole in the range.
 */
int mm_protect(struct mm_struct *mm, unsigned long addr, unsigned long len, unsigned long vm_flags)
{
	int err = check_range(mm, addr, len);
	struct vm_area_struct *spare[2];

	if (err || (err = alloc_spare(spare)))
		return err;
	mmap_write_lock(mm);
	if (no_holes(mm, addr, addr + len)) {
		cut_out(mm, addr, addr + len, spare);
		protect_regions(mm, addr, addr + len, vm_flags);
	} else {
		err = -ENOMEM;
	}
	mmap_write_unlock(mm);
	vma_free(spare[0]);
	vma_free(spare[1]);
	return err;
}
EXPORT_SYMBOL(mm_protect);

/**
 * remove_all_vmas() - the end of a space's user half
 * @mm: the space, locked for writing; no CPU has it loaded
 */
void remove_all_vmas(struct mm_struct *mm)
{
	struct rb_node *node;

	while ((node = rb_first(&mm->mm_rb))) {
		struct vm_area_struct *vma = vma_of(node);

		zap_page_range(mm, vma->vm_start, vma->vm_end - vma->vm_start);
		erase(vma);
	}
}
