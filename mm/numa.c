// SPDX-License-Identifier: MIT
/*
 * NUMA: memory that is nearer to some CPUs than to others.
 *
 * Purpose
 *	Give each group of CPUs and the memory beside it a node, so that an allocation gets memory
 *	that is near to the CPU that asks, as long as there is some.
 *
 * How
 *	numa_map.c makes a map: addresses to nodes, CPUs to nodes, distances between them. This file
 *	decides where the map comes from, tells memblock, and answers questions about CPUs. Each node
 *	gets a pg_data_t with zones of its own (nodes.c), and a zonelist by distance (zonelist.c).
 *
 *	  numa=off           one node
 *	  numa=fake=4        four nodes of the same size; CPUs are dealt out to them
 *	  numa=fake=128M     nodes of 128 MiB
 *	  otherwise          what ACPI's SRAT says, if it makes sense; else one node, and a message
 *
 * Invariant
 *	Each node has memory. CPUs whose own node has none belong to the nearest one that has.
 *
 * Locking
 *	None: all of it is decided at boot.
 *
 * Limits
 *	64 nodes. Memory does not come or go later.
 *
 * References
 *	ACPI 6.4, 5.2.16 (SRAT) and 5.2.17 (SLIT).
 */
#include <asm/topology.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <linux/smp.h>
#include <linux/string.h>
#include <quarry/numa.h>
#include "internal.h"

DEFINE_PER_CPU(int, numa_node);
EXPORT_PER_CPU_SYMBOL(numa_node);
DEFINE_PER_CPU(struct pglist_data *, numa_pgdat) = &contig_page_data;

static struct numa_map numa_map;
static bool numa_map_made;
static struct cpumask node_cpus[MAX_NUMNODES];

static bool numa_off __initdata;
static char numa_fake[16] __initdata;

static int __init parse_numa(char *arg)
{
	if (!arg)
		return -22;
	if (!strcmp(arg, "off"))
		numa_off = true;
	else if (!strncmp(arg, "fake=", 5))
		strscpy(numa_fake, arg + 5, sizeof(numa_fake));
	else
		pr_warn("numa: \"numa=%s\" ignored: off or fake=N it can be\n", arg);
	return 0;
}
early_param("numa", parse_numa);

static const char *__init choose_map(const struct acpi_srat_info *srat, const struct acpi_slit_info *slit)
{
	if (numa_fake[0])
		return numa_map_fake(&numa_map, &memblock.memory, numa_fake);
	return numa_map_acpi(&numa_map, &memblock.memory, srat, slit);
}

void __init numa_init(const struct acpi_srat_info *srat, const struct acpi_slit_info *slit)
{
	const char *why;

	numa_map_flat(&numa_map);
	numa_map_made = true;
	if (numa_off)
		pr_info("NUMA turned off\n");
	if (numa_off || !(srat || numa_fake[0]))
		return;
	why = choose_map(srat, slit);
	if (!why)
		return;
	pr_warn("numa: %s: all memory is one node\n", why);
	numa_map_flat(&numa_map);
}

/**
 * numa_apply() - tell memblock which memory belongs to which node
 *
 * Return: how many nodes there are.
 */
unsigned int __init numa_apply(void)
{
	if (!numa_map_made)
		numa_map_flat(&numa_map);
	numa_map_made = false; /* for a test that boots once more */
	for (unsigned int i = 0; i < numa_map.nr_ranges; i++) {
		const struct numa_range *range = &numa_map.ranges[i];

		memblock_set_node(range->start, range->end - range->start, &memblock.memory, range->nid);
		if (numa_map.nr_nodes > 1)
			pr_info("NUMA: node %d: [mem %#018llx-%#018llx]\n", range->nid, range->start, range->end - 1);
	}
	return numa_map.nr_nodes;
}

/* Tells each CPU, once there are per-CPU variables. */
void __init numa_assign_cpus(void)
{
	unsigned int cpu;

	memset(node_cpus, 0, sizeof(node_cpus));
	for_each_possible_cpu(cpu) {
		int nid = numa_map_cpu(&numa_map, cpu, arch_cpu_firmware_id(cpu));

		per_cpu(numa_node, cpu) = nid;
		per_cpu(numa_pgdat, cpu) = NODE_DATA(nid);
		cpumask_set_cpu(cpu, &node_cpus[nid]);
	}
}

/**
 * pfn_to_node() - the node of a frame, RAM or not
 * @pfn: any frame
 */
int pfn_to_node(unsigned long pfn)
{
	return numa_map_nid(&numa_map, PFN_PHYS(pfn));
}

/**
 * pfn_node_end() - how far the node of a frame goes on
 * @pfn: any frame
 *
 * Return: the first frame behind it that may be another node's, or ULONG_MAX.
 */
unsigned long pfn_node_end(unsigned long pfn)
{
	unsigned int i = 0;

	while (i + 1 < numa_map.nr_ranges && PFN_PHYS(pfn) >= numa_map.ranges[i].end)
		i++;
	return i + 1 < numa_map.nr_ranges ? PFN_DOWN(numa_map.ranges[i].end) : ULONG_MAX;
}

int node_distance(int a, int b)
{
	return numa_map.distance[a][b];
}
EXPORT_SYMBOL(node_distance);

/**
 * cpumask_of_node() - the CPUs of a node
 * @node: the node
 */
const struct cpumask *cpumask_of_node(int node)
{
	return &node_cpus[node];
}
EXPORT_SYMBOL(cpumask_of_node);
