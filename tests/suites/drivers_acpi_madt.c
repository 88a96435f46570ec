// SPDX-License-Identifier: MIT
/* MADT: processors, I/O APICs, overrides and NMIs, sound and odd. */
#include "../acpi_invariants.h"
#include "../acpi_tables.h"

#define MADT (&acpi_test_info.madt)

static const char *parse_madt(const void *table, size_t length)
{
	const char *broken = acpi_parse_madt(table, length, MADT);

	return broken ? broken : madt_invariants(MADT);
}

static const char *parse(void)
{
	return parse_madt(table_end(), acpi_table.length);
}

static void begin(u32 lapic, u32 flags)
{
	table_begin("APIC", 3, 0);
	table_put32(lapic);
	table_put32(flags);
}

static void put_lapic(u8 acpi_id, u8 apic_id, u32 flags)
{
	table_put32(0x0800u | (u32)acpi_id << 16 | (u32)apic_id << 24);
	table_put32(flags);
}

static void put_x2apic(u32 apic_id, u32 acpi_id, u32 flags)
{
	table_put32(0x1009);
	table_put32(apic_id);
	table_put32(flags);
	table_put32(acpi_id);
}

static void put_ioapic(u8 id, u32 address, u32 gsi_base)
{
	table_put32(0x0c01u | (u32)id << 16);
	table_put32(address);
	table_put32(gsi_base);
}

static void put_override(u8 bus, u8 irq, u32 gsi, u16 flags)
{
	table_put32(0x0a02u | (u32)bus << 16 | (u32)irq << 24);
	table_put32(gsi);
	table_put16(flags);
}

static void put_lapic_nmi(u8 acpi_id, u16 flags, u8 lint)
{
	table_put16(0x0604);
	table_put8(acpi_id);
	table_put16(flags);
	table_put8(lint);
}

static void put_everything(void)
{
	begin(0xfee00000, 1);
	put_lapic(0, 0, 1);
	put_lapic(1, 2, 1);
	put_lapic(2, 4, 0);
	put_lapic(3, 6, 2);
	put_x2apic(0x12345, 9, 1);
	put_ioapic(8, 0xfec00000, 0);
	put_ioapic(9, 0xfec10000, 24);
	put_override(0, 0, 2, 0);
	put_override(0, 9, 20, ACPI_INTI_ACTIVE_LOW | ACPI_INTI_LEVEL);
	table_put32(0x00050803); /* NMI source, flags */
	table_put32(23);
	put_lapic_nmi(0xff, 0, 1);
	put_lapic_nmi(1, 5, 0);
	table_put32(0x00000c0a); /* x2APIC NMI */
	table_put32(9);
	table_put32(1);
	table_put32(0x0c05); /* address override */
	table_put64(0x1fee00000ull);
	table_put32(0x0000067f); /* a type that nobody knows */
	table_put16(0);
}

static void madt_everything(struct kunit *test)
{
	put_everything();
	KUNIT_ASSERT_NULL(test, parse());
	KUNIT_EXPECT_TRUE(test, MADT->pcat_compat);
	KUNIT_EXPECT_EQ(test, MADT->lapic_phys, 0x1fee00000ull);
	KUNIT_EXPECT_EQ(test, MADT->nr_cpus, 5);
	KUNIT_EXPECT_EQ(test, MADT->nr_enabled, 3);
	KUNIT_EXPECT_EQ(test, MADT->cpus[1].apic_id, 2);
	KUNIT_EXPECT_EQ(test, MADT->cpus[1].acpi_id, 1);
	KUNIT_EXPECT_FALSE(test, MADT->cpus[2].enabled);
	KUNIT_EXPECT_TRUE(test, MADT->cpus[3].online_capable);
	KUNIT_EXPECT_EQ(test, MADT->cpus[4].apic_id, 0x12345);
	KUNIT_EXPECT_EQ(test, MADT->nr_unknown, 1);
	KUNIT_EXPECT_EQ(test, MADT->nr_odd, 0);
}

static void madt_interrupts(struct kunit *test)
{
	put_everything();
	KUNIT_ASSERT_NULL(test, parse());
	KUNIT_ASSERT_EQ(test, MADT->nr_ioapics, 2);
	KUNIT_EXPECT_EQ(test, MADT->ioapics[1].gsi_base, 24);
	KUNIT_EXPECT_EQ(test, MADT->ioapics[1].address, 0xfec10000);
	KUNIT_ASSERT_EQ(test, MADT->nr_overrides, 2);
	KUNIT_EXPECT_EQ(test, MADT->overrides[0].gsi, 2);
	KUNIT_EXPECT_EQ(test, MADT->overrides[1].irq, 9);
	KUNIT_EXPECT_EQ(test, MADT->overrides[1].flags, 0xf);
	KUNIT_ASSERT_EQ(test, MADT->nr_nmis, 1);
	KUNIT_EXPECT_EQ(test, MADT->nmis[0].gsi, 23);
	KUNIT_EXPECT_EQ(test, MADT->nmis[0].flags, 5);
	KUNIT_ASSERT_EQ(test, MADT->nr_lapic_nmis, 3);
	KUNIT_EXPECT_EQ(test, MADT->lapic_nmis[0].acpi_id, ACPI_ALL_CPUS);
	KUNIT_EXPECT_EQ(test, MADT->lapic_nmis[0].lint, 1);
	KUNIT_EXPECT_EQ(test, MADT->lapic_nmis[1].acpi_id, 1);
	KUNIT_EXPECT_EQ(test, MADT->lapic_nmis[2].acpi_id, 9);
}

