// SPDX-License-Identifier: MIT
/* linux/list.h: what each operation leaves behind, read forwards and backwards. */
#include <kunit/test.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/string.h>

struct item {
	char name;
	struct list_head link;
	struct hlist_node hash;
};

static struct item items[8];
static struct list_head head, other;
static struct hlist_head bucket;

#define LINK(i) (&items[i].link)

/* "head" holds a b c d, the rest are free. */
static int setup(struct kunit *test __maybe_unused)
{
	INIT_LIST_HEAD(&head);
	INIT_LIST_HEAD(&other);
	INIT_HLIST_HEAD(&bucket);
	for (int i = 0; i < (int)ARRAY_SIZE(items); i++) {
		items[i].name = (char)('a' + i);
		INIT_HLIST_NODE(&items[i].hash);
		if (i < 4)
			list_add_tail(LINK(i), &head);
	}
	return 0;
}

static void expect_list(struct kunit *test, int line, struct list_head *list, const char *expected)
{
	char forwards[12], backwards[12];
	size_t n = 0, m = 0, len = strlen(expected);
	struct item *item;

	list_for_each_entry(item, list, link)
		if (n < 10)
			forwards[n++] = item->name;
	forwards[n] = '\0';
	list_for_each_entry_reverse(item, list, link)
		if (m < 10)
			backwards[m++] = item->name;
	KUNIT_EXPECT_STREQ_MSG(test, (char *)forwards, expected, "line %d", line);
	KUNIT_ASSERT_EQ_MSG(test, m, len, "line %d", line);
	while (m--)
		KUNIT_EXPECT_EQ_MSG(test, backwards[m], expected[len - 1 - m], "line %d", line);
}

#define EXPECT(list, text) expect_list(test, __LINE__, &(list), text)

static void add_and_delete(struct kunit *test)
{
	EXPECT(head, "abcd");
	list_add(LINK(4), &head);
	EXPECT(head, "eabcd");
	list_del(LINK(1));
	EXPECT(head, "eacd");
	KUNIT_EXPECT_PTR_EQ(test, (void *)LINK(1)->next, LIST_POISON1);
	KUNIT_EXPECT_PTR_EQ(test, (void *)LINK(1)->prev, LIST_POISON2);
	list_del_init(LINK(0));
	KUNIT_EXPECT_TRUE(test, list_empty(LINK(0)));
	KUNIT_EXPECT_EQ(test, list_count_nodes(&head), 3);
	list_del_init_careful(LINK(4));
	list_del(LINK(2));
	KUNIT_EXPECT_TRUE(test, list_is_singular(&head));
	list_del(LINK(3));
	KUNIT_EXPECT_TRUE(test, list_empty(&head) && list_empty_careful(&head));
	EXPECT(head, "");
}

static void move_replace_swap(struct kunit *test)
{
	list_move(LINK(2), &head);
	EXPECT(head, "cabd");
	list_move_tail(LINK(0), &head);
	EXPECT(head, "cbda");
	list_replace(LINK(1), LINK(5));
	EXPECT(head, "cfda");
	list_swap(LINK(5), LINK(3));
	EXPECT(head, "cdfa");
	list_swap(LINK(0), LINK(2));
	EXPECT(head, "adfc");
	list_swap(LINK(3), LINK(0));
	EXPECT(head, "dafc");
	list_replace_init(LINK(3), LINK(1));
	EXPECT(head, "bafc");
	KUNIT_EXPECT_TRUE(test, list_empty(LINK(3)));
	list_bulk_move_tail(&other, LINK(0), LINK(5));
	EXPECT(head, "bc");
	EXPECT(other, "af");
}

static void rotate(struct kunit *test)
{
	list_rotate_left(&head);
	EXPECT(head, "bcda");
	list_rotate_to_front(LINK(3), &head);
	EXPECT(head, "dabc");
	list_rotate_left(&other);
	EXPECT(other, "");
}

static void cut_and_splice(struct kunit *test)
{
	list_cut_position(&other, &head, LINK(1));
	EXPECT(other, "ab");
	EXPECT(head, "cd");
	list_splice_tail_init(&other, &head);
	EXPECT(head, "cdab");
	EXPECT(other, "");
	list_cut_before(&other, &head, LINK(0));
	EXPECT(other, "cd");
	EXPECT(head, "ab");
	list_splice_init(&other, &head);
	EXPECT(head, "cdab");
	list_splice(&other, &head);
	list_splice_tail(&other, &head);
	EXPECT(head, "cdab");
	list_cut_position(&other, &head, &head);
	EXPECT(other, "");
	list_cut_before(&other, &head, head.next);
	EXPECT(other, "");
	EXPECT(head, "cdab");
}

