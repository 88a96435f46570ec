// SPDX-License-Identifier: MIT
/* FADT of each age, the HPET, and \_S5 in AML. */
#include "../acpi_invariants.h"
#include "../acpi_tables.h"

#define FADT (&acpi_test_info.fadt)
#define HPET (&acpi_test_info.hpet)
#define S5 (&acpi_test_info.s5)

#define FLAGS 112
#define RESET_SUPPORTED (1u << 10)

static const char *parse_fadt(const void *table, size_t length)
{
	const char *broken = acpi_parse_fadt(table, length, FADT);

	return broken ? broken : fadt_invariants(FADT);
}

static const char *fadt(void)
{
	return parse_fadt(table_end(), acpi_table.length);
}

/* What QEMU's pc has. */
static void put_fadt(u8 revision, u32 length)
{
	table_begin("FACP", revision, length);
	table_set32(40, 0x7fe0040);
	table_set16(46, 9);
	table_set32(48, 0xb2);
	table_set8(52, 0xf1);
	table_set32(56, 0x600);
	table_set32(64, 0x604);
	table_set32(76, 0x608);
	table_set8(88, 4);
	table_set8(89, 2);
	table_set8(91, 4);
	table_set8(108, 0x32);
}

static void fadt_first_version(struct kunit *test)
{
	put_fadt(1, 116);
	KUNIT_ASSERT_NULL(test, fadt());
	KUNIT_EXPECT_EQ(test, FADT->dsdt, 0x7fe0040);
	KUNIT_EXPECT_EQ(test, FADT->sci, 9);
	KUNIT_EXPECT_EQ(test, FADT->smi_command, 0xb2);
	KUNIT_EXPECT_EQ(test, FADT->acpi_enable, 0xf1);
	KUNIT_EXPECT_EQ(test, FADT->pm1a_event, 0x600);
	KUNIT_EXPECT_EQ(test, FADT->pm1a_control, 0x604);
	KUNIT_EXPECT_EQ(test, FADT->pm1b_control, 0);
	KUNIT_EXPECT_EQ(test, FADT->pm_timer, 0x608);
	KUNIT_EXPECT_FALSE(test, FADT->pm_timer_32bit);
	KUNIT_EXPECT_EQ(test, FADT->century, 0x32);
	KUNIT_EXPECT_TRUE(test, FADT->has_8042 && FADT->legacy_devices);
	KUNIT_EXPECT_EQ(test, FADT->reset.address, 0);
	KUNIT_EXPECT_EQ(test, FADT->nr_odd, 0);
}

static void fadt_extended(struct kunit *test)
{
	put_fadt(3, 244);
	table_set32(FLAGS, RESET_SUPPORTED | 1u << 8);
	table_set_register(116, ACPI_SPACE_IO, 0xcf9);
	table_set8(128, 6);
	table_set64(140, 0x123456789aull);
	table_set_register(172, ACPI_SPACE_IO, 0x804);
	table_set_register(184, ACPI_SPACE_MEMORY, 0xfed80000); /* no port: the old field counts */
	table_set_register(208, ACPI_SPACE_IO, 0x808);
	table_set16(109, 1u << 2 | 1u << 5);
	KUNIT_ASSERT_NULL(test, fadt());
	KUNIT_EXPECT_EQ(test, FADT->dsdt, 0x123456789aull);
	KUNIT_EXPECT_EQ(test, FADT->pm1a_control, 0x804);
	KUNIT_EXPECT_EQ(test, FADT->pm1b_control, 0);
	KUNIT_EXPECT_EQ(test, FADT->pm_timer, 0x808);
	KUNIT_EXPECT_TRUE(test, FADT->pm_timer_32bit);
	KUNIT_EXPECT_EQ(test, FADT->reset.address, 0xcf9);
	KUNIT_EXPECT_EQ(test, FADT->reset_value, 6);
	KUNIT_EXPECT_FALSE(test, FADT->has_8042 || FADT->legacy_devices);
	KUNIT_EXPECT_TRUE(test, FADT->no_vga && FADT->no_cmos_rtc);
}

static void fadt_hardware_reduced(struct kunit *test)
{
	put_fadt(5, 268);
	table_set32(FLAGS, 1u << 20);
	table_set_register(244, ACPI_SPACE_MEMORY, 0xfea00200);
	KUNIT_ASSERT_NULL(test, fadt());
	KUNIT_EXPECT_TRUE(test, FADT->hardware_reduced);
	KUNIT_EXPECT_EQ(test, FADT->pm1a_control, 0);
	KUNIT_EXPECT_EQ(test, FADT->sleep_control.address, 0xfea00200);
	KUNIT_EXPECT_EQ(test, FADT->sleep_control.space, ACPI_SPACE_MEMORY);
}

