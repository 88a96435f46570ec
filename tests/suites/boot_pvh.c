// SPDX-License-Identifier: MIT
/* PVH start information: versions, 64-bit addresses, and the magic that outranks EAX. */
#include "../boot_invariants.h"
#include "../boot_machine.h"

#define BI (&boot_machine.bi)

struct start_info {
	u32 magic, version, flags, nr_modules;
	u64 modlist, cmdline, rsdp, memmap;
	u32 memmap_entries, reserved;
};

static struct start_info *info(void)
{
	return (struct start_info *)(void *)boot_machine.mem;
}

static int parse(u32 eax)
{
	return machine_parse(eax, MACHINE_BASE);
}

static void put_machine(void)
{
	static const struct start_info start = { .magic = 0x336ec578, .version = 1 };
	static const u64 map[] = { 0, 0x9fc00, 1, 0x100000, 0x7f00000, 1, 0xfffc0000, 0x40000, 2 };

	machine_put(&start, sizeof(start));
	info()->cmdline = machine_put_string("/not/a/path console=ttyS0");
	info()->memmap = machine_put(map, sizeof(map));
	info()->memmap_entries = 3;
}

static void pvh_magic_outranks_eax(struct kunit *test)
{
	put_machine();
	KUNIT_EXPECT_EQ(test, parse(0), 0);
	KUNIT_EXPECT_EQ(test, parse(BOOT_MAGIC_MULTIBOOT1), 0);
	KUNIT_EXPECT_STREQ(test, BI->protocol, "pvh");
	KUNIT_EXPECT_STREQ(test, BI->cmdline, "/not/a/path console=ttyS0");
	KUNIT_ASSERT_EQ(test, BI->nr_ranges, 3);
	KUNIT_EXPECT_EQ(test, BI->ranges[1].size, 0x7f00000);
	KUNIT_EXPECT_EQ(test, BI->nr_warnings, 0);
}

static void pvh_version_0_has_no_map(struct kunit *test)
{
	put_machine();
	info()->version = 0;
	KUNIT_EXPECT_EQ(test, parse(0), -EINVAL);
	KUNIT_EXPECT_NOT_NULL(test, strstr(BI->error, "no memory map (version 0)"));
}

static void pvh_bad_map(struct kunit *test)
{
	put_machine();
	info()->memmap_entries = 0;
	KUNIT_EXPECT_EQ(test, parse(0), -EINVAL);
	info()->memmap_entries = 0xffffffffu;
	KUNIT_EXPECT_EQ(test, parse(0), -EINVAL);
	KUNIT_EXPECT_NOT_NULL(test, strstr(BI->error, "impossible memory map"));
	info()->memmap_entries = 4;
	KUNIT_EXPECT_EQ(test, parse(0), -EINVAL);
	KUNIT_EXPECT_NOT_NULL(test, strstr(BI->error, "entry 3 of 4"));
	info()->memmap = ~0ull - 8;
	KUNIT_EXPECT_EQ(test, parse(0), -EINVAL);
	info()->memmap = 0;
	KUNIT_EXPECT_EQ(test, parse(0), -EINVAL);
}

static void pvh_modules(struct kunit *test)
{
	u64 mods[3 * 4] = {
		0x7000000, 0x1388, 0, 0, 0x7000000, 0, 0, 0, ~0ull - 4095, 8192, 0, 0,
	};
	u32 at;

	put_machine();
	mods[2] = machine_put_string("initrd");
	at = machine_put(mods, sizeof(mods));
	info()->modlist = at;
	info()->nr_modules = 3;
	KUNIT_ASSERT_EQ(test, parse(0), 0);
	KUNIT_ASSERT_EQ(test, BI->nr_modules, 1);
	KUNIT_EXPECT_EQ(test, BI->modules[0].end, 0x7001388);
	KUNIT_EXPECT_STREQ(test, BI->modules[0].name, "initrd");
	KUNIT_EXPECT_EQ(test, BI->nr_warnings, 2);
	info()->modlist = ~0ull - 16;
	KUNIT_EXPECT_EQ(test, parse(0), 0);
	KUNIT_EXPECT_TRUE(test, machine_warned("cannot be reached"));
}

static void pvh_rsdp(struct kunit *test)
{
	u8 rsdp[20] = "RSD PTR ";
	u8 sum = 0;
	u32 at, i;

	for (i = 0; i < sizeof(rsdp); i++)
		sum = (u8)(sum + rsdp[i]);
	rsdp[8] = (u8)(0 - sum);
	put_machine();
	at = machine_put(rsdp, sizeof(rsdp));
	info()->rsdp = at;
	KUNIT_ASSERT_EQ(test, parse(0), 0);
	KUNIT_EXPECT_EQ(test, BI->rsdp, at);
	KUNIT_EXPECT_EQ(test, BI->rsdp_len, 20);
	info()->rsdp = at + 1;
	KUNIT_ASSERT_EQ(test, parse(0), 0);
	KUNIT_EXPECT_EQ(test, BI->rsdp, 0);
	KUNIT_EXPECT_TRUE(test, machine_warned("no ACPI root pointer"));
}

static void pvh_truncation(struct kunit *test)
{
	u32 full, n;
	int err;

	put_machine();
	KUNIT_ASSERT_EQ(test, parse(0), 0);
	full = boot_machine.used;
	for (n = 0; n < full; n++) {
		boot_machine.used = n;
		err = parse(0);
		KUNIT_EXPECT_EQ(test, err, -EINVAL);
		KUNIT_EXPECT_NULL(test, boot_info_invariants(BI, err));
	}
}

static struct kunit_case boot_pvh_cases[] = {
	KUNIT_CASE(pvh_magic_outranks_eax),
	KUNIT_CASE(pvh_version_0_has_no_map),
	KUNIT_CASE(pvh_bad_map),
	KUNIT_CASE(pvh_modules),
	KUNIT_CASE(pvh_rsdp),
	KUNIT_CASE(pvh_truncation),
	{}
};

static struct kunit_suite boot_pvh_suite = {
	.name = "boot.pvh",
	.desc = "PVH start information, sound and broken",
	.init = machine_init,
	.test_cases = boot_pvh_cases,
};
kunit_test_suite(boot_pvh_suite);
