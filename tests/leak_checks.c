// SPDX-License-Identifier: MIT
/* Counters that every suite must leave as it found them, in the kernel and on the host. */
#include <asm/irqflags.h>
#include <kunit/test.h>
#include <linux/mm.h>
#include <linux/mm_struct.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <quarry/kmap.h>

static u64 interrupts_off(void)
{
	return irqs_disabled();
}

KUNIT_LEAK_CHECK("interrupts off", interrupts_off);

static u64 preemption_count(void)
{
	return preempt_count();
}

KUNIT_LEAK_CHECK("preemption count", preemption_count);

#ifdef CONFIG_DEBUG
static u64 locks_held(void)
{
	return current->nr_held_locks;
}

KUNIT_LEAK_CHECK("locks held", locks_held);
#endif

static u64 local_maps(void)
{
#ifdef CONFIG_DEBUG
	return kmap_local_count() + current->nr_local_maps;
#else
	return kmap_local_count();
#endif
}

KUNIT_LEAK_CHECK("local mappings", local_maps);

static u64 kmap_windows(void)
{
	return pkmap_count();
}

KUNIT_LEAK_CHECK("kmap windows", kmap_windows);

/* Not on the host. */
extern unsigned int ioremap_count(void) __attribute__((weak));

static u64 device_mappings(void)
{
	return ioremap_count ? ioremap_count() : 0;
}

KUNIT_LEAK_CHECK("device mappings", device_mappings);

/* On the host the page allocator may be left out of a build (HOST_SRCS). */
extern typeof(nr_free_pages) nr_free_pages __attribute__((weak));

/* Threads' stacks are kept for the next thread; on the host there are none. */
extern unsigned long stack_cache_shrink(void) __attribute__((weak));

extern typeof(init_mm) init_mm __attribute__((weak));

/* And so are the workers of work queues, and what tells kthread_stop() how a thread ended. */
extern void workqueue_shrink(void) __attribute__((weak));
extern void kthread_forget_ended(void) __attribute__((weak));

/* CPUs keep objects, and caches slabs without used objects. */
extern typeof(kmem_cache_shrink_all) kmem_cache_shrink_all __attribute__((weak));

/* Lazily freed addresses have descriptors. */
extern unsigned long vmalloc_nr_areas(void) __attribute__((weak));

/* Gives back what is only kept for the next time. Each counter that it moves asks for it: the order is open. */
static void forget_what_is_kept(void)
{
	if (workqueue_shrink)
		workqueue_shrink();
	if (kthread_forget_ended)
		kthread_forget_ended();
	if (stack_cache_shrink)
		stack_cache_shrink();
	if (vmalloc_nr_areas)
		vmalloc_nr_areas();
	if (kmem_cache_shrink_all)
		kmem_cache_shrink_all();
}

static u64 free_pages_now(void)
{
	forget_what_is_kept();
	/* The kernel's page tables stay, once they are there. */
	return nr_free_pages ? nr_free_pages() + (&init_mm ? atomic_long_read(&init_mm.nr_ptes) : 0) : 0;
}

KUNIT_LEAK_CHECK("free pages", free_pages_now);

/* Stacks, which are kept, are areas too. */
static u64 vmalloc_areas_now(void)
{
	forget_what_is_kept();
	return vmalloc_nr_areas ? vmalloc_nr_areas() : 0;
}

KUNIT_LEAK_CHECK("vmalloc areas", vmalloc_areas_now);

/* Objects that are allocated, of all caches. */
extern unsigned long slab_objects_allocated(void) __attribute__((weak));

static u64 slab_objects_now(void)
{
	forget_what_is_kept();
	return slab_objects_allocated ? slab_objects_allocated() : 0;
}

KUNIT_LEAK_CHECK("slab objects", slab_objects_now);

extern typeof(nr_mm_structs) nr_mm_structs __attribute__((weak));
extern typeof(nr_vmas) nr_vmas __attribute__((weak));

static u64 address_spaces(void)
{
	return nr_mm_structs ? nr_mm_structs() : 0;
}

KUNIT_LEAK_CHECK("address spaces", address_spaces);

static u64 regions(void)
{
	return nr_vmas ? nr_vmas() : 0;
}

KUNIT_LEAK_CHECK("regions of address spaces", regions);

/* Nobody may stay in a space, or the next suite runs in it. */
static u64 own_space(void)
{
	return current->mm != NULL;
}

KUNIT_LEAK_CHECK("in an address space", own_space);
