// SPDX-License-Identifier: MIT
/* The page tables of the windows into high memory. */
#include <asm/highmem.h>
#include <asm/paging.h>
#include <asm/zones.h>
#include <linux/build_bug.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/panic.h>
#include <linux/smp.h>
#include <quarry/kmap.h>
#include <quarry/page_table.h>

char kmap_tables[KMAP_TABLES_SIZE] __aligned(PAGE_SIZE);
EXPORT_SYMBOL(kmap_tables);
u8 kmap_entry_shift;
EXPORT_SYMBOL(kmap_entry_shift);

struct page *highmem_start_page;
EXPORT_SYMBOL(highmem_start_page);

DEFINE_PER_CPU(unsigned long, kmap_local_next);
EXPORT_PER_CPU_SYMBOL(kmap_local_next);

static char *next_table __initdata = kmap_tables;

static void *__init take_table(void)
{
	char *table = next_table;

	next_table += PAGE_SIZE;
	return table;
}

/* Has the walker put them where kmap_entry_of() looks? */
static bool __init tables_in_place(unsigned long address)
{
	struct pt_step leaf;
	bool found;

	*kmap_entry_of(address) = KMAP_PROT;
	found = pt_lookup(&kernel_page_table, address, &leaf) && (u32)leaf.entry == KMAP_PROT;
	*kmap_entry_of(address) = 0;
	return found;
}

/* From the lowest address to the highest, table for table. */
static void __init link_tables(void)
{
	void *(*alloc_table)(void) = kernel_page_table.alloc_table;
	int err;

	kernel_page_table.alloc_table = take_table;
	err = pt_prepare(&kernel_page_table, PKMAP_BASE, KMAP_WINDOWS_SIZE);
	kernel_page_table.alloc_table = alloc_table;
	if (err || !tables_in_place(PKMAP_BASE) || !tables_in_place(0UL - PAGE_SIZE))
		panic("kmap: cannot make the page tables of the windows");
}

static void __init forbid_execution(void)
{
	u64 *entry = (u64 *)kmap_tables;

	if (kernel_page_table.mode->entry_size == sizeof(*entry))
		for (unsigned int i = 0; i < KMAP_TABLES_SIZE / sizeof(*entry); i++)
			entry[i] = _PAGE_NX & supported_pte_mask;
}

/**
 * kmap_init() - open the windows into high memory
 *
 * Once the per-CPU areas exist and before another address space does.
 */
void __init kmap_init(void)
{
	if (nr_cpu_ids > KMAP_LOCAL_MAX_CPUS)
		panic("kmap: windows for %u CPUs only", KMAP_LOCAL_MAX_CPUS);
	highmem_start_page = pfn_to_page(max_low_pfn);
	kmap_entry_shift = PAGE_SHIFT - (kernel_page_table.mode->entry_size == 8 ? 3 : 2);
	pkmap_setup();
	link_tables();
	forbid_execution();
	for (unsigned int cpu = 0; cpu < nr_cpu_ids; cpu++)
		per_cpu(kmap_local_next, cpu) = KMAP_LOCAL_START + cpu * KMAP_LOCAL_STRIDE;
}
