// SPDX-License-Identifier: MIT
/*
 * What vmalloc costs: pairs of vmalloc() and vfree(), of vmap() and vunmap(), the lazy purges that they
 * cause included: each run ends with one, or a purge for thousands of pairs would be counted in some
 * runs and not in others. Names and operations as in the measurements of Linux.
 */
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/vmalloc.h>
#include <quarry/bench.h>

static bool vmalloc_pair(unsigned int n, unsigned long size)
{
	while (n--) {
		void *memory = vmalloc(size);

		if (!memory)
			return false;
		vfree(memory);
	}
	vm_unmap_aliases();
	return true;
}
BENCH_CASE(vmalloc_4k, "vmalloc_4k", vmalloc_pair, 4096);
BENCH_CASE(vmalloc_64k, "vmalloc_64k", vmalloc_pair, 65536);
BENCH_CASE(vmalloc_4m, "vmalloc_4m", vmalloc_pair, 4 << 20);

/* Of small pages only, as it was before there were large ones. */
static bool vmalloc_small_pages(unsigned int n, unsigned long size)
{
	while (n--) {
		void *memory = __vmalloc_node(size, PAGE_SIZE, GFP_KERNEL, NUMA_NO_NODE, vmalloc_small_pages);

		if (!memory)
			return false;
		vfree(memory);
	}
	vm_unmap_aliases();
	return true;
}
BENCH_CASE(vmalloc_small_4m, "vmalloc_small_4m", vmalloc_small_pages, 4 << 20);

static bool vmalloc_huge_pair(unsigned int n, unsigned long size)
{
	while (n--) {
		void *memory = vmalloc_huge(size, GFP_KERNEL);

		if (!memory)
			return false;
		vfree(memory);
	}
	vm_unmap_aliases();
	return true;
}
BENCH_CASE(vmalloc_huge_4m, "vmalloc_huge_4m", vmalloc_huge_pair, 4 << 20);

/* One byte of every page written in between. */
static bool vmalloc_touch(unsigned int n, unsigned long size)
{
	while (n--) {
		volatile char *memory = vmalloc(size);

		if (!memory)
			return false;
		for (unsigned long at = 0; at < size; at += PAGE_SIZE)
			memory[at] = 1;
		vfree((void *)memory);
	}
	vm_unmap_aliases();
	return true;
}
BENCH_CASE(vmalloc_64k_touch, "vmalloc_64k_touch", vmalloc_touch, 65536);

#define VMAP_PAGES 16

static bool vmap_pair(unsigned int n, unsigned long unused)
{
	struct page *pages[VMAP_PAGES];
	unsigned int got = 0;
	bool done = true;

	(void)unused;
	while (got < VMAP_PAGES && (pages[got] = alloc_page(GFP_KERNEL)))
		got++;
	while (n-- && got == VMAP_PAGES && done) {
		void *memory = vmap(pages, VMAP_PAGES, VM_MAP, PAGE_KERNEL);

		done = memory;
		vunmap(memory);
	}
	vm_unmap_aliases();
	done = done && got == VMAP_PAGES;
	while (got)
		__free_page(pages[--got]);
	return done;
}
BENCH_CASE(vmap_64k, "vmap_64k", vmap_pair, 0);
