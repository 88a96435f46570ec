// SPDX-License-Identifier: MIT
/* The small services of lib/, each against an oracle: published vectors, or a slower and simpler way. */
#include <kunit/test.h>
#include <linux/bitmap.h>
#include <linux/crc16.h>
#include <linux/crc32.h>
#include <linux/glob.h>
#include <linux/idr.h>
#include <linux/interval_tree.h>
#include <linux/jhash.h>
#include <linux/kfifo.h>
#include <linux/llist.h>
#include <linux/min_heap.h>
#include <linux/ptr_ring.h>
#include <linux/rcupdate.h>
#include <linux/siphash.h>
#include <linux/string_helpers.h>
#include <linux/uuid.h>
#include <linux/xarray.h>

static void checksums(struct kunit *test)
{
	static const char digits[] = "123456789";
	u8 key_bytes[16], text[15];
	siphash_key_t key;

	/* The check values of the CRC catalogue, the paper's vector, and lookup3.c's. */
	KUNIT_EXPECT_EQ(test, crc32_le(~0U, digits, 9) ^ ~0U, 0xcbf43926U);
	KUNIT_EXPECT_EQ(test, __crc32c_le(~0U, digits, 9) ^ ~0U, 0xe3069283U);
	KUNIT_EXPECT_EQ(test, crc32_be(~0U, digits, 9) ^ ~0U, 0xfc891918U);
	KUNIT_EXPECT_EQ(test, crc16(0, (const u8 *)digits, 9), 0xbb3d);
	for (unsigned int i = 0; i < 16; i++)
		key_bytes[i] = (u8)i;
	for (unsigned int i = 0; i < 15; i++)
		text[i] = (u8)i;
	memcpy(&key, key_bytes, sizeof(key));
	KUNIT_EXPECT_EQ(test, siphash(text, 15, &key), 0xa129ca6149be45e5ULL);
	KUNIT_EXPECT_EQ(test, jhash("Four score and seven years ago", 30, 0), 0x17770551U);
	KUNIT_EXPECT_EQ(test, jhash("Four score and seven years ago", 30, 1), 0xcd628161U);
}

#define INDICES 600

/* Indices from three ranges, so that the tree is high and thin in places. */
static unsigned long spread(unsigned int i)
{
	return i < 200 ? i : i < 400 ? 5000 + i * 64UL : ULONG_MAX - i;
}

static void arrays_of_pointers(struct kunit *test)
{
	DECLARE_BITMAP(there, INDICES);
	struct xarray xa;
	unsigned long index;
	unsigned int count = 0;
	void *entry;

	xa_init(&xa);
	bitmap_zero(there, INDICES);
	for (int round = 0; round < 3000; round++) {
		unsigned int i = kunit_random_below(test, INDICES);
		void *want = test_bit(i, there) ? xa_mk_value(i) : NULL;

		KUNIT_EXPECT_PTR_EQ(test, xa_load(&xa, spread(i)), want);
		if (kunit_random_below(test, 2)) {
			KUNIT_EXPECT_PTR_EQ(test, xa_store(&xa, spread(i), xa_mk_value(i), GFP_KERNEL), want);
			__set_bit(i, there);
		} else {
			KUNIT_EXPECT_PTR_EQ(test, xa_erase(&xa, spread(i)), want);
			__clear_bit(i, there);
		}
	}
	xa_for_each(&xa, index, entry) {
		KUNIT_EXPECT_EQ(test, index, spread((unsigned int)xa_to_value(entry)));
		KUNIT_EXPECT_TRUE(test, test_bit(xa_to_value(entry), there));
		count++;
	}
	KUNIT_EXPECT_EQ(test, count, bitmap_weight(there, INDICES));
	for (unsigned int i = 0; i < INDICES; i++)
		xa_erase(&xa, spread(i));
	KUNIT_EXPECT_TRUE(test, xa_empty(&xa));
}

#define NUMBERS 300

