// SPDX-License-Identifier: MIT
/*
 * From the machine's memory map to memblock: the two steps of boot.
 *
 * e820__setup() takes the loader's map over, applies the command line and lays down what holds on
 * every PC, whatever a map claims: page 0 belongs to the BIOS and to null pointers, and from
 * 0xA0000 to 0xFFFFF there is video memory and ROM (v86 and some loaders call it RAM).
 * e820__memblock_setup() gives whole pages of RAM to memblock, after reserving what already lies in
 * RAM: the kernel, and the modules the loader brought.
 *
 * A kernel that does not lie in RAM, says the map, is nevertheless running: its place is made RAM
 * with a warning. A map that leaves too little to boot with ends here in a panic that says so,
 * rather than later in one that does not.
 *
 * See mm/e820.c for the table itself.
 */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/seq_file.h>
#include <linux/sizes.h>
#include <linux/string.h>

#include <asm/page.h>
#include <asm/sections.h>
#include <quarry/boot_info.h>
#include <quarry/e820.h>
#include <quarry/proc.h>

#define LEGACY_HOLE 0xA0000ULL /* IBM PC: display memory, option ROMs, system ROM */
#define LEGACY_HOLE_END 0x100000ULL

/* Page tables and struct pages of the smallest machine, and something left to allocate. */
#define MIN_FREE (1ULL * SZ_1M)

struct e820_table e820_table;

static const struct boot_info *boot_info __initdata;

static void __init sanitise_or_panic(void)
{
	if (e820_sanitise(&e820_table))
		panic("e820: the memory map falls into more than %d pieces and cannot be used",
		      E820_MAX_ENTRIES);
}

static void __init kernel_is_in_ram(void)
{
	u64 start = ALIGN_DOWN((u64)__pa(_text), PAGE_SIZE), end = ALIGN((u64)__pa(_end), PAGE_SIZE);

	if (e820_mapped_all(&e820_table, start, end, E820_TYPE_RAM))
		return;
	pr_warn("e820: the kernel lies at [mem %#018llx-%#018llx], which the map does not call usable: made so\n",
		(unsigned long long)start, (unsigned long long)(end - 1));
	e820_range_force(&e820_table, start, end - start, E820_TYPE_RAM);
}

/**
 * e820__setup() - take over the machine's memory map
 * @bi: what the loader said; must stay until e820__memblock_setup() has run
 *
 * The options mem= and memmap= must have been parsed.
 *
 * Context: boot. Panics on a map that cannot be represented or has no RAM at all.
 */
void __init e820__setup(const struct boot_info *bi)
{
	u32 i;

	boot_info = bi;
	e820_table.nr_entries = 0;
	for (i = 0; i < bi->nr_ranges && i < E820_MAX_INPUT; i++)
		e820_range_add(&e820_table, bi->ranges[i].base, bi->ranges[i].size,
			       bi->ranges[i].type);
	sanitise_or_panic();
	pr_info("BIOS-provided physical RAM map:\n");
	e820_print_table(&e820_table, bi->map_source[0] ? bi->map_source : "BIOS-e820");
	if (e820_user_apply(&e820_table)) {
		pr_info("user-defined physical RAM map:\n");
		e820_print_table(&e820_table, "user");
	}
	e820_range_update(&e820_table, 0, PAGE_SIZE, E820_TYPE_RAM, E820_TYPE_RESERVED);
	e820_range_remove(&e820_table, LEGACY_HOLE, LEGACY_HOLE_END - LEGACY_HOLE, E820_TYPE_RAM);
	if (!e820_total(&e820_table, E820_TYPE_RAM))
		panic("e820: the memory map has no usable RAM at all (%u entries; check mem= and memmap=)",
		      e820_table.nr_entries);
	kernel_is_in_ram();
}

/**
 * e820_to_memblock() - give the RAM of a table to a memblock, in whole pages
 * @t: the table, sanitised
 * @mb: the memblock
 * @limit: first physical address the kernel cannot use; a multiple of the page size
 * @fill: out: what became of it
 *
 * Return: 0, or the error of mb_add().
 */
