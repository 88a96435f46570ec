// SPDX-License-Identifier: MIT
/* Backing the array of struct pages: only where there is RAM, in large pages where they fit. */
#include <asm/paging.h>
#include <asm/vmemmap.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <quarry/page_table.h>

/* The page size at @address: large where an aligned one lies before @end, and the CPU has it. */
static unsigned long step_at(unsigned long address, unsigned long end)
{
	unsigned long large = 1UL << kernel_page_table.mode->shift[1];

	return !(address & (large - 1)) && end - address >= large ? large : PAGE_SIZE;
}

int vmemmap_populate(unsigned long start, unsigned long end)
{
	unsigned long address = start, step;
	struct pt_step leaf;
	void *block;

	for (; address < end; address += step) {
		step = step_at(address, end);
		if (pt_lookup(&kernel_page_table, address, &leaf)) {
			step = PAGE_SIZE;
			continue;
		}
		/* A table is there already, or a large block is not to be had: small pages do. */
		block = leaf.level || step == PAGE_SIZE ? vmemmap_alloc_block(step) : NULL;
		if (!block && step != PAGE_SIZE) {
			step = PAGE_SIZE;
			block = vmemmap_alloc_block(step);
		}
		if (!block || pt_map(&kernel_page_table, address, __pa(block), step, __PAGE_KERNEL))
			return -ENOMEM;
	}
	return 0;
}
