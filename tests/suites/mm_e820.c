// SPDX-License-Identifier: MIT
/* The memory map: odd firmware tables, and the options mem= and memmap=. */
#include <kunit/test.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <quarry/e820.h>

#define RAM E820_TYPE_RAM
#define RSV E820_TYPE_RESERVED
#define ACPI E820_TYPE_ACPI
#define NVS E820_TYPE_NVS
#define BAD E820_TYPE_UNUSABLE
#define PRAM E820_TYPE_PRAM

static struct e820_table t;

static int setup(struct kunit *test __maybe_unused)
{
	t.nr_entries = 0;
	e820_user_reset();
	return 0;
}

/* Leave nothing behind that a later reader of the options could take for real. */
static void teardown(struct kunit *test __maybe_unused)
{
	e820_user_reset();
}

static void fill(const struct e820_entry *e, unsigned int n)
{
	while (n--) {
		e820_range_add(&t, e->addr, e->size, e->type);
		e++;
	}
	e820_sanitise(&t);
}

static void expect_table(struct kunit *test, const struct e820_entry *want, unsigned int n)
{
	unsigned int i;

	KUNIT_EXPECT_EQ(test, t.nr_entries, n);
	for (i = 0; i < n && i < t.nr_entries; i++) {
		KUNIT_EXPECT_EQ_MSG(test, t.entries[i].addr, want[i].addr, "entry %u", i);
		KUNIT_EXPECT_EQ_MSG(test, t.entries[i].size, want[i].size, "entry %u", i);
		KUNIT_EXPECT_EQ_MSG(test, t.entries[i].type, want[i].type, "entry %u", i);
	}
}

#define FILL(...)                                                                                  \
	do {                                                                                       \
		static const struct e820_entry in[] = { __VA_ARGS__ };                             \
		fill(in, ARRAY_SIZE(in));                                                          \
	} while (0)
#define EXPECT_TABLE(...)                                                                          \
	do {                                                                                       \
		static const struct e820_entry want[] = { __VA_ARGS__ };                           \
		expect_table(test, want, ARRAY_SIZE(want));                                        \
	} while (0)

static void empty_stays_empty(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, e820_sanitise(&t), 0);
	KUNIT_EXPECT_EQ(test, t.nr_entries, 0);
	KUNIT_EXPECT_EQ(test, e820_type_at(&t, 0), 0);
}

static void sorts_and_merges(struct kunit *test)
{
	FILL({ 0x3000, 0x1000, RAM }, { 0x1000, 0x1000, RAM }, { 0x2000, 0x1000, RAM },
	     { 0x4000, 0x1000, RSV }, { 0x6000, 0, RAM }, { 0x7000, 0x1000, RAM });
	EXPECT_TABLE({ 0x1000, 0x3000, RAM }, { 0x4000, 0x1000, RSV }, { 0x7000, 0x1000, RAM });
}

static void restrictive_type_wins(struct kunit *test)
{
	FILL({ 0x0000, 0x7000, RAM }, { 0x1000, 0x5000, PRAM }, { 0x2000, 0x3000, ACPI },
	     { 0x2800, 0x2000, NVS }, { 0x3000, 0x1000, RSV }, { 0x3400, 0x0400, BAD });
	EXPECT_TABLE({ 0x0000, 0x1000, RAM }, { 0x1000, 0x1000, PRAM }, { 0x2000, 0x0800, ACPI },
		     { 0x2800, 0x0800, NVS }, { 0x3000, 0x0400, RSV }, { 0x3400, 0x0400, BAD },
		     { 0x3800, 0x0800, RSV }, { 0x4000, 0x0800, NVS }, { 0x4800, 0x0800, ACPI },
		     { 0x5000, 0x1000, PRAM }, { 0x6000, 0x1000, RAM });
}

static void overlap_in_steps(struct kunit *test)
{
	FILL({ 0x1000, 0x3000, RAM }, { 0x2000, 0x3000, RSV }, { 0x3000, 0x3000, RAM });
	EXPECT_TABLE({ 0x1000, 0x1000, RAM }, { 0x2000, 0x3000, RSV }, { 0x5000, 0x1000, RAM });
}

