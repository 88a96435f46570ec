// SPDX-License-Identifier: MIT
/* mm.io: the list of device mappings, and copying from and to device memory. */
#include <kunit/test.h>
#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <quarry/io_mappings.h>

#define MAPPINGS 12
#define SPACE 64 /* pages of the pretended bus */

/* Against an array that says for each page how it is cached: 0 if it is not mapped. */
static void io_conflicts(struct kunit *test)
{
	static struct io_mapping mapping[MAPPINGS];
	u8 used[SPACE][3];
	static LIST_HEAD(all);
	bool listed[MAPPINGS] = { 0 };

	INIT_LIST_HEAD(&all);
	memset(used, 0, sizeof(used));
	for (int step = 0; step < 3000; step++) {
		unsigned int i = kunit_random(test) % MAPPINGS, page = kunit_random(test) % SPACE;
		unsigned int n = 1 + kunit_random(test) % 6, cache = kunit_random(test) % 3;
		bool clash = false;

		if (listed[i]) {
			KUNIT_EXPECT_PTR_EQ(test, io_mapping_find(&all, mapping[i].virt), &mapping[i]);
			for (u64 p = 0; p < mapping[i].size >> 12; p++)
				used[(mapping[i].phys >> 12) + p][mapping[i].cache]--;
			list_del(&mapping[i].node);
			listed[i] = false;
			KUNIT_EXPECT_NULL(test, io_mapping_find(&all, mapping[i].virt));
			continue;
		}
		n = min(n, SPACE - page);
		for (unsigned int p = page; p < page + n; p++)
			for (unsigned int c = 0; c < 3; c++)
				clash |= c != cache && used[p][c];
		KUNIT_EXPECT_EQ(test, io_mapping_conflict(&all, (u64)page << 12, (u64)n << 12, cache) != NULL, clash);
		if (clash)
			continue;
		mapping[i] = (struct io_mapping){ .phys = (u64)page << 12, .size = (u64)n << 12, .cache = cache,
						  .virt = 0x1000ul * (i + 1) };
		list_add(&mapping[i].node, &all);
		listed[i] = true;
		for (unsigned int p = page; p < page + n; p++)
			used[p][cache]++;
	}
}

static void io_copies(struct kunit *test)
{
	static u8 device[64], memory[64], expected[64];

	for (int step = 0; step < 500; step++) {
		size_t n = kunit_random(test) % 40, at = kunit_random(test) % 20, from = kunit_random(test) % 20;

		for (size_t i = 0; i < sizeof(device); i++) {
			device[i] = expected[i] = kunit_random(test);
			memory[i] = kunit_random(test);
		}
		memcpy_toio(device + at, memory + from, n);
		memcpy(expected + at, memory + from, n);
		KUNIT_EXPECT_EQ(test, memcmp(device, expected, sizeof(device)), 0);
		memset(memory, 0, sizeof(memory));
		memcpy_fromio(memory + from, device + at, n);
		KUNIT_EXPECT_EQ(test, memcmp(memory + from, device + at, n), 0);
		KUNIT_EXPECT_EQ(test, memory[from + n], 0);
		memset_io(device + at, step, n);
		memset(expected + at, step, n);
		KUNIT_EXPECT_EQ(test, memcmp(device, expected, sizeof(device)), 0);
	}
}

static void io_accesses(struct kunit *test)
{
	u64 value = 0, *device = &value;

	writeb(0x12, device);
	writew(0x3456, (char *)device + 2);
	writel(0x789abcde, (char *)device + 4);
	KUNIT_EXPECT_EQ(test, value, 0x789abcde34560012ull);
	KUNIT_EXPECT_EQ(test, readb(device), 0x12);
	KUNIT_EXPECT_EQ(test, readw((char *)device + 2), 0x3456);
	KUNIT_EXPECT_EQ(test, readl((char *)device + 4), 0x789abcde);
	KUNIT_EXPECT_EQ(test, readq(device), value);
	writeq(0x1122334455667788ull, device);
	KUNIT_EXPECT_EQ(test, value, 0x1122334455667788ull);
	KUNIT_EXPECT_EQ(test, ioread32be(device), 0x88776655);
	iowrite16be(0xabcd, device);
	KUNIT_EXPECT_EQ(test, ioread8(device), 0xab);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(io_conflicts),
	KUNIT_CASE(io_copies),
	KUNIT_CASE(io_accesses),
	{}
};

static struct kunit_suite suite = {
	.name = "mm.io",
	.desc = "device memory: contradicting mappings, accesses, copies",
	.test_cases = cases,
};
kunit_test_suite(suite);
