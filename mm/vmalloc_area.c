// SPDX-License-Identifier: MIT
/*
 * Areas of the vmalloc range: taken, found, given back lazily.
 *
 * Purpose
 *	Give vmalloc(), vmap(), ioremap() and the module loader addresses, with an unmapped guard page
 *	behind each area, and make sure that addresses are not used again while a TLB may know what was
 *	there before.
 *
 * How
 *	Two regions, for vmalloc and (where code must be near to the kernel) for modules, each a
 *	window of addresses (vmap_area.c) with a lock. The descriptor of an area, struct vm_struct,
 *	holds all of it, so there is one allocation an area.
 *
 *	Freeing an area takes it out of the tree, so that a second attempt finds nothing; then its
 *	pages are unmapped; then it is retired: its addresses are free again when the TLBs of all CPUs have
 *	been flushed since. That costs an interrupt on each CPU, so it is done once for many areas:
 *	when the retired ones have more pages than lazy_limit, when no range can be found, when memory
 *	is short, and by vm_unmap_aliases().
 *
 * Invariants
 *	1. What is mapped in an area is changed only by who took it, or detached it.
 *	2. An area's addresses join the free ones after its entries are cleared, and after a flush that
 *	   began later.
 *
 * Lock order: purge_lock, then a region's lock. Memory is allocated and freed without the latter.
 *
 * Complexity: O(log n); a purge O(k log n) for k areas, in pieces.
 *
 * References: Linux's lazy unmapping (N. Piggin, 2008) for the idea of counting lazy pages.
 */
#include <asm/tlbflush.h>
#include <linux/atomic.h>
#include <linux/bug.h>
#include <linux/cpumask.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/panic.h>
#include <linux/preempt.h>
#include <linux/printk.h>
#include <linux/shrinker.h>
#include <linux/slab.h>
#include <linux/workqueue.h>
#include <quarry/ioremap_boot.h>
#include <quarry/page_table.h>
#include <quarry/vmalloc.h>
#include "vmalloc.h"

#define LAZY_BYTES (32UL << 20)	     /* of lazily freed areas, for each doubling of the number of CPUs */
#define RELEASED_AT_ONCE 32	     /* areas, with the region's lock held */

struct vmalloc_region vmalloc_regions[NR_VMALLOC_REGIONS] = {
	{ .name = "vmalloc", .lock = __SPIN_LOCK_UNLOCKED(vmalloc_regions[0].lock) },
	{ .name = "modules", .lock = __SPIN_LOCK_UNLOCKED(vmalloc_regions[1].lock) },
};

unsigned long vmalloc_misuses, vmalloc_purges;

static struct kmem_cache *vm_struct_cache;
static DEFINE_MUTEX(purge_lock);
static unsigned long lazy_limit = LAZY_BYTES >> PAGE_SHIFT;
static unsigned long ready_limit;

/**
 * vmalloc_region_of() - the region that an address lies in
 * @address: any address
 *
 * Return: the region, or NULL.
 */
struct vmalloc_region *vmalloc_region_of(unsigned long address)
{
	for (int i = 0; i < NR_VMALLOC_REGIONS; i++)
		if (address - vmalloc_regions[i].root.start < vmalloc_regions[i].root.end - vmalloc_regions[i].root.start)
			return &vmalloc_regions[i];
	return NULL;
}

/* ---- purging --------------------------------------------------------------------------------- */

static unsigned long nr_lazy_pages(void)
{
	unsigned long pages = 0;

	for (int i = 0; i < NR_VMALLOC_REGIONS; i++)
		pages += READ_ONCE(vmalloc_regions[i].root.nr_lazy_pages);
	return pages;
}

static void free_descriptors(struct vm_struct *vm)
{
	while (vm) {
		struct vm_struct *next = vm->next;

		kmem_cache_free(vm_struct_cache, vm);
		vm = next;
	}
}

/* May the area be kept for the next that needs as many addresses? Lock held. */
static bool keep_ready(struct vmalloc_region *region, struct vm_struct *vm)
{
	unsigned long pages = vm->size >> PAGE_SHIFT;

	/* One size must not crowd out the others. */
	if (pages > READY_PAGES || region->nr_ready_pages > ready_limit || region->nr_ready[pages] * pages > lazy_limit)
		return false;
	vm->next = region->ready[pages];
	region->ready[pages] = vm;
	region->nr_ready[pages]++;
	region->nr_ready_pages += pages;
	return true;
}

