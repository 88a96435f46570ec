// SPDX-License-Identifier: MIT
/* Multiboot1: a structure full of addresses, any of which may lead nowhere. */
#include "../boot_invariants.h"
#include "../boot_machine.h"

#define BI (&boot_machine.bi)
#define NOWHERE 0xfffffff0u

enum { FLAGS, LOWER, UPPER, BOOTDEV, CMDLINE, MODS, MODS_ADDR, MMAP_LEN = 11, MMAP, NAME = 16 };

struct mb1_line {
	u32 size;
	u64 base, len;
	u32 type;
} __packed;

static u32 info;

static void put_info(u32 flags)
{
	u32 words[22] = { flags };

	info = machine_put(words, sizeof(words));
}

static void set(u32 word, u32 value)
{
	machine_poke(info + word * 4, value);
}

static u32 put_map(void)
{
	static const struct mb1_line lines[] = {
		{ 20, 0, 0xa0000, 1 },
		{ 20, 0xc0000, 0x3f40000, 1 },
		{ 20, 0xfffc0000, 0x40000, 2 },
	};
	u32 at = machine_put(lines, sizeof(lines));

	set(MMAP, at);
	set(MMAP_LEN, sizeof(lines));
	return at;
}

static int parse(void)
{
	return machine_parse(BOOT_MAGIC_MULTIBOOT1, info);
}

static void mb1_like_v86(struct kunit *test)
{
	put_info(0x44);
	set(CMDLINE, machine_put_string("console=ttyS0 root=/dev/x"));
	put_map();
	KUNIT_ASSERT_EQ(test, parse(), 0);
	KUNIT_EXPECT_STREQ(test, BI->protocol, "multiboot1");
	KUNIT_EXPECT_STREQ(test, BI->loader, "");
	KUNIT_EXPECT_STREQ(test, BI->cmdline, "console=ttyS0 root=/dev/x");
	KUNIT_ASSERT_EQ(test, BI->nr_ranges, 3);
	KUNIT_EXPECT_EQ(test, BI->ranges[1].base, 0xc0000);
	KUNIT_EXPECT_EQ(test, BI->ranges[1].size, 0x3f40000);
	KUNIT_EXPECT_EQ(test, BI->nr_warnings, 0);
}

static void mb1_flags_rule(struct kunit *test)
{
	put_info(0x40);
	set(CMDLINE, machine_put_string("debug"));
	set(NAME, machine_put_string("nobody"));
	set(MODS, 3);
	set(MODS_ADDR, NOWHERE);
	put_map();
	KUNIT_ASSERT_EQ(test, parse(), 0);
	KUNIT_EXPECT_STREQ(test, BI->cmdline, "");
	KUNIT_EXPECT_STREQ(test, BI->loader, "");
	KUNIT_EXPECT_EQ(test, BI->nr_modules, 0);
}

static void mb1_sizes_only(struct kunit *test)
{
	put_info(1);
	set(LOWER, 639);
	set(UPPER, 64512);
	KUNIT_ASSERT_EQ(test, parse(), 0);
	KUNIT_EXPECT_STREQ(test, BI->map_source, "mem_upper");
	KUNIT_ASSERT_EQ(test, BI->nr_ranges, 2);
	KUNIT_EXPECT_EQ(test, BI->ranges[0].size, 639 << 10);
	KUNIT_EXPECT_EQ(test, BI->ranges[1].base, 0x100000);
	KUNIT_EXPECT_EQ(test, BI->ranges[1].size, 63 << 20);
	set(LOWER, 0xffffffffu);
	set(UPPER, 0xffffffffu);
	KUNIT_ASSERT_EQ(test, parse(), 0);
	KUNIT_EXPECT_EQ(test, BI->ranges[0].size, 640 << 10);
	KUNIT_EXPECT_EQ(test, BI->ranges[1].size, 0xffffffffull << 10);
	set(FLAGS, 0);
	KUNIT_EXPECT_EQ(test, parse(), -EINVAL);
	KUNIT_EXPECT_NOT_NULL(test, strstr(BI->error, "no usable memory"));
}

