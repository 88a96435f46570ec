// SPDX-License-Identifier: MIT
/* Resources of a device: they go with it, the last first. The device here has only what they need. */
#include <kunit/test.h>
#include <linux/device.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/string.h>

static struct device device, *const dev = &device;
static char history[16];
static unsigned int length;

static int devres_test_init(struct kunit *test)
{
	memset(dev, 0, sizeof(*dev));
	spin_lock_init(&dev->devres_lock);
	INIT_LIST_HEAD(&dev->devres_head);
	length = 0;
	return 0;
}

static void devres_test_exit(struct kunit *test)
{
	devres_release_all(dev);
}

static void note(void *data)
{
	history[length++] = *(char *)data;
	history[length] = 0;
}

static void devres_memory(struct kunit *test)
{
	u8 *p = devm_kmalloc(dev, 100, GFP_KERNEL), *q = devm_kzalloc(dev, 50, GFP_KERNEL);
	u32 *r = devm_kcalloc(dev, 10, 4, GFP_KERNEL);
	volatile size_t all = SIZE_MAX;

	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_ASSERT_NOT_NULL(test, q);
	KUNIT_ASSERT_NOT_NULL(test, r);
	KUNIT_EXPECT_EQ(test, (unsigned long)p % 8, 0);
	KUNIT_EXPECT_NULL(test, memchr_inv(q, 0, 50));
	KUNIT_EXPECT_NULL(test, memchr_inv(r, 0, 40));
	memset(p, 1, 100);
	KUNIT_EXPECT_NULL(test, devm_kmalloc_array(dev, all / 2, 3, GFP_KERNEL));
	KUNIT_EXPECT_NULL(test, devm_kmalloc(dev, all, GFP_KERNEL | __GFP_NOWARN));
	KUNIT_EXPECT_PTR_EQ(test, devm_kmalloc(dev, 0, GFP_KERNEL), ZERO_SIZE_PTR);
	devm_kfree(dev, q);
	devm_kfree(dev, NULL);
	devm_kfree(dev, ZERO_SIZE_PTR);
	KUNIT_EXPECT_EQ(test, devres_release_all(dev), 2);
	KUNIT_EXPECT_EQ(test, devres_release_all(dev), 0);
}

static void devres_strings(struct kunit *test)
{
	char text[] = "hello";
	char *s = devm_kstrdup(dev, text, GFP_KERNEL), *t = devm_kasprintf(dev, GFP_KERNEL, "%s-%d", text, 12345);
	void *u = devm_kmemdup(dev, text, 3, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, s);
	KUNIT_ASSERT_NOT_NULL(test, t);
	KUNIT_ASSERT_NOT_NULL(test, u);
	text[0] = 'j';
	KUNIT_EXPECT_STREQ(test, s, "hello");
	KUNIT_EXPECT_STREQ(test, t, "hello-12345");
	KUNIT_EXPECT_MEMEQ(test, u, "hel", 3);
	KUNIT_EXPECT_NULL(test, devm_kstrdup(dev, NULL, GFP_KERNEL));
	KUNIT_EXPECT_STREQ(test, devm_kstrdup_const(dev, text, GFP_KERNEL), "jello");
	KUNIT_EXPECT_EQ(test, devres_release_all(dev), 4);
}