/* No TLB knows the areas of the list any more: they are kept, or their addresses are free. */
static void release_areas(struct vmalloc_region *region, struct vmap_area *lazy)
{
	while (lazy) {
		struct vm_struct *gone = NULL;
		unsigned long flags;

		spin_lock_irqsave(&region->lock, flags);
		for (int n = 0; lazy && n < RELEASED_AT_ONCE; n++) {
			struct vm_struct *vm = vm_of(lazy);

			lazy = lazy->lazy;
			if (keep_ready(region, vm))
				continue;
			vmap_area_release(&region->root, &vm->area);
			vm->next = gone;
			gone = vm;
		}
		spin_unlock_irqrestore(&region->lock, flags);
		free_descriptors(gone);
	}
}

/* Areas that are kept for reuse: their addresses are free too. */
static void release_ready(struct vmalloc_region *region)
{
	struct vm_struct *vm, *gone;
	unsigned long flags;

	for (unsigned int pages = 0; pages <= READY_PAGES; pages++) {
		gone = NULL;
		spin_lock_irqsave(&region->lock, flags);
		while ((vm = region->ready[pages])) {
			region->ready[pages] = vm->next;
			region->nr_ready[pages]--;
			region->nr_ready_pages -= pages;
			vmap_area_release(&region->root, &vm->area);
			vm->next = gone;
			gone = vm;
		}
		spin_unlock_irqrestore(&region->lock, flags);
		free_descriptors(gone);
	}
}

static unsigned long purge_locked(void)
{
	struct vmap_area *lazy[NR_VMALLOC_REGIONS];
	unsigned long pages = 0, flags;

	for (int i = 0; i < NR_VMALLOC_REGIONS; i++) {
		spin_lock_irqsave(&vmalloc_regions[i].lock, flags);
		pages += vmalloc_regions[i].root.nr_lazy_pages;
		lazy[i] = vmap_area_take_lazy(&vmalloc_regions[i].root);
		spin_unlock_irqrestore(&vmalloc_regions[i].lock, flags);
	}
	if (!pages)
		return 0;
	flush_tlb_all();
	vmalloc_purges++;
	for (int i = 0; i < NR_VMALLOC_REGIONS; i++)
		release_areas(&vmalloc_regions[i], lazy[i]);
	return pages;
}

/**
 * vm_unmap_aliases() - make all CPUs forget what was unmapped
 *
 * When it returns, no TLB translates an address of an area that was freed before the call, and the
 * addresses are free again.
 *
 * Context: process; may sleep.
 */
void vm_unmap_aliases(void)
{
	mutex_lock(&purge_lock);
	purge_locked();
	mutex_unlock(&purge_lock);
}
EXPORT_SYMBOL(vm_unmap_aliases);

/**
 * vmalloc_shrink() - free all addresses that nobody uses, with their descriptors
 *
 * Context: process; may sleep.
 */
void vmalloc_shrink(void)
{
	mutex_lock(&purge_lock);
	purge_locked();
	for (int i = 0; i < NR_VMALLOC_REGIONS; i++)
		release_ready(&vmalloc_regions[i]);
	mutex_unlock(&purge_lock);
}

static void purge_work_function(struct work_struct *work)
{
	vm_unmap_aliases();
}
static DECLARE_WORK(purge_work, purge_work_function);

/* Many pages are lazily freed: purge here if we may wait, else soon. */
static noinline void purge_wanted(void)
{
	if (in_atomic() || irqs_disabled()) {
		schedule_work(&purge_work);
	} else if (mutex_trylock(&purge_lock)) {
		purge_locked();
		mutex_unlock(&purge_lock);
	}
}

static unsigned long count_lazy(struct shrinker *shrinker, struct shrink_control *sc)
{
	/* What a purge gives back is descriptors. */
	return nr_lazy_pages() || vmalloc_regions[0].nr_ready_pages ? 1 : 0;
}

static unsigned long scan_lazy(struct shrinker *shrinker, struct shrink_control *sc)
{
	/* Whoever purges may be waiting for memory, for whose sake we are called. */
	if (!mutex_trylock(&purge_lock))
		return SHRINK_STOP;
	purge_locked();
	for (int i = 0; i < NR_VMALLOC_REGIONS; i++)
		release_ready(&vmalloc_regions[i]);
	mutex_unlock(&purge_lock);
	return 1;
}

static struct shrinker lazy_shrinker = {
	.count_objects = count_lazy,
	.scan_objects = scan_lazy,
	.seeks = DEFAULT_SEEKS,
};

/* ---- taking ---------------------------------------------------------------------------------- */

/* What a new life of an area begins with. */
static __always_inline void set_up(struct vm_struct *vm, unsigned long flags, const void *caller)
{
	vm->next = NULL;
	vm->flags = flags;
	vm->pages = NULL;
	vm->page_order = 0;
	vm->nr_pages = 0;
	vm->phys_addr = 0;
	vm->caller = caller;
}

