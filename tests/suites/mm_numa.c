// SPDX-License-Identifier: MIT
/* Nodes from SRATs and SLITs made by hand, sound and broken; numa=fake=; and those of this machine. */
#include <kunit/test.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <linux/topology.h>
#include <quarry/numa.h>

#define M(n) ((u64)(n) << 20)

static struct numa_map map;
static struct acpi_srat_info srat;
static struct acpi_slit_info slit;

/* A PC with 1 GiB, and 1 GiB above 4 GiB. */
static struct memblock_region regions[] = {
	{ .base = 0x1000, .size = 0x9e000 },
	{ .base = M(1), .size = M(1023) },
	{ .base = M(4096), .size = M(1024) },
};
static const struct memblock_type ram = { .cnt = ARRAY_SIZE(regions), .regions = regions };

static int numa_test_init(struct kunit *test)
{
	memset(&srat, 0, sizeof(srat));
	memset(&slit, 0, sizeof(slit));
	return 0;
}

static void memory(u32 domain, u64 base, u64 size)
{
	srat.memory[srat.nr_memory++] = (struct acpi_memory_affinity){ .base = base, .size = size, .domain = domain };
}

static void cpu(u32 domain, u32 apic_id)
{
	srat.cpus[srat.nr_cpus++] = (struct acpi_cpu_affinity){ .apic_id = apic_id, .domain = domain };
}

/* Every address has a node, and ranges follow each other without gap. */
static void expect_sound(struct kunit *test)
{
	KUNIT_ASSERT_GT(test, map.nr_ranges, 0);
	KUNIT_EXPECT_EQ(test, map.ranges[0].start, 0);
	KUNIT_EXPECT_EQ(test, map.ranges[map.nr_ranges - 1].end, ~0ull);
	for (unsigned int i = 0; i < map.nr_ranges; i++) {
		KUNIT_EXPECT_LT(test, map.ranges[i].nid, map.nr_nodes);
		KUNIT_EXPECT_LE(test, map.ranges[i].start, map.ranges[i].end);
		if (i)
			KUNIT_EXPECT_EQ(test, map.ranges[i].start, map.ranges[i - 1].end);
	}
}

/* As QEMU makes it: node 0 is cut at 640 KiB, and the hole belongs to nobody. */
static void numa_two_nodes(struct kunit *test)
{
	memory(0, 0, 0xa0000);
	memory(0, M(1), M(1023));
	memory(1, M(4096), M(1024));
	for (u32 id = 0; id < 4; id++)
		cpu(id / 2, id);
	slit.nr = 2;
	slit.distance[0][1] = 21;
	slit.distance[1][0] = 31;
	KUNIT_EXPECT_NULL(test, numa_map_acpi(&map, &ram, &srat, &slit));
	expect_sound(test);
	KUNIT_EXPECT_EQ(test, map.nr_nodes, 2);
	KUNIT_EXPECT_EQ(test, numa_map_nid(&map, 0), 0);
	KUNIT_EXPECT_EQ(test, numa_map_nid(&map, M(1024) - 1), 0);
	KUNIT_EXPECT_EQ(test, numa_map_nid(&map, M(4096) - 1), 0);
	KUNIT_EXPECT_EQ(test, numa_map_nid(&map, M(4096)), 1);
	KUNIT_EXPECT_EQ(test, numa_map_nid(&map, ~0ull), 1);
	KUNIT_EXPECT_EQ(test, map.distance[0][1], 21);
	KUNIT_EXPECT_EQ(test, map.distance[1][0], 31);
	KUNIT_EXPECT_EQ(test, map.distance[1][1], LOCAL_DISTANCE);
	KUNIT_EXPECT_EQ(test, numa_map_cpu(&map, 9, 3), 1);
	KUNIT_EXPECT_EQ(test, numa_map_cpu(&map, 9, 1), 0);
	KUNIT_EXPECT_EQ_MSG(test, numa_map_cpu(&map, 5, 77), 1, "not mentioned: dealt out");
}

/* Interleaved, in no order, with numbers far apart; a domain without RAM gets no node. */
static void numa_odd_numbers(struct kunit *test)
{
	memory(4000000000u, M(512), M(256));
	memory(7, M(4096), M(1024));
	memory(7, 0, M(512));
	memory(9, M(2048), M(1024));
	memory(4000000000u, M(768), M(256));
	cpu(9, 1);
	cpu(7, 0);
	cpu(4000000000u, 2);
	slit.nr = 10;
	memset(slit.distance, 40, sizeof(slit.distance));
	KUNIT_EXPECT_NULL(test, numa_map_acpi(&map, &ram, &srat, &slit));
	expect_sound(test);
	KUNIT_EXPECT_EQ(test, map.nr_nodes, 2);
	KUNIT_EXPECT_EQ(test, numa_map_nid(&map, M(600)), 1);
	KUNIT_EXPECT_EQ(test, numa_map_nid(&map, M(900)), 1);
	KUNIT_EXPECT_EQ(test, numa_map_nid(&map, M(100)), 0);
	KUNIT_EXPECT_EQ(test, numa_map_nid(&map, M(5000)), 0);
	KUNIT_EXPECT_EQ_MSG(test, map.distance[0][1], REMOTE_DISTANCE, "SLIT has no such domain");
	KUNIT_EXPECT_EQ_MSG(test, numa_map_cpu(&map, 1, 1), 1, "20 is nearer than 40");
	KUNIT_EXPECT_EQ(test, numa_map_cpu(&map, 2, 2), 1);
}

