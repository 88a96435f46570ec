// SPDX-License-Identifier: MIT
/* The firmware's memory map under UEFI, and which of GRUB's two maps wins. */
#include "../boot_machine.h"

#define BI (&boot_machine.bi)

#define WB 0x8ull
#define SP 0x40000ull

struct efi_line {
	u32 type, pad;
	u64 phys, virt, pages, attribute;
};

/* Tag 17 with descriptors of @stride bytes, at least 40. */
static void put_efi_map(const struct efi_line *lines, u32 nr, u32 stride)
{
	static const u8 filler[64];
	u32 head[4] = { 17, 16 + nr * stride, stride, 1 };
	u32 i;

	machine_put(head, sizeof(head));
	for (i = 0; i < nr; i++) {
		machine_put(&lines[i], sizeof(lines[i]));
		if (stride > sizeof(lines[i]))
			machine_put(filler, stride - sizeof(lines[i]));
	}
}

static const struct efi_line kinds[] = {
	{ 0, 0, 0x0, 0, 1, WB },	   { 1, 0, 0x2000, 0, 1, WB },
	{ 5, 0, 0x4000, 0, 1, WB },	   { 6, 0, 0x6000, 0, 1, WB },
	{ 7, 0, 0x8000, 0, 1, WB },	   { 7, 0, 0xa000, 0, 1, 0 },
	{ 7, 0, 0xc000, 0, 1, WB | SP },   { 8, 0, 0xe000, 0, 1, WB },
	{ 9, 0, 0x10000, 0, 1, WB },	   { 10, 0, 0x12000, 0, 1, WB },
	{ 11, 0, 0x14000, 0, 1, 1 },	   { 13, 0, 0x16000, 0, 1, 1 },
	{ 14, 0, 0x18000, 0, 1, WB },	   { 15, 0, 0x1a000, 0, 1, WB },
	{ 0x80000001, 0, 0x1c000, 0, 1, WB },
};

static const u32 expected[] = {
	2, 1, 2, 2, 1, 2, BOOT_MEM_SOFT_RESERVED, 5, 3, 4, 2, 2, 7, 2, 2,
};

static void efi_types(struct kunit *test)
{
	u32 i;

	mb2_begin();
	put_efi_map(kinds, ARRAY_SIZE(kinds), 40);
	KUNIT_ASSERT_EQ(test, mb2_end(), 0);
	KUNIT_EXPECT_TRUE(test, BI->efi);
	KUNIT_EXPECT_STREQ(test, BI->map_source, "EFI");
	KUNIT_ASSERT_EQ(test, BI->nr_ranges, ARRAY_SIZE(expected));
	for (i = 0; i < ARRAY_SIZE(expected); i++) {
		KUNIT_EXPECT_EQ(test, BI->ranges[i].type, expected[i]);
		KUNIT_EXPECT_EQ(test, BI->ranges[i].base, i * 0x2000);
		KUNIT_EXPECT_EQ(test, BI->ranges[i].size, 0x1000);
	}
}

static void efi_merges_neighbours(struct kunit *test)
{
	static const struct efi_line lines[] = {
		{ 1, 0, 0x1000, 0, 1, WB }, { 7, 0, 0x2000, 0, 2, WB }, { 7, 0, 0x4000, 0, 0, WB },
		{ 4, 0, 0x4000, 0, 4, WB }, { 5, 0, 0x8000, 0, 1, WB }, { 3, 0, 0x9000, 0, 1, WB },
		{ 7, 0, 0xb000, 0, 1, WB }, { 7, 0, 0xa000, 0, 1, WB },
	};

	mb2_begin();
	put_efi_map(lines, ARRAY_SIZE(lines), 48);
	KUNIT_ASSERT_EQ(test, mb2_end(), 0);
	KUNIT_ASSERT_EQ(test, BI->nr_ranges, 5);
	KUNIT_EXPECT_EQ(test, BI->ranges[0].base, 0x1000);
	KUNIT_EXPECT_EQ(test, BI->ranges[0].size, 0x7000);
	KUNIT_EXPECT_EQ(test, BI->ranges[2].size, 0x1000);
	KUNIT_EXPECT_EQ(test, BI->ranges[3].base, 0xb000);
	KUNIT_EXPECT_EQ(test, BI->ranges[4].base, 0xa000);
}

