// SPDX-License-Identifier: MIT
/* The search for ACPI's root pointer in a BIOS's memory: too much of it for the kernel's suites. */
#include "../acpi_tables.h"

#define EBDA 0x9fc00u
#define BIOS 0xe0000u

static u8 bda[2], ebda[1024], bios[0x20000];
static struct acpi_rsdp_info found;
static u64 found_at;

static const void *map(u64 phys, size_t size)
{
	if (phys == 0x40e && size == sizeof(bda))
		return bda;
	if (phys == EBDA && size == sizeof(ebda))
		return ebda;
	return phys == BIOS && size == sizeof(bios) ? bios : NULL;
}

/* A root pointer of ACPI 1.0 that says @rsdt. */
static void put_rsdp(u8 *at, u32 rsdt)
{
	u8 sum = 0;

	memcpy(at, "RSD PTR \0QUARRY\0", 16);
	memcpy(at + 16, &rsdt, 4);
	for (int i = 0; i < 20; i++)
		sum = (u8)(sum + at[i]);
	at[8] = (u8)(0 - sum);
}

static bool search(void)
{
	return acpi_search_rsdp(map, &found_at, &found);
}

static int search_init(struct kunit *test)
{
	u16 segment = EBDA >> 4;

	memcpy(bda, &segment, sizeof(bda));
	memset(ebda, 0, sizeof(ebda));
	memset(bios, 0, sizeof(bios));
	return 0;
}

static void search_places(struct kunit *test)
{
	KUNIT_EXPECT_FALSE(test, search());
	put_rsdp(bios + sizeof(bios) - 32, 3);
	KUNIT_EXPECT_TRUE(test, search());
	KUNIT_EXPECT_EQ(test, found_at, 0xfffe0);
	put_rsdp(bios, 2);
	KUNIT_EXPECT_TRUE(test, search());
	KUNIT_EXPECT_EQ(test, found.rsdt, 2);
	put_rsdp(ebda + 992, 1);
	KUNIT_EXPECT_TRUE(test, search());
	KUNIT_EXPECT_EQ(test, found.rsdt, 1);
	KUNIT_EXPECT_EQ(test, found_at, EBDA + 992);
}

static void search_passes_over_broken_ones(struct kunit *test)
{
	put_rsdp(ebda + 16, 1);
	ebda[17]++;
	put_rsdp(bios + 8, 2); /* not on a paragraph */
	put_rsdp(bios + 64, 3);
	bios[64 + 12]++; /* checksum */
	memcpy(bios + sizeof(bios) - 16, "RSD PTR ", 8); /* would end beyond */
	KUNIT_EXPECT_FALSE(test, search());
	put_rsdp(bios + 160, 4);
	KUNIT_EXPECT_TRUE(test, search());
	KUNIT_EXPECT_EQ(test, found.rsdt, 4);
}

static void search_without_ebda(struct kunit *test)
{
	static const u16 segments[] = { 0, 0x40, 0x7fff, 0x9fff, 0xf000, 0xffff };

	put_rsdp(bios + 32, 5);
	for (size_t i = 0; i < ARRAY_SIZE(segments); i++) {
		memcpy(bda, &segments[i], sizeof(bda));
		KUNIT_EXPECT_TRUE(test, search());
	}
}

static struct kunit_case acpi_search_cases[] = {
	KUNIT_CASE(search_places),
	KUNIT_CASE(search_passes_over_broken_ones),
	KUNIT_CASE(search_without_ebda),
	{}
};

static struct kunit_suite acpi_search_suite = {
	.name = "drivers.acpi_search",
	.desc = "ACPI's root pointer where a BIOS leaves it",
	.init = search_init,
	.test_cases = acpi_search_cases,
};
kunit_test_suite(acpi_search_suite);