/* One that is kept for reuse, if it would be the answer anyway: any addresses do. */
static __always_inline struct vm_struct *take_ready(struct vmalloc_region *region, unsigned long pages,
						    unsigned long vm_flags, const void *caller)
{
	struct vm_struct *vm;
	unsigned long flags;

	spin_lock_irqsave(&region->lock, flags);
	vm = region->ready[pages];
	if (likely(vm)) {
		region->ready[pages] = vm->next;
		region->nr_ready[pages]--;
		region->nr_ready_pages -= pages;
		set_up(vm, vm_flags, caller);
		vmap_area_revive(&region->root, &vm->area);
	}
	spin_unlock_irqrestore(&region->lock, flags);
	return vm;
}

/**
 * vm_area_take_ready() - an area of the vmalloc range that is kept for reuse
 * @pages: its pages, the guard page included, at most READY_PAGES
 * @flags: VM_*
 * @caller: whom the reports name
 *
 * Context: any but NMI. Return: the area, or NULL if there is none.
 */
struct vm_struct *vm_area_take_ready(unsigned long pages, unsigned long flags, const void *caller)
{
	return take_ready(&vmalloc_regions[0], pages, flags, caller);
}

static int place_area(struct vmalloc_region *region, struct vm_struct *vm, unsigned long align, unsigned long start,
		      unsigned long end)
{
	unsigned long flags;
	int err;

	spin_lock_irqsave(&region->lock, flags);
	err = vmap_area_alloc(&region->root, &vm->area, vm->size, align, start, end);
	/* Somebody may look it up from now on. */
	vm->addr = (void *)vm->area.va_start;
	spin_unlock_irqrestore(&region->lock, flags);
	return err;
}

static noinline struct vm_struct *take_new(struct vmalloc_region *region, unsigned long size, unsigned long align,
					   unsigned long start, unsigned long end, unsigned long flags, gfp_t gfp,
					   const void *caller)
{
	struct vm_struct *vm = kmem_cache_alloc(vm_struct_cache, gfp & ~(GFP_ZONEMASK | __GFP_ZERO | __GFP_COMP));
	int err;

	if (unlikely(!vm))
		return NULL;
	set_up(vm, flags, caller);
	vm->entries = NULL;
	vm->size = size;
	err = place_area(region, vm, align, start, end);
	if (unlikely(err == -ENOSPC) && gfpflags_allow_blocking(gfp)) {
		vmalloc_shrink();
		err = place_area(region, vm, align, start, end);
	}
	if (likely(!err))
		return vm;
	kmem_cache_free(vm_struct_cache, vm);
	return NULL;
}

/**
 * vm_area_take() - an area, with all that can be chosen about it
 * @size: bytes, not counting the guard page; a multiple of the page size, not 0
 * @align: of its start, a power of two
 * @start: no address below this
 * @end: nor this or above
 * @flags: VM_*
 * @gfp: for its descriptor
 * @caller: whom the reports name
 *
 * Context: as @gfp allows; process context if it may wait. Return: the area, or NULL.
 */
struct vm_struct *vm_area_take(unsigned long size, unsigned long align, unsigned long start, unsigned long end,
			       unsigned long flags, gfp_t gfp, const void *caller)
{
	struct vmalloc_region *region = vmalloc_region_of(start);
	struct vm_struct *vm = NULL;

	if (unlikely(!region || !size || size + PAGE_SIZE < size))
		return NULL;
	size += PAGE_SIZE;
	if (likely(size <= READY_PAGES * PAGE_SIZE && align == PAGE_SIZE && start == region->root.start &&
		   end == region->root.end))
		vm = take_ready(region, size >> PAGE_SHIFT, flags, caller);
	return vm ? vm : take_new(region, size, align, start, end, flags, gfp, caller);
}

/* ---- finding and giving back ----------------------------------------------------------------- */

static struct vmap_area *find_locked(struct vmalloc_region *region, const void *addr)
{
	return vmap_area_find(&region->root, (unsigned long)addr);
}

/**
 * find_vm_area() - the area that an address lies in
 * @addr: any address
 *
 * Return: the area, which the caller must keep from being freed; or NULL.
 */
struct vm_struct *find_vm_area(const void *addr)
{
	struct vmalloc_region *region = vmalloc_region_of((unsigned long)addr);
	struct vmap_area *area;
	unsigned long flags;

	if (!region)
		return NULL;
	spin_lock_irqsave(&region->lock, flags);
	area = find_locked(region, addr);
	spin_unlock_irqrestore(&region->lock, flags);
	return area ? vm_of(area) : NULL;
}
EXPORT_SYMBOL(find_vm_area);