static void mb1_broken_map(struct kunit *test)
{
	static const u32 sizes[] = { 0, 4, 19, 45, 0xfffffffcu, 0xffffffffu };
	u32 map, i;

	put_info(0x41);
	set(UPPER, 1024);
	map = put_map();
	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		machine_poke(map + 24, sizes[i]);
		KUNIT_EXPECT_EQ(test, parse(), 0);
		KUNIT_EXPECT_EQ(test, BI->nr_ranges, 1);
		KUNIT_EXPECT_TRUE(test, machine_warned("broken at offset 24"));
	}
	machine_poke(map, 0);
	KUNIT_EXPECT_EQ(test, parse(), 0);
	KUNIT_EXPECT_STREQ(test, BI->map_source, "mem_upper");
	machine_poke(map, 20);
	set(MMAP, NOWHERE);
	KUNIT_EXPECT_EQ(test, parse(), 0);
	KUNIT_EXPECT_STREQ(test, BI->map_source, "mem_upper");
	set(MMAP_LEN, 0xffffffffu);
	KUNIT_EXPECT_EQ(test, parse(), 0);
	KUNIT_EXPECT_TRUE(test, machine_warned("map of 4294967295 bytes ignored"));
}

static void mb1_modules(struct kunit *test)
{
	u32 mods[4 * 4] = {
		0x200000, 0x201000, 0, 0, 0x300000, 0x300000, 0, 0,
		0x400000, 0x400005, 0, 0, 0x500000, 0x500001, NOWHERE, 0,
	};
	u32 at;

	put_info(0x48);
	put_map();
	mods[10] = machine_put_string("/m.bin arg");
	at = machine_put(mods, sizeof(mods));
	set(MODS, 4);
	set(MODS_ADDR, at);
	KUNIT_ASSERT_EQ(test, parse(), 0);
	KUNIT_ASSERT_EQ(test, BI->nr_modules, 3);
	KUNIT_EXPECT_STREQ(test, BI->modules[0].name, "");
	KUNIT_EXPECT_STREQ(test, BI->modules[1].name, "/m.bin arg");
	KUNIT_EXPECT_EQ(test, BI->keep[1].end, 0x400005);
	KUNIT_EXPECT_TRUE(test, machine_warned("module name at 0xfffffff0 has no end"));
	set(MODS, 0xffffffffu);
	KUNIT_EXPECT_EQ(test, parse(), 0);
	KUNIT_EXPECT_TRUE(test, machine_warned("module 4 of 4294967295 cannot be reached"));
}

static void mb1_unreachable_strings(struct kunit *test)
{
	put_info(0x244);
	put_map();
	set(CMDLINE, NOWHERE);
	set(NAME, 0);
	KUNIT_EXPECT_EQ(test, parse(), 0);
	KUNIT_EXPECT_STREQ(test, BI->cmdline, "");
	KUNIT_EXPECT_TRUE(test, machine_warned("command line at 0xfffffff0 has no end"));
	KUNIT_EXPECT_EQ(test, BI->nr_warnings, 1);
	set(NAME, machine_put("open end", 8));
	KUNIT_EXPECT_EQ(test, parse(), 0);
	KUNIT_EXPECT_STREQ(test, BI->loader, "open end");
	KUNIT_EXPECT_TRUE(test, machine_warned("loader name at"));
}

/* Memory ends after every byte of everything. */
static void mb1_truncation(struct kunit *test)
{
	u32 full, n;
	int err;

	put_info(0x244);
	set(CMDLINE, machine_put_string("k debug"));
	set(NAME, machine_put_string("qemu"));
	put_map();
	KUNIT_ASSERT_EQ(test, parse(), 0);
	full = boot_machine.used;
	for (n = 0; n < full; n++) {
		boot_machine.used = n;
		err = parse();
		KUNIT_EXPECT_NULL(test, boot_info_invariants(BI, err));
		KUNIT_EXPECT_TRUE(test, err || BI->nr_warnings);
	}
}

static struct kunit_case boot_multiboot1_cases[] = {
	KUNIT_CASE(mb1_like_v86),
	KUNIT_CASE(mb1_flags_rule),
	KUNIT_CASE(mb1_sizes_only),
	KUNIT_CASE(mb1_broken_map),
	KUNIT_CASE(mb1_modules),
	KUNIT_CASE(mb1_unreachable_strings),
	KUNIT_CASE(mb1_truncation),
	{}
};

static struct kunit_suite boot_multiboot1_suite = {
	.name = "boot.multiboot1",
	.desc = "information of multiboot1 loaders, sound and broken",
	.init = machine_init,
	.test_cases = boot_multiboot1_cases,
};
kunit_test_suite(boot_multiboot1_suite);
