// SPDX-License-Identifier: MIT
/*
 * vmalloc(): memory that is contiguous in virtual addresses only.
 *
 * Purpose
 *	Large buffers without large blocks. The price is a page-table entry and a TLB entry a page
 *	where the direct map has one for 2 or 4 MiB.
 *
 * How
 *	An area of addresses (vmalloc_area.c) is filled with pages from anywhere, high memory first:
 *	kernel addresses are what makes them usable. Where the area spans all of a large page, a block of
 *	that size is tried for, and mapped by one entry; if there is none, small pages do. Such a block is a
 *	compound page, so each of its pages may be referred to.
 *
 *	vfree() unmaps the area and frees the pages at once. TLBs may know them until the next purge:
 *	who uses memory after vfree() reads or writes somebody else's pages, or faults.
 *
 *	An interrupt handler may call vfree(): what may take long is then done by a worker.
 *
 * Invariants
 *	1. vm->pages[] has an entry for each page of the area; vm->nr_pages is how many, and is stored last.
 *	2. Small pages and blocks are told apart by being compound.
 *
 * Locks: those of vmalloc_area.c; none is held while memory is allocated, mapped or freed.
 *
 * Complexity: O(pages + log areas).
 *
 * References: Gorman, Understanding the Linux Virtual Memory Manager, chapter 7.
 */
#include <linux/atomic.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/preempt.h>
#include <linux/printk.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/workqueue.h>
#include <quarry/page_table.h>
#include <quarry/vmalloc.h>
#include "vmalloc.h"

#define ARRAY_FROM_SLAB (8 * PAGE_SIZE) /* larger arrays of pages lie in vmalloc memory themselves */

atomic_long_t nr_vmalloc_pages;

static bool large_pages = true;

static int __init parse_nohugevmalloc(char *arg)
{
	(void)arg;
	large_pages = false;
	return 0;
}
early_param("nohugevmalloc", parse_nohugevmalloc);

/* ---- pages ----------------------------------------------------------------------------------- */

static struct page **alloc_array(struct vm_struct *vm, unsigned long n, gfp_t gfp, int node)
{
	size_t size = n * sizeof(struct page *);
	struct page **array = &vm->single;

	if (n == 1)
		return array;
	gfp &= ~(GFP_ZONEMASK | __GFP_ZERO);
	array = size > ARRAY_FROM_SLAB ? NULL : kmalloc_node(size, gfp | (size > PAGE_SIZE ? __GFP_NOWARN : 0), node);
	if (!array && size > PAGE_SIZE)
		array = __vmalloc_node(size, PAGE_SIZE, gfp, node, vm->caller);
	return array;
}

static void free_array(struct vm_struct *vm)
{
	if (vm->pages != &vm->single)
		kvfree(vm->pages);
}

static unsigned int large_order(void)
{
	return kernel_page_table.mode->shift[1] - PAGE_SHIFT;
}

/* May an area of @size bytes have large pages at all? */
static bool large_pages_fit(unsigned long size, unsigned long flags)
{
	return (flags & VM_ALLOW_HUGE_VMAP) && size >= PAGE_SIZE << large_order() && large_pages &&
	       kernel_page_table.mode->large[1] && large_order() < MAX_ORDER;
}

/* A block for a large page as single entries of the array. */
static bool alloc_block(struct page **pages, unsigned int order, gfp_t gfp, int node)
{
	struct page *page = alloc_pages_node(node, (gfp & ~__GFP_DIRECT_RECLAIM) | __GFP_COMP | __GFP_NOWARN, order);

	if (!page)
		return false;
	for (unsigned int i = 0; i < 1u << order; i++)
		pages[i] = page + i;
	return true;
}

/* Fills the area's array from entry nr_pages up to @n. Who looks at the area (vmalloc_info.c) sees no empty entry. */
static bool alloc_singles(struct vm_struct *vm, unsigned int n, gfp_t gfp, int node)
{
	struct page **pages = vm->pages;
	unsigned int i = vm->nr_pages;

	for (; i < n; i++) {
		pages[i] = node == NUMA_NO_NODE ? alloc_pages(gfp, 0) : alloc_pages_node(node, gfp, 0);
		if (unlikely(!pages[i]))
			break;
	}
	smp_store_release(&vm->nr_pages, i);
	return i == n;
}

static bool alloc_all(struct vm_struct *vm, unsigned int n, gfp_t gfp, int node)
{
	unsigned int order = vm->page_order, block = 1u << order;

	while (order && vm->nr_pages + block <= n && alloc_block(vm->pages + vm->nr_pages, order, gfp, node))
		smp_store_release(&vm->nr_pages, vm->nr_pages + block);
	if (order && !vm->nr_pages)
		vm->page_order = 0;
	return alloc_singles(vm, n, gfp, node);
}

