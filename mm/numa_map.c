// SPDX-License-Identifier: MIT
/*
 * From ACPI's SRAT and SLIT, or from "numa=fake=", to nodes: no more than arithmetic on tables, so that
 * any firmware's can be tried on any machine. mm/numa.c has the theory and puts the result to use.
 */
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/math64.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <quarry/numa.h>

/* RAM that SRAT may leave out: firmware often forgets the odd page. As on Linux. */
#define MAY_BE_MISSING (1ull << 20)

/* RAM between two addresses, in bytes. */
static u64 ram_between(const struct memblock_type *ram, u64 start, u64 end)
{
	u64 bytes = 0;

	for (unsigned long i = 0; i < ram->cnt; i++) {
		u64 s = max_t(u64, ram->regions[i].base, start);
		u64 e = min_t(u64, ram->regions[i].base + ram->regions[i].size, end);

		bytes += s < e ? e - s : 0;
	}
	return bytes;
}

static void add_range(struct numa_map *map, u64 start, u64 end, int nid)
{
	map->ranges[map->nr_ranges++] = (struct numa_range){ start, end, nid };
}

static void set_distances(struct numa_map *map, u8 local, u8 remote)
{
	for (int a = 0; a < MAX_NUMNODES; a++)
		for (int b = 0; b < MAX_NUMNODES; b++)
			map->distance[a][b] = a == b ? local : remote;
}

/**
 * numa_map_flat() - one node for all
 * @map: out
 */
void numa_map_flat(struct numa_map *map)
{
	memset(map, 0, sizeof(*map));
	map->nr_nodes = 1;
	add_range(map, 0, ~0ull, 0);
	set_distances(map, LOCAL_DISTANCE, REMOTE_DISTANCE);
}

/* ---- ACPI ------------------------------------------------------------------------------------ */

/* Proximity domains can have any number; a node's number is the domain's rank among those with RAM. */
struct domains {
	u32 domain[MAX_NUMNODES];
	unsigned int nr;
};

static int domain_to_nid(const struct domains *domains, u32 domain)
{
	for (unsigned int i = 0; i < domains->nr; i++)
		if (domains->domain[i] == domain)
			return i;
	return NUMA_NO_NODE;
}

static bool domain_add(struct domains *domains, u32 domain)
{
	unsigned int i;

	if (domain_to_nid(domains, domain) != NUMA_NO_NODE)
		return true;
	if (domains->nr == MAX_NUMNODES)
		return false;
	for (i = domains->nr++; i && domains->domain[i - 1] > domain; i--)
		domains->domain[i] = domains->domain[i - 1];
	domains->domain[i] = domain;
	return true;
}

static u64 affinity_ram(const struct acpi_memory_affinity *m, const struct memblock_type *ram)
{
	return m->non_volatile ? 0 : ram_between(ram, m->base, m->base + m->size);
}

static bool find_domains(struct domains *domains, const struct acpi_srat_info *srat,
			 const struct memblock_type *ram)
{
	domains->nr = 0;
	for (u32 i = 0; i < srat->nr_memory; i++)
		if (affinity_ram(&srat->memory[i], ram) && !domain_add(domains, srat->memory[i].domain))
			return false;
	return true;
}

static void sort_ranges(struct numa_map *map)
{
	for (unsigned int i = 1; i < map->nr_ranges; i++) {
		struct numa_range range = map->ranges[i];
		unsigned int at = i;

		for (; at && map->ranges[at - 1].start > range.start; at--)
			map->ranges[at] = map->ranges[at - 1];
		map->ranges[at] = range;
	}
}

/* Joins ranges of one node that overlap. Return: whether none overlaps one of another node. */
static bool join_ranges(struct numa_map *map)
{
	unsigned int to = 0;

	for (unsigned int i = 1; i < map->nr_ranges; i++) {
		struct numa_range *last = &map->ranges[to], *range = &map->ranges[i];

		if (range->start < last->end && range->nid != last->nid)
			return false;
		if (range->nid == last->nid)
			last->end = max(last->end, range->end);
		else
			map->ranges[++to] = *range;
	}
	map->nr_ranges = to + 1;
	return true;
}