static void walks(struct kunit *test)
{
	struct item *item, *next;
	struct list_head *pos, *after;
	char seen[8] = "";
	int n = 0;

	list_for_each_safe(pos, after, &head)
		if (pos == LINK(1))
			list_del(pos);
	EXPECT(head, "acd");
	list_for_each_entry_safe(item, next, &head, link)
		if (item->name != 'c')
			list_move(&item->link, &other);
	EXPECT(head, "c");
	EXPECT(other, "da");
	list_splice_init(&other, &head);
	item = &items[3];
	list_for_each_entry_continue(item, &head, link)
		seen[n++] = item->name;
	item = &items[2];
	list_for_each_entry_continue_reverse(item, &head, link)
		seen[n++] = item->name;
	KUNIT_EXPECT_STREQ(test, (char *)seen, "acad");
	list_for_each_entry_safe_reverse(item, next, &head, link)
		list_del(&item->link);
	EXPECT(head, "");
	KUNIT_EXPECT_NULL(test, list_first_entry_or_null(&head, struct item, link));
}

static void ends(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, list_first_entry(&head, struct item, link)->name, 'a');
	KUNIT_EXPECT_EQ(test, list_last_entry(&head, struct item, link)->name, 'd');
	KUNIT_EXPECT_EQ(test, list_next_entry(&items[1], link)->name, 'c');
	KUNIT_EXPECT_EQ(test, list_prev_entry(&items[1], link)->name, 'a');
	KUNIT_EXPECT_EQ(test, list_next_entry_circular(&items[3], &head, link)->name, 'a');
	KUNIT_EXPECT_EQ(test, list_prev_entry_circular(&items[0], &head, link)->name, 'd');
	KUNIT_EXPECT_TRUE(test, list_is_first(LINK(0), &head) && list_is_last(LINK(3), &head));
}

static void expect_bucket(struct kunit *test, int line, struct hlist_head *h, const char *expected)
{
	char seen[12];
	size_t n = 0;
	struct item *item;

	hlist_for_each_entry(item, h, hash) {
		KUNIT_EXPECT_PTR_EQ_MSG(test, *item->hash.pprev, &item->hash, "line %d", line);
		if (n < 10)
			seen[n++] = item->name;
	}
	seen[n] = '\0';
	KUNIT_EXPECT_STREQ_MSG(test, (char *)seen, expected, "line %d", line);
}

static void hlists(struct kunit *test)
{
	struct hlist_head moved = HLIST_HEAD_INIT;
	struct hlist_node *n;
	struct item *item;

	for (int i = 0; i < 3; i++)
		hlist_add_head(&items[i].hash, &bucket);
	expect_bucket(test, __LINE__, &bucket, "cba");
	hlist_add_before(&items[3].hash, &items[2].hash);
	hlist_add_behind(&items[4].hash, &items[0].hash);
	hlist_add_behind(&items[5].hash, &items[1].hash);
	expect_bucket(test, __LINE__, &bucket, "dcbfae");
	hlist_del_init(&items[3].hash);
	hlist_del_init(&items[3].hash);
	hlist_del(&items[4].hash);
	hlist_del(&items[1].hash);
	expect_bucket(test, __LINE__, &bucket, "cfa");
	KUNIT_EXPECT_TRUE(test, hlist_unhashed(&items[3].hash) && !hlist_unhashed(&items[2].hash));
	hlist_move_list(&bucket, &moved);
	KUNIT_EXPECT_TRUE(test, hlist_empty(&bucket));
	hlist_del(&items[2].hash);
	expect_bucket(test, __LINE__, &moved, "fa");
	hlist_for_each_entry_safe(item, n, &moved, hash)
		hlist_del(&item->hash);
	KUNIT_EXPECT_TRUE(test, hlist_empty(&moved));
	hlist_add_fake(&items[6].hash);
	KUNIT_EXPECT_TRUE(test, hlist_fake(&items[6].hash));
	hlist_del(&items[6].hash);
}

static struct kunit_case list_cases[] = {
	KUNIT_CASE(add_and_delete), KUNIT_CASE(move_replace_swap), KUNIT_CASE(rotate),
	KUNIT_CASE(cut_and_splice), KUNIT_CASE(walks),		   KUNIT_CASE(ends),
	KUNIT_CASE(hlists),	    {}
};

static struct kunit_suite list_suite = {
	.name = "lib.list",
	.desc = "list_head and hlist: every operation, both directions",
	.init = setup,
	.test_cases = list_cases,
};
kunit_test_suite(list_suite);
