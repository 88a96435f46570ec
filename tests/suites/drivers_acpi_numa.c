// SPDX-License-Identifier: MIT
/* SRAT and SLIT: nodes of processors and memory, and the distances between them. */
#include "../acpi_invariants.h"
#include "../acpi_tables.h"

#define SRAT (&acpi_test_info.srat)
#define SLIT (&acpi_test_info.slit)

static const char *parse_srat(const void *table, size_t length)
{
	const char *broken = acpi_parse_srat(table, length, SRAT);

	return broken ? broken : srat_invariants(SRAT);
}

static const char *srat(void)
{
	return parse_srat(table_end(), acpi_table.length);
}

static void begin(u8 revision)
{
	table_begin("SRAT", revision, 48);
	table_set32(36, 1);
}

static void put_lapic(u32 domain, u8 apic_id, u32 flags)
{
	table_put32(0x1000u | (domain & 0xff) << 16 | (u32)apic_id << 24);
	table_put32(flags);
	table_put32((domain & 0xffffff00) | 0x77); /* the SAPIC's number does not matter here */
	table_put32(0);
}

static void put_x2apic(u32 domain, u32 apic_id, u32 flags)
{
	table_put32(0x1802);
	table_put32(domain);
	table_put32(apic_id);
	table_put32(flags);
	table_put64(0);
}

static void put_memory(u32 domain, u64 base, u64 size, u32 flags)
{
	table_put16(0x2801);
	table_put32(domain);
	table_put16(0);
	table_put64(base);
	table_put64(size);
	table_put32(0);
	table_put32(flags);
	table_put64(0);
}

static void put_two_nodes(u8 revision)
{
	begin(revision);
	put_lapic(0, 0, 1);
	put_lapic(0x12345601, 2, 1);
	put_lapic(0, 3, 0);
	put_x2apic(0x12345601, 300, 1);
	put_x2apic(0, 301, 0);
	put_memory(0, 0, 0xa0000, 1);
	put_memory(0, 0x100000, 0xff00000, 1);
	put_memory(0, 0, 0, 0); /* QEMU pads with these */
	put_memory(1, 0x7000, 0, 1);
	put_memory(1, 0x20000000, 0x1000, 0);
	put_memory(0x12345601, 0x10000000, 0x10000000, 7);
}

static void srat_two_nodes(struct kunit *test)
{
	put_two_nodes(3);
	KUNIT_ASSERT_NULL(test, srat());
	KUNIT_ASSERT_EQ(test, SRAT->nr_cpus, 3);
	KUNIT_EXPECT_EQ(test, SRAT->cpus[1].domain, 0x12345601);
	KUNIT_EXPECT_EQ(test, SRAT->cpus[2].apic_id, 300);
	KUNIT_ASSERT_EQ(test, SRAT->nr_memory, 3);
	KUNIT_EXPECT_EQ(test, SRAT->memory[1].base, 0x100000);
	KUNIT_EXPECT_FALSE(test, SRAT->memory[1].hotplug || SRAT->memory[1].non_volatile);
	KUNIT_EXPECT_EQ(test, SRAT->memory[2].domain, 0x12345601);
	KUNIT_EXPECT_TRUE(test, SRAT->memory[2].hotplug && SRAT->memory[2].non_volatile);
	KUNIT_EXPECT_EQ(test, SRAT->nr_odd + SRAT->nr_lost, 0);
}

static void srat_revision_1_has_256_domains(struct kunit *test)
{
	put_two_nodes(1);
	KUNIT_ASSERT_NULL(test, srat());
	KUNIT_EXPECT_EQ(test, SRAT->cpus[1].domain, 1);
	KUNIT_EXPECT_EQ(test, SRAT->cpus[2].domain, 1);
	KUNIT_EXPECT_EQ(test, SRAT->memory[2].domain, 1);
}

static void srat_too_much(struct kunit *test)
{
	begin(2);
	for (u32 i = 0; i < ACPI_MAX_CPUS + 3; i++)
		put_lapic(0, (u8)i, 1);
	for (u32 i = 0; i < ACPI_MAX_MEMORY + 2; i++)
		put_memory(i, (u64)i << 20, 1 << 20, 1);
	KUNIT_ASSERT_NULL(test, srat());
	KUNIT_EXPECT_EQ(test, SRAT->nr_cpus, ACPI_MAX_CPUS);
	KUNIT_EXPECT_EQ(test, SRAT->nr_memory, ACPI_MAX_MEMORY);
	KUNIT_EXPECT_EQ(test, SRAT->nr_lost, 5);
}

