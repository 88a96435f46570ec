// SPDX-License-Identifier: MIT
/*
 * The kernel's own page tables, which replace the boot loader's and the start-up code's.
 *
 * Three things are mapped: RAM, at PAGE_OFFSET, in the largest pages that fit, not executable; the
 * kernel image, each part with just the rights it needs; and, when their time comes, struct pages
 * and device memory. What is not RAM is not mapped, so a stray pointer faults.
 */
#include <asm/cpufeature.h>
#include <asm/double_fault.h>
#include <asm/mmu_context.h>
#include <asm/paging.h>
#include <asm/processor.h>
#include <asm/sections.h>
#include <asm/tlbflush.h>
#include <asm/zones.h>
#include <linux/err.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/mm.h>
#include <linux/mm_struct.h>
#include <linux/panic.h>
#include <linux/pfn.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <quarry/main.h>
#include <quarry/page_table.h>

unsigned long max_low_pfn, max_pfn;
void *high_memory;
EXPORT_SYMBOL(high_memory);
pteval_t supported_pte_mask = ~0ULL;
struct page_table kernel_page_table = { .lock = &init_mm.page_table_lock, .nr_tables = &init_mm.nr_ptes };

static unsigned long vmalloc_reserve __initdata = 0UL - PAGE_OFFSET - DIRECT_MAP_MAX;
static u64 highmem_wanted __initdata;

static int __init parse_vmalloc(char *arg)
{
	vmalloc_reserve = memparse(arg, NULL);
	return 0;
}
early_param("vmalloc", parse_vmalloc);

static int __init parse_highmem(char *arg)
{
	highmem_wanted = memparse(arg, NULL);
	return 0;
}
early_param("highmem", parse_highmem);

/* Tables are reached through the boot tables' direct map until the final ones are loaded. */
static void *alloc_table_early(void)
{
	return memblock_alloc(PAGE_SIZE, PAGE_SIZE);
}

static void *alloc_table_late(void)
{
	return (void *)get_zeroed_page(GFP_ATOMIC);
}

static void free_table_late(void *table)
{
	free_page((unsigned long)table);
}

/**
 * paging_use_page_allocator() - take further page tables from the buddy allocator
 *
 * Called once memblock's memory has been handed over.
 */
void __init paging_use_page_allocator(void)
{
	kernel_page_table.alloc_table = alloc_table_late;
	kernel_page_table.free_table = free_table_late;
	kernel_page_table.root_changed = kernel_half_changed;
}

/* Where the direct map ends: with all of RAM, or where the kernel's half of addresses does. */
static void __init find_limits(void)
{
	phys_addr_t end = memblock_end_of_DRAM(), lowmem_max = DIRECT_MAP_MAX;

#ifdef CONFIG_HIGHMEM
	unsigned long window = 0UL - PAGE_OFFSET;
	unsigned long reserve_min = window - DIRECT_MAP_MAX;

	vmalloc_reserve = clamp(vmalloc_reserve, reserve_min, window - (64UL << 20));
	lowmem_max = window - vmalloc_reserve;
	if (highmem_wanted && highmem_wanted < end)
		lowmem_max = min(lowmem_max, max_t(phys_addr_t, end - highmem_wanted, 64UL << 20));
#endif
	max_pfn = PFN_DOWN(end);
	max_low_pfn = min_t(u64, max_pfn, PFN_DOWN(lowmem_max));
	high_memory = __va((phys_addr_t)max_low_pfn << PAGE_SHIFT);
}

static void __init must(int err, const char *what)
{
	if (err)
		panic("paging: cannot map %s: %pe", what, ERR_PTR(err));
}

static void __init map_ram(void)
{
	phys_addr_t start, end, limit = (phys_addr_t)max_low_pfn << PAGE_SHIFT;
	u64 i;

	for_each_mem_range(i, &start, &end) {
		end = min(end, limit);
		if (start < end)
			must(pt_map(&kernel_page_table, (unsigned long)__va(start), start, end - start, __PAGE_KERNEL),
			     "RAM");
	}
}

/* The image's part from @start to @end, and its twin in the direct map where the two differ. */
static void __init map_image_part(char *start, char *end, pteval_t prot)
{
	unsigned long size = end - start, twin = (unsigned long)__va(__pa(start));

	must(pt_map(&kernel_page_table, (unsigned long)start, __pa(start), size, prot), "the kernel");
	if (twin != (unsigned long)start)
		must(pt_map(&kernel_page_table, twin, __pa(start), size, prot | _PAGE_NX), "the kernel's twin");
}

static void __init map_image(void)
{
	map_image_part(_text, __start_rodata, __PAGE_KERNEL_ROX);
	map_image_part(__start_rodata, __end_rodata, __PAGE_KERNEL_RO);
	map_image_part(__end_rodata, _end, __PAGE_KERNEL);
	must(pt_change(&kernel_page_table, (unsigned long)init_stack_guard, PAGE_SIZE, 0, _PAGE_PRESENT),
	     "the stack's guard page");
}

static void __init load_page_table(void)
{
	unsigned long cr3 = __pa(kernel_page_table.root);

	write_cr3(cr3);
	if (boot_cpu_has(X86_FEATURE_PGE))
		write_cr4(read_cr4() | X86_CR4_PGE);
	mmu_context_init_cpu();
	double_fault_set_cr3(cr3);
}

/**
 * paging_init() - build the kernel's page tables and switch to them
 *
 * Memory for them comes from memblock, below what the boot tables map. Afterwards all of the direct
 * map may be allocated from.
 */
void __init paging_init(void)
{
	if (!boot_cpu_has(X86_FEATURE_NX) || !(rdmsr(MSR_EFER) & EFER_NX))
		supported_pte_mask &= ~_PAGE_NX;
	if (!boot_cpu_has(X86_FEATURE_PGE))
		supported_pte_mask &= ~_PAGE_GLOBAL;

	find_limits();
	memblock_set_current_limit(min_t(u64, (u64)max_low_pfn << PAGE_SHIFT, BOOT_DIRECT_MAP_SIZE));
	kernel_page_table.mode = paging_mode_choose();
	kernel_page_table.alloc_table = alloc_table_early;
	kernel_page_table.root = alloc_table_early();
	init_mm.pgd = kernel_page_table.root;
	init_mm.context.cr3 = __pa(kernel_page_table.root);
	map_ram();
	map_image();
	load_page_table();
	memblock_set_current_limit((phys_addr_t)max_low_pfn << PAGE_SHIFT);
	pr_info("paging: %s%s%s, CR3 %#lx, direct map up to %lu MiB\n", kernel_page_table.mode->name,
		supported_pte_mask & _PAGE_NX ? ", no-execute" : "",
		supported_pte_mask & _PAGE_GLOBAL ? ", global pages" : "", read_cr3(),
		max_low_pfn >> (20 - PAGE_SHIFT));
}

/**
 * mark_init_writable() - turn init text into plain data before its memory is given away
 */
void mark_init_writable(void)
{
	unsigned long start = (unsigned long)__init_text_begin, size = __init_text_end - __init_text_begin;
	unsigned long twin = (unsigned long)__va(__pa(start));

	if (pt_change(&kernel_page_table, start, size, _PAGE_RW | _PAGE_NX, 0) ||
	    pt_change(&kernel_page_table, twin, size, _PAGE_RW | _PAGE_NX, 0))
		panic("paging: cannot unprotect the init text");
	flush_tlb_all();
}