static void unknown_is_reserved(struct kunit *test)
{
	FILL({ 0x1000, 0x4000, RAM }, { 0x2000, 0x1000, 20 }, { 0x3000, 0x1000, 0 },
	     { 0x8000, 0x1000, 0xefffffff });
	EXPECT_TABLE({ 0x1000, 0x1000, RAM }, { 0x2000, 0x2000, RSV }, { 0x4000, 0x1000, RAM },
		     { 0x8000, 0x1000, RSV });
}

static void wrapping(struct kunit *test)
{
	/* RAM with a nonsensical length is not believed; a restriction is cut. */
	FILL({ 0x1000, ~0ULL, RAM }, { 0x2000, 0x1000, RAM }, { ~0ULL - 0xfff, 0x2000, RSV },
	     { ~0ULL - 0x1fff, 0x1000, RAM });
	EXPECT_TABLE({ 0x2000, 0x1000, RAM }, { ~0ULL - 0x1fff, 0x1000, RAM },
		     { ~0ULL - 0xfff, 0xfff, RSV });
}

static void reaches_the_last_byte(struct kunit *test)
{
	FILL({ ~0ULL - 0xfff, 0x1000, RSV }, { 0, ~0ULL, ACPI });
	EXPECT_TABLE({ 0, ~0ULL - 0xfff, ACPI }, { ~0ULL - 0xfff, 0xfff, RSV });
}

static void sanitising_twice_changes_nothing(struct kunit *test)
{
	FILL({ 0x1000, 0x3000, RAM }, { 0x2000, 0x3000, RSV }, { 0x3000, 0x3000, RAM });
	KUNIT_EXPECT_EQ(test, e820_sanitise(&t), 0);
	EXPECT_TABLE({ 0x1000, 0x1000, RAM }, { 0x2000, 0x3000, RSV }, { 0x5000, 0x1000, RAM });
}

/* The worst a full table can do: one long range under as many islands as fit. */
static void full_table_fits(struct kunit *test)
{
	u32 i;

	e820_range_add(&t, 0, 0x10000000, RAM);
	for (i = 1; i < E820_MAX_INPUT + E820_MAX_USER; i++)
		e820_range_add(&t, (u64)i * 0x2000, 0x1000, i & 1 ? RSV : NVS);
	KUNIT_EXPECT_EQ(test, e820_sanitise(&t), 0);
	KUNIT_EXPECT_EQ(test, t.nr_entries, 2 * (E820_MAX_INPUT + E820_MAX_USER) - 1);
	KUNIT_EXPECT_EQ(test, e820_total(&t, RAM),
			0x10000000 - (E820_MAX_INPUT + E820_MAX_USER - 1) * 0x1000);
	/* And again on top of the result, as the command line does it. */
	e820_range_add(&t, 0x0ffff800, 0x100, BAD);
	KUNIT_EXPECT_EQ(test, e820_sanitise(&t), 0);
	while (t.nr_entries < E820_MAX_ENTRIES)
		e820_range_add(&t, 0, 1, RAM);
	KUNIT_EXPECT_EQ(test, e820_range_add(&t, 0, 1, RAM), -ENOSPC);
}

