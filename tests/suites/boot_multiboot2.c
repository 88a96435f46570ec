// SPDX-License-Identifier: MIT
/* Multiboot2: sound streams, every way to break one, and what is survived. */
#include "../boot_invariants.h"
#include "../boot_machine.h"

#define BI (&boot_machine.bi)

static const struct e820_line pc_map[] = {
	{ 0, 0x9fc00, 1 },
	{ 0x9fc00, 0x400, 2 },
	{ 0x100000, 0xfee0000, 1 },
	{ 0xffe0000, 0x20000, 3 },
	{ 0xfffc0000, 0x40000, 20 },
};

struct module_body {
	u32 start, end;
	char name[8];
};

static void put_module(u32 start, u32 end, const char *name)
{
	struct module_body body = { .start = start, .end = end };

	strscpy(body.name, name, sizeof(body.name));
	mb2_tag(3, &body, sizeof(body));
}

/* What GRUB leaves on a PC, the command line before the loader's name. */
static void put_pc(void)
{
	mb2_begin();
	mb2_string(1, "console=ttyS0 \"exec=a b\"");
	mb2_string(2, "GRUB 2.06");
	put_module(0x200000, 0x201000, "initrd");
	mb2_mmap(pc_map, ARRAY_SIZE(pc_map));
}

static void mb2_reads_a_pc(struct kunit *test)
{
	put_pc();
	KUNIT_ASSERT_EQ(test, mb2_end(), 0);
	KUNIT_EXPECT_STREQ(test, BI->protocol, "multiboot2");
	KUNIT_EXPECT_STREQ(test, BI->loader, "GRUB 2.06");
	KUNIT_EXPECT_STREQ(test, BI->cmdline, "console=ttyS0 \"exec=a b\"");
	KUNIT_EXPECT_STREQ(test, BI->map_source, "BIOS-e820");
	KUNIT_EXPECT_FALSE(test, BI->efi);
	KUNIT_EXPECT_EQ(test, BI->nr_ranges, 5);
	KUNIT_EXPECT_EQ(test, BI->ranges[2].base, 0x100000);
	KUNIT_EXPECT_EQ(test, BI->ranges[2].size, 0xfee0000);
	KUNIT_EXPECT_EQ(test, BI->ranges[3].type, BOOT_MEM_ACPI);
	KUNIT_EXPECT_EQ(test, BI->ranges[4].type, BOOT_MEM_RESERVED);
	KUNIT_ASSERT_EQ(test, BI->nr_modules, 1);
	KUNIT_EXPECT_STREQ(test, BI->modules[0].name, "initrd");
	KUNIT_EXPECT_EQ(test, BI->keep[0].start, 0x200000);
	KUNIT_EXPECT_EQ(test, BI->keep[0].end, 0x201000);
	KUNIT_EXPECT_EQ(test, BI->nr_warnings, 0);
}

static void mb2_misaligned_information(struct kunit *test)
{
	put_pc();
	KUNIT_ASSERT_EQ(test, mb2_end(), 0);
	memmove(boot_machine.mem + 3, boot_machine.mem, boot_machine.used);
	boot_machine.used += 3;
	KUNIT_EXPECT_EQ(test, machine_parse(BOOT_MAGIC_MULTIBOOT2, MACHINE_BASE + 3), 0);
	KUNIT_EXPECT_EQ(test, BI->nr_ranges, 5);
	KUNIT_EXPECT_TRUE(test, machine_warned("odd address"));
}

static void expect_error(struct kunit *test, int err, const char *text)
{
	KUNIT_EXPECT_EQ(test, err, -EINVAL);
	KUNIT_EXPECT_NOT_NULL_MSG(test, strstr(BI->error, text), "\"%s\" lacks \"%s\"", BI->error,
				  text);
}

