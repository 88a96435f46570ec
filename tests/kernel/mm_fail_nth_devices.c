// SPDX-License-Identifier: MIT
/* mm.fail_nth_devices: what drivers make of themselves, and what goes with a device, failing in turn. */
#include <kunit/fail_nth.h>
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/gfp.h>
#include <linux/kobject.h>
#include <linux/miscdevice.h>
#include <linux/slab.h>
#include <quarry/vfs.h>

#define NAME "fail-nth"

/* ---- what goes with a device ------------------------------------------------------------------ */

static struct device *device;

/* The text is not the kernel's own, so it is copied. */
static const char text[] = "text";

static void do_nothing(void *unused)
{
}

FAIL_NTH_MAKE(devm_kmemdup, devm_kmemdup(device, text, 3, GFP_KERNEL))
FAIL_NTH_MAKE(devm_kstrdup, devm_kstrdup(device, text, GFP_KERNEL))
FAIL_NTH_MAKE(devm_kstrdup_const, devm_kstrdup_const(device, text, GFP_KERNEL))
FAIL_NTH_MAKE(devm_kasprintf, devm_kasprintf(device, GFP_KERNEL, "%s %d", text, 3))
FAIL_NTH_MAKE(devm_krealloc_new, devm_krealloc(device, NULL, 100, GFP_KERNEL))
FAIL_NTH_MAKE(devm_get_free_pages, devm_get_free_pages(device, GFP_KERNEL, 1))
FAIL_NTH_MAKE(devm_add_action, devm_add_action(device, do_nothing, NULL) ? NULL : device)
FAIL_NTH_MAKE(devm_add_action_or_reset, devm_add_action_or_reset(device, do_nothing, NULL) ? NULL : device)

/* What cannot become larger stays. */
static void *make_devm_krealloc(void)
{
	void *small = devm_kmalloc(device, 20, GFP_KERNEL);
	void *larger = small ? devm_krealloc(device, small, 3000, GFP_KERNEL) : NULL;

	if (small && !larger)
		devm_kfree(device, small);
	return larger;
}

static void unmake_all(void *unused)
{
	devres_release_all(device);
}

static void fail_nth_devres(struct kunit *test)
{
	static const struct fail_nth_object objects[] = {
		FAIL_NTH_OBJECT(devm_kmemdup, unmake_all),	    FAIL_NTH_OBJECT(devm_kstrdup, unmake_all),
		FAIL_NTH_OBJECT(devm_kstrdup_const, unmake_all),    FAIL_NTH_OBJECT(devm_kasprintf, unmake_all),
		FAIL_NTH_OBJECT(devm_krealloc_new, unmake_all),	    FAIL_NTH_OBJECT(devm_krealloc, unmake_all),
		FAIL_NTH_OBJECT(devm_get_free_pages, unmake_all),   FAIL_NTH_OBJECT(devm_add_action, unmake_all),
		FAIL_NTH_OBJECT(devm_add_action_or_reset, unmake_all),
	};

	device = root_device_register(NAME);
	KUNIT_ASSERT_FALSE(test, IS_ERR(device));
	kunit_fail_all(test, objects, ARRAY_SIZE(objects));
	KUNIT_EXPECT_EQ(test, devres_release_all(device), 0);
	root_device_unregister(device);
}

/* ---- numbers, objects ------------------------------------------------------------------------- */

static const struct file_operations no_operations;

FAIL_NTH_MAKE(cdev, cdev_alloc())

static void unmake_cdev(void *cdev)
{
	cdev_del(cdev);
}

static int major;

static void *make_chrdev(void)
{
	major = register_chrdev(0, NAME, &no_operations);
	return major < 0 ? NULL : &major;
}

static void unmake_chrdev(void *unused)
{
	unregister_chrdev(major, NAME);
}

FAIL_NTH_MAKE(kset, kset_create_and_add(NAME, NULL, NULL))

static void unmake_kset(void *kset)
{
	kset_unregister(kset);
}

static void *make_named(void)
{
	struct kobject *kobj = kobject_create();

	if (!kobj || !kobject_set_name(kobj, "%s-%d", text, 3))
		return kobj;
	kobject_put(kobj);
	return NULL;
}

static void unmake_named(void *kobj)
{
	kobject_put(kobj);
}

static void fail_nth_numbers(struct kunit *test)
{
	static const struct fail_nth_object objects[] = {
		FAIL_NTH_OBJECT(cdev, unmake_cdev), FAIL_NTH_OBJECT(chrdev, unmake_chrdev),
		FAIL_NTH_OBJECT(kset, unmake_kset), FAIL_NTH_OBJECT(named, unmake_named),
	};

	kunit_fail_all(test, objects, ARRAY_SIZE(objects));
}

/* ---- files under /dev ------------------------------------------------------------------------- */

static struct miscdevice misc = { .minor = MISC_DYNAMIC_MINOR, .name = NAME, .nodename = NAME "/file" };

static void *make_misc(void)
{
	misc.fops = &no_operations;
	return misc_register(&misc) ? NULL : &misc;
}

static void unmake_misc(void *unused)
{
	misc_deregister(&misc);
}

/* The directory that the file is in stays, as nobody knows whose it is. */
static void remove_directory(void)
{
	struct dentry *dir = vfs_lookup("/dev/" NAME);

	vfs_remove(dir);
	vfs_put(dir);
}

static void fail_nth_misc(struct kunit *test)
{
	static const struct fail_nth_object file = FAIL_NTH_OBJECT(misc, unmake_misc, remove_directory);

	kunit_fail_all(test, &file, 1);
	remove_directory();
}

/* To take a device away needs no memory: nothing of it is left, although all allocations fail. */
static void nothing_fails_unmaking(struct kunit *test)
{
	struct dentry *file;

	KUNIT_ASSERT_NOT_NULL(test, make_misc());
	kunit_fail_nth(test, 1);
	misc_deregister(&misc);
	KUNIT_EXPECT_FALSE(test, kunit_fail_nth_end(test));
	file = vfs_lookup("/dev/" NAME "/file");
	KUNIT_EXPECT_TRUE(test, IS_ERR(file));
	vfs_put(file);
	remove_directory();
}

static void devices_exit(struct kunit *test)
{
	kunit_fail_nth_end(test);
}

static struct kunit_case devices_cases[] = {
	KUNIT_CASE(fail_nth_devres), KUNIT_CASE(fail_nth_numbers), KUNIT_CASE(fail_nth_misc),
	KUNIT_CASE(nothing_fails_unmaking), {}
};

static struct kunit_suite devices_suite = {
	.name = "mm.fail_nth_devices",
	.desc = "what drivers make of themselves, failing in turn",
	.exit = devices_exit,
	.test_cases = devices_cases,
};
kunit_test_suite(devices_suite);