static void smallest_free_number(struct kunit *test)
{
	DECLARE_BITMAP(used, NUMBERS);
	DEFINE_IDA(ida);
	DEFINE_IDR(idr);

	bitmap_zero(used, NUMBERS);
	for (int round = 0; round < 2000; round++) {
		unsigned int i = kunit_random_below(test, NUMBERS), free;
		int got;

		if (test_bit(i, used)) {
			ida_free(&ida, i);
			__clear_bit(i, used);
			continue;
		}
		free = (unsigned int)find_next_zero_bit(used, NUMBERS, i);
		got = ida_alloc_range(&ida, i, NUMBERS - 1, GFP_KERNEL);
		KUNIT_ASSERT_EQ(test, got, (int)free);
		__set_bit(free, used);
	}
	ida_destroy(&ida);
	for (int i = 0; i < 200; i++)
		KUNIT_EXPECT_EQ(test, idr_alloc(&idr, i % 3 ? &idr : NULL, 5, 205, GFP_KERNEL), 5 + i);
	KUNIT_EXPECT_EQ(test, idr_alloc(&idr, &idr, 5, 205, GFP_KERNEL), -ENOSPC);
	KUNIT_EXPECT_NULL(test, idr_find(&idr, 5));
	KUNIT_EXPECT_PTR_EQ(test, idr_find(&idr, 6), (void *)&idr);
	idr_remove(&idr, 100);
	KUNIT_EXPECT_EQ(test, idr_alloc_cyclic(&idr, &idr, 5, 0, GFP_KERNEL), 100);
	KUNIT_EXPECT_EQ(test, idr_alloc_cyclic(&idr, &idr, 5, 0, GFP_KERNEL), 205);
	idr_destroy(&idr);
}

static void rings(struct kunit *test)
{
	static DEFINE_KFIFO(fifo, u16, 64);
	u16 in[40], out[40], put = 0, got = 0;

	INIT_KFIFO(fifo);
	for (int round = 0; round < 2000; round++) {
		unsigned int n = kunit_random_below(test, 40), done;

		for (unsigned int i = 0; i < n; i++)
			in[i] = (u16)(put + i);
		KUNIT_EXPECT_EQ(test, kfifo_avail(&fifo), 64U - (u16)(put - got));
		done = kfifo_in(&fifo, in, n);
		KUNIT_ASSERT_EQ(test, done, min(n, 64U - (u16)(put - got)));
		put = (u16)(put + done);
		n = kunit_random_below(test, 40);
		done = kfifo_out(&fifo, out, n);
		KUNIT_ASSERT_EQ(test, done, min(n, (unsigned int)(u16)(put - got)));
		for (unsigned int i = 0; i < done; i++)
			KUNIT_EXPECT_EQ(test, out[i], (u16)(got + i));
		got = (u16)(got + done);
	}
	kfifo_reset(&fifo);
	KUNIT_EXPECT_EQ(test, kfifo_put(&fifo, 7), 1U);
	KUNIT_EXPECT_EQ(test, kfifo_peek(&fifo, &out[0]), 1U);
	KUNIT_EXPECT_EQ(test, kfifo_get(&fifo, &out[1]), 1U);
	KUNIT_EXPECT_EQ(test, out[0] + out[1], 14);
	KUNIT_EXPECT_EQ(test, kfifo_get(&fifo, &out[1]), 0U);
}

/* Against a queue of the records' lengths; the bytes count on from record to record. */
static void rings_of_records(struct kunit *test)
{
	STRUCT_KFIFO_REC_2(512) fifo;
	u8 record[320], in = 0, out = 0;
	unsigned int lengths[512], first = 0, last = 0, used = 0;

	INIT_KFIFO(fifo);
	for (int round = 0; round < 2000; round++) {
		unsigned int n = kunit_random_below(test, 300), fits = n + 2 <= 512 - used ? n : 0;

		for (unsigned int i = 0; i < n; i++)
			record[i] = (u8)(in + i);
		KUNIT_ASSERT_EQ(test, kfifo_in(&fifo, record, n), fits);
		if (n + 2 <= 512 - used) {
			in = (u8)(in + n);
			lengths[last++ % 512] = n;
			used += n + 2;
		}
		KUNIT_ASSERT_EQ(test, kfifo_len(&fifo), used);
		if (kunit_random_below(test, 2) || first == last)
			continue;
		n = lengths[first++ % 512];
		used -= n + 2;
		KUNIT_ASSERT_EQ(test, kfifo_peek_len(&fifo), n);
		KUNIT_ASSERT_EQ(test, kfifo_out(&fifo, record, sizeof(record)), n);
		for (unsigned int i = 0; i < n; i++)
			KUNIT_ASSERT_EQ(test, record[i], (u8)(out + i));
		out = (u8)(out + n);
	}
	KUNIT_EXPECT_EQ(test, kfifo_in(&fifo, record, 1 << 16), 0U);
}

