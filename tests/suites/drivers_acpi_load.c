// SPDX-License-Identifier: MIT
/* From the root pointer to all tables, on a machine whose firmware is invented. */
#include "../acpi_invariants.h"
#include "../acpi_tables.h"

#define BASE 0x7fe00000u
#define INFO (&acpi_test_info)

static u8 memory[4096];
static u32 used;
static u8 shown[sizeof(memory)];

/* What is asked for, and not a byte more. */
static const void *map(u64 phys, size_t size)
{
	if (phys < BASE || phys - BASE > used || size > used - (phys - BASE))
		return NULL;
	return memcpy(shown + sizeof(shown) - size, memory + (phys - BASE), size);
}

static u32 place_bytes(const void *bytes, u32 length)
{
	u32 at = used;

	if (length > sizeof(memory) - used)
		return 0;
	memcpy(memory + at, bytes, length);
	used += length;
	return BASE + at;
}

static u32 place(void)
{
	table_end();
	return place_bytes(acpi_table.bytes, acpi_table.length);
}

/* Tables by name, the smallest of each. */
static u32 place_dsdt(void)
{
	table_begin("DSDT", 1, 0);
	table_put("\x08_S5_\x12\x06\x04\x01\x00\x00\x00", 12);
	return place();
}

static u32 place_fadt(u32 dsdt)
{
	table_begin("FACP", 1, 116);
	table_set32(40, dsdt);
	return place();
}

static u32 place_madt(u8 apic_id)
{
	table_begin("APIC", 1, 0);
	table_put32(0xfee00000);
	table_put32(0);
	table_put32(0x00000800u | (u32)apic_id << 24);
	table_put32(1);
	return place();
}

static u32 place_root(const char *signature, const u64 *tables, u32 n)
{
	table_begin(signature, 1, 0);
	for (u32 i = 0; i < n; i++) {
		if (signature[0] == 'X')
			table_put64(tables[i]);
		else
			table_put32((u32)tables[i]);
	}
	return place();
}

static void load(u32 rsdt, u64 xsdt)
{
	memset(INFO, 0, sizeof(*INFO));
	INFO->rsdp = (struct acpi_rsdp_info){ .length = 36, .revision = 2, .oem = "QUARRY", .rsdt = rsdt, .xsdt = xsdt };
	acpi_load(INFO, map);
}

/* Why the table of this name was passed over; "" if it was not, NULL if there is none. */
static const char *verdict(const char *signature)
{
	for (u32 i = 0; i < INFO->nr_tables; i++)
		if (!strcmp(INFO->tables[i].header.signature, signature))
			return INFO->tables[i].broken ? INFO->tables[i].broken : "";
	return NULL;
}

static int load_init(struct kunit *test)
{
	used = 0;
	return 0;
}

static void load_all(struct kunit *test)
{
	u64 tables[3] = { place_madt(7), 0, place_fadt(place_dsdt()) };

	load(0, place_root("XSDT", tables, 3));
	KUNIT_EXPECT_TRUE(test, INFO->has_madt && INFO->has_fadt && INFO->s5.found);
	KUNIT_EXPECT_FALSE(test, INFO->has_srat || INFO->has_slit || INFO->has_hpet);
	KUNIT_EXPECT_EQ(test, INFO->nr_tables, 4);
	KUNIT_EXPECT_EQ(test, INFO->madt.cpus[0].apic_id, 7);
	KUNIT_EXPECT_EQ(test, INFO->s5.typ_a, 1);
	KUNIT_EXPECT_NULL(test, acpi_info_invariants(INFO));
}

static void load_rsdt_where_xsdt_is_broken(struct kunit *test)
{
	u64 tables[1] = { place_madt(0) };
	u32 rsdt = place_root("RSDT", tables, 1), xsdt = place_root("XSDT", tables, 1);

	memory[xsdt - BASE + 9]++;
	load(rsdt, xsdt);
	KUNIT_EXPECT_STREQ(test, verdict("XSDT"), "its checksum is wrong");
	KUNIT_EXPECT_TRUE(test, INFO->has_madt);
	load(rsdt, 0x123456789abcull);
	KUNIT_EXPECT_TRUE(test, INFO->has_madt);
	load(rsdt, rsdt);
	KUNIT_EXPECT_STREQ(test, verdict("RSDT"), "another table lies there");
	KUNIT_EXPECT_TRUE(test, INFO->has_madt);
	load(0, xsdt);
	KUNIT_EXPECT_FALSE(test, INFO->has_madt);
}

static void load_passes_over_broken_tables(struct kunit *test)
{
	u64 tables[5] = { place_fadt(BASE + 0x10000), place_madt(1), place_madt(2), BASE - 8, place_madt(3) };

	memory[tables[1] - BASE + 40]++;
	load(place_root("RSDT", tables, 5), 0);
	KUNIT_EXPECT_TRUE(test, INFO->has_fadt && INFO->has_madt);
	KUNIT_EXPECT_EQ(test, INFO->madt.cpus[0].apic_id, 2);
	KUNIT_EXPECT_STREQ(test, INFO->tables[2].broken, "its checksum is wrong");
	KUNIT_EXPECT_NULL(test, INFO->tables[3].broken);
	KUNIT_EXPECT_STREQ(test, INFO->tables[4].broken, "it lies where no memory can be reached");
	KUNIT_EXPECT_STREQ(test, INFO->tables[5].broken, "it is not the first of its kind");
	KUNIT_EXPECT_NOT_NULL(test, INFO->tables[6].broken); /* DSDT */
	KUNIT_EXPECT_FALSE(test, INFO->s5.found);
}

