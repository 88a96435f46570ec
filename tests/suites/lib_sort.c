// SPDX-License-Identifier: MIT
/* sort() and list_sort(): the output is in order and is a permutation of the input. */
#include <kunit/test.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/list_sort.h>
#include <linux/sort.h>

#define MAX_ITEMS 200

struct item {
	struct list_head link;
	u8 key;
	u8 serial; /* place in the input */
	u8 odd;	   /* makes the size no power of two */
};

static struct item items[MAX_ITEMS];
static int nr_swaps;

static int by_key(const void *a, const void *b)
{
	return ((const struct item *)a)->key - ((const struct item *)b)->key;
}

static int backwards(const void *a, const void *b, const void *priv)
{
	return *(const int *)priv * by_key(a, b);
}

static void counting_swap(void *a, void *b, int size __maybe_unused)
{
	swap(*(struct item *)a, *(struct item *)b);
	nr_swaps++;
}

static size_t randomize(struct kunit *test, u32 keys)
{
	size_t n = kunit_random_below(test, MAX_ITEMS + 1);

	for (size_t i = 0; i < n; i++) {
		items[i].key = (u8)kunit_random_below(test, keys);
		items[i].serial = (u8)i;
		items[i].odd = items[i].key ^ 0x55;
	}
	return n;
}

static void expect_sorted(struct kunit *test, size_t n, int direction)
{
	bool seen[MAX_ITEMS] = { false };

	for (size_t i = 0; i < n; i++) {
		KUNIT_EXPECT_EQ(test, items[i].odd, items[i].key ^ 0x55);
		KUNIT_EXPECT_FALSE(test, seen[items[i].serial]);
		seen[items[i].serial] = true;
		if (i)
			KUNIT_EXPECT_LE(test, direction * items[i - 1].key, direction * items[i].key);
	}
}

static void arrays(struct kunit *test)
{
	for (int round = 0; round < 40; round++) {
		size_t n = randomize(test, round % 2 ? 256 : 4);

		sort(items, n, sizeof(items[0]), by_key, NULL);
		expect_sorted(test, n, 1);
	}
}

static void with_context_and_swap(struct kunit *test)
{
	static const int minus = -1;
	size_t n = randomize(test, 256);

	sort_r(items, n, sizeof(items[0]), backwards, NULL, &minus);
	expect_sorted(test, n, -1);
	nr_swaps = 0;
	sort(items, n, sizeof(items[0]), by_key, counting_swap);
	expect_sorted(test, n, 1);
	KUNIT_EXPECT_GE(test, nr_swaps, (int)n - 1);
}

static int list_by_key(void *priv, const struct list_head *a, const struct list_head *b)
{
	++*(int *)priv;
	return list_entry(a, struct item, link)->key - list_entry(b, struct item, link)->key;
}

static void lists_keep_equals_in_order(struct kunit *test)
{
	for (int round = 0; round < 40; round++) {
		LIST_HEAD(head);
		size_t n = randomize(test, round % 2 ? 256 : 4), count = 0;
		struct item *item, *prev = NULL;
		int compares = 0;

		for (size_t i = 0; i < n; i++)
			list_add_tail(&items[i].link, &head);
		list_sort(&compares, &head, list_by_key);
		KUNIT_EXPECT_LE(test, compares, (int)n * 9);
		list_for_each_entry(item, &head, link) {
			if (prev) {
				int order = item->key - prev->key;

				KUNIT_EXPECT_GE(test, order ? order : item->serial - prev->serial, 1);
				KUNIT_EXPECT_PTR_EQ(test, item->link.prev, &prev->link);
			}
			prev = item;
			count++;
		}
		KUNIT_EXPECT_EQ(test, count, n);
	}
}

static struct kunit_case sort_cases[] = {
	KUNIT_CASE(arrays),
	KUNIT_CASE(with_context_and_swap),
	KUNIT_CASE(lists_keep_equals_in_order),
	{}
};

static struct kunit_suite sort_suite = {
	.name = "lib.sort",
	.desc = "sort() and list_sort() on random input",
	.test_cases = sort_cases,
};
kunit_test_suite(sort_suite);
