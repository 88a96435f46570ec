// SPDX-License-Identifier: MIT
/* Copies of strings and arrays in memory from kmalloc(). */
#include <kunit/resource.h>
#include <kunit/test.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>

/* Owned by the case from here on. */
static void *own(struct kunit *test, const void *p)
{
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_ASSERT_EQ(test, kunit_add_action_or_reset(test, (kunit_action_t *)(unsigned long)kfree, (void *)p), 0);
	return (void *)p;
}

static void strings(struct kunit *test)
{
	char text[] = "a string", *copy = own(test, kstrdup(text, GFP_KERNEL));

	KUNIT_EXPECT_STREQ(test, copy, "a string");
	KUNIT_EXPECT_PTR_NE(test, copy, (char *)text);
	KUNIT_EXPECT_STREQ(test, (char *)own(test, kstrndup(text, 3, GFP_KERNEL)), "a s");
	KUNIT_EXPECT_STREQ(test, (char *)own(test, kstrndup(text, 100, GFP_KERNEL)), "a string");
	KUNIT_EXPECT_STREQ(test, (char *)own(test, kmemdup_nul(text + 2, 2, GFP_KERNEL)), "st");
	KUNIT_EXPECT_MEMEQ(test, own(test, kmemdup(text, 9, GFP_KERNEL)), text, 9);
	KUNIT_EXPECT_NULL(test, kstrdup(NULL, GFP_KERNEL));
	KUNIT_EXPECT_NULL(test, kstrndup(NULL, 5, GFP_KERNEL));
	KUNIT_EXPECT_STREQ(test, (char *)own(test, kasprintf(GFP_KERNEL, "%s-%d", text, 42)), "a string-42");
	KUNIT_EXPECT_STREQ(test, (char *)own(test, kasprintf(GFP_KERNEL, "%s", "")), "");
}

static void constants(struct kunit *test)
{
	char text[] = "made at run time";
	const char *copy = kstrdup_const(text, GFP_KERNEL), *literal = kstrdup_const("literal", GFP_KERNEL);

	KUNIT_EXPECT_PTR_NE(test, copy, (const char *)text);
	KUNIT_EXPECT_STREQ(test, copy, text);
	KUNIT_EXPECT_STREQ(test, literal, "literal");
	kfree_const(copy);
	kfree_const(literal);
	kfree_const(NULL);
}

static void arrays(struct kunit *test)
{
	static int x[5];
	int *a[] = { &x[0], &x[1], NULL }, *b[] = { &x[2], &x[3], &x[4], NULL }, *none[] = { NULL };
	int **all = own(test, memcat_p(a, b));

	for (int i = 0; i < 5; i++)
		KUNIT_EXPECT_PTR_EQ(test, all[i], &x[i]);
	KUNIT_EXPECT_NULL(test, all[5]);
	all = own(test, memcat_p(none, none));
	KUNIT_EXPECT_NULL(test, all[0]);
}

static struct kunit_case strdup_cases[] = { KUNIT_CASE(strings), KUNIT_CASE(constants), KUNIT_CASE(arrays), {} };

static struct kunit_suite strdup_suite = {
	.name = "mm.strdup",
	.desc = "copies in memory from kmalloc()",
	.test_cases = strdup_cases,
};
kunit_test_suite(strdup_suite);