static void free_all(struct vm_struct *vm)
{
	struct page **pages = vm->pages, **end = pages + vm->nr_pages;

	if (likely(!vm->page_order)) {
		while (pages < end)
			__free_page(*pages++);
		return;
	}
	while (pages < end) {
		unsigned int order = compound_order(*pages);

		__free_pages(*pages, order);
		pages += 1u << order;
	}
}

/* Is there a table of small pages where a large one could be? */
static bool has_table(unsigned long virt)
{
	struct pt_step steps[PAGING_MAX_LEVELS];

	return steps[pt_walk(&kernel_page_table, virt, steps) - 1].level == 0;
}

/* The blocks that come first by large pages, or if addresses there had small ones once, by these. */
static noinline int map_blocks(struct vm_struct *vm, unsigned long virt, pgprot_t prot)
{
	unsigned int i = 0, block = 1u << vm->page_order;
	int err = 0;

	for (; i < vm->nr_pages && compound_order(vm->pages[i]) == vm->page_order && !err; i += block) {
		unsigned long at = virt + ((unsigned long)i << PAGE_SHIFT);

		err = has_table(at) ? pt_map_pages(&kernel_page_table, at, vm->pages + i, block, prot) :
				      pt_map(&kernel_page_table, at, page_to_phys(vm->pages[i]),
					     PAGE_SIZE << vm->page_order, pgprot_val(prot));
	}
	if (!err && i < vm->nr_pages)
		err = pt_map_pages(&kernel_page_table, virt + ((unsigned long)i << PAGE_SHIFT), vm->pages + i,
				   vm->nr_pages - i, prot);
	return err;
}

static __always_inline int map_all(struct vm_struct *vm, unsigned long offset, pgprot_t prot)
{
	if (unlikely(vm->page_order))
		return map_blocks(vm, vm->area.va_start + offset, prot);
	return vm_area_map(vm, offset, vm->pages, vm->nr_pages, prot);
}

/**
 * vm_area_fill() - allocate pages for an area, and map them
 * @vm: an area in which nothing is mapped
 * @offset: bytes at its start that stay unmapped
 * @gfp: for the pages
 * @prot: how they are mapped
 * @node: where they should lie, or NUMA_NO_NODE
 *
 * Return: true; false without memory, and then vm_area_unfill() must follow.
 */
bool vm_area_fill(struct vm_struct *vm, unsigned long offset, gfp_t gfp, pgprot_t prot, int node)
{
	unsigned long virt = vm->area.va_start + offset, n = (vm->size - PAGE_SIZE - offset) >> PAGE_SHIFT;

	if (unlikely(n > (unsigned int)-1 >> 1))
		return false;
	vm->pages = alloc_array(vm, n, gfp, node);
	if (unlikely(!vm->pages))
		return false;
	if (!(gfp & (__GFP_DMA | __GFP_DMA32)))
		gfp |= __GFP_HIGHMEM;
	if (unlikely(!alloc_all(vm, n, gfp & ~__GFP_ZERO, node)) || unlikely(map_all(vm, offset, prot)))
		return false;
	atomic_long_add(n, &nr_vmalloc_pages);
	/* They are zeroed where they are mapped now, as high memory has no other address. */
	if (gfp & __GFP_ZERO)
		memset((void *)virt, 0, n << PAGE_SHIFT);
	return true;
}

/* ---- freeing --------------------------------------------------------------------------------- */

static void free_detached(struct vm_struct *vm)
{
	vm_area_unmap(vm);
	if (vm->pages) {
		if (vm->flags & VM_ALLOC)
			atomic_long_sub(vm->nr_pages, &nr_vmalloc_pages);
		free_all(vm);
		free_array(vm);
	}
	vm_area_retire(vm);
}

/**
 * vm_area_unfill() - give an area back that vm_area_fill() could not fill
 * @vm: the area
 */
void vm_area_unfill(struct vm_struct *vm)
{
	if (vm->pages)
		atomic_long_add(vm->nr_pages, &nr_vmalloc_pages);
	vm = vm_area_detach(vm->addr, 0, "vmalloc()", vm->caller);
	if (vm)
		free_detached(vm);
}

static noinline void *no_pages(struct vm_struct *vm, gfp_t gfp)
{
	if (!(gfp & __GFP_NOWARN))
		pr_warn("vmalloc: no memory: got %u of %lu pages for %pS\n", vm->nr_pages,
			(vm->size >> PAGE_SHIFT) - 1, vm->caller);
	vm_area_unfill(vm);
	return NULL;
}

/* Areas that were freed where it could not be done at once, linked by ->next. */
static struct vm_struct *deferred;

static void free_deferred(struct work_struct *work)
{
	struct vm_struct *vm = xchg(&deferred, NULL), *next;

	for (; vm; vm = next) {
		next = vm->next;
		free_detached(vm);
	}
}
static DECLARE_WORK(deferred_work, free_deferred);

