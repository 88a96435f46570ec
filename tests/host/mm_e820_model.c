// SPDX-License-Identifier: MIT
/*
 * The e820 sanitiser against brute force: random tables over a small address space, where the
 * oracle asks each range about each address; and the same for the changes mem= and memmap= make.
 */
#include <kunit/test.h>
#include <linux/kernel.h>
#include <quarry/e820.h>
#include <host/host.h>

#define SPACE 256 /* addresses in the model */
#define TABLES 20000

static const u32 types[] = { 1, 1, 1, 2, 3, 4, 5, 7, 12, 0, 20, 0xefffffff };

/* Strength in the words of the documentation, on purpose not by the table in mm/e820.c. */
static int strength(u32 type)
{
	switch (type) {
	case E820_TYPE_RAM:
		return 1;
	case E820_TYPE_PRAM:
		return 2;
	case E820_TYPE_PMEM:
		return 3;
	case E820_TYPE_ACPI:
		return 4;
	case E820_TYPE_NVS:
		return 5;
	case E820_TYPE_UNUSABLE:
		return 7;
	default:
		return 6;
	}
}

static struct e820_table t, input;

static u32 oracle(const struct e820_table *in, u64 addr)
{
	u32 i, best = 0;

	for (i = 0; i < in->nr_entries; i++) {
		const struct e820_entry *e = &in->entries[i];

		if (addr < e->addr || addr - e->addr >= e->size)
			continue;
		if (!best || strength(e->type) > strength(best))
			best = strength(e->type) == 6 ? E820_TYPE_RESERVED : e->type;
	}
	return best;
}

static void check_invariants(struct kunit *test)
{
	u32 i;

	for (i = 0; i < t.nr_entries; i++) {
		const struct e820_entry *e = &t.entries[i];

		KUNIT_ASSERT_GT(test, e->size, 0);
		KUNIT_ASSERT_GT(test, e->addr + e->size, e->addr);
		if (!i)
			continue;
		KUNIT_ASSERT_GE(test, e->addr, e[-1].addr + e[-1].size);
		KUNIT_ASSERT_TRUE(test, e->addr > e[-1].addr + e[-1].size || e->type != e[-1].type);
	}
}

static void random_table(struct kunit *test, u64 offset)
{
	u32 n = kunit_random_below(test, 30), i;

	t.nr_entries = 0;
	for (i = 0; i < n; i++) {
		u64 start = kunit_random_below(test, SPACE);

		e820_range_add(&t, offset + start, kunit_random_below(test, SPACE - start + 1),
			       types[kunit_random_below(test, ARRAY_SIZE(types))]);
	}
	input = t;
}

static void check_space(struct kunit *test, u64 offset)
{
	u64 ram = 0, i;

	check_invariants(test);
	for (i = 0; i < SPACE; i++) {
		KUNIT_ASSERT_EQ(test, e820_type_at(&t, offset + i), oracle(&input, offset + i));
		ram += oracle(&input, offset + i) == E820_TYPE_RAM;
	}
	KUNIT_ASSERT_EQ(test, e820_total(&t, E820_TYPE_RAM), ram);
}

static void random_tables(struct kunit *test)
{
	/* At 0, across 4 GiB, and against the end of the address space. */
	static const u64 offsets[] = { 0, (1ULL << 32) - SPACE / 2, ~0ULL - SPACE };
	unsigned int i;

	for (i = 0; i < TABLES; i++) {
		u64 offset = offsets[i % ARRAY_SIZE(offsets)];

		random_table(test, offset);
		KUNIT_ASSERT_EQ(test, e820_sanitise(&t), 0);
		check_space(test, offset);
	}
}

static void random_changes(struct kunit *test)
{
	unsigned int i;

	host_log_capture_begin();
	for (i = 0; i < TABLES; i++) {
		u64 addr = kunit_random_below(test, SPACE), size = kunit_random_below(test, SPACE);
		u32 from = types[kunit_random_below(test, 9)], to = types[kunit_random_below(test, 9)];
		u64 a, changed = 0;

		random_table(test, 0);
		e820_sanitise(&t);
		input = t;
		for (a = addr; a < addr + size; a++)
			changed += oracle(&input, a) == from;
		if (i & 1)
			to = 0;
		KUNIT_ASSERT_EQ(test,
				to ? e820_range_update(&t, addr, size, from, to) :
				     e820_range_remove(&t, addr, size, from), changed);
		check_invariants(test);
		for (a = 0; a < SPACE; a++) {
			u32 was = oracle(&input, a);

			KUNIT_ASSERT_EQ(test, e820_type_at(&t, a),
					was == from && a >= addr && a < addr + size ? to : was);
		}
		if (i % 256 == 0) {
			host_log_capture_end();
			host_log_capture_begin();
		}
	}
	host_log_capture_end();
}

static struct kunit_case model_cases[] = {
	KUNIT_CASE_SLOW(random_tables),
	KUNIT_CASE_SLOW(random_changes),
	{}
};

static struct kunit_suite model_suite = {
	.name = "mm.e820_model",
	.desc = "random memory maps against brute force",
	.test_cases = model_cases,
};
kunit_test_suite(model_suite);