static void load_forgets_broken_tables(struct kunit *test)
{
	u64 tables[1];

	table_begin("APIC", 1, 44);
	table_put64(0x1000000);
	tables[0] = place();
	load(place_root("RSDT", tables, 1), 0);
	KUNIT_EXPECT_STREQ(test, verdict("APIC"), "an entry has no length");
	KUNIT_EXPECT_NULL(test, memchr_inv(&INFO->madt, 0, sizeof(INFO->madt)));
}

static void load_too_many(struct kunit *test)
{
	u64 tables[ACPI_MAX_TABLES + 4];

	tables[0] = place_madt(0);
	for (size_t i = 1; i < ARRAY_SIZE(tables); i++)
		tables[i] = tables[0];
	load(place_root("RSDT", tables, ARRAY_SIZE(tables)), 0);
	KUNIT_EXPECT_EQ(test, INFO->nr_tables, ACPI_MAX_TABLES + 1);
	KUNIT_EXPECT_EQ(test, INFO->nr_tables_lost, 4);
}

static void load_root_lists_itself(struct kunit *test)
{
	u64 tables[1] = { BASE };

	load(place_root("RSDT", tables, 1), 0);
	KUNIT_EXPECT_EQ(test, INFO->nr_tables, 2);
	KUNIT_EXPECT_FALSE(test, INFO->has_madt);
	used = 0;
	load(place_root("RSDT", tables, 0), 0);
	KUNIT_EXPECT_STREQ(test, verdict("RSDT"), "it lists no table");
}

static void load_truncated_machine(struct kunit *test)
{
	u64 tables[2] = { place_madt(7), place_fadt(place_dsdt()) };
	u32 root = place_root("XSDT", tables, 2), full = used;

	for (used = root - BASE; used < full; used++) {
		load(root, 0);
		KUNIT_EXPECT_FALSE(test, INFO->has_madt || INFO->has_fadt);
	}
}

static const char *parse_rsdp(const u8 *rsdp, u32 length)
{
	memcpy(acpi_table.bytes, rsdp, length);
	return acpi_parse_rsdp(table_cut(length), length, &INFO->rsdp);
}

static void rsdp_sign(u8 *rsdp)
{
	u8 sum = 0;

	rsdp[8] = rsdp[32] = 0;
	for (u32 i = 0; i < 20; i++)
		sum = (u8)(sum + rsdp[i]);
	rsdp[8] = (u8)(0 - sum);
	sum = 0;
	for (u32 i = 0; i < 36; i++)
		sum = (u8)(sum + rsdp[i]);
	rsdp[32] = (u8)(0 - sum);
}

static void rsdp_versions(struct kunit *test)
{
	static const u8 sound[36] = { 'R', 'S', 'D', ' ', 'P', 'T', 'R', ' ', 0, 'Q', 1, 'A', 'R', 'R', 'Y', 2,
				      0x78, 0x56, 0x34, 0x12, 36, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8 };
	u8 rsdp[36];

	memcpy(rsdp, sound, sizeof(rsdp));
	rsdp_sign(rsdp);
	for (u32 n = 0; n < 20; n++)
		KUNIT_EXPECT_NOT_NULL(test, parse_rsdp(rsdp, n));
	for (u32 n = 20; n <= 36; n++) {
		KUNIT_EXPECT_NULL(test, parse_rsdp(rsdp, n));
		KUNIT_EXPECT_EQ(test, INFO->rsdp.rsdt, 0x12345678);
		KUNIT_EXPECT_EQ(test, INFO->rsdp.xsdt, n == 36 ? 0x0807060504030201ull : 0);
	}
	KUNIT_EXPECT_STREQ(test, INFO->rsdp.oem, "Q?ARRY");
	rsdp[33]++; /* the extension's checksum */
	KUNIT_EXPECT_NULL(test, parse_rsdp(rsdp, 36));
	KUNIT_EXPECT_EQ(test, INFO->rsdp.xsdt, 0);
	rsdp[20] = 37; /* a length that cannot be read */
	rsdp_sign(rsdp);
	KUNIT_EXPECT_NULL(test, parse_rsdp(rsdp, 36));
	KUNIT_EXPECT_EQ(test, INFO->rsdp.xsdt, 0);
	rsdp[9]++;
	KUNIT_EXPECT_STREQ(test, parse_rsdp(rsdp, 36), "its checksum is wrong");
	memset(rsdp + 16, 0, 4);
	rsdp_sign(rsdp);
	KUNIT_EXPECT_STREQ(test, parse_rsdp(rsdp, 36), "it points nowhere");
}

static struct kunit_case acpi_load_cases[] = {
	KUNIT_CASE(load_all),
	KUNIT_CASE(load_rsdt_where_xsdt_is_broken),
	KUNIT_CASE(load_passes_over_broken_tables),
	KUNIT_CASE(load_forgets_broken_tables),
	KUNIT_CASE(load_too_many),
	KUNIT_CASE(load_root_lists_itself),
	KUNIT_CASE(load_truncated_machine),
	KUNIT_CASE(rsdp_versions),
	{}
};

static struct kunit_suite acpi_load_suite = {
	.name = "drivers.acpi_load",
	.desc = "ACPI's tables found one from the other, sound and broken",
	.init = load_init,
	.test_cases = acpi_load_cases,
};
kunit_test_suite(acpi_load_suite);
