// SPDX-License-Identifier: MIT
/*
 * What /proc/iomem shows from the first day: the memory map, and in it the kernel.
 *
 * See kernel/resource.c for the tree and mm/e820.c for the map.
 */
#include <linux/init.h>
#include <linux/ioport.h>
#include <linux/kernel.h>
#include <linux/memblock.h>

#include <asm/page.h>
#include <asm/sections.h>
#include <quarry/e820.h>

static struct resource kernel_parts[] = {
	{ .name = "Kernel code" },
	{ .name = "Kernel rodata" },
	{ .name = "Kernel data" },
	{ .name = "Kernel bss" },
};

/* Linux's names, which scripts look for, are not those of the boot messages. */
static const char *__init resource_name(u32 type)
{
	switch (type) {
	case E820_TYPE_RAM:
		return "System RAM";
	case E820_TYPE_ACPI:
		return "ACPI Tables";
	case E820_TYPE_NVS:
		return "ACPI Non-volatile Storage";
	case E820_TYPE_UNUSABLE:
		return "Unusable memory";
	case E820_TYPE_PMEM:
		return "Persistent Memory";
	case E820_TYPE_PRAM:
		return "Persistent Memory (legacy)";
	default:
		return "Reserved";
	}
}

/* Reserved ranges stay open: devices lie in them, and their drivers will want them. */
static unsigned long __init resource_flags(u32 type)
{
	if (type == E820_TYPE_RAM)
		return IORESOURCE_MEM | IORESOURCE_SYSTEM_RAM | IORESOURCE_BUSY;
	return type == E820_TYPE_RESERVED ? IORESOURCE_MEM : IORESOURCE_MEM | IORESOURCE_BUSY;
}

static void __init insert_or_report(struct resource *r)
{
	if (insert_resource(&iomem_resource, r))
		pr_warn("resource: %s [mem %#010llx-%#010llx] collides with another range\n", r->name,
			(unsigned long long)r->start, (unsigned long long)r->end);
}

static void __init insert_kernel_part(struct resource *r, const char *start, const char *end)
{
	r->start = __pa(start);
	r->end = __pa(end) - 1;
	r->flags = IORESOURCE_MEM | IORESOURCE_SYSTEM_RAM | IORESOURCE_BUSY;
	insert_or_report(r);
}

/**
 * e820__reserve_resources() - put the memory map and the kernel into iomem_resource
 *
 * Context: boot, while memblock still allocates.
 */
void __init e820__reserve_resources(void)
{
	struct resource *r = memblock_alloc(e820_table.nr_entries * sizeof(*r), sizeof(u64));
	u32 i;

	for (i = 0; i < e820_table.nr_entries; i++) {
		const struct e820_entry *e = &e820_table.entries[i];

		r[i].start = e->addr;
		r[i].end = e->addr + e->size - 1;
		r[i].name = resource_name(e->type);
		r[i].flags = resource_flags(e->type);
		insert_or_report(&r[i]);
	}
	insert_kernel_part(&kernel_parts[0], _text, _etext);
	insert_kernel_part(&kernel_parts[1], __start_rodata, __end_rodata);
	insert_kernel_part(&kernel_parts[2], _sdata, _edata);
	insert_kernel_part(&kernel_parts[3], __bss_start, __bss_stop);
}