static void mb2_total_size(struct kunit *test)
{
	static const u32 sizes[] = { 0, 7, 8, 15, (1u << 20) + 1, 0x80000000u, 0xffffffffu };
	u32 i;

	put_pc();
	KUNIT_ASSERT_EQ(test, mb2_end(), 0);
	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		machine_poke(MACHINE_BASE, sizes[i]);
		expect_error(test, machine_parse(BOOT_MAGIC_MULTIBOOT2, MACHINE_BASE),
			     "impossible total size");
	}
	machine_poke(MACHINE_BASE, boot_machine.used + 1);
	expect_error(test, machine_parse(BOOT_MAGIC_MULTIBOOT2, MACHINE_BASE),
		     "cannot all be reached");
}

static void mb2_tag_sizes(struct kunit *test)
{
	u32 tag, i;

	for (i = 0; i < 8; i++) {
		machine_init(test);
		mb2_begin();
		mb2_small_map();
		tag = mb2_tag(13, "12345678", 8);
		machine_poke(tag + 4, i);
		expect_error(test, mb2_end(), "tag 13 at offset 48 has size");
	}
	machine_init(test);
	mb2_begin();
	mb2_small_map();
	tag = mb2_tag(13, "12345678", 8);
	machine_poke(tag + 4, 25);
	expect_error(test, mb2_end(), "beyond 72");
	machine_poke(tag + 4, 0xfffffff9u);
	expect_error(test, machine_parse(BOOT_MAGIC_MULTIBOOT2, MACHINE_BASE), "beyond");
}

static void mb2_no_end_tag(struct kunit *test)
{
	put_pc();
	machine_poke(MACHINE_BASE, boot_machine.used);
	expect_error(test, machine_parse(BOOT_MAGIC_MULTIBOOT2, MACHINE_BASE), "no end tag");
}

/* The first module tag is walked a second time; the walk must stop where the first one did. */
static void mb2_stops_at_the_end_tag(struct kunit *test)
{
	mb2_begin();
	mb2_small_map();
	put_module(0x200000, 0x201000, "one");
	mb2_tag(0, NULL, 0);
	put_module(0x300000, 0x301000, "two");
	KUNIT_EXPECT_EQ(test, mb2_end(), 0);
	KUNIT_EXPECT_EQ(test, BI->nr_modules, 1);
}

/* Cut after every byte, with the total size true to it and not. */
static void mb2_truncation(struct kunit *test)
{
	u32 full, n;
	int err;

	put_pc();
	KUNIT_ASSERT_EQ(test, mb2_end(), 0);
	full = boot_machine.used;
	for (n = 0; n < full; n++) {
		boot_machine.used = n;
		machine_poke(MACHINE_BASE, full);
		expect_error(test, machine_parse(BOOT_MAGIC_MULTIBOOT2, MACHINE_BASE), "cannot");
		machine_poke(MACHINE_BASE, n);
		err = machine_parse(BOOT_MAGIC_MULTIBOOT2, MACHINE_BASE);
		KUNIT_EXPECT_EQ(test, err, -EINVAL);
		KUNIT_EXPECT_NULL(test, boot_info_invariants(BI, err));
	}
}

static void mb2_unknown_magic(struct kunit *test)
{
	put_pc();
	KUNIT_ASSERT_EQ(test, mb2_end(), 0);
	expect_error(test, machine_parse(0x12345678, MACHINE_BASE), "unknown boot protocol");
	expect_error(test, machine_parse(BOOT_MAGIC_MULTIBOOT2, 0xfffffffeu), "cannot be reached");
}

/* The window goes on behind the last address; a parser must not. */
static void mb2_wrapping_address(struct kunit *test)
{
	struct boot_window w = { .phys = 0 - 64ull, .data = boot_machine.mem };

	put_pc();
	KUNIT_ASSERT_EQ(test, mb2_end(), 0);
	w.len = boot_machine.used;
	KUNIT_EXPECT_GT(test, w.len, 64);
	expect_error(test, boot_info_parse_window(&w, BOOT_MAGIC_MULTIBOOT2, w.phys, BI),
		     "cannot all be reached");
}