/**
 * vmalloc_flush_deferred() - wait until all that interrupts freed is gone
 *
 * Context: process; may sleep.
 */
void vmalloc_flush_deferred(void)
{
	flush_work(&deferred_work);
}

static noinline void defer_free(struct vm_struct *vm)
{
	struct vm_struct *first = READ_ONCE(deferred), *seen;

	for (;; first = seen) {
		vm->next = first;
		seen = cmpxchg(&deferred, first, vm);
		if (seen == first)
			break;
	}
	schedule_work(&deferred_work);
}

static __always_inline void free_area(const void *addr, unsigned long wrong_flags, const char *how, const void *caller)
{
	struct vm_struct *vm;

	if (!addr)
		return;
	vm = vm_area_detach(addr, wrong_flags, how, caller);
	if (unlikely(!vm))
		return;
	if (unlikely(in_interrupt() || irqs_disabled()))
		defer_free(vm);
	else
		free_detached(vm);
}

/**
 * vfree() - free memory from vmalloc() and its kin
 * @addr: its address; NULL is allowed
 *
 * Also frees what vmap() mapped with VM_MAP_PUT_PAGES. Anything else is reported, and left alone.
 *
 * Context: any but NMI. In an interrupt the pages are freed soon after.
 */
void vfree(const void *addr)
{
	free_area(addr, VM_IOREMAP | VM_MAP, "vfree()", __builtin_return_address(0));
}
EXPORT_SYMBOL(vfree);

/** vfree_atomic() - vfree() under its name for atomic contexts */
void vfree_atomic(const void *addr)
{
	free_area(addr, VM_IOREMAP | VM_MAP, "vfree()", __builtin_return_address(0));
}
EXPORT_SYMBOL(vfree_atomic);

/**
 * vunmap() - undo vmap()
 * @addr: its result; NULL is allowed
 *
 * Context: process, or softirq.
 */
void vunmap(const void *addr)
{
	free_area(addr, VM_ALLOC | VM_IOREMAP, "vunmap()", __builtin_return_address(0));
}
EXPORT_SYMBOL(vunmap);

/* ---- allocating ------------------------------------------------------------------------------ */

static noinline void *too_large(unsigned long size, gfp_t gfp, const void *caller)
{
	if (!(gfp & __GFP_NOWARN) && size)
		pr_warn("vmalloc: %lu bytes for %pS: %s\n", size, caller,
			PAGE_ALIGN(size) >> PAGE_SHIFT > max_pfn || !PAGE_ALIGN(size) ?
				"more than all memory" : "no range of addresses, or no memory to describe it");
	return NULL;
}

/**
 * __vmalloc_node_range() - vmalloc(), with all that can be chosen about it
 * @size: bytes, rounded up to pages
 * @align: of the address, a power of two
 * @start: no address below this
 * @end: nor this or above
 * @gfp: for the pages; __GFP_ZERO, __GFP_NOWARN, the zones and the reserves mean something here
 * @prot: how they are mapped
 * @vm_flags: VM_*
 * @node: where they should lie, or NUMA_NO_NODE
 * @caller: whom the reports name
 *
 * Context: process; may sleep if @gfp allows. Return: the address, or NULL.
 */
void *__vmalloc_node_range(unsigned long size, unsigned long align, unsigned long start, unsigned long end, gfp_t gfp,
			   pgprot_t prot, unsigned long vm_flags, int node, const void *caller)
{
	unsigned long length = PAGE_ALIGN(size);
	unsigned int order = 0;
	struct vm_struct *vm = NULL;

	if (unlikely(!length || length < size || length >> PAGE_SHIFT > max_pfn))
		return too_large(size, gfp, caller);
	align = max(align, PAGE_SIZE);
	if (unlikely(large_pages_fit(length, vm_flags))) {
		order = large_order();
		vm = vm_area_take(length, max(align, PAGE_SIZE << order), start, end, vm_flags | VM_ALLOC, gfp, caller);
	}
	if (!vm) {
		order = 0;
		vm = vm_area_take(length, align, start, end, vm_flags | VM_ALLOC, gfp, caller);
	}
	if (unlikely(!vm))
		return too_large(size, gfp, caller);
	vm->page_order = order;
	if (likely(vm_area_fill(vm, 0, gfp, prot, node)))
		return vm->addr;
	return no_pages(vm, gfp);
}
EXPORT_SYMBOL(__vmalloc_node_range);

