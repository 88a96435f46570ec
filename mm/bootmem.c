// SPDX-License-Identifier: MIT
/*
 * bootmem: the old boot-time allocator's functions, made of memblock's.
 *
 * Purpose: programs written against the books of the 2.4 and 2.6 years find their names. The real
 * bootmem was a bitmap, a bit a page, searched from the first clear bit; what is left of it is what
 * it promised: plain memory lies, where possible, above the 16 MiB that ISA devices can reach, to
 * spare them; "low" memory lies below; "pages" begin on a page border, all else on a cache line.
 *
 * Limits, locks and complexity are memblock's (mm/memblock.c).
 *
 * References: Gorman, "Understanding the Linux Virtual Memory Manager", chapter 5.
 */
#include <linux/bootmem.h>
#include <linux/kernel.h>
#include <linux/memblock.h>

#include <asm/page.h>

#define CACHE_LINE 64
#define MAX_DMA_PHYS (16ULL << 20) /* 24 address lines of the ISA bus */

static void *take(unsigned long size, unsigned long align, phys_addr_t from, phys_addr_t to)
{
	void *ptr = memblock_alloc_try_nid(size, align, from, to, NUMA_NO_NODE);

	if (!ptr)
		panic("bootmem: no %lu bytes aligned to %lu are free below %#llx", size, align,
		      to ? to : memblock_get_current_limit());
	return ptr;
}

/**
 * alloc_bootmem() - zeroed memory, preferably not from the first 16 MiB
 * @size: bytes, at least 1
 *
 * Context: boot, before memblock_free_all(). Panics if there is none.
 */
void *alloc_bootmem(unsigned long size)
{
	return take(size, CACHE_LINE, MAX_DMA_PHYS, MEMBLOCK_ALLOC_ACCESSIBLE);
}

/**
 * alloc_bootmem_low() - zeroed memory that ISA DMA can reach: below 16 MiB
 * @size: bytes, at least 1
 *
 * Context: boot, before memblock_free_all(). Panics if there is none.
 */
void *alloc_bootmem_low(unsigned long size)
{
	return take(size, CACHE_LINE, 0, MAX_DMA_PHYS);
}

/**
 * alloc_bootmem_pages() - as alloc_bootmem(), beginning on a page border
 * @size: bytes, at least 1; need not be whole pages, but nothing else will share the last one
 */
void *alloc_bootmem_pages(unsigned long size)
{
	return take(ALIGN(size, PAGE_SIZE), PAGE_SIZE, MAX_DMA_PHYS, MEMBLOCK_ALLOC_ACCESSIBLE);
}

/**
 * alloc_bootmem_low_pages() - as alloc_bootmem_low(), beginning on a page border
 * @size: bytes, at least 1; need not be whole pages, but nothing else will share the last one
 */
void *alloc_bootmem_low_pages(unsigned long size)
{
	return take(ALIGN(size, PAGE_SIZE), PAGE_SIZE, 0, MAX_DMA_PHYS);
}

/**
 * free_bootmem() - give memory back
 * @addr: its physical address: __pa() of what was allocated
 * @size: bytes; of the _pages kind, whole pages
 *
 * The real one could give back whole pages only; here every byte is.
 */
void free_bootmem(phys_addr_t addr, unsigned long size)
{
	memblock_phys_free(addr, size);
}