static void rings_of_pointers(struct kunit *test)
{
	struct ptr_ring ring;
	int item[5];

	KUNIT_ASSERT_EQ(test, ptr_ring_init(&ring, 4, GFP_KERNEL), 0);
	for (int i = 0; i < 5; i++)
		KUNIT_EXPECT_EQ(test, ptr_ring_produce(&ring, &item[i]), i < 4 ? 0 : -ENOSPC);
	for (int i = 0; i < 5; i++)
		KUNIT_EXPECT_PTR_EQ(test, ptr_ring_consume(&ring), i < 4 ? (void *)&item[i] : NULL);
	ptr_ring_cleanup(&ring, NULL);
}

#define INTERVALS 60

static void intervals(struct kunit *test)
{
	static struct interval_tree_node node[INTERVALS];
	struct rb_root_cached root = RB_ROOT_CACHED;
	bool in[INTERVALS] = { false };

	for (int round = 0; round < 600; round++) {
		unsigned int i = kunit_random_below(test, INTERVALS), found = 0, want = 0;
		unsigned long start = kunit_random_below(test, 1000), last = start + kunit_random_below(test, 50), before = 0;
		struct interval_tree_node *at;

		if (in[i]) {
			interval_tree_remove(&node[i], &root);
		} else {
			node[i].start = kunit_random_below(test, 1000);
			node[i].last = node[i].start + kunit_random_below(test, 100);
			interval_tree_insert(&node[i], &root);
		}
		in[i] = !in[i];
		for (i = 0; i < INTERVALS; i++)
			want += in[i] && node[i].start <= last && node[i].last >= start;
		for (at = interval_tree_iter_first(&root, start, last); at; at = interval_tree_iter_next(at, start, last)) {
			KUNIT_EXPECT_TRUE(test, at->start <= last && at->last >= start && at->start >= before);
			before = at->start;
			found++;
		}
		KUNIT_ASSERT_EQ(test, found, want);
	}
}

/* The definition of a match without classes. */
static bool slow_match(const char *p, const char *t)
{
	if (!*p)
		return !*t;
	if (*p == '*')
		return slow_match(p + 1, t) || (*t && slow_match(p, t + 1));
	return *t && (*p == '?' || *p == *t) && slow_match(p + 1, t + 1);
}

static void patterns(struct kunit *test)
{
	char pattern[8], text[10];

	for (int round = 0; round < 3000; round++) {
		unsigned int p = kunit_random_below(test, sizeof(pattern)), t = kunit_random_below(test, sizeof(text));

		for (unsigned int i = 0; i < p; i++)
			pattern[i] = "ab*?"[kunit_random_below(test, 4)];
		for (unsigned int i = 0; i < t; i++)
			text[i] = "ab"[kunit_random_below(test, 2)];
		pattern[p] = text[t] = 0;
		KUNIT_EXPECT_EQ(test, glob_match(pattern, text), slow_match(pattern, text));
	}
	KUNIT_EXPECT_TRUE(test, glob_match("[a-c]x[!0-9]", "bxy"));
	KUNIT_EXPECT_FALSE(test, glob_match("[a-c]x[!0-9]", "bx7"));
	KUNIT_EXPECT_TRUE(test, glob_match("a\\*[]]", "a*]"));
}

static bool less_int(const void *a, const void *b)
{
	return *(const int *)a < *(const int *)b;
}

static void swap_int(void *a, void *b)
{
	swap(*(int *)a, *(int *)b);
}

