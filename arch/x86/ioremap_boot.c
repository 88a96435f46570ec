// SPDX-License-Identifier: MIT
/*
 * Device memory for drivers that start before vmalloc exists: a window at the end of the vmalloc
 * area that is handed out downwards and never taken back.
 */
#include <asm/page.h>
#include <asm/paging.h>
#include <linux/align.h>
#include <linux/kernel.h>
#include <quarry/ioremap_boot.h>
#include <quarry/page_table.h>

#define WINDOW_SIZE (40UL << 20) /* a 4K screen has 32 MiB */

static unsigned long window_low = VMALLOC_END;

void *boot_ioremap(u64 phys, size_t size, unsigned int flags)
{
	unsigned long offset = phys & (PAGE_SIZE - 1), length = ALIGN(size + offset, PAGE_SIZE), start;
	pteval_t prot = flags & BOOT_IOREMAP_UNCACHED ? __PAGE_KERNEL_UNCACHED : __PAGE_KERNEL;

	/* One page stays unmapped above each mapping. */
	if (!size || length < size || length + PAGE_SIZE > window_low - (VMALLOC_END - WINDOW_SIZE))
		return NULL;
	start = window_low - PAGE_SIZE - length;
	if (pt_map(&kernel_page_table, start, phys - offset, length, prot))
		return NULL;
	window_low = start;
	return (void *)(start + offset);
}