/* The same for a few pages from anywhere, where an area is kept for reuse. */
static noinline void *small_area(unsigned long size, gfp_t gfp, unsigned long flags, const void *caller)
{
	struct vm_struct *vm = vm_area_take_ready((size + 2 * PAGE_SIZE - 1) >> PAGE_SHIFT, flags | VM_ALLOC, caller);

	if (unlikely(!vm))
		return __vmalloc_node_range(size, PAGE_SIZE, VMALLOC_START, VMALLOC_END, gfp, PAGE_KERNEL, flags,
					    NUMA_NO_NODE, caller);
	if (likely(vm_area_fill(vm, 0, gfp, PAGE_KERNEL, NUMA_NO_NODE)))
		return vm->addr;
	return no_pages(vm, gfp);
}

static __always_inline void *anywhere(unsigned long size, unsigned long align, gfp_t gfp, unsigned long flags, int node,
				      const void *caller)
{
	if (__builtin_constant_p(node) && likely(size - 1 < (READY_PAGES - 1) * PAGE_SIZE))
		return small_area(size, gfp, flags, caller);
	return __vmalloc_node_range(size, align, VMALLOC_START, VMALLOC_END, gfp, PAGE_KERNEL, flags, node, caller);
}

#define CALLER __builtin_return_address(0)

/** __vmalloc_node() - memory from a node, aligned, with GFP flags, for a caller */
void *__vmalloc_node(unsigned long size, unsigned long align, gfp_t gfp, int node, const void *caller)
{
	return anywhere(size, align, gfp, 0, node, caller);
}
EXPORT_SYMBOL(__vmalloc_node);

/** __vmalloc() - vmalloc() with GFP flags */
void *__vmalloc(unsigned long size, gfp_t gfp)
{
	return anywhere(size, PAGE_SIZE, gfp, VM_ALLOW_HUGE_VMAP, NUMA_NO_NODE, CALLER);
}
EXPORT_SYMBOL(__vmalloc);

/**
 * vmalloc() - allocate memory that is contiguous in virtual addresses
 * @size: bytes, rounded up to pages
 *
 * Context: process; may sleep. Return: the address, page-aligned; contents undefined. NULL if there is
 * no memory, or no range of addresses, or @size is 0.
 */
void *vmalloc(unsigned long size)
{
	return anywhere(size, PAGE_SIZE, GFP_KERNEL, VM_ALLOW_HUGE_VMAP, NUMA_NO_NODE, CALLER);
}
EXPORT_SYMBOL(vmalloc);

/** vzalloc() - vmalloc(), zeroed */
void *vzalloc(unsigned long size)
{
	return anywhere(size, PAGE_SIZE, GFP_KERNEL | __GFP_ZERO, VM_ALLOW_HUGE_VMAP, NUMA_NO_NODE, CALLER);
}
EXPORT_SYMBOL(vzalloc);

/** vmalloc_huge() - __vmalloc() that wants large pages, as vmalloc() does by itself here */
void *vmalloc_huge(unsigned long size, gfp_t gfp)
{
	return anywhere(size, PAGE_SIZE, gfp, VM_ALLOW_HUGE_VMAP, NUMA_NO_NODE, CALLER);
}
EXPORT_SYMBOL(vmalloc_huge);

/** vmalloc_user() - zeroed memory of small pages, which may be shown to a user */
void *vmalloc_user(unsigned long size)
{
	return anywhere(size, PAGE_SIZE, GFP_KERNEL | __GFP_ZERO, VM_USERMAP, NUMA_NO_NODE, CALLER);
}
EXPORT_SYMBOL(vmalloc_user);

/** vmalloc_node() - vmalloc() from a node */
void *vmalloc_node(unsigned long size, int node)
{
	return anywhere(size, PAGE_SIZE, GFP_KERNEL, 0, node, CALLER);
}
EXPORT_SYMBOL(vmalloc_node);

/** vzalloc_node() - vzalloc() from a node */
void *vzalloc_node(unsigned long size, int node)
{
	return anywhere(size, PAGE_SIZE, GFP_KERNEL | __GFP_ZERO, 0, node, CALLER);
}
EXPORT_SYMBOL(vzalloc_node);

/* Where there is no such zone, it stands for memory that the kernel reaches directly, all below 4 GiB. */
#define GFP_32BIT (GFP_KERNEL | __GFP_DMA32)

/** vmalloc_32() - vmalloc() of pages that a device with 32 address bits reaches */
void *vmalloc_32(unsigned long size)
{
	return anywhere(size, PAGE_SIZE, GFP_32BIT, 0, NUMA_NO_NODE, CALLER);
}
EXPORT_SYMBOL(vmalloc_32);

/** vmalloc_32_user() - vmalloc_32(), zeroed, which may be shown to a user */
void *vmalloc_32_user(unsigned long size)
{
	return anywhere(size, PAGE_SIZE, GFP_32BIT | __GFP_ZERO, VM_USERMAP, NUMA_NO_NODE, CALLER);
}
EXPORT_SYMBOL(vmalloc_32_user);
