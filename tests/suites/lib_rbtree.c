// SPDX-License-Identifier: MIT
/*
 * lib/rbtree.c under random insertions and deletions: after each step all rules of a red-black
 * tree, the order and the computed values of subtrees are checked against a plain set.
 */
#include <kunit/test.h>
#include <linux/kernel.h>
#include <linux/rbtree_augmented.h>
#include <linux/string.h>

#define NODES 64
#define STEPS 1500

struct item {
	struct rb_node rb;
	unsigned int key;
	unsigned int weight;
	unsigned int heaviest; /* weight in this subtree */
};

static struct item items[NODES];
static bool present[NODES]; /* the model */
static struct rb_root root;

static struct item *item_of(const struct rb_node *rb)
{
	return rb_entry(rb, struct item, rb);
}

static unsigned int heaviest_below(const struct item *item)
{
	unsigned int heaviest = item->weight;

	if (item->rb.rb_left)
		heaviest = max(heaviest, item_of(item->rb.rb_left)->heaviest);
	if (item->rb.rb_right)
		heaviest = max(heaviest, item_of(item->rb.rb_right)->heaviest);
	return heaviest;
}

static bool compute(struct item *item, bool exit)
{
	unsigned int heaviest = heaviest_below(item);

	if (exit && item->heaviest == heaviest)
		return true;
	item->heaviest = heaviest;
	return false;
}

RB_DECLARE_CALLBACKS(static, augment, struct item, rb, heaviest, compute);

static bool is_black(const struct rb_node *rb)
{
	return !rb || rb->__rb_parent_color & 1;
}

/* The number of black nodes on every way down; reports the first rule that is broken. */
static int black_height(struct kunit *test, const struct rb_node *rb, const struct rb_node *parent,
			bool augmented)
{
	int left, right;

	if (!rb)
		return 0;
	KUNIT_ASSERT_PTR_EQ_MSG(test, rb_parent(rb), (struct rb_node *)parent, "wrong parent");
	if (!is_black(rb))
		KUNIT_ASSERT_TRUE_MSG(test, is_black(parent) && parent, "red below red");
	if (augmented)
		KUNIT_ASSERT_EQ(test, item_of(rb)->heaviest, heaviest_below(item_of(rb)));
	left = black_height(test, rb->rb_left, rb, augmented);
	right = black_height(test, rb->rb_right, rb, augmented);
	KUNIT_ASSERT_EQ_MSG(test, left, right, "black heights differ");
	return left + is_black(rb);
}

static void check(struct kunit *test, bool augmented)
{
	struct rb_node *up = rb_first(&root), *down = rb_last(&root);

	KUNIT_ASSERT_TRUE(test, is_black(root.rb_node));
	black_height(test, root.rb_node, NULL, augmented);
	for (int i = 0; i < NODES; i++) {
		if (!present[i])
			continue;
		KUNIT_ASSERT_PTR_EQ(test, up, &items[i].rb);
		up = rb_next(up);
	}
	for (int i = NODES - 1; i >= 0; i--) {
		if (!present[i])
			continue;
		KUNIT_ASSERT_PTR_EQ(test, down, &items[i].rb);
		down = rb_prev(down);
	}
	KUNIT_ASSERT_TRUE(test, !up && !down);
}

static bool less(struct rb_node *a, const struct rb_node *b)
{
	return item_of(a)->key < item_of(b)->key;
}

static int cmp_key(const void *key, const struct rb_node *rb)
{
	return (int)*(const unsigned int *)key - (int)item_of(rb)->key;
}

static void insert_augmented(struct item *item)
{
	struct rb_node **link = &root.rb_node, *parent = NULL;

	item->heaviest = item->weight;
	while (*link) {
		parent = *link;
		item_of(parent)->heaviest = max(item_of(parent)->heaviest, item->weight);
		link = item->key < item_of(parent)->key ? &parent->rb_left : &parent->rb_right;
	}
	rb_link_node(&item->rb, parent, link);
	rb_insert_augmented(&item->rb, &root, &augment);
}

static int setup(struct kunit *test __maybe_unused)
{
	root = RB_ROOT;
	memset(present, 0, sizeof(present));
	for (unsigned int i = 0; i < NODES; i++)
		items[i].key = i;
	return 0;
}