static void numa_contradictions(struct kunit *test)
{
	memory(0, 0, M(1024));
	memory(1, M(1000), M(4096));
	KUNIT_EXPECT_NOT_NULL_MSG(test, numa_map_acpi(&map, &ram, &srat, NULL), "overlap");
	srat.nr_memory = 0;
	memory(0, 0, M(1024));
	KUNIT_EXPECT_NOT_NULL_MSG(test, numa_map_acpi(&map, &ram, &srat, NULL), "half of it");
	memory(1, M(4096), M(1024));
	KUNIT_EXPECT_NULL(test, numa_map_acpi(&map, &ram, &srat, NULL));
	cpu(0, 5);
	cpu(1, 5);
	KUNIT_EXPECT_NOT_NULL_MSG(test, numa_map_acpi(&map, &ram, &srat, NULL), "a CPU twice");
	srat.nr_cpus = 0;
	srat.nr_memory = 0;
	KUNIT_EXPECT_NOT_NULL_MSG(test, numa_map_acpi(&map, &ram, &srat, NULL), "nothing at all");
	memory(0, M(2048), M(100));
	KUNIT_EXPECT_NOT_NULL_MSG(test, numa_map_acpi(&map, &ram, &srat, NULL), "no RAM there");
}

/* Less than a megabyte may be forgotten; persistent memory is none; the same said twice is no error. */
static void numa_small_faults(struct kunit *test)
{
	memory(0, M(1), M(1023));
	memory(0, M(100), M(200));
	memory(1, M(4096) + 0x7ff, M(1024) - 0x7ff);
	memory(2, M(200), M(100));
	srat.memory[3].non_volatile = true;
	KUNIT_EXPECT_NULL(test, numa_map_acpi(&map, &ram, &srat, NULL));
	expect_sound(test);
	KUNIT_EXPECT_EQ(test, map.nr_nodes, 2);
	KUNIT_EXPECT_EQ_MSG(test, map.ranges[1].start & (PAGE_SIZE - 1), 0, "a page has one node");
}

static void numa_fakes(struct kunit *test)
{
	static const struct {
		const char *how;
		unsigned int nodes; /* 0: refused */
	} cases[] = {
		{ "1", 1 }, { "2", 2 }, { "4", 4 }, { "64", 64 }, { "1000", 64 }, { "512M", 4 }, { "700M", 3 },
		{ "4G", 1 }, { "1M", 64 }, { "0", 0 }, { "", 0 }, { "x", 0 }, { "2U", 0 }, { "0M", 0 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const char *why = numa_map_fake(&map, &ram, cases[i].how);

		KUNIT_EXPECT_EQ_MSG(test, !why, cases[i].nodes != 0, "numa=fake=%s", cases[i].how);
		if (why)
			continue;
		KUNIT_EXPECT_EQ_MSG(test, map.nr_nodes, cases[i].nodes, "numa=fake=%s", cases[i].how);
		expect_sound(test);
	}
}

static void numa_fake_small(struct kunit *test)
{
	static struct memblock_region region = { .base = 0, .size = M(8) };
	static const struct memblock_type small = { .cnt = 1, .regions = &region };

	KUNIT_EXPECT_NULL(test, numa_map_fake(&map, &small, "16"));
	KUNIT_EXPECT_EQ_MSG(test, map.nr_nodes, 2, "a node is at least the largest block");
	expect_sound(test);
}

static void numa_this_machine(struct kunit *test)
{
	unsigned int c, cpus = 0;
	int nid;

	KUNIT_EXPECT_TRUE(test, node_online(numa_node_id()));
	for_each_online_node(nid) {
		KUNIT_EXPECT_GT(test, NODE_DATA(nid)->node_present_pages, 0);
		KUNIT_EXPECT_EQ(test, NODE_DATA(nid)->node_id, nid);
		KUNIT_EXPECT_EQ(test, node_distance(nid, nid), LOCAL_DISTANCE);
		cpus += cpumask_weight(cpumask_of_node(nid));
	}
	KUNIT_EXPECT_EQ(test, cpus, num_possible_cpus());
	for_each_possible_cpu(c)
		KUNIT_EXPECT_TRUE(test, cpumask_test_cpu(c, cpumask_of_node(cpu_to_node(c))));
}

static void numa_masks(struct kunit *test)
{
	nodemask_t a = NODE_MASK_NONE, b = nodemask_of_node(63), both;
	int node, n = 0;

	node_set(0, a);
	node_set(5, a);
	nodes_or(both, a, b);
	KUNIT_EXPECT_EQ(test, nodes_weight(both), 3);
	for_each_node_mask(node, both)
		n += node;
	KUNIT_EXPECT_EQ(test, n, 68);
	KUNIT_EXPECT_FALSE(test, nodes_intersects(a, b));
	nodes_andnot(both, both, a);
	KUNIT_EXPECT_TRUE(test, nodes_equal(both, b));
	node_clear(63, b);
	KUNIT_EXPECT_TRUE(test, nodes_empty(b));
	KUNIT_EXPECT_EQ(test, first_node(b), MAX_NUMNODES);
	KUNIT_EXPECT_EQ(test, nodes_weight(NODE_MASK_ALL), MAX_NUMNODES);
}

static struct kunit_case numa_cases[] = {
	KUNIT_CASE(numa_two_nodes),	KUNIT_CASE(numa_odd_numbers), KUNIT_CASE(numa_contradictions),
	KUNIT_CASE(numa_small_faults),	KUNIT_CASE(numa_fakes),	      KUNIT_CASE(numa_fake_small),
	KUNIT_CASE(numa_this_machine),	KUNIT_CASE(numa_masks),	      {}
};

static struct kunit_suite numa_suite = {
	.name = "mm.numa",
	.desc = "nodes from SRAT and SLIT, sound and broken, and numa=fake=",
	.init = numa_test_init,
	.test_cases = numa_cases,
};
kunit_test_suite(numa_suite);
