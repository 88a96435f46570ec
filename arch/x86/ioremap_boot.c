// SPDX-License-Identifier: MIT
/*
 * Device memory for drivers that start before vmalloc exists: a window at the end of the vmalloc
 * area that is handed out downwards and never taken back. Its top shows one thing after the other.
 */
#include <asm/cpufeature.h>
#include <asm/page.h>
#include <asm/paging.h>
#include <asm/pat.h>
#include <asm/tlbflush.h>
#include <asm/processor.h>
#include <linux/align.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <quarry/io_mappings.h>
#include <quarry/ioremap_boot.h>
#include <quarry/page_table.h>

#define WINDOW_SIZE (40UL << 20) /* a 4K screen has 32 MiB */
#define WINDOW_RESERVE (512UL << 10) /* for registers of devices that are found once vmalloc exists */

/* One page more, for what does not begin at a page's start; and one that stays unmapped above. */
#define TEMPORARY_SIZE (BOOT_IOREMAP_TEMPORARY_MAX + PAGE_SIZE)
#define TEMPORARY_START (VMALLOC_END - PAGE_SIZE - TEMPORARY_SIZE)

static unsigned long window_low = TEMPORARY_START;
static unsigned long window_end = VMALLOC_END - WINDOW_SIZE;

/* An address that the CPU, or an entry of this kernel's page tables, has no bits for would fault or be cut. */
static bool can_be_mapped(u64 phys, size_t size)
{
	u64 last = phys + (size - 1);

	return size && last >= phys && !(last >> boot_cpu_data.phys_bits) &&
	       !(last & PAGE_MASK & ~kernel_page_table.mode->frame_mask);
}

void *boot_ioremap(u64 phys, size_t size, unsigned int flags)
{
	unsigned long offset = phys & (PAGE_SIZE - 1), length = ALIGN(size + offset, PAGE_SIZE), start;
	static const pteval_t prot[] = { __PAGE_KERNEL_UNCACHED, __PAGE_KERNEL_WC, __PAGE_KERNEL };
	enum io_cache cache = IO_CACHE_WB;

	if (flags & BOOT_IOREMAP_UNCACHED)
		cache = IO_CACHE_UC;
	else if (flags & BOOT_IOREMAP_WC && pat_enabled())
		cache = IO_CACHE_WC;

	/* One page stays unmapped above each mapping. */
	if (!can_be_mapped(phys, size) || length < size ||
	    length + PAGE_SIZE > window_low - window_end)
		return NULL;
	start = window_low - PAGE_SIZE - length;
	if (pt_map(&kernel_page_table, start, phys - offset, length, prot[cache]))
		return NULL;
	window_low = start;
	ioremap_note_boot(phys - offset, length, start, cache);
	return (void *)(start + offset);
}

/**
 * boot_ioremap_close() - give what is not used of the window to vmalloc
 *
 * A little stays for late mappings.
 *
 * Return: the window's first address from now on.
 */
unsigned long __init boot_ioremap_close(void)
{
	window_end = max(window_end, (window_low & PAGE_MASK) - WINDOW_RESERVE);
	return window_end;
}

static void __init unmap_temporary(void)
{
	/* No page in it is a large one, so nothing is split and nothing can fail. */
	if (!pt_change(&kernel_page_table, TEMPORARY_START, TEMPORARY_SIZE, 0, _PAGE_PRESENT))
		flush_tlb_all();
}

const void *__init boot_ioremap_temporary(u64 phys, size_t size)
{
	unsigned long offset = phys & (PAGE_SIZE - 1);

	unmap_temporary();
	if (size > BOOT_IOREMAP_TEMPORARY_MAX || !can_be_mapped(phys, size))
		return NULL;
	if (pt_map(&kernel_page_table, TEMPORARY_START, phys - offset, ALIGN(size + offset, PAGE_SIZE),
		   __PAGE_KERNEL_RO))
		return NULL;
	return (const void *)(TEMPORARY_START + offset);
}
