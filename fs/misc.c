// SPDX-License-Identifier: MIT
/*
 * Miscellaneous devices: one minor of major 10 each. Opening number 10:MINOR finds the device, puts
 * its operations in the file and calls its open.
 */
#include <linux/bitmap.h>
#include <linux/kernel.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/string.h>
#include <quarry/proc.h>
#include <quarry/vfs.h>

#define DYNAMIC_MINORS 128 /* minors 127 down to 0 are given out */

static DEFINE_MUTEX(misc_lock); /* for the list and the bitmap */
static LIST_HEAD(misc_list);
static DECLARE_BITMAP(minors_in_use, DYNAMIC_MINORS);
static struct class *misc_class;

static struct miscdevice *find(int minor)
{
	struct miscdevice *misc;

	list_for_each_entry(misc, &misc_list, list)
		if (misc->minor == minor)
			return misc;
	return NULL;
}

/* The file moves from the major's gate to the device's own, through which it is opened once more. */
static int misc_open(struct inode *inode, struct file *file)
{
	const struct file_operations *fops = NULL;
	struct file_gate *of_major = file->f_gate;
	struct miscdevice *misc;

	mutex_lock(&misc_lock);
	misc = find((int)iminor(inode));
	if (misc && misc->gate) {
		fops = misc->fops;
		file->f_gate = gate_get(misc->gate);
	}
	mutex_unlock(&misc_lock);
	if (!fops)
		return -ENODEV;
	gate_put(of_major); /* still the major's own */
	file->private_data = misc;
	return file_open_with(file, fops, fops->owner);
}

static const struct file_operations misc_fops = { .open = misc_open };

static int find_free_minor(void)
{
	for (int minor = DYNAMIC_MINORS - 1; minor >= 0; minor--)
		if (!test_bit(minor, minors_in_use) && !find(minor))
			return minor;
	return -EBUSY;
}

static int enter_list(struct miscdevice *misc)
{
	int minor = misc->minor;

	if (minor == MISC_DYNAMIC_MINOR) {
		minor = find_free_minor();
		if (minor < 0)
			return minor;
		__set_bit(minor, minors_in_use);
	} else if (find(minor)) {
		return -EBUSY;
	}
	misc->minor = minor;
	list_add(&misc->list, &misc_list);
	return 0;
}

static void leave_list(struct miscdevice *misc)
{
	list_del(&misc->list);
	if (misc->minor >= 0 && misc->minor < DYNAMIC_MINORS)
		__clear_bit(misc->minor, minors_in_use);
}

static void forget(struct miscdevice *misc, bool dynamic)
{
	mutex_lock(&misc_lock);
	leave_list(misc);
	mutex_unlock(&misc_lock);
	if (dynamic)
		misc->minor = MISC_DYNAMIC_MINOR;
}

/**
 * misc_register() - a device with a file under /dev
 * @misc: must stay until misc_deregister()
 *
 * Context: process. Return: 0, -EBUSY if no minor is free, or this one is not; -ENOMEM; -EEXIST for the name.
 */
int misc_register(struct miscdevice *misc)
{
	bool dynamic = misc->minor == MISC_DYNAMIC_MINOR;
	struct device *dev;
	int err;

	misc->gate = NULL;
	mutex_lock(&misc_lock);
	err = enter_list(misc);
	mutex_unlock(&misc_lock);
	if (err)
		return err;
	dev = device_create_with_groups(misc_class, misc->parent, MKDEV(MISC_MAJOR, misc->minor), misc, misc->groups, "%s",
					misc->name);
	if (IS_ERR(dev)) {
		forget(misc, dynamic);
		return PTR_ERR(dev);
	}
	misc->this_device = dev;
	misc->gate = gate_new(-ENODEV); /* from here on it can be opened */
	if (misc->gate)
		return 0;
	device_destroy(misc_class, MKDEV(MISC_MAJOR, misc->minor));
	forget(misc, dynamic);
	return -ENOMEM;
}
EXPORT_SYMBOL(misc_register);

/** misc_deregister - undo misc_register(); files that are open are released, as by cdev_del() */
void misc_deregister(struct miscdevice *misc)
{
	unsigned int open;

	forget(misc, false);
	device_destroy(misc_class, MKDEV(MISC_MAJOR, misc->minor));
	open = gate_close(misc->gate);
	if (open)
		pr_warn("misc: %s goes while %u files are open; they give -ENODEV from now on\n", misc->name, open);
	gate_put(misc->gate);
	misc->gate = NULL;
}
EXPORT_SYMBOL(misc_deregister);

static char *misc_devnode(struct device *dev, umode_t *mode)
{
	const struct miscdevice *misc = dev_get_drvdata(dev);

	if (misc->mode)
		*mode = misc->mode;
	return misc->nodename ? kstrdup(misc->nodename, GFP_KERNEL) : NULL;
}

static int misc_show(struct seq_file *m, void *v)
{
	const struct miscdevice *misc;

	mutex_lock(&misc_lock);
	list_for_each_entry(misc, &misc_list, list)
		seq_printf(m, "%3i %s\n", misc->minor, misc->name ?: "");
	mutex_unlock(&misc_lock);
	return 0;
}
PROC_FILE(misc, misc_show);

/**
 * misc_init() - major 10 and its class
 */
void __init misc_init(void)
{
	misc_class = class_create("misc");
	if (IS_ERR(misc_class) || register_chrdev(MISC_MAJOR, "misc", &misc_fops))
		panic("files: no memory for the miscellaneous devices");
	misc_class->devnode = misc_devnode;
}
