// SPDX-License-Identifier: MIT
/* What pages the direct map is made of: the last lines of /proc/meminfo, counted when they are asked for. */
#include <asm/paging.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/seq_file.h>
#include <quarry/page_table.h>

/* Bytes that are mapped by pages of each level. */
struct sizes {
	u64 bytes[PAGING_MAX_LEVELS];
};

static void add_leaf(void *arg, unsigned long virt, phys_addr_t phys, unsigned long size)
{
	const struct paging_mode *mode = kernel_page_table.mode;
	struct sizes *sizes = arg;
	int level = 0;

	while (level + 1 < mode->levels && size >= 1UL << mode->shift[level + 1])
		level++;
	sizes->bytes[level] += size;
}

/**
 * arch_report_meminfo() - the lines DirectMap4k, DirectMap2M (or 4M), DirectMap1G
 * @m: where to
 */
void arch_report_meminfo(struct seq_file *m)
{
	static const char *const names[] = { "DirectMap4k:", "DirectMap2M:", "DirectMap1G:" };
	const struct paging_mode *mode = kernel_page_table.mode;
	struct sizes sizes = {};

	pt_for_each_leaf(&kernel_page_table, PAGE_OFFSET, max_low_pfn << PAGE_SHIFT, add_leaf, &sizes);
	for (int level = 0; level < 3 && level < mode->levels && mode->large[level]; level++)
		seq_printf(m, "%-16s%8llu kB\n", mode->shift[level] == 22 ? "DirectMap4M:" : names[level],
			   sizes.bytes[level] >> 10);
}
