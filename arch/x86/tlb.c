// SPDX-License-Identifier: MIT
/*
 * TLB shoot-down: every CPU drops translations that have changed, and the caller goes on when all
 * have. A range is dropped page by page up to a number of pages, beyond which dropping everything
 * costs less: each INVLPG takes about as long as a TLB miss or two.
 */
#include <asm/page.h>
#include <asm/tlbflush.h>
#include <linux/smp.h>

#define FLUSH_ALL_ABOVE 33 /* pages; the ceiling that Linux uses on x86 */

struct range {
	unsigned long start, end;
};

static void flush_range_here(void *info)
{
	const struct range *range = info;

	for (unsigned long address = range->start; address < range->end; address += PAGE_SIZE)
		__flush_tlb_one_kernel(address);
}

static void flush_all_here(void *info)
{
	__flush_tlb_all();
}

/**
 * flush_tlb_all() - have all CPUs forget all translations
 *
 * Context: process or softirq, interrupts on.
 */
void flush_tlb_all(void)
{
	on_each_cpu(flush_all_here, NULL, 1);
}

/**
 * flush_tlb_kernel_range() - have all CPUs forget the translations of a range
 * @start: first address
 * @end: address behind the last
 *
 * Context: process or softirq, interrupts on.
 */
void flush_tlb_kernel_range(unsigned long start, unsigned long end)
{
	struct range range = { start & PAGE_MASK, end };

	if (end - range.start > FLUSH_ALL_ABOVE * PAGE_SIZE)
		on_each_cpu(flush_all_here, NULL, 1);
	else
		on_each_cpu(flush_range_here, &range, 1);
}
