// SPDX-License-Identifier: MIT
/* Lab: memory that is freed with its device. See devm.md. */
#include <linux/device.h>
#include <linux/err.h>
#include <linux/module.h>
#include <linux/slab.h>

static struct device *device;

static void switch_off(void *name)
{
	pr_info("action: %s\n", (char *)name);
}

/* What a driver does when its device appears: any step may fail, and nothing is undone by hand. */
static int probe(struct device *dev)
{
	char *buffer, *name;
	int err;

	err = devm_add_action_or_reset(dev, switch_off, "first registered");
	if (err)
		return err;
	buffer = devm_kzalloc(dev, 1000, GFP_KERNEL);
	if (!buffer)
		return -ENOMEM;
	name = devm_kasprintf(dev, GFP_KERNEL, "last registered, buffer of %d bytes", 1000);
	if (!name)
		return -ENOMEM;
	pr_info("buffer %px, name %px\n", buffer, name);
	return devm_add_action_or_reset(dev, switch_off, name);
}

static int __init devm_init(void)
{
	int err;

	device = root_device_register("lab_devm");
	if (IS_ERR(device))
		return PTR_ERR(device);
	err = probe(device);
	if (err)
		root_device_unregister(device);
	return err;
}

static void __exit devm_exit(void)
{
	pr_info("the device goes\n");
	root_device_unregister(device);
	pr_info("the device is gone\n");
}

module_init(devm_init);
module_exit(devm_exit);
MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("Memory and actions that go with their device");