int e820_to_memblock(const struct e820_table *t, struct memblock *mb, u64 limit,
		     struct e820_fill *fill)
{
	u32 i;

	*fill = (struct e820_fill){ 0 };
	for (i = 0; i < t->nr_entries; i++) {
		const struct e820_entry *e = &t->entries[i];
		u64 start = e->addr, end = min(e->addr + e->size, limit), first, last;
		int err;

		if (e->type != E820_TYPE_RAM)
			continue;
		fill->beyond += e->size - (start < end ? end - start : 0);
		if (start >= end)
			continue;
		first = ALIGN(start, PAGE_SIZE);
		last = ALIGN_DOWN(end, PAGE_SIZE);
		if (first >= last) {
			fill->lost += end - start;
			continue;
		}
		fill->lost += (first - start) + (end - last);
		err = mb_add(mb, first, last - first, NUMA_NO_NODE);
		if (err)
			return err;
		fill->pages += (unsigned long)((last - first) >> PAGE_SHIFT);
	}
	return 0;
}

/* Before any memory is added: the arrays of memblock grow into what looks free. */
static void __init reserve_what_is_there(void)
{
	u32 i;

	memblock_reserve(__pa(_text), _end - _text);
	for (i = 0; i < boot_info->nr_keep; i++)
		memblock_reserve(boot_info->keep[i].start,
				 boot_info->keep[i].end - boot_info->keep[i].start);
}

static void __init report_modules_outside_ram(void)
{
	u32 i;

	for (i = 0; i < boot_info->nr_keep; i++) {
		const struct boot_keep *k = &boot_info->keep[i];

		if (!memblock_is_region_memory(k->start, k->end - k->start))
			pr_warn("e820: boot module at [mem %#018llx-%#018llx] does not lie in usable memory\n",
				(unsigned long long)k->start, (unsigned long long)(k->end - 1));
	}
}

static void __init check_enough(const struct e820_fill *fill)
{
	phys_addr_t start, end, free = 0;
	u64 i;

	for_each_free_mem_range(i, NUMA_NO_NODE, &start, &end, NULL)
		free += end - start;
	if (free < MIN_FREE)
		panic("e820: not enough memory: %lu pages of RAM, of which %llu KiB are free; Quarry needs %llu KiB",
		      fill->pages, (unsigned long long)free >> 10, MIN_FREE >> 10);
}

/**
 * e820__memblock_setup() - give the machine's RAM to memblock, and reserve what lies in it
 *
 * Context: boot, after e820__setup(). Panics if there is too little to go on.
 */
void __init e820__memblock_setup(void)
{
	struct e820_fill fill;

	reserve_what_is_there();
	if (e820_to_memblock(&e820_table, &memblock, 1ULL << MAX_PHYSMEM_BITS, &fill))
		panic("e820: memblock cannot hold the memory map");
	if (fill.beyond)
		pr_warn("e820: %llu KiB of RAM ignored: this kernel reaches no physical address above %#llx\n",
			(unsigned long long)fill.beyond >> 10, (1ULL << MAX_PHYSMEM_BITS) - 1);
	pr_info("e820: %lu pages of RAM, %llu bytes lost to rounding\n", fill.pages,
		(unsigned long long)fill.lost);
	report_modules_outside_ram();
	check_enough(&fill);
	memblock_dump_all();
}

static int e820_show(struct seq_file *m, void *v __maybe_unused)
{
	u32 i;

	for (i = 0; i < e820_table.nr_entries; i++) {
		const struct e820_entry *e = &e820_table.entries[i];

		seq_printf(m, "%016llx-%016llx %s\n", (unsigned long long)e->addr,
			   (unsigned long long)(e->addr + e->size - 1), e820_type_name(e->type));
	}
	return 0;
}

PROC_FILE(e820, e820_show);
