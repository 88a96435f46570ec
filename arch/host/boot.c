// SPDX-License-Identifier: MIT
/*
 * The host boots as kernel_main() does: memory map -> e820 -> memblock -> zones -> buddy, on a
 * small machine that has every zone, so that suites meet a running page allocator as they do in
 * the kernel. A step whose source is not linked in (HOST_SRCS) is left out, with all behind it.
 */
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <quarry/boot_info.h>
#include <quarry/e820.h>
#include <quarry/percpu_areas.h>
#include <asm/sections.h>
#include <host/host.h>

/* Not linked in: the address is NULL. */
extern typeof(e820__setup) e820__setup __attribute__((weak));
extern typeof(e820__memblock_setup) e820__memblock_setup __attribute__((weak));
extern typeof(memblock_end_of_DRAM) memblock_end_of_DRAM __attribute__((weak));
extern typeof(memblock_set_current_limit) memblock_set_current_limit __attribute__((weak));
extern typeof(free_area_init) free_area_init __attribute__((weak));
extern typeof(memblock_free_all) memblock_free_all __attribute__((weak));
extern typeof(percpu_init) percpu_init __attribute__((weak));
extern typeof(kmem_cache_init) kmem_cache_init __attribute__((weak));

unsigned long max_low_pfn, max_pfn;
void *high_memory;

/* The part below 1 MiB as a PC has it, a firmware table at the end of RAM, memory above 4 GiB. */
static const struct boot_mem_range machine[] = {
	{ 0, 0x9fc00, BOOT_MEM_RAM },
	{ 0x9fc00, 0x400, BOOT_MEM_RESERVED },
	{ 0xf0000, 0x10000, BOOT_MEM_RESERVED },
	{ 0x100000, 0x3ef0000, BOOT_MEM_RAM },
	{ 0x3ff0000, 0x10000, BOOT_MEM_ACPI },
#ifndef CONFIG_HIGHMEM
	{ 0x100000000, 0x4000000, BOOT_MEM_RAM },
#endif
};

static struct boot_info boot_info;

static void describe_machine(void)
{
	strscpy(boot_info.protocol, "host", sizeof(boot_info.protocol));
	strscpy(boot_info.map_source, "host", sizeof(boot_info.map_source));
	for (size_t i = 0; i < ARRAY_SIZE(machine); i++) {
		boot_info.ranges[boot_info.nr_ranges++] = machine[i];
		if (machine[i].type != BOOT_MEM_RESERVED)
			host_ram_add(machine[i].base, machine[i].size);
	}
}

/* What paging_init() decides on x86. */
static void set_limits(void)
{
	max_pfn = PFN_DOWN(memblock_end_of_DRAM());
	max_low_pfn = min_t(u64, max_pfn, PFN_DOWN(DIRECT_MAP_MAX));
	high_memory = __va((phys_addr_t)max_low_pfn << PAGE_SHIFT);
	memblock_set_current_limit((phys_addr_t)max_low_pfn << PAGE_SHIFT);
}

void host_boot(void)
{
	if (!e820__setup || !e820__memblock_setup || !memblock_end_of_DRAM)
		return;
	describe_machine();
	e820__setup(&boot_info);
	e820__memblock_setup();
	memblock_reserve(__pa(_text), _end - _text);
	set_limits();
	if (!free_area_init || !memblock_free_all)
		return;
	free_area_init();
	memblock_free_all();
	if (percpu_init)
		percpu_init();
	if (kmem_cache_init)
		kmem_cache_init();
}