static void mb2_map_entries(struct kunit *test)
{
	static const u32 strides[] = { 0, 8, 20, 23, 0xffffffffu };
	u32 map, i;

	for (i = 0; i < ARRAY_SIZE(strides); i++) {
		machine_init(test);
		mb2_begin();
		map = MACHINE_BASE + boot_machine.used;
		mb2_small_map();
		machine_poke(map + 8, strides[i]);
		expect_error(test, mb2_end(), "impossible entry size");
	}
	machine_init(test);
	mb2_begin();
	map = MACHINE_BASE + boot_machine.used;
	mb2_mmap(pc_map, ARRAY_SIZE(pc_map));
	machine_poke(map + 8, 48);
	machine_poke(map + 12, 7);
	KUNIT_EXPECT_EQ(test, mb2_end(), 0);
	KUNIT_EXPECT_EQ(test, BI->nr_ranges, 3);
	KUNIT_EXPECT_EQ(test, BI->ranges[1].base, 0x100000);
	KUNIT_EXPECT_TRUE(test, machine_warned("unknown version 7"));
	KUNIT_EXPECT_TRUE(test, machine_warned("ends inside an entry"));
}

static void mb2_no_usable_map(struct kunit *test)
{
	const struct e820_line reserved = { 0x100000, 0x100000, 2 };
	const struct e820_line empty = { 0x100000, 0, 1 };

	mb2_begin();
	expect_error(test, mb2_end(), "no usable memory map");
	machine_init(test);
	mb2_begin();
	mb2_tag(6, "1234", 4);
	expect_error(test, mb2_end(), "map tag of size 12");
	machine_init(test);
	mb2_begin();
	mb2_mmap(&reserved, 1);
	expect_error(test, mb2_end(), "no usable memory in a map of 1");
	machine_init(test);
	mb2_begin();
	mb2_mmap(&empty, 1);
	expect_error(test, mb2_end(), "no usable memory in a map of 0");
}

/* One entry at a time from here on, since so many do not fit on a stack. */
static void put_long_map(u32 nr_ram, u32 nr_reserved)
{
	u32 head[4] = { 6, 16 + (nr_ram + nr_reserved) * 24, 24, 0 };
	u32 i;

	machine_put(head, sizeof(head));
	for (i = 0; i < nr_ram + nr_reserved; i++) {
		u64 entry[3] = { (u64)i << 20, 4096, i < nr_ram ? 1 : 2 };

		machine_put(entry, sizeof(entry));
	}
}

static u32 count_type(u32 type)
{
	u32 i, n = 0;

	for (i = 0; i < BI->nr_ranges; i++)
		n += BI->ranges[i].type == type;
	return n;
}

static void mb2_too_many_ranges(struct kunit *test)
{
	mb2_begin();
	put_long_map(BOOT_MAX_RANGES, 100);
	KUNIT_EXPECT_EQ(test, mb2_end(), 0);
	KUNIT_EXPECT_EQ(test, BI->nr_ranges, BOOT_MAX_RANGES);
	KUNIT_EXPECT_EQ(test, BI->nr_ranges_lost, 100);
	KUNIT_EXPECT_EQ(test, count_type(BOOT_MEM_RESERVED), 100);
	KUNIT_EXPECT_TRUE(test, machine_warned("more than 512 entries"));
	KUNIT_EXPECT_EQ(test, BI->nr_warnings, 1);

	machine_init(test);
	mb2_begin();
	put_long_map(10, BOOT_MAX_RANGES);
	expect_error(test, mb2_end(), "no usable memory in a map of 512");
}