static void srat_broken(struct kunit *test)
{
	begin(2);
	put_memory(0, ~0ull - 0xfff, 0x2000, 1);
	put_memory(0, ~0ull - 0xfff, 0xfff, 1);
	KUNIT_ASSERT_NULL(test, srat());
	KUNIT_EXPECT_EQ(test, SRAT->nr_memory, 1);
	KUNIT_EXPECT_EQ(test, SRAT->nr_odd, 1);
	table_put16(0x0001);
	KUNIT_EXPECT_STREQ(test, srat(), "an entry has no length");
	table_begin("SRAT", 2, 47);
	KUNIT_EXPECT_STREQ(test, srat(), "too short");
}

static void srat_truncations(struct kunit *test)
{
	put_two_nodes(3);
	table_truncations(test, parse_srat);
}

static const char *parse_slit(const void *table, size_t length)
{
	const char *broken = acpi_parse_slit(table, length, SLIT);

	return broken ? broken : slit_invariants(SLIT);
}

static const char *slit(void)
{
	return parse_slit(table_end(), acpi_table.length);
}

static void put_slit(u64 claimed, u32 real)
{
	table_begin("SLIT", 1, 44);
	table_set64(36, claimed);
	for (u32 i = 0; i < real; i++)
		for (u32 j = 0; j < real; j++)
			table_put8(i == j ? 10 : (u8)(20 + (i + 2 * j) % 100));
}

static void slit_sound(struct kunit *test)
{
	put_slit(3, 3);
	KUNIT_ASSERT_NULL(test, slit());
	KUNIT_EXPECT_EQ(test, SLIT->nr, 3);
	KUNIT_EXPECT_EQ(test, SLIT->distance[1][1], 10);
	KUNIT_EXPECT_EQ(test, SLIT->distance[1][2], 25);
	KUNIT_EXPECT_EQ(test, SLIT->distance[2][1], 24);
	table_truncations(test, parse_slit);
}

static void slit_too_many(struct kunit *test)
{
	put_slit(70, 70);
	KUNIT_ASSERT_NULL(test, slit());
	KUNIT_EXPECT_EQ(test, SLIT->nr, ACPI_MAX_NODES);
	KUNIT_EXPECT_EQ(test, SLIT->nr_lost, 6);
	KUNIT_EXPECT_EQ(test, SLIT->distance[0][63], 20 + 126 % 100);
}

static void slit_broken(struct kunit *test)
{
	static const u64 claims[] = { 4, 0x10000, 1ull << 32, 1ull << 33, ~0ull };

	for (size_t i = 0; i < ARRAY_SIZE(claims); i++) {
		put_slit(claims[i], 3);
		KUNIT_EXPECT_STREQ(test, slit(), "it has not as many distances as it says");
	}
	put_slit(0, 3);
	KUNIT_EXPECT_STREQ(test, slit(), "it is empty");
	put_slit(2, 2);
	table_set8(45, 10);
	KUNIT_EXPECT_STREQ(test, slit(), "a distance in it is impossible");
	put_slit(2, 2);
	table_set8(44, 0);
	KUNIT_EXPECT_STREQ(test, slit(), "a distance in it is impossible");
	table_begin("SLIT", 1, 43);
	KUNIT_EXPECT_STREQ(test, slit(), "too short");
}

static struct kunit_case acpi_numa_cases[] = {
	KUNIT_CASE(srat_two_nodes),
	KUNIT_CASE(srat_revision_1_has_256_domains),
	KUNIT_CASE(srat_too_much),
	KUNIT_CASE(srat_broken),
	KUNIT_CASE(srat_truncations),
	KUNIT_CASE(slit_sound),
	KUNIT_CASE(slit_too_many),
	KUNIT_CASE(slit_broken),
	{}
};

static struct kunit_suite acpi_numa_suite = {
	.name = "drivers.acpi_numa",
	.desc = "ACPI's nodes and distances, sound and broken",
	.test_cases = acpi_numa_cases,
};
kunit_test_suite(acpi_numa_suite);
