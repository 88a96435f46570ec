/* SPDX-License-Identifier: MIT */
/* Which memory and which CPUs make a node. Theory in mm/numa.c. */
#ifndef _QUARRY_NUMA_H
#define _QUARRY_NUMA_H

#include <linux/memblock.h>
#include <linux/numa.h>
#include <linux/types.h>
#include <quarry/acpi.h>

#define NUMA_MAX_RANGES ACPI_MAX_MEMORY

/**
 * struct numa_range - physical addresses that belong to one node
 * @start: the first one
 * @end: behind the last one
 * @nid: the node
 */
struct numa_range {
	u64 start, end;
	int nid;
};

/**
 * struct numa_map - the nodes of a machine
 * @nr_nodes: they are numbered from 0
 * @nr_ranges: used in @ranges
 * @ranges: by address; each goes on to where the next one begins, the last one to the end
 * @nr_cpus: used in @cpus
 * @cpus: the node of a CPU, by its name in the firmware
 * @distance: node_distance()
 */
struct numa_map {
	unsigned int nr_nodes, nr_ranges, nr_cpus;
	struct numa_range ranges[NUMA_MAX_RANGES];
	struct {
		u32 firmware_id;
		int nid;
	} cpus[ACPI_MAX_CPUS];
	u8 distance[MAX_NUMNODES][MAX_NUMNODES];
};

void numa_map_flat(struct numa_map *map);
const char *numa_map_acpi(struct numa_map *map, const struct memblock_type *ram,
			  const struct acpi_srat_info *srat, const struct acpi_slit_info *slit);
const char *numa_map_fake(struct numa_map *map, const struct memblock_type *ram, const char *how);
int numa_map_nid(const struct numa_map *map, u64 phys);
int numa_map_cpu(const struct numa_map *map, unsigned int cpu, u32 firmware_id);

/**
 * numa_init() - decide which nodes there are
 * @srat: what ACPI says about memory and CPUs, or NULL
 * @slit: what it says about distances, or NULL
 *
 * Context: boot, before free_area_init(); without it there is one node.
 */
void numa_init(const struct acpi_srat_info *srat, const struct acpi_slit_info *slit);

#endif