static void mb2_too_many_modules(struct kunit *test)
{
	u32 i;

	mb2_begin();
	mb2_small_map();
	for (i = 0; i < BOOT_MAX_MODULES + 3; i++)
		put_module(0x200000 + (i << 12), 0x200001 + (i << 12), "m");
	KUNIT_EXPECT_EQ(test, mb2_end(), 0);
	KUNIT_EXPECT_EQ(test, BI->nr_modules, BOOT_MAX_MODULES);
	KUNIT_EXPECT_EQ(test, BI->nr_modules_lost, 3);
	KUNIT_EXPECT_TRUE(test, machine_warned("more than 16 modules"));
}

static void mb2_odd_modules(struct kunit *test)
{
	mb2_begin();
	mb2_small_map();
	put_module(0x200000, 0x200000, "none");
	put_module(0x300000, 0x200000, "back");
	mb2_tag(3, "1234", 4);
	mb2_tag(3, "\0\0\x20\0\0\0\x21\0", 8);
	mb2_tag(3, "\0\0\x30\0\0\0\x31\0no-NUL", 14);
	KUNIT_EXPECT_EQ(test, mb2_end(), 0);
	KUNIT_ASSERT_EQ(test, BI->nr_modules, 2);
	KUNIT_EXPECT_STREQ(test, BI->modules[0].name, "");
	KUNIT_EXPECT_STREQ(test, BI->modules[1].name, "no-NUL");
	KUNIT_EXPECT_TRUE(test, machine_warned("module at 0x200000 ends at 0x200000"));
	KUNIT_EXPECT_TRUE(test, machine_warned("module at 0x300000 ends at 0x200000"));
	KUNIT_EXPECT_TRUE(test, machine_warned("module tag of size 12"));
	KUNIT_EXPECT_TRUE(test, machine_warned("module name at"));
}

static void mb2_strings(struct kunit *test)
{
	mb2_begin();
	mb2_small_map();
	mb2_tag(2, "a\tb\x1b[2Jc ", 10);
	mb2_tag(1, NULL, 0);
	mb2_string(1, "second");
	KUNIT_EXPECT_EQ(test, mb2_end(), 0);
	KUNIT_EXPECT_STREQ(test, BI->loader, "a b [2Jc");
	KUNIT_EXPECT_STREQ(test, BI->cmdline, "");
	KUNIT_EXPECT_TRUE(test, machine_warned("command line at"));
	KUNIT_EXPECT_TRUE(test, machine_warned("second tag 1"));
}

/* More warnings than there is room for are counted. */
static void mb2_many_warnings(struct kunit *test)
{
	u32 i;

	mb2_begin();
	mb2_small_map();
	for (i = 0; i < BOOT_MAX_WARNINGS + 5; i++)
		mb2_tag(3, "1234", 4);
	KUNIT_EXPECT_EQ(test, mb2_end(), 0);
	KUNIT_EXPECT_EQ(test, BI->nr_warnings, BOOT_MAX_WARNINGS);
	KUNIT_EXPECT_EQ(test, BI->nr_warnings_lost, 5);
}

static void fix_sum(u8 *rsdp, u32 len, u32 at)
{
	u8 sum = 0;
	u32 i;

	rsdp[at] = 0;
	for (i = 0; i < len; i++)
		sum = (u8)(sum + rsdp[i]);
	rsdp[at] = (u8)(0 - sum);
}

static void make_rsdp(u8 rsdp[36], u8 revision)
{
	memset(rsdp, 0x11, 36);
	memcpy(rsdp, "RSD PTR ", 8);
	rsdp[15] = revision;
	memcpy(rsdp + 20, &(u32) { 36 }, 4);
	fix_sum(rsdp, 20, 8);
	fix_sum(rsdp, 36, 32);
}

static u32 rsdp_len_of(u8 *tag14, u8 *tag15, u32 len15)
{
	machine_init(NULL);
	mb2_begin();
	mb2_small_map();
	if (tag14)
		mb2_tag(14, tag14, 20);
	if (tag15)
		mb2_tag(15, tag15, len15);
	return mb2_end() ? 99 : BI->rsdp_len;
}