static void fadt_impossible_registers(struct kunit *test)
{
	static const struct {
		u8 space;
		u64 address;
	} bad[] = {
		{ ACPI_SPACE_IO, 0x10000 },		   { ACPI_SPACE_MEMORY, ~0ull },
		{ ACPI_SPACE_PCI_CONFIG, 0x0020000000cfull }, { ACPI_SPACE_PCI_CONFIG, 0x000000080000ull },
		{ ACPI_SPACE_PCI_CONFIG, 0x100ull },	   { 3, 0x40 },
		{ 0x7f, 0xffc0 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		put_fadt(3, 244);
		table_set32(FLAGS, RESET_SUPPORTED);
		table_set_register(116, bad[i].space, bad[i].address);
		KUNIT_ASSERT_NULL(test, fadt());
		KUNIT_EXPECT_EQ_MSG(test, FADT->reset.address, 0, "register %zu", i);
		KUNIT_EXPECT_EQ(test, FADT->nr_odd, 1);
	}
	put_fadt(1, 116);
	table_set32(64, 0x12345);
	KUNIT_ASSERT_NULL(test, fadt());
	KUNIT_EXPECT_EQ(test, FADT->pm1a_control, 0);
	KUNIT_EXPECT_EQ(test, FADT->nr_odd, 1);
}

static void fadt_lengths_of_blocks(struct kunit *test)
{
	put_fadt(1, 116);
	table_set8(88, 3);
	table_set8(89, 1);
	table_set8(91, 0);
	KUNIT_ASSERT_NULL(test, fadt());
	KUNIT_EXPECT_EQ(test, FADT->pm1a_event | FADT->pm1a_control | FADT->pm_timer, 0);
	put_fadt(1, 115);
	KUNIT_EXPECT_STREQ(test, fadt(), "too short");
}

static void fadt_truncations(struct kunit *test)
{
	put_fadt(6, 276);
	table_set32(FLAGS, RESET_SUPPORTED);
	table_set_register(116, ACPI_SPACE_PCI_CONFIG, 0x001f000000dcull);
	table_truncations(test, parse_fadt);
}

static const char *parse_hpet(const void *table, size_t length)
{
	return acpi_parse_hpet(table, length, HPET);
}

static const char *hpet(u8 space, u64 address)
{
	table_begin("HPET", 1, 56);
	table_set32(36, 0x8086a201);
	table_set_register(40, space, address);
	table_set8(52, 3);
	table_set16(53, 100);
	return parse_hpet(table_end(), acpi_table.length);
}

static void hpet_sound_and_broken(struct kunit *test)
{
	KUNIT_ASSERT_NULL(test, hpet(ACPI_SPACE_MEMORY, 0xfed00000));
	KUNIT_EXPECT_EQ(test, HPET->phys, 0xfed00000);
	KUNIT_EXPECT_EQ(test, HPET->block_id, 0x8086a201);
	KUNIT_EXPECT_EQ(test, HPET->number, 3);
	KUNIT_EXPECT_EQ(test, HPET->min_tick, 100);
	table_truncations(test, parse_hpet);
	KUNIT_EXPECT_NOT_NULL(test, hpet(ACPI_SPACE_IO, 0xfed0));
	KUNIT_EXPECT_NOT_NULL(test, hpet(ACPI_SPACE_MEMORY, 0));
	KUNIT_EXPECT_NOT_NULL(test, hpet(ACPI_SPACE_MEMORY, 0xfed00001));
	KUNIT_EXPECT_NOT_NULL(test, hpet(ACPI_SPACE_MEMORY, ~0ull - 7));
}

static const char *parse_s5(const void *table, size_t length)
{
	return acpi_parse_s5(table, length, S5);
}

/* The DSDT holds a bit of something, the AML, and a bit more. */
static bool finds_s5(const char *aml, u32 length)
{
	table_begin("DSDT", 2, 0);
	table_put("\x10\x05_SB_", 6);
	table_put(aml, length);
	table_put("\x00", 1);
	return !parse_s5(table_end(), acpi_table.length) && S5->found;
}
#define FINDS_S5(aml) finds_s5(aml, sizeof(aml) - 1)

static void s5_forms(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, FINDS_S5("\x08_S5_\x12\x06\x04\x00\x00\x00\x00"));
	KUNIT_EXPECT_EQ(test, S5->typ_a | S5->typ_b, 0);
	KUNIT_EXPECT_TRUE(test, FINDS_S5("\x08_S5_\x12\x08\x04\x0a\x05\x0a\x07\x00\x00"));
	KUNIT_EXPECT_EQ(test, S5->typ_a, 5);
	KUNIT_EXPECT_EQ(test, S5->typ_b, 7);
	KUNIT_EXPECT_TRUE(test, FINDS_S5("\x08\\_S5_\x12\x08\x04\x01\x0b\x06\x00\x00\x00"));
	KUNIT_EXPECT_EQ(test, S5->typ_a, 1);
	KUNIT_EXPECT_EQ(test, S5->typ_b, 6);
	/* A length of two bytes; values of four and eight. */
	KUNIT_EXPECT_TRUE(test, FINDS_S5("\x08_S5_\x12\x41\x01\x02\x0c\x03\x00\x00\x00\x0e\x02\x00\x00\x00\x00\x00\x00\x00"));
	KUNIT_EXPECT_EQ(test, S5->typ_a, 3);
	KUNIT_EXPECT_EQ(test, S5->typ_b, 2);
	/* One element for both. */
	KUNIT_EXPECT_TRUE(test, FINDS_S5("\x08_S5_\x12\x05\x01\x0b\x05\x04"));
	KUNIT_EXPECT_EQ(test, S5->typ_a, 5);
	KUNIT_EXPECT_EQ(test, S5->typ_b, 4);
	/* Behind something that only looks like it. */
	KUNIT_EXPECT_TRUE(test, FINDS_S5("_S5_\x08_S5_\x0a\x08_S5_\x12\x04\x02\x01\x00"));
	KUNIT_EXPECT_EQ(test, S5->typ_a, 1);
}

