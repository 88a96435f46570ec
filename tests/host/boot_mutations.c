// SPDX-License-Identifier: MIT
/*
 * A hundred thousand broken hand-overs for each protocol: sound ones with random bytes, words and
 * lengths changed, in a buffer of exactly their size so that AddressSanitizer sees one byte too
 * many. Whatever comes out must keep struct boot_info's promises.
 */
#include <host/libc.h>

#include "../boot_invariants.h"
#include "../boot_machine.h"

#define ROUNDS		100000
#define MAX_CHANGES	6

static void put_multiboot2(void)
{
	static const struct e820_line lines[] = {
		{ 0, 0x9fc00, 1 }, { 0x9fc00, 0x400, 2 }, { 0x100000, 0x7f00000, 1 },
	};
	static const u32 efi_map[] = { 40, 1, 7, 0, 0x100000, 0, 0, 0, 0x7f00, 0, 8, 0 };
	static const u32 screen[] = { 0xfd000000, 0, 4096, 1024, 768, 0x00000120, 0x08080810, 8 };
	static const u32 module[] = { 0x200000, 0x201000, 0x006d };

	mb2_begin();
	mb2_string(1, "console=ttyS0 \"exec=\\\"a b\\\"\" c\\\\d");
	mb2_string(2, "GRUB 2.06");
	mb2_tag(3, module, sizeof(module));
	mb2_mmap(lines, ARRAY_SIZE(lines));
	mb2_tag(8, screen, 30);
	mb2_tag(17, efi_map, sizeof(efi_map));
	mb2_tag(15, "RSD PTR \x1c\0\0\0\0\0\0\0\0\0\0\0", 20);
	mb2_end();
}

static void put_multiboot1(void)
{
	u32 words[29] = { 0x124d, 640, 64512 };
	u32 map[] = { 20, 0, 0, 0xa0000, 0, 1, 20, 0x100000, 0, 0x3f00000, 0, 1 };
	u32 mods[] = { 0x200000, 0x201000, MACHINE_BASE + 64, 0 };

	machine_put(words, sizeof(words));
	words[4] = machine_put_string("/k.elf console=ttyS0");
	words[5] = 1;
	words[6] = machine_put(mods, sizeof(mods));
	words[11] = sizeof(map);
	words[12] = machine_put(map, sizeof(map));
	words[16] = machine_put_string("qemu");
	memcpy(boot_machine.mem, words, sizeof(words));
}

static void put_pvh(void)
{
	u64 map[] = { 0, 0xa0000, 1, 0x100000, 0x3f00000, 1 };
	u64 mod[] = { 0x200000, 0x1000, MACHINE_BASE, 0 };
	u64 info[7] = { 0x1336ec578ull, 0x100000000ull };

	machine_put(info, sizeof(info));
	info[2] = machine_put(mod, sizeof(mod));
	info[3] = machine_put_string("console=ttyS0");
	info[4] = machine_put("RSD PTR \x1c\0\0\0\0\0\0\0\0\0\0\0", 20);
	info[5] = machine_put(map, sizeof(map));
	info[6] = 2;
	memcpy(boot_machine.mem, info, sizeof(info));
}

/* Numbers on which length checks stumble. */
static u32 evil_number(struct kunit *test)
{
	static const u32 numbers[] = {
		0, 1, 7, 8, 0x7fffffff, 0x80000000u, 0xfffffff8u, 0xffffffffu, MACHINE_BASE,
	};
	u32 i = kunit_random_below(test, 2 * ARRAY_SIZE(numbers));

	return i < ARRAY_SIZE(numbers) ? numbers[i] : kunit_random_below(test, 512);
}

static void change(struct kunit *test, u8 *data, u32 size)
{
	u32 n = 1 + kunit_random_below(test, MAX_CHANGES), number;

	while (n--) {
		u32 at = kunit_random_below(test, size);

		if (kunit_random_below(test, 2)) {
			data[at] ^= (u8)(1u << kunit_random_below(test, 8));
		} else if ((at & ~3u) + 4 <= size) {
			number = evil_number(test);
			memcpy(data + (at & ~3u), &number, 4);
		}
	}
}

static void mutate(struct kunit *test, u32 magic, u32 *nr_good)
{
	u32 size = boot_machine.used;
	struct boot_window w = { .phys = MACHINE_BASE };
	const char *broken;
	u8 *data;
	int err;

	if (kunit_random_below(test, 8) == 0)
		size = 1 + kunit_random_below(test, size);
	data = libc_malloc(size);
	memcpy(data, boot_machine.mem, size);
	change(test, data, size);
	w.data = data;
	w.len = size;
	err = boot_info_parse_window(&w, magic, MACHINE_BASE, &boot_machine.bi);
	broken = boot_info_invariants(&boot_machine.bi, err);
	KUNIT_EXPECT_NULL_MSG(test, broken, "%s", broken);
	*nr_good += !err;
	libc_free(data);
}

/* Both outcomes must occur often, or the changes are too tame or too wild to test anything. */
static void mutate_often(struct kunit *test, u32 magic)
{
	u32 i, nr_good = 0;

	KUNIT_ASSERT_EQ(test, machine_parse(magic, MACHINE_BASE), 0);
	for (i = 0; i < ROUNDS; i++)
		mutate(test, magic, &nr_good);
	kunit_info(test, "%u of %u accepted", nr_good, ROUNDS);
	KUNIT_EXPECT_GT(test, nr_good, ROUNDS / 50);
	KUNIT_EXPECT_LT(test, nr_good, ROUNDS - ROUNDS / 50);
}

static void mutations_multiboot2(struct kunit *test)
{
	put_multiboot2();
	mutate_often(test, BOOT_MAGIC_MULTIBOOT2);
}

static void mutations_multiboot1(struct kunit *test)
{
	put_multiboot1();
	mutate_often(test, BOOT_MAGIC_MULTIBOOT1);
}

static void mutations_pvh(struct kunit *test)
{
	put_pvh();
	mutate_often(test, 0);
}

static struct kunit_case boot_mutations_cases[] = {
	KUNIT_CASE_SLOW(mutations_multiboot2),
	KUNIT_CASE_SLOW(mutations_multiboot1),
	KUNIT_CASE_SLOW(mutations_pvh),
	{}
};

static struct kunit_suite boot_mutations_suite = {
	.name = "boot.mutations",
	.desc = "random damage to what loaders leave",
	.init = machine_init,
	.test_cases = boot_mutations_cases,
};
kunit_test_suite(boot_mutations_suite);
