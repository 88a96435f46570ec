// SPDX-License-Identifier: MIT
/* Showing a page at a constant address. */
#include <asm/fixmap.h>
#include <asm/tlbflush.h>
#include <linux/kernel.h>
#include <quarry/page_table.h>

/**
 * clear_fixmap() - show nothing any more
 * @index: which constant address
 *
 * Context: process or softirq, interrupts on: all CPUs forget it.
 */
void clear_fixmap(enum fixed_addresses index)
{
	unsigned long address = __fix_to_virt(index);

	/* A page of 4 KiB is not split, so nothing can fail. */
	if (!pt_change(&kernel_page_table, address, PAGE_SIZE, 0, _PAGE_PRESENT))
		flush_tlb_kernel_range(address, address + PAGE_SIZE);
}

/**
 * __set_fixmap() - show physical memory at a constant address
 * @index: which address
 * @phys: the memory, page-aligned
 * @prot: with which rights
 *
 * What was shown there before is replaced. The address belongs to whoever the index was made for: there
 * is no lock.
 *
 * Context: process or softirq, interrupts on. Return: 0, or -ENOMEM.
 */
int __set_fixmap(enum fixed_addresses index, phys_addr_t phys, pgprot_t prot)
{
	clear_fixmap(index);
	return pt_map(&kernel_page_table, __fix_to_virt(index), phys, PAGE_SIZE, pgprot_val(prot));
}