/*
 * Each range goes on to the next one: what lies between is no RAM, or too little to matter. A page
 * belongs to one node.
 */
static void close_gaps(struct numa_map *map)
{
	map->ranges[0].start = 0;
	for (unsigned int i = 1; i < map->nr_ranges; i++) {
		map->ranges[i].start = ALIGN_DOWN(map->ranges[i].start, (u64)PAGE_SIZE);
		map->ranges[i - 1].end = map->ranges[i].start;
	}
	map->ranges[map->nr_ranges - 1].end = ~0ull;
}

static const char *read_memory(struct numa_map *map, const struct domains *domains,
			       const struct memblock_type *ram, const struct acpi_srat_info *srat)
{
	u64 total = ram_between(ram, 0, ~0ull), covered = 0;

	for (u32 i = 0; i < srat->nr_memory; i++) {
		const struct acpi_memory_affinity *m = &srat->memory[i];

		if (affinity_ram(m, ram))
			add_range(map, m->base, m->base + m->size, domain_to_nid(domains, m->domain));
	}
	sort_ranges(map);
	/* Before joining, which takes gaps within a node for covered. */
	for (unsigned int i = 0; i < map->nr_ranges; i++) {
		u64 from = max(map->ranges[i].start, i ? map->ranges[i - 1].end : 0);

		if (from < map->ranges[i].end)
			covered += ram_between(ram, from, map->ranges[i].end);
	}
	if (!join_ranges(map))
		return "SRAT gives the same memory to two nodes";
	if (covered + MAY_BE_MISSING < total)
		return "SRAT does not cover all memory";
	close_gaps(map);
	return NULL;
}

static int slit_distance(const struct acpi_slit_info *slit, u32 from, u32 to)
{
	if (from == to)
		return LOCAL_DISTANCE;
	if (!slit || from >= slit->nr || to >= slit->nr)
		return REMOTE_DISTANCE;
	return slit->distance[from][to];
}

static void read_distances(struct numa_map *map, const struct domains *domains,
			   const struct acpi_slit_info *slit)
{
	set_distances(map, LOCAL_DISTANCE, REMOTE_DISTANCE);
	for (unsigned int a = 0; a < domains->nr; a++)
		for (unsigned int b = 0; b < domains->nr; b++)
			map->distance[a][b] = slit_distance(slit, domains->domain[a], domains->domain[b]);
}

/* For CPUs in a domain without RAM. */
static int nearest_node(const struct domains *domains, u32 domain, const struct acpi_slit_info *slit)
{
	int best = 0;

	for (unsigned int nid = 1; nid < domains->nr; nid++)
		if (slit_distance(slit, domain, domains->domain[nid]) <
		    slit_distance(slit, domain, domains->domain[best]))
			best = nid;
	return best;
}

static const char *read_cpus(struct numa_map *map, const struct domains *domains,
			     const struct acpi_srat_info *srat, const struct acpi_slit_info *slit)
{
	for (u32 i = 0; i < srat->nr_cpus; i++) {
		const struct acpi_cpu_affinity *cpu = &srat->cpus[i];
		int nid = domain_to_nid(domains, cpu->domain);

		for (u32 j = 0; j < i; j++)
			if (srat->cpus[j].apic_id == cpu->apic_id && srat->cpus[j].domain != cpu->domain)
				return "SRAT gives the same CPU to two nodes";
		if (nid == NUMA_NO_NODE)
			nid = nearest_node(domains, cpu->domain, slit);
		map->cpus[map->nr_cpus].firmware_id = cpu->apic_id;
		map->cpus[map->nr_cpus++].nid = nid;
	}
	return NULL;
}

/**
 * numa_map_acpi() - nodes as the firmware describes them
 * @map: out
 * @ram: what memory there is
 * @srat: its memory and CPUs
 * @slit: its distances, or NULL
 *
 * Return: NULL, or why that cannot be used; @map is of no use then.
 */