static void update_and_remove_cut(struct kunit *test)
{
	FILL({ 0x0000, 0x9000, RAM }, { 0x9000, 0x1000, RSV });
	KUNIT_EXPECT_EQ(test, e820_range_update(&t, 0, 0x1000, RAM, RSV), 0x1000);
	KUNIT_EXPECT_EQ(test, e820_range_remove(&t, 0x4000, 0x2000, RAM), 0x2000);
	KUNIT_EXPECT_EQ(test, e820_range_remove(&t, 0x8000, ~0ULL, RAM), 0x1000);
	EXPECT_TABLE({ 0x0000, 0x1000, RSV }, { 0x1000, 0x3000, RAM }, { 0x6000, 0x2000, RAM },
		     { 0x9000, 0x1000, RSV });
	KUNIT_EXPECT_EQ(test, e820_type_at(&t, 0x3fff), RAM);
	KUNIT_EXPECT_EQ(test, e820_type_at(&t, 0x4000), 0);
	KUNIT_EXPECT_EQ(test, e820_type_at(&t, 0xa000), 0);
	e820_range_force(&t, 0x3000, 0x7000, RAM);
	EXPECT_TABLE({ 0x0000, 0x1000, RSV }, { 0x1000, 0x9000, RAM });
	KUNIT_EXPECT_TRUE(test, e820_mapped_all(&t, 0x1000, 0xa000, RAM));
	KUNIT_EXPECT_FALSE(test, e820_mapped_all(&t, 0x0fff, 0xa000, RAM));
	KUNIT_EXPECT_FALSE(test, e820_mapped_all(&t, 0x1000, 0xa001, RAM));
}

static int memmap(const char *option)
{
	static char copy[160];

	strscpy(copy, option, sizeof(copy));
	return e820_user_memmap(copy);
}

static int mem(const char *option)
{
	static char copy[160];

	strscpy(copy, option, sizeof(copy));
	return e820_user_mem(copy);
}

static void memmap_forms(struct kunit *test)
{
	FILL({ 0, 0x1000000, RAM });
	KUNIT_EXPECT_EQ(test, memmap("64K@0x2000000,0x1000#16K,4K$0x8000"), 0);
	KUNIT_EXPECT_EQ(test, memmap("1M!0x400000"), 0);
	KUNIT_EXPECT_TRUE(test, e820_user_apply(&t));
	EXPECT_TABLE({ 0, 0x4000, RAM }, { 0x4000, 0x1000, ACPI }, { 0x5000, 0x3000, RAM },
		     { 0x8000, 0x1000, RSV }, { 0x9000, 0x3f7000, RAM },
		     { 0x400000, 0x100000, PRAM }, { 0x500000, 0xb00000, RAM },
		     { 0x2000000, 0x10000, RAM });
}

static void exactmap_forgets(struct kunit *test)
{
	FILL({ 0, 0x1000000, RAM }, { 0x1000000, 0x1000000, RSV });
	KUNIT_EXPECT_EQ(test, memmap("1M@32M,exactmap,640K@0"), 0);
	KUNIT_EXPECT_EQ(test, memmap("16M@16M"), 0);
	KUNIT_EXPECT_TRUE(test, e820_user_apply(&t));
	EXPECT_TABLE({ 0, 0xA0000, RAM }, { 0x1000000, 0x1000000, RAM });
}

static void order_of_appearance(struct kunit *test)
{
	FILL({ 0, 0x4000000, RAM }, { 0x3000000, 0x10000, ACPI });
	KUNIT_EXPECT_EQ(test, mem("32M"), 0);
	KUNIT_EXPECT_EQ(test, memmap("1M@40M"), 0);
	e820_user_apply(&t);
	EXPECT_TABLE({ 0, 0x2000000, RAM }, { 0x2800000, 0x100000, RAM },
		     { 0x3000000, 0x10000, ACPI });
	e820_user_reset();
	KUNIT_EXPECT_EQ(test, memmap("1M@40M,33M"), 0); /* a size alone is mem= */
	e820_user_apply(&t);
	EXPECT_TABLE({ 0, 0x2000000, RAM }, { 0x3000000, 0x10000, ACPI });
}

static void ram_cannot_override_reserved(struct kunit *test)
{
	FILL({ 0, 0x1000, RSV });
	KUNIT_EXPECT_EQ(test, memmap("64K@0"), 0);
	e820_user_apply(&t);
	EXPECT_TABLE({ 0, 0x1000, RSV }, { 0x1000, 0xf000, RAM });
}

