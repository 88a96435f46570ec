// SPDX-License-Identifier: MIT
/* Resources of a real device end with its last reference, before the device itself. */
#include <kunit/test.h>
#include <linux/device.h>
#include <linux/slab.h>

static char history[4];
static unsigned int length;

static void note(void *text)
{
	history[length++] = *(char *)text;
	history[length] = 0;
}

static void end_device(struct device *dev)
{
	note("d");
	kfree(dev);
}

static void released_with_device(struct kunit *test)
{
	struct device *dev = kzalloc(sizeof(*dev), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, dev);
	length = 0;
	device_initialize(dev);
	dev->release = end_device;
	KUNIT_EXPECT_NOT_NULL(test, devm_kzalloc(dev, 100, GFP_KERNEL));
	KUNIT_EXPECT_EQ(test, devm_add_action(dev, note, "1"), 0);
	KUNIT_EXPECT_EQ(test, devm_add_action(dev, note, "2"), 0);
	get_device(dev);
	put_device(dev);
	KUNIT_EXPECT_EQ(test, length, 0);
	put_device(dev);
	KUNIT_EXPECT_STREQ(test, history, "21d");
}

static struct kunit_case devres_device_cases[] = { KUNIT_CASE(released_with_device), {} };

static struct kunit_suite devres_device_suite = {
	.name = "mm.devres_device",
	.desc = "resources end with their device",
	.test_cases = devres_device_cases,
};
kunit_test_suite(devres_device_suite);
