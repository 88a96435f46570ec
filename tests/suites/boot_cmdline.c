// SPDX-License-Identifier: MIT
/* From the loader's command line to the user's: the kernel's path, GRUB's quoting. */
#include "../boot_machine.h"

#define BI (&boot_machine.bi)

static const char *through_grub(const char *line)
{
	machine_init(NULL);
	mb2_begin();
	mb2_small_map();
	mb2_string(2, "GRUB 2.06-13+deb12u2");
	mb2_string(1, line);
	return mb2_end() ? BI->error : BI->cmdline;
}

/* Multiboot1 with the three flags this takes, and sizes for a map. */
static const char *through_mb1(const char *loader, const char *line)
{
	u32 words[22] = { loader ? 0x205 : 0x5, 640, 1024 };
	u32 at;

	machine_init(NULL);
	machine_put(words, sizeof(words));
	at = machine_put_string(line);
	machine_poke(MACHINE_BASE + 16, at);
	if (loader) {
		at = machine_put_string(loader);
		machine_poke(MACHINE_BASE + 64, at);
	}
	return machine_parse(BOOT_MAGIC_MULTIBOOT1, MACHINE_BASE) ? BI->error : BI->cmdline;
}

static void cmdline_path(struct kunit *test)
{
	KUNIT_EXPECT_STREQ(test, through_mb1("qemu", "q.elf a=1 b"), "a=1 b");
	KUNIT_EXPECT_STREQ(test, through_mb1("qemu", "/x/q a=1"), "a=1");
	KUNIT_EXPECT_STREQ(test, through_mb1("qemu", "build/q"), "");
	KUNIT_EXPECT_STREQ(test, through_mb1("ISOLINUX 6.04 20200816 ", "k32 a"), "a");
	KUNIT_EXPECT_STREQ(test, through_mb1("iPXE 1.0.0+", "tftp://10.0.2.2/k?x=1 a"), "a");
	KUNIT_EXPECT_STREQ(test, through_mb1("GNU GRUB 0.97", "/boot/k a"), "a");
	KUNIT_EXPECT_STREQ(test, through_mb1("GRUB 2.06", "/dev/x a"), "/dev/x a");
	KUNIT_EXPECT_STREQ(test, through_mb1(NULL, "/k.elf a"), "a");
	KUNIT_EXPECT_STREQ(test, through_mb1(NULL, "k.elf a"), "a");
	KUNIT_EXPECT_STREQ(test, through_mb1(NULL, ".elf a"), ".elf a");
	KUNIT_EXPECT_STREQ(test, through_mb1(NULL, "debug /x"), "debug /x");
	KUNIT_EXPECT_STREQ(test, through_mb1(NULL, "root=/dev/x a"), "root=/dev/x a");
	KUNIT_EXPECT_STREQ(test, through_mb1(NULL, "  a  "), "a");
	KUNIT_EXPECT_STREQ(test, through_mb1(NULL, ""), "");
}

/* Left: as GRUB wrote it into memory. Right: what reads as the user meant it. */
static void cmdline_grub_quoting(struct kunit *test)
{
	KUNIT_EXPECT_STREQ(test, through_grub("/a b"), "/a b");
	KUNIT_EXPECT_STREQ(test, through_grub("\"exec=a b\" c"), "\"exec=a b\" c");
	KUNIT_EXPECT_STREQ(test, through_grub("\"exec=\\\"a b\\\"\" c"), "exec=\"a b\" c");
	KUNIT_EXPECT_STREQ(test, through_grub("exec=\\\"a; b\\\""), "exec=\"a; b\"");
	KUNIT_EXPECT_STREQ(test, through_grub("a\\\\b it\\'s"), "a\\b it's");
	KUNIT_EXPECT_STREQ(test, through_grub("x=\\x41 y=\\\\z"), "x=\\x41 y=\\z");
	KUNIT_EXPECT_STREQ(test, through_grub("\"a b\"  \"c\""), "\"a b\"  c");
}

/* What GRUB cannot have written must at least come to an end inside the buffer. */
static void cmdline_grub_nonsense(struct kunit *test)
{
	KUNIT_EXPECT_STREQ(test, through_grub("\"a b"), "\"a b");
	KUNIT_EXPECT_STREQ(test, through_grub("\"a b\"c"), "\"a b\"c");
	KUNIT_EXPECT_STREQ(test, through_grub("\""), "\"");
	KUNIT_EXPECT_STREQ(test, through_grub("\"\" x"), "x");
	KUNIT_EXPECT_STREQ(test, through_grub("a\\"), "a\\");
	KUNIT_EXPECT_STREQ(test, through_grub("\"a b\\\""), "\"a b\"");
	KUNIT_EXPECT_STREQ(test, through_grub("a\"b c\"d"), "a\"b c\"d");
	KUNIT_EXPECT_STREQ(test, through_grub("\"ab\"c"), "abc");
}

static void cmdline_too_long(struct kunit *test)
{
	static char line[BOOT_CMDLINE_LEN + 100];
	u32 i;

	for (i = 0; i + 8 < sizeof(line); i += 8)
		memcpy(line + i, "mem=16G ", 8);
	line[i] = 0;
	KUNIT_EXPECT_EQ(test, strlen(through_mb1(NULL, line)) % 8, 7);
	KUNIT_EXPECT_GT(test, strlen(BI->cmdline), sizeof(BI->cmdline) - 16);
	KUNIT_EXPECT_TRUE(test, machine_warned("longer than 2047 bytes"));
	memset(line, 'x', sizeof(line) - 1);
	KUNIT_EXPECT_STREQ(test, through_mb1(NULL, line), "");
}

static struct kunit_case boot_cmdline_cases[] = {
	KUNIT_CASE(cmdline_path),
	KUNIT_CASE(cmdline_grub_quoting),
	KUNIT_CASE(cmdline_grub_nonsense),
	KUNIT_CASE(cmdline_too_long),
	{}
};

static struct kunit_suite boot_cmdline_suite = {
	.name = "boot.cmdline",
	.desc = "kernel path and quoting of the loaders",
	.init = machine_init,
	.test_cases = boot_cmdline_cases,
};
kunit_test_suite(boot_cmdline_suite);