static void s5_absent(struct kunit *test)
{
	KUNIT_EXPECT_FALSE(test, FINDS_S5(""));
	KUNIT_EXPECT_FALSE(test, FINDS_S5("\x14_S5_\x12\x06\x04\x00\x00\x00\x00"));	  /* a method */
	KUNIT_EXPECT_FALSE(test, FINDS_S5("\x08_S5_\x12\x06\x00\x00\x00\x00\x00"));	  /* no elements */
	KUNIT_EXPECT_FALSE(test, FINDS_S5("\x08_S5_\x12\x03\x04\x00\x00\x00\x00"));	  /* one fits */
	KUNIT_EXPECT_FALSE(test, FINDS_S5("\x08_S5_\x12\x00\x04\x00\x00\x00\x00"));	  /* no room for itself */
	KUNIT_EXPECT_FALSE(test, FINDS_S5("\x08_S5_\x12\x3f\x04\x00\x00\x00\x00"));	  /* beyond the table */
	KUNIT_EXPECT_FALSE(test, FINDS_S5("\x08_S5_\x12\xcf\xff\xff\xff\x04\x00\x00"));	  /* far beyond */
	KUNIT_EXPECT_FALSE(test, FINDS_S5("\x08_S5_\x12\x06\x04\x0a\x08\x00\x00"));	  /* 4 bits */
	KUNIT_EXPECT_FALSE(test, FINDS_S5("\x08_S5_\x12\x08\x02\x0dx\x00\x0dy\x00"));	  /* strings */
	KUNIT_EXPECT_EQ(test, S5->typ_a | S5->typ_b, 0);
}

static void s5_truncations(struct kunit *test)
{
	FINDS_S5("\x08_S5_\x12\x41\x01\x02\x0c\x03\x00\x00\x00\x0e\x02\x00\x00\x00\x00\x00\x00\x00");
	table_truncations(test, parse_s5);
}

static struct kunit_case acpi_fixed_cases[] = {
	KUNIT_CASE(fadt_first_version),
	KUNIT_CASE(fadt_extended),
	KUNIT_CASE(fadt_hardware_reduced),
	KUNIT_CASE(fadt_impossible_registers),
	KUNIT_CASE(fadt_lengths_of_blocks),
	KUNIT_CASE(fadt_truncations),
	KUNIT_CASE(hpet_sound_and_broken),
	KUNIT_CASE(s5_forms),
	KUNIT_CASE(s5_absent),
	KUNIT_CASE(s5_truncations),
	{}
};

static struct kunit_suite acpi_fixed_suite = {
	.name = "drivers.acpi_fixed",
	.desc = "ACPI's fixed hardware, HPET and the way to switch off",
	.test_cases = acpi_fixed_cases,
};
kunit_test_suite(acpi_fixed_suite);