/* The address is not one to free: says why, and what is there. */
static noinline void report_bad_free(struct vmalloc_region *region, const void *addr, const char *how)
{
	const struct vmap_area *area = NULL;
	bool lazy = false;

	vmalloc_misuses++;
	if (region) {
		area = find_locked(region, addr);
		lazy = !area;
		if (lazy)
			area = vmap_area_find_detached(&region->root, (unsigned long)addr);
	}
	if (!area)
		WARN(1, "%s of %px, which is no vmalloc address: nothing was allocated there\n", how, addr);
	else if (lazy)
		WARN(1, "%s of %px, which was freed already, by %pS\n", how, addr, vm_of(area)->caller);
	else if (vm_of(area)->addr != addr)
		WARN(1, "%s of %px, which lies inside an area at %px of %lu bytes, allocated by %pS\n", how, addr,
		     vm_of(area)->addr, vm_of(area)->size - PAGE_SIZE, vm_of(area)->caller);
	else
		WARN(1, "%s of %px, which is an area of another kind (flags %#lx), allocated by %pS\n", how, addr,
		     vm_of(area)->flags, vm_of(area)->caller);
}

/**
 * vm_area_detach() - take an area, so that nobody else finds it
 * @addr: its first address
 * @wrong_flags: it must not have one of these VM_*
 * @how: what is being done, for a report
 * @caller: who does it
 *
 * Return: the area, whose addresses stay taken until vm_area_retire(); NULL, and a report, if there is
 * no such area.
 */
struct vm_struct *vm_area_detach(const void *addr, unsigned long wrong_flags, const char *how, const void *caller)
{
	struct vmalloc_region *region = vmalloc_region_of((unsigned long)addr);
	struct vmap_area *area = NULL;
	unsigned long flags;

	if (unlikely(!region)) {
		report_bad_free(NULL, addr, how);
		return NULL;
	}
	spin_lock_irqsave(&region->lock, flags);
	area = find_locked(region, addr);
	if (likely(area && area->va_start == (unsigned long)addr && !(vm_of(area)->flags & wrong_flags))) {
		vmap_area_detach(&region->root, area);
		vm_of(area)->caller = caller;
	} else {
		report_bad_free(region, addr, how);
		area = NULL;
	}
	spin_unlock_irqrestore(&region->lock, flags);
	return area ? vm_of(area) : NULL;
}

/**
 * vm_area_retire() - a detached area, where nothing is mapped any more, is no longer needed
 * @vm: the area; it is gone when this returns
 *
 * Context: any; in process context with nothing locked it may purge.
 */
void vm_area_retire(struct vm_struct *vm)
{
	struct vmalloc_region *region = vmalloc_region_of(vm->area.va_start);
	bool now = vm->flags & VM_FLUSH_RESET_PERMS;
	unsigned long flags;

	spin_lock_irqsave(&region->lock, flags);
	vmap_area_retire(&region->root, &vm->area);
	spin_unlock_irqrestore(&region->lock, flags);
	if (unlikely(now || READ_ONCE(region->root.nr_lazy_pages) > lazy_limit))
		purge_wanted();
}

/* ---- boot ------------------------------------------------------------------------------------ */

/* Addresses that were used before there was an allocator for them. */
static void __init reserve(unsigned long start, unsigned long end, const char *what)
{
	if (!vm_area_take(end - start - PAGE_SIZE, PAGE_SIZE, start, end, VM_IOREMAP, GFP_KERNEL, boot_ioremap))
		panic("vmalloc: cannot reserve %s", what);
}

/**
 * vmalloc_init() - the vmalloc range is ready
 *
 * Once there are a page allocator and a slab allocator.
 */
void __init vmalloc_init(void)
{
	vm_struct_cache = kmem_cache_create("vm_struct", sizeof(struct vm_struct), 0, SLAB_PANIC, NULL);
	vmap_area_root_init(&vmalloc_regions[0].root, VMALLOC_START, VMALLOC_END);
	if (MODULES_VADDR != VMALLOC_START)
		vmap_area_root_init(&vmalloc_regions[1].root, MODULES_VADDR, MODULES_END);
	/* On i386 the range may have 60 MiB: half of it for four sizes of areas to be reused, an eighth for the rest. */
	lazy_limit = min(lazy_limit * fls(num_possible_cpus()), (VMALLOC_END - VMALLOC_START) / 8 >> PAGE_SHIFT);
	ready_limit = 4 * lazy_limit;
	reserve(boot_ioremap_close(), VMALLOC_END, "boot_ioremap()'s window");
	register_shrinker(&lazy_shrinker, "vmalloc");
	pr_info("vmalloc: %#lx..%#lx, %lu MiB\n", VMALLOC_START, VMALLOC_END - 1, (VMALLOC_END - VMALLOC_START) >> 20);
}