static void devres_larger(struct kunit *test)
{
	u8 *p = devm_krealloc(dev, NULL, 10, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, p);
	memset(p, 7, 10);
	KUNIT_EXPECT_PTR_EQ(test, devm_krealloc(dev, p, 5, GFP_KERNEL), (void *)p);
	p = devm_krealloc(dev, p, 3000, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_NULL(test, memchr_inv(p, 7, 10));
	KUNIT_EXPECT_EQ(test, devres_release_all(dev), 1);
}

static void devres_order(struct kunit *test)
{
	static char a = 'a', b = 'b', c = 'c';

	KUNIT_EXPECT_EQ(test, devm_add_action(dev, note, &a), 0);
	KUNIT_EXPECT_NOT_NULL(test, devm_kmalloc(dev, 8, GFP_KERNEL));
	KUNIT_EXPECT_EQ(test, devm_add_action_or_reset(dev, note, &b), 0);
	KUNIT_EXPECT_EQ(test, devm_add_action(dev, note, &c), 0);
	KUNIT_EXPECT_EQ(test, devres_release_all(dev), 4);
	KUNIT_EXPECT_STREQ(test, history, "cba");
}

static void devres_actions(struct kunit *test)
{
	static char a = 'a', b = 'b', c = 'c';

	devm_add_action(dev, note, &a);
	devm_add_action(dev, note, &b);
	devm_add_action(dev, note, &c);
	devm_release_action(dev, note, &b);
	KUNIT_EXPECT_STREQ(test, history, "b");
	devm_remove_action(dev, note, &c);
	KUNIT_EXPECT_EQ(test, devres_release_all(dev), 1);
	KUNIT_EXPECT_STREQ(test, history, "ba");
}

static void devres_pages(struct kunit *test)
{
	unsigned long addr = devm_get_free_pages(dev, GFP_KERNEL, 1), other = devm_get_free_pages(dev, GFP_KERNEL, 0);

	KUNIT_ASSERT_NE(test, addr, 0);
	KUNIT_ASSERT_NE(test, other, 0);
	memset((void *)addr, 1, 2 * PAGE_SIZE);
	devm_free_pages(dev, addr);
	KUNIT_EXPECT_EQ(test, devres_release_all(dev), 1);
}

/* ---- a kind of one's own ---------------------------------------------------------------------- */

static void end_number(struct device *owner, void *res)
{
	history[length++] = '0' + *(int *)res;
	history[length] = 0;
}

static int is_number(struct device *owner, void *res, void *wanted)
{
	return *(int *)res == *(int *)wanted;
}

static int *make_number(struct kunit *test, int number)
{
	int *res = devres_alloc(end_number, sizeof(*res), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, res);
	*res = number;
	return res;
}

static void count_number(struct device *owner, void *res, void *sum)
{
	*(int *)sum += *(int *)res;
}

static void devres_own_kind(struct kunit *test)
{
	int three = 3, five = 5, sum = 0, *res;

	for (int i = 1; i <= 4; i++)
		devres_add(dev, make_number(test, i));
	KUNIT_EXPECT_EQ(test, *(int *)devres_find(dev, end_number, NULL, NULL), 4);
	KUNIT_EXPECT_EQ(test, *(int *)devres_find(dev, end_number, is_number, &three), 3);
	KUNIT_EXPECT_NULL(test, devres_find(dev, end_number, is_number, &five));
	devres_for_each_res(dev, end_number, NULL, NULL, count_number, &sum);
	KUNIT_EXPECT_EQ(test, sum, 10);
	res = devres_get(dev, make_number(test, 3), is_number, &three); /* there is one: the new one goes */
	KUNIT_EXPECT_EQ(test, *res, 3);
	res = devres_get(dev, make_number(test, 5), is_number, &five);
	KUNIT_EXPECT_PTR_EQ(test, devres_find(dev, end_number, is_number, &five), (void *)res);
	KUNIT_EXPECT_EQ(test, devres_release(dev, end_number, is_number, &three), 0);
	KUNIT_EXPECT_EQ(test, devres_release(dev, end_number, is_number, &three), -ENOENT);
	KUNIT_EXPECT_EQ(test, devres_destroy(dev, end_number, is_number, &five), 0);
	KUNIT_EXPECT_EQ(test, devres_release_all(dev), 3);
	KUNIT_EXPECT_STREQ(test, history, "3421");
	devres_free(make_number(test, 0));
	devres_free(NULL);
}

static struct kunit_case devres_cases[] = {
	KUNIT_CASE(devres_memory), KUNIT_CASE(devres_strings), KUNIT_CASE(devres_larger), KUNIT_CASE(devres_order),
	KUNIT_CASE(devres_actions), KUNIT_CASE(devres_pages), KUNIT_CASE(devres_own_kind), {}
};

static struct kunit_suite devres_suite = {
	.name = "mm.devres",
	.desc = "what belongs to a device goes with it",
	.init = devres_test_init,
	.exit = devres_test_exit,
	.test_cases = devres_cases,
};
kunit_test_suite(devres_suite);
