// SPDX-License-Identifier: MIT
/* A suite as people write them for Linux: every name of the KUnit interface in a module of its own. */
#include <kunit/test.h>
#include <kunit/resource.h>
#include <linux/module.h>
#include <linux/slab.h>

struct box {
	int number;
};

static void compares(struct kunit *test)
{
	int a = 1, b = 1, *p = &a;
	unsigned long long large = 1ULL << 40;

	KUNIT_EXPECT_EQ(test, a, b);
	KUNIT_EXPECT_NE(test, a, 2);
	KUNIT_EXPECT_LT(test, a, 2);
	KUNIT_EXPECT_LE(test, a, b);
	KUNIT_EXPECT_GT(test, large, 1ULL);
	KUNIT_EXPECT_GE(test, a, b);
	KUNIT_EXPECT_TRUE(test, a == b);
	KUNIT_EXPECT_FALSE(test, a != b);
	KUNIT_EXPECT_NULL(test, NULL);
	KUNIT_EXPECT_NOT_NULL(test, p);
	KUNIT_EXPECT_PTR_EQ(test, p, &a);
	KUNIT_EXPECT_PTR_NE(test, p, &b);
	KUNIT_EXPECT_NOT_ERR_OR_NULL(test, p);
	KUNIT_EXPECT_STREQ(test, "one", "one");
	KUNIT_EXPECT_STRNEQ(test, "one", "two");
}

static void compares_with_words(struct kunit *test)
{
	int a = 1, *p = &a;

	KUNIT_EXPECT_EQ_MSG(test, a, 1, "%d", a);
	KUNIT_EXPECT_NE_MSG(test, a, 2, "%d", a);
	KUNIT_EXPECT_LT_MSG(test, a, 2, "%d", a);
	KUNIT_EXPECT_LE_MSG(test, a, 1, "%d", a);
	KUNIT_EXPECT_GT_MSG(test, a, 0, "%d", a);
	KUNIT_EXPECT_GE_MSG(test, a, 1, "%d", a);
	KUNIT_EXPECT_TRUE_MSG(test, a, "%d", a);
	KUNIT_EXPECT_FALSE_MSG(test, !a, "%d", a);
	KUNIT_EXPECT_NULL_MSG(test, NULL, "%d", a);
	KUNIT_EXPECT_NOT_NULL_MSG(test, p, "%d", a);
	KUNIT_EXPECT_PTR_EQ_MSG(test, p, &a, "%d", a);
	KUNIT_EXPECT_PTR_NE_MSG(test, p, NULL, "%d", a);
	KUNIT_EXPECT_NOT_ERR_OR_NULL_MSG(test, p, "%d", a);
	KUNIT_EXPECT_STREQ_MSG(test, "one", "one", "%d", a);
	KUNIT_EXPECT_STRNEQ_MSG(test, "one", "two", "%d", a);
}

static void asserts(struct kunit *test)
{
	int a = 1, *p = &a;

	KUNIT_ASSERT_EQ(test, a, 1);
	KUNIT_ASSERT_NE(test, a, 2);
	KUNIT_ASSERT_LT(test, a, 2);
	KUNIT_ASSERT_LE(test, a, 1);
	KUNIT_ASSERT_GT(test, a, 0);
	KUNIT_ASSERT_GE(test, a, 1);
	KUNIT_ASSERT_TRUE(test, a);
	KUNIT_ASSERT_FALSE(test, !a);
	KUNIT_ASSERT_NULL(test, NULL);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_ASSERT_PTR_EQ(test, p, &a);
	KUNIT_ASSERT_PTR_NE(test, p, NULL);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, p);
	KUNIT_ASSERT_STREQ(test, "one", "one");
	KUNIT_ASSERT_STRNEQ(test, "one", "two");
}