static void heaps(struct kunit *test)
{
	static const struct min_heap_callbacks func = { sizeof(int), less_int, swap_int };
	int data[100], last = -1;
	struct min_heap heap = { data, 50, 100 };

	for (int i = 0; i < 50; i++)
		data[i] = (int)kunit_random_below(test, 1000);
	min_heapify_all(&heap, &func);
	for (int i = 0; i < 50; i++) {
		int value = (int)kunit_random_below(test, 1000);

		min_heap_push(&heap, &value, &func);
	}
	for (; heap.nr; min_heap_pop(&heap, &func)) {
		KUNIT_EXPECT_GE(test, data[0], last);
		last = data[0];
	}
}

static void texts_and_identifiers(struct kunit *test)
{
	static const char text[] = "01020304-0506-4708-890a-0b0c0d0e0f10";
	char buf[16];
	uuid_t uuid;
	guid_t guid;

	string_get_size(0, 1, STRING_UNITS_2, buf, sizeof(buf));
	KUNIT_EXPECT_STREQ(test, buf, "0 B");
	string_get_size(16384, 1, STRING_UNITS_2, buf, sizeof(buf));
	KUNIT_EXPECT_STREQ(test, buf, "16.0 KiB");
	string_get_size(1100, 1, STRING_UNITS_10, buf, sizeof(buf));
	KUNIT_EXPECT_STREQ(test, buf, "1.10 kB");
	string_get_size(8192, 4096, STRING_UNITS_2, buf, sizeof(buf));
	KUNIT_EXPECT_STREQ(test, buf, "32.0 MiB");
	KUNIT_EXPECT_EQ(test, uuid_parse(text, &uuid), 0);
	KUNIT_EXPECT_EQ(test, guid_parse(text, &guid), 0);
	KUNIT_EXPECT_EQ(test, uuid.b[0], 1);
	KUNIT_EXPECT_EQ(test, uuid.b[15], 0x10);
	KUNIT_EXPECT_EQ(test, guid.b[0], 4);
	KUNIT_EXPECT_EQ(test, uuid_parse("01020304-0506-4708-890a-0b0c0d0e0f1x", &uuid), -EINVAL);
	uuid_gen(&uuid);
	KUNIT_EXPECT_EQ(test, uuid.b[6] >> 4, 4);
	KUNIT_EXPECT_EQ(test, uuid.b[8] >> 6, 2);
}

static void lists_without_locks(struct kunit *test)
{
	struct item {
		struct llist_node node;
		int n;
	} items[5], *at;
	LLIST_HEAD(list);
	int want = 0;

	for (int i = 0; i < 5; i++) {
		items[i].n = i;
		KUNIT_EXPECT_EQ(test, llist_add(&items[i].node, &list), i == 0);
	}
	KUNIT_EXPECT_PTR_EQ(test, llist_del_first(&list), &items[4].node);
	llist_for_each_entry(at, llist_reverse_order(llist_del_all(&list)), node)
		KUNIT_EXPECT_EQ(test, at->n, want++);
	KUNIT_EXPECT_EQ(test, want, 4);
	KUNIT_EXPECT_TRUE(test, llist_empty(&list));
}

static struct kunit_case service_cases[] = {
	KUNIT_CASE(checksums),	  KUNIT_CASE(arrays_of_pointers), KUNIT_CASE(smallest_free_number),
	KUNIT_CASE(rings),	  KUNIT_CASE(rings_of_pointers),  KUNIT_CASE(intervals),
	KUNIT_CASE(patterns),	  KUNIT_CASE(heaps),		  KUNIT_CASE(texts_and_identifiers),
	KUNIT_CASE(lists_without_locks), KUNIT_CASE(rings_of_records), {}
};

/* Nodes of the arrays are freed after a grace period. */
static void wait_for_readers(struct kunit_suite *suite)
{
	rcu_barrier();
}

static struct kunit_suite service_suite = {
	.name = "lib.services",
	.desc = "hashes, numbers, rings, trees and patterns against oracles",
	.suite_exit = wait_for_readers,
	.test_cases = service_cases,
};
kunit_test_suite(service_suite);