static void mb2_rsdp(struct kunit *test)
{
	u8 old[36], new[36], bad[36];

	make_rsdp(old, 0);
	make_rsdp(new, 2);
	make_rsdp(bad, 2);
	bad[3] = 'X';
	KUNIT_EXPECT_EQ(test, rsdp_len_of(old, new, 36), 36);
	KUNIT_EXPECT_MEMEQ(test, BI->rsdp_copy, new, 36);
	KUNIT_EXPECT_EQ(test, BI->rsdp, 0);
	KUNIT_EXPECT_EQ(test, rsdp_len_of(old, NULL, 0), 20);
	KUNIT_EXPECT_EQ(test, rsdp_len_of(NULL, old, 36), 20);
	KUNIT_EXPECT_EQ(test, rsdp_len_of(NULL, new, 24), 20);
	KUNIT_EXPECT_EQ(test, BI->nr_warnings, 0);
	KUNIT_EXPECT_EQ(test, rsdp_len_of(old, bad, 36), 20);
	KUNIT_EXPECT_EQ(test, rsdp_len_of(bad, bad, 36), 0);
	KUNIT_EXPECT_TRUE(test, machine_warned("ACPI root pointer"));
	KUNIT_EXPECT_EQ(test, rsdp_len_of(NULL, new, 19), 0);
	new[33] ^= 1;
	KUNIT_EXPECT_EQ(test, rsdp_len_of(NULL, new, 36), 20);
	new[9] ^= 1;
	KUNIT_EXPECT_EQ(test, rsdp_len_of(NULL, new, 36), 0);
}

static void mb2_efi_pointers(struct kunit *test)
{
	mb2_begin();
	mb2_small_map();
	mb2_tag(12, "\x10\x20\x30\x40\x50\0\0\0", 8);
	KUNIT_EXPECT_EQ(test, mb2_end(), 0);
	KUNIT_EXPECT_TRUE(test, BI->efi);
	KUNIT_EXPECT_EQ(test, BI->efi_system_table, 0x5040302010ull);

	machine_init(test);
	mb2_begin();
	mb2_small_map();
	mb2_tag(11, "\x10\x20\x30\x40", 4);
	KUNIT_EXPECT_EQ(test, mb2_end(), 0);
	KUNIT_EXPECT_EQ(test, BI->efi_system_table, 0x40302010);

	machine_init(test);
	mb2_begin();
	mb2_small_map();
	mb2_tag(18, NULL, 0);
	expect_error(test, mb2_end(), "boot services are still running");
}

static struct kunit_case boot_multiboot2_cases[] = {
	KUNIT_CASE(mb2_reads_a_pc),
	KUNIT_CASE(mb2_misaligned_information),
	KUNIT_CASE(mb2_total_size),
	KUNIT_CASE(mb2_tag_sizes),
	KUNIT_CASE(mb2_no_end_tag),
	KUNIT_CASE(mb2_stops_at_the_end_tag),
	KUNIT_CASE(mb2_truncation),
	KUNIT_CASE(mb2_unknown_magic),
	KUNIT_CASE(mb2_wrapping_address),
	KUNIT_CASE(mb2_map_entries),
	KUNIT_CASE(mb2_no_usable_map),
	KUNIT_CASE(mb2_too_many_ranges),
	KUNIT_CASE(mb2_too_many_modules),
	KUNIT_CASE(mb2_odd_modules),
	KUNIT_CASE(mb2_strings),
	KUNIT_CASE(mb2_many_warnings),
	KUNIT_CASE(mb2_rsdp),
	KUNIT_CASE(mb2_efi_pointers),
	{}
};

static struct kunit_suite boot_multiboot2_suite = {
	.name = "boot.multiboot2",
	.desc = "tags of multiboot2 loaders, sound and broken",
	.init = machine_init,
	.test_cases = boot_multiboot2_cases,
};
kunit_test_suite(boot_multiboot2_suite);