static void random_steps(struct kunit *test)
{
	for (int step = 0; step < STEPS; step++) {
		unsigned int i = kunit_random_below(test, NODES);

		KUNIT_ASSERT_EQ(test, rb_find(&i, &root, cmp_key) == &items[i].rb, present[i]);
		if (present[i])
			rb_erase(&items[i].rb, &root);
		else
			rb_add(&items[i].rb, &root, less);
		present[i] = !present[i];
		check(test, false);
	}
}

static void random_augmented_steps(struct kunit *test)
{
	for (int step = 0; step < STEPS; step++) {
		unsigned int i = kunit_random_below(test, NODES);

		if (present[i]) {
			rb_erase_augmented(&items[i].rb, &root, &augment);
		} else {
			items[i].weight = kunit_random_below(test, 1000);
			insert_augmented(&items[i]);
		}
		present[i] = !present[i];
		check(test, true);
	}
}

static void sorted_input_stays_flat(struct kunit *test)
{
	int height = 0;

	for (int i = 0; i < NODES; i++) {
		rb_add(&items[i].rb, &root, less);
		present[i] = true;
	}
	check(test, false);
	for (struct rb_node *rb = &items[NODES - 1].rb; rb; rb = rb_parent(rb))
		height++;
	KUNIT_EXPECT_LE(test, height, 12); /* 2 log2(65) */
	for (int i = 0; i < NODES; i++) {
		rb_erase(&items[i].rb, &root);
		present[i] = false;
		check(test, false);
	}
	KUNIT_EXPECT_TRUE(test, RB_EMPTY_ROOT(&root));
}

static void postorder_sees_children_first(struct kunit *test)
{
	struct item *item, *next;
	int seen = 0;

	for (int i = 0; i < NODES; i++)
		rb_add(&items[(i * 27) % NODES].rb, &root, less);
	rbtree_postorder_for_each_entry_safe(item, next, &root, rb) {
		if (item->rb.rb_left)
			KUNIT_EXPECT_TRUE(test, present[item_of(item->rb.rb_left)->key]);
		if (item->rb.rb_right)
			KUNIT_EXPECT_TRUE(test, present[item_of(item->rb.rb_right)->key]);
		present[item->key] = true;
		seen++;
	}
	KUNIT_EXPECT_EQ(test, seen, NODES);
}

static void replace_and_cached(struct kunit *test)
{
	struct rb_root_cached cached = RB_ROOT_CACHED;
	struct item twin = { .key = 0 };

	for (int i = NODES; i-- > 0;)
		rb_add_cached(&items[i].rb, &cached, less);
	KUNIT_EXPECT_PTR_EQ(test, rb_first_cached(&cached), &items[0].rb);
	rb_erase_cached(&items[0].rb, &cached);
	KUNIT_EXPECT_PTR_EQ(test, rb_first_cached(&cached), &items[1].rb);
	twin.key = 30;
	rb_replace_node(&items[30].rb, &twin.rb, &cached.rb_root);
	KUNIT_EXPECT_PTR_EQ(test, rb_next(&items[29].rb), &twin.rb);
	KUNIT_EXPECT_PTR_EQ(test, rb_prev(&items[31].rb), &twin.rb);
	black_height(test, cached.rb_root.rb_node, NULL, false);
	RB_CLEAR_NODE(&items[0].rb);
	KUNIT_EXPECT_TRUE(test, RB_EMPTY_NODE(&items[0].rb) && !rb_next(&items[0].rb));
}

static struct kunit_case rbtree_cases[] = {
	KUNIT_CASE(random_steps),
	KUNIT_CASE(random_augmented_steps),
	KUNIT_CASE(sorted_input_stays_flat),
	KUNIT_CASE(postorder_sees_children_first),
	KUNIT_CASE(replace_and_cached),
	{}
};

static struct kunit_suite rbtree_suite = {
	.name = "lib.rbtree",
	.desc = "red-black rules, order and subtree values after random steps",
	.init = setup,
	.test_cases = rbtree_cases,
};
kunit_test_suite(rbtree_suite);
