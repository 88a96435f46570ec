// SPDX-License-Identifier: MIT
/*
 * The kernel's page table of the host: four levels, as on x86_64, and empty. Address spaces are made on
 * top of it, but no CPU translates by any of them.
 */
#include <linux/gfp.h>
#include <linux/mm_struct.h>
#include <linux/spinlock.h>
#include <quarry/page_table.h>

static u64 root[PAGE_SIZE / sizeof(u64)] __aligned(PAGE_SIZE);

static const struct paging_mode four_levels = {
	.name = "four levels",
	.levels = 4,
	.entry_size = 8,
	.shift = { 12, 21, 30, 39 },
	.bits = { 9, 9, 9, 9 },
	.large = { true, true, true, false },
	.frame_mask = 0x000ffffffffff000ULL,
	.table_flags = { 0, __PAGE_TABLE, __PAGE_TABLE, __PAGE_TABLE },
};

static void *alloc_table(void)
{
	return (void *)get_zeroed_page(GFP_KERNEL);
}

static void free_table(void *table)
{
	free_page((unsigned long)table);
}

/* On the host only suites change it, and they take the tables away again. */
struct page_table kernel_page_table = {
	.root = root,
	.mode = &four_levels,
	.alloc_table = alloc_table,
	.free_table = free_table,
	.root_changed = kernel_half_changed,
	.lock = &init_mm.page_table_lock,
};