static void bad_syntax_is_ignored(struct kunit *test)
{
	static const char *const bad[] = {
		"", ",", "foo", "@16M", "1M@", "1M@x", "1M%4M", "1M@4M@5M", "1M@4Mx", "-1@0",
		"0@4M", "exactma", "exactmapx", "0x1000@0xffffffffffffffff", "1M 2M",
	};
	unsigned int i;

	FILL({ 0, 0x1000000, RAM });
	for (i = 0; i < ARRAY_SIZE(bad); i++)
		KUNIT_EXPECT_EQ_MSG(test, memmap(bad[i]), -EINVAL, "memmap=%s", bad[i]);
	KUNIT_EXPECT_EQ(test, e820_user_memmap(NULL), -EINVAL);
	KUNIT_EXPECT_EQ(test, e820_user_mem(NULL), -EINVAL);
	KUNIT_EXPECT_EQ(test, mem(""), -EINVAL);
	KUNIT_EXPECT_EQ(test, mem("0"), -EINVAL);
	KUNIT_EXPECT_EQ(test, mem("nopentium"), -EINVAL);
	KUNIT_EXPECT_EQ(test, mem("16Mb"), -EINVAL);
	KUNIT_EXPECT_FALSE(test, e820_user_apply(&t));
	/* The rest of a list still counts. */
	KUNIT_EXPECT_EQ(test, memmap("foo,4K$8K,1M@"), -EINVAL);
	KUNIT_EXPECT_TRUE(test, e820_user_apply(&t));
	EXPECT_TABLE({ 0, 0x2000, RAM }, { 0x2000, 0x1000, RSV }, { 0x3000, 0xffd000, RAM });
}

static void too_many_changes(struct kunit *test)
{
	unsigned int i;

	for (i = 0; i < E820_MAX_USER + 10; i++)
		memmap("4K@16M");
	KUNIT_EXPECT_TRUE(test, e820_user_apply(&t));
	EXPECT_TABLE({ 0x1000000, 0x1000, RAM });
}

static void memblock_gets_whole_pages(struct kunit *test)
{
	static struct memblock_region memory[8], reserved[2];
	struct memblock mb;
	struct e820_fill got;

	FILL({ 0x0000, 0x1800, RAM }, { 0x1800, 0x0800, RSV }, { 0x2001, 0x0fff, RAM },
	     { 0x4000, 0x2fff, RAM }, { 0x7000, 0x100, RAM }, { 0x10000, 0x20000, RAM });
	mb_init(&mb, memory, 8, reserved, 2);
	KUNIT_EXPECT_EQ(test, e820_to_memblock(&t, &mb, 0x20000, &got), 0);
	KUNIT_EXPECT_EQ(test, got.pages, 1 + 0 + 2 + 16);
	KUNIT_EXPECT_EQ(test, got.lost, 0x800 + 0xfff + 0xfff + 0x100);
	KUNIT_EXPECT_EQ(test, got.beyond, 0x10000);
	KUNIT_EXPECT_EQ(test, mb.memory.total_size, (u64)got.pages << 12);
	KUNIT_EXPECT_EQ(test, mb.memory.cnt, 3);
}

static struct kunit_case e820_cases[] = {
	KUNIT_CASE(empty_stays_empty),
	KUNIT_CASE(sorts_and_merges),
	KUNIT_CASE(restrictive_type_wins),
	KUNIT_CASE(overlap_in_steps),
	KUNIT_CASE(unknown_is_reserved),
	KUNIT_CASE(wrapping),
	KUNIT_CASE(reaches_the_last_byte),
	KUNIT_CASE(sanitising_twice_changes_nothing),
	KUNIT_CASE(full_table_fits),
	KUNIT_CASE(update_and_remove_cut),
	KUNIT_CASE(memmap_forms),
	KUNIT_CASE(exactmap_forgets),
	KUNIT_CASE(order_of_appearance),
	KUNIT_CASE(ram_cannot_override_reserved),
	KUNIT_CASE(bad_syntax_is_ignored),
	KUNIT_CASE(too_many_changes),
	KUNIT_CASE(memblock_gets_whole_pages),
	{}
};

static struct kunit_suite e820_suite = {
	.name = "mm.e820",
	.desc = "odd memory maps made fit for use; mem= and memmap=",
	.init = setup,
	.exit = teardown,
	.test_cases = e820_cases,
};
kunit_test_suite(e820_suite);