static void asserts_with_words(struct kunit *test)
{
	int a = 1, *p = &a;

	KUNIT_ASSERT_EQ_MSG(test, a, 1, "%d", a);
	KUNIT_ASSERT_NE_MSG(test, a, 2, "%d", a);
	KUNIT_ASSERT_LT_MSG(test, a, 2, "%d", a);
	KUNIT_ASSERT_LE_MSG(test, a, 1, "%d", a);
	KUNIT_ASSERT_GT_MSG(test, a, 0, "%d", a);
	KUNIT_ASSERT_GE_MSG(test, a, 1, "%d", a);
	KUNIT_ASSERT_TRUE_MSG(test, a, "%d", a);
	KUNIT_ASSERT_FALSE_MSG(test, !a, "%d", a);
	KUNIT_ASSERT_NULL_MSG(test, NULL, "%d", a);
	KUNIT_ASSERT_NOT_NULL_MSG(test, p, "%d", a);
	KUNIT_ASSERT_PTR_EQ_MSG(test, p, &a, "%d", a);
	KUNIT_ASSERT_PTR_NE_MSG(test, p, NULL, "%d", a);
	KUNIT_ASSERT_NOT_ERR_OR_NULL_MSG(test, p, "%d", a);
	KUNIT_ASSERT_STREQ_MSG(test, "one", "one", "%d", a);
	KUNIT_ASSERT_STRNEQ_MSG(test, "one", "two", "%d", a);
}

static void skipped(struct kunit *test)
{
	kunit_skip(test, "nothing behind this line runs");
	KUNIT_FAIL(test, "it went on");
}

static void has_memory(struct kunit *test)
{
	struct box *box = test->priv;
	char *bytes = kunit_kmalloc(test, 10, GFP_KERNEL), *zeroes = kunit_kzalloc(test, 10, GFP_KERNEL);
	int *numbers = kunit_kcalloc(test, 3, sizeof(*numbers), GFP_KERNEL);
	int *more = kunit_kmalloc_array(test, 3, sizeof(*more), GFP_KERNEL);

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, bytes);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, zeroes);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, numbers);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, more);
	KUNIT_EXPECT_EQ(test, zeroes[9], 0);
	KUNIT_EXPECT_EQ(test, numbers[2], 0);
	KUNIT_EXPECT_EQ(test, box->number, 42);
	kunit_kfree(test, more);
	kunit_info(test, "%s\n", test->name);
	kunit_warn(test, "a warning\n");
	kunit_err(test, "an error's text\n");
}

static int freed;

static int box_init(struct kunit_resource *res, void *context)
{
	res->data = context;
	return 0;
}

static void box_free(struct kunit_resource *res)
{
	freed++;
}

static void has_resources(struct kunit *test)
{
	static struct kunit_resource res;
	struct kunit_resource *found;
	struct box box = { .number = 7 };

	KUNIT_ASSERT_EQ(test, kunit_add_named_resource(test, box_init, box_free, &res, "box", &box), 0);
	found = kunit_find_named_resource(test, "box");
	KUNIT_ASSERT_PTR_EQ(test, found, &res);
	KUNIT_EXPECT_PTR_EQ(test, found->data, (void *)&box);
	kunit_put_resource(found);
	KUNIT_EXPECT_EQ(test, freed, 0);
}

static void resources_are_gone(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, freed, 1);
}

static int names_init(struct kunit *test)
{
	struct box *box = kunit_kzalloc(test, sizeof(*box), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, box);
	box->number = 42;
	test->priv = box;
	return 0;
}

static void names_exit(struct kunit *test)
{
	kunit_info(test, "done\n");
}

static struct kunit_case names_cases[] = {
	KUNIT_CASE(compares),
	KUNIT_CASE(compares_with_words),
	KUNIT_CASE(asserts),
	KUNIT_CASE(asserts_with_words),
	KUNIT_CASE(skipped),
	KUNIT_CASE(has_memory),
	KUNIT_CASE(has_resources),
	KUNIT_CASE(resources_are_gone),
	{}
};

static struct kunit_suite names_suite = {
	.name = "api-kunit",
	.init = names_init,
	.exit = names_exit,
	.test_cases = names_cases,
};

kunit_test_suites(&names_suite);

MODULE_LICENSE("GPL");