static void madt_odd_entries(struct kunit *test)
{
	begin(0x123, 0); /* 1: not a page */
	put_lapic(0, 0, 1);
	put_lapic(1, 0, 1);	/* 2: the same once more */
	put_lapic(2, 0, 0);	/* padding with a number in use */
	put_lapic(3, 255, 1);	/* 3: broadcast */
	put_lapic(4, 255, 0);	/* padding */
	put_x2apic(~0u, 5, 1);	/* 4: broadcast */
	put_ioapic(0, 0, 0);	/* 5: nowhere */
	put_override(1, 3, 3, 0); /* 6: not ISA */
	put_override(0, 16, 3, 0); /* 7: not an ISA interrupt */
	put_override(0, 3, 5, 0xa); /* 8: reserved polarity and trigger */
	put_override(0, 3, 6, 0); /* 9: once more */
	put_lapic_nmi(0, 0, 2);	/* 10: no such pin */
	KUNIT_ASSERT_NULL(test, parse());
	KUNIT_EXPECT_EQ(test, MADT->nr_odd, 10);
	KUNIT_EXPECT_EQ(test, MADT->lapic_phys, 0xfee00000);
	KUNIT_EXPECT_EQ(test, MADT->nr_cpus, 1);
	KUNIT_EXPECT_EQ(test, MADT->nr_ioapics + MADT->nr_lapic_nmis, 0);
	KUNIT_ASSERT_EQ(test, MADT->nr_overrides, 1);
	KUNIT_EXPECT_EQ(test, MADT->overrides[0].gsi, 5);
	KUNIT_EXPECT_EQ(test, MADT->overrides[0].flags, 0);
}

static void madt_enabled_replaces_disabled(struct kunit *test)
{
	begin(0xfee00000, 0);
	put_lapic(7, 3, 0);
	put_lapic(1, 3, 1);
	KUNIT_ASSERT_NULL(test, parse());
	KUNIT_EXPECT_EQ(test, MADT->nr_cpus, 1);
	KUNIT_EXPECT_TRUE(test, MADT->cpus[0].enabled);
	KUNIT_EXPECT_EQ(test, MADT->cpus[0].acpi_id, 1);
}

static void madt_too_many(struct kunit *test)
{
	begin(0xfee00000, 0);
	for (u32 i = 0; i < 200; i++)
		put_x2apic(1000 + i, i, 0);
	for (u32 i = 0; i < 257; i++)
		put_x2apic(i, i, 1);
	for (u32 i = 0; i < ACPI_MAX_IOAPICS + 2; i++)
		put_ioapic(0, 0xfec00000, i);
	KUNIT_ASSERT_NULL(test, parse());
	KUNIT_EXPECT_EQ(test, MADT->nr_cpus, ACPI_MAX_CPUS);
	KUNIT_EXPECT_EQ(test, MADT->nr_enabled, ACPI_MAX_CPUS);
	KUNIT_EXPECT_EQ(test, MADT->nr_cpus_lost, 1);
	KUNIT_EXPECT_EQ(test, MADT->nr_ioapics, ACPI_MAX_IOAPICS);
	KUNIT_EXPECT_EQ(test, MADT->nr_lost, 2);
}

static void madt_broken(struct kunit *test)
{
	begin(0xfee00000, 0);
	KUNIT_EXPECT_STREQ(test, parse(), "no processor in it is enabled");
	put_lapic(0, 0, 0);
	KUNIT_EXPECT_STREQ(test, parse(), "no processor in it is enabled");
	put_lapic(0, 0, 1);
	table_put8(0);
	KUNIT_EXPECT_NULL(test, parse());
	table_put8(0);
	KUNIT_EXPECT_STREQ(test, parse(), "an entry has no length");
	table_set8(acpi_table.length - 1, 3);
	KUNIT_EXPECT_STREQ(test, parse(), "an entry reaches beyond the end");
	table_put8(0);
	KUNIT_EXPECT_STREQ(test, parse(), "an entry is too short for its type");
	table_begin("APIC", 1, 43);
	KUNIT_EXPECT_STREQ(test, parse(), "too short");
	table_begin("APIK", 1, 44);
	KUNIT_EXPECT_STREQ(test, parse(), "another table lies there");
}

static void madt_header(struct kunit *test)
{
	put_everything();
	table_end();
	table_set8(60, acpi_table.bytes[60] + 1);
	KUNIT_EXPECT_STREQ(test, parse_madt(table_cut(acpi_table.length), acpi_table.length),
			   "its checksum is wrong");
	table_set32(4, 35);
	KUNIT_EXPECT_STREQ(test, parse_madt(table_cut(acpi_table.length), acpi_table.length),
			   "its length is less than a header's");
	table_set32(4, ~0u);
	KUNIT_EXPECT_STREQ(test, parse_madt(table_cut(acpi_table.length), acpi_table.length),
			   "its length is more than 1 MiB");
}

static void madt_truncations(struct kunit *test)
{
	put_everything();
	table_truncations(test, parse_madt);
}

static struct kunit_case acpi_madt_cases[] = {
	KUNIT_CASE(madt_everything),
	KUNIT_CASE(madt_interrupts),
	KUNIT_CASE(madt_odd_entries),
	KUNIT_CASE(madt_enabled_replaces_disabled),
	KUNIT_CASE(madt_too_many),
	KUNIT_CASE(madt_broken),
	KUNIT_CASE(madt_header),
	KUNIT_CASE(madt_truncations),
	{}
};

static struct kunit_suite acpi_madt_suite = {
	.name = "drivers.acpi_madt",
	.desc = "ACPI's processors and interrupt controllers, sound and odd",
	.test_cases = acpi_madt_cases,
};
kunit_test_suite(acpi_madt_suite);
