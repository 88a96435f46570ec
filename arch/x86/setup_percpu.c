// SPDX-License-Identifier: MIT
/*
 * The per-CPU areas: a copy of the section .data..percpu for each CPU.
 *
 * Purpose: give each possible CPU its own copy of every per-CPU variable, and room behind the static
 * ones for those that are allocated at run time (mm/percpu.c).
 *
 * All areas have one size, the unit, and follow each other, so that the copies of CPU n and n + 1 lie
 * a unit apart, for static and for dynamic variables alike. One more unit than there are possible
 * CPUs serves all numbers that name no CPU: per_cpu(x, 200) on a machine with four CPUs is memory
 * that nobody else uses, as book listings that loop to NR_CPUS expect.
 *
 *   first unit    CPU 0   | static copy | dynamic |
 *   second unit   CPU 1   | static copy | dynamic |
 *   ...
 *   last unit     nobody  | static copy | dynamic |
 *
 * Until this runs, the section as linked is CPU 0's copy. Pointers to it must not be kept.
 */
#include <asm/descriptor.h>
#include <asm/page.h>
#include <asm/sections.h>
#include <linux/align.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kconfig.h>
#include <linux/memblock.h>
#include <linux/percpu-defs.h>
#include <linux/printk.h>
#include <linux/smp.h>
#include <linux/string.h>
#include <quarry/percpu_areas.h>

DEFINE_PER_CPU(unsigned long, this_cpu_off);
EXPORT_PER_CPU_SYMBOL(this_cpu_off);
DEFINE_PER_CPU(int, cpu_number);
EXPORT_PER_CPU_SYMBOL(cpu_number);
unsigned long __per_cpu_offset[NR_CPUS];
EXPORT_SYMBOL(__per_cpu_offset);

struct percpu_areas percpu_areas;

/*
 * Room for dynamic variables in the first units. More can be added, but a unit at a time: what the kernel
 * itself allocates should fit. The objects that the slab caches keep for a CPU are nearly all of it.
 */
#define DYNAMIC_ROOM (IS_ENABLED(CONFIG_SLOB) ? 8192 : 8192 * sizeof(long))

static void __init fill_unit(unsigned int unit)
{
	memcpy(percpu_areas.base + unit * percpu_areas.unit_size, __per_cpu_start, percpu_areas.static_size);
}

/**
 * setup_per_cpu_areas() - give each possible CPU its area, and move CPU 0 into its own
 *
 * Once the possible CPUs are counted, while memblock still allocates.
 */
void __init setup_per_cpu_areas(void)
{
	unsigned int spare = nr_cpu_ids;
	unsigned long base;

	percpu_areas.static_size = __per_cpu_end - __per_cpu_start;
	percpu_areas.unit_size = ALIGN(percpu_areas.static_size + PERCPU_MODULE_ROOM + DYNAMIC_ROOM, PAGE_SIZE);
	percpu_areas.nr_units = nr_cpu_ids < NR_CPUS ? nr_cpu_ids + 1 : NR_CPUS;
	percpu_areas.base = memblock_alloc(percpu_areas.nr_units * percpu_areas.unit_size, PAGE_SIZE);
	base = (unsigned long)percpu_areas.base - (unsigned long)__per_cpu_start;

	for (unsigned int unit = 0; unit < percpu_areas.nr_units; unit++)
		fill_unit(unit);
	for (unsigned int cpu = 0; cpu < NR_CPUS; cpu++) {
		__per_cpu_offset[cpu] = base + min(cpu, spare) * percpu_areas.unit_size;
		per_cpu(this_cpu_off, cpu) = __per_cpu_offset[cpu];
		per_cpu(cpu_number, cpu) = min(cpu, spare);
	}
	descriptors_init(__per_cpu_offset[0]);
	pr_info("percpu: %u areas of %zu KiB, %zu bytes static\n", percpu_areas.nr_units,
		percpu_areas.unit_size >> 10, percpu_areas.static_size);
}
