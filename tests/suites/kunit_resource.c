// SPDX-License-Identifier: MIT
/* What cases own is released behind them, the newest first. That nothing is left, the leak checks tell. */
#include <kunit/resource.h>
#include <kunit/test.h>

static char order[8];

static void note(void *context)
{
	order[strlen(order)] = (char)(unsigned long)context;
}

static void owns_memory(struct kunit *test)
{
	u8 *p = kunit_kmalloc(test, 100, GFP_KERNEL), *q = kunit_kzalloc(test, 50, GFP_KERNEL);
	u8 *r = kunit_kcalloc(test, 3, 70, GFP_KERNEL), *s = kunit_kmalloc_array(test, 4, 5, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_ASSERT_NOT_NULL(test, q);
	KUNIT_ASSERT_NOT_NULL(test, r);
	KUNIT_ASSERT_NOT_NULL(test, s);
	KUNIT_EXPECT_NULL(test, memchr_inv(q, 0, 50));
	KUNIT_EXPECT_NULL(test, memchr_inv(r, 0, 210));
	kunit_kfree(test, p);
	kunit_kfree(test, NULL);
}

static void runs_actions(struct kunit *test)
{
	memset(order, 0, sizeof(order));
	KUNIT_ASSERT_EQ(test, kunit_add_action(test, note, (void *)'a'), 0);
	KUNIT_ASSERT_EQ(test, kunit_add_action_or_reset(test, note, (void *)'b'), 0);
	KUNIT_ASSERT_EQ(test, kunit_add_action(test, note, (void *)'c'), 0);
	KUNIT_ASSERT_EQ(test, kunit_add_action(test, note, (void *)'d'), 0);
	kunit_remove_action(test, note, (void *)'b');
	kunit_release_action(test, note, (void *)'a');
	KUNIT_EXPECT_STREQ(test, order, "a");
	kunit_cleanup(test);
	KUNIT_EXPECT_STREQ(test, order, "adc");
}

static int refuse(struct kunit_resource *res, void *context)
{
	return -EINVAL;
}

static void finds_resources(struct kunit *test)
{
	struct kunit_resource res, *found;
	int data;

	KUNIT_EXPECT_NULL(test, kunit_find_named_resource(test, "x"));
	KUNIT_ASSERT_EQ(test, kunit_add_named_resource(test, NULL, NULL, &res, "x", &data), 0);
	KUNIT_EXPECT_EQ(test, kunit_add_named_resource(test, NULL, NULL, &res, "x", &data), -EEXIST);
	found = kunit_find_named_resource(test, "x");
	KUNIT_ASSERT_PTR_EQ(test, found, &res);
	KUNIT_EXPECT_PTR_EQ(test, found->data, (void *)&data);
	kunit_put_resource(found);
	KUNIT_EXPECT_NULL(test, kunit_alloc_resource(test, refuse, NULL, GFP_KERNEL, NULL));
	KUNIT_EXPECT_EQ(test, kunit_destroy_resource(test, kunit_resource_instance_match, &data), 0);
	KUNIT_EXPECT_EQ(test, kunit_destroy_resource(test, kunit_resource_instance_match, &data), -ENOENT);
}

static struct kunit_case resource_cases[] = {
	KUNIT_CASE(owns_memory), KUNIT_CASE(runs_actions), KUNIT_CASE(finds_resources), {}
};

static struct kunit_suite resource_suite = {
	.name = "kunit.resource",
	.desc = "what cases own",
	.test_cases = resource_cases,
};
kunit_test_suite(resource_suite);