static void efi_map_wins(struct kunit *test)
{
	const struct efi_line line = { 7, 0, 0x100000, 0, 16, WB };

	mb2_begin();
	mb2_small_map();
	put_efi_map(&line, 1, 48);
	KUNIT_EXPECT_EQ(test, mb2_end(), 0);
	KUNIT_EXPECT_EQ(test, BI->nr_ranges, 1);
	KUNIT_EXPECT_EQ(test, BI->ranges[0].size, 0x10000);
}

/* An EFI map of @len bytes beside a good tag 6: not believed, so the other is used. */
static void expect_fallback(struct kunit *test, const struct efi_line *line, u32 stride, u32 len)
{
	struct {
		u32 stride, version;
		u8 table[56];
	} body = { .stride = stride, .version = 1 };

	memcpy(body.table, line, sizeof(*line));
	machine_init(test);
	mb2_begin();
	mb2_small_map();
	mb2_tag(17, &body, 8 + len);
	KUNIT_EXPECT_EQ(test, mb2_end(), 0);
	KUNIT_EXPECT_EQ(test, BI->nr_ranges, 1);
	KUNIT_EXPECT_EQ(test, BI->ranges[0].size, 0x3f00000);
	KUNIT_EXPECT_TRUE(test, BI->efi);
	KUNIT_EXPECT_TRUE(test, machine_warned("makes no sense"));
}

static void efi_map_bad_size(struct kunit *test)
{
	const struct efi_line line = { 7, 0, 0x100000, 0, 16, WB };

	expect_fallback(test, &line, 0, 48);
	expect_fallback(test, &line, 39, 48);
	expect_fallback(test, &line, 4097, 48);
	expect_fallback(test, &line, 0xffffffffu, 48);
	expect_fallback(test, &line, 48, 0);
	expect_fallback(test, &line, 48, 39);
	expect_fallback(test, &line, 40, 41);
}

static void efi_map_bad_descriptor(struct kunit *test)
{
	struct efi_line line = { 7, 0, 0x100800, 0, 16, WB };

	expect_fallback(test, &line, 48, 48);
	line.phys = 0x100000;
	line.pages = ~0ull;
	expect_fallback(test, &line, 48, 48);
	line.pages = (1ull << 52) - 0x100;
	expect_fallback(test, &line, 48, 48);
	line.pages = 0;
	expect_fallback(test, &line, 48, 48);
	line.pages = 1;
	line.type = 4711;
	expect_fallback(test, &line, 48, 48);
}

static void efi_map_short_tag(struct kunit *test)
{
	mb2_begin();
	mb2_tag(17, "1234", 4);
	KUNIT_EXPECT_EQ(test, mb2_end(), -EINVAL);
	KUNIT_EXPECT_TRUE(test, machine_warned("EFI map tag of size 12"));
	KUNIT_EXPECT_NOT_NULL(test, strstr(BI->error, "no usable memory map"));
}

static struct kunit_case boot_efi_map_cases[] = {
	KUNIT_CASE(efi_types),
	KUNIT_CASE(efi_merges_neighbours),
	KUNIT_CASE(efi_map_wins),
	KUNIT_CASE(efi_map_bad_size),
	KUNIT_CASE(efi_map_bad_descriptor),
	KUNIT_CASE(efi_map_short_tag),
	{}
};

static struct kunit_suite boot_efi_map_suite = {
	.name = "boot.efi_map",
	.desc = "memory map of UEFI firmware",
	.init = machine_init,
	.test_cases = boot_efi_map_cases,
};
kunit_test_suite(boot_efi_map_suite);