const char *numa_map_acpi(struct numa_map *map, const struct memblock_type *ram,
			  const struct acpi_srat_info *srat, const struct acpi_slit_info *slit)
{
	struct domains domains;
	const char *why;

	memset(map, 0, sizeof(*map));
	if (!find_domains(&domains, srat, ram))
		return "SRAT has too many nodes";
	if (!domains.nr)
		return "SRAT names no memory that exists";
	map->nr_nodes = domains.nr;
	why = read_memory(map, &domains, ram, srat);
	if (!why)
		why = read_cpus(map, &domains, srat, slit);
	read_distances(map, &domains, slit);
	return why;
}

/* ---- numa=fake= ------------------------------------------------------------------------------ */

/* The address below which there are @bytes of RAM, rounded up to the buddy system's largest block. */
static u64 address_behind(const struct memblock_type *ram, u64 bytes)
{
	for (unsigned long i = 0; i < ram->cnt; i++) {
		const struct memblock_region *region = &ram->regions[i];

		if (bytes < region->size)
			return ALIGN(region->base + bytes, (u64)MAX_ORDER_NR_PAGES << PAGE_SHIFT);
		bytes -= region->size;
	}
	return ~0ull;
}

/* Nodes with @each bytes of RAM; the last one has the rest. */
static void split(struct numa_map *map, const struct memblock_type *ram, u64 each, unsigned int nodes)
{
	u64 start = 0, end;

	for (unsigned int n = 1; n <= nodes && start < ~0ull; n++) {
		end = n < nodes ? address_behind(ram, n * each) : ~0ull;
		if (!ram_between(ram, start, end))
			continue;
		if (end < ~0ull && !ram_between(ram, end, ~0ull))
			end = ~0ull;
		add_range(map, start, end, map->nr_nodes++);
		start = end;
	}
}

/**
 * numa_map_fake() - nodes that the machine does not have
 * @map: out
 * @ram: what memory there is
 * @how: "4": so many of the same size; "128M": as many as are needed for that size
 *
 * Return: NULL, or why that cannot be done; @map is of no use then.
 */
const char *numa_map_fake(struct numa_map *map, const struct memblock_type *ram, const char *how)
{
	u64 total = ram_between(ram, 0, ~0ull), number;
	char *end;

	memset(map, 0, sizeof(*map));
	number = memparse(how, &end);
	if (end == how || *end || !number)
		return "numa=fake= wants a number of nodes, or the size of one";
	if (end[-1] >= '0' && end[-1] <= '9') {
		if (number > MAX_NUMNODES)
			number = MAX_NUMNODES;
		split(map, ram, div64_u64(total, number), number);
	} else {
		number = max(number, DIV_ROUND_UP_ULL(total, MAX_NUMNODES));
		split(map, ram, number, div64_u64(total + number - 1, number));
	}
	set_distances(map, LOCAL_DISTANCE, LOCAL_DISTANCE); /* the truth */
	return map->nr_nodes ? NULL : "there is no memory";
}

/* ---- looking --------------------------------------------------------------------------------- */

/**
 * numa_map_nid() - the node of an address
 * @map: the map
 * @phys: any physical address
 */
int numa_map_nid(const struct numa_map *map, u64 phys)
{
	unsigned int i = 0;

	while (i + 1 < map->nr_ranges && phys >= map->ranges[i].end)
		i++;
	return map->ranges[i].nid;
}

/**
 * numa_map_cpu() - the node of a CPU
 * @map: the map
 * @cpu: its number
 * @firmware_id: its name in the firmware
 *
 * CPUs that the firmware does not mention are spread over all nodes.
 */
int numa_map_cpu(const struct numa_map *map, unsigned int cpu, u32 firmware_id)
{
	for (unsigned int i = 0; i < map->nr_cpus; i++)
		if (map->cpus[i].firmware_id == firmware_id)
			return map->cpus[i].nid;
	return cpu % map->nr_nodes;
}
