/* SPDX-License-Identifier: MIT */
/* Character devices that want one minor number of major 10, and a file under /dev. */
#ifndef _LINUX_MISCDEVICE_H
#define _LINUX_MISCDEVICE_H

#include <linux/device.h>
#include <linux/list.h>
#include <linux/major.h>
#include <linux/types.h>

struct file_gate;
struct file_operations;

#define MISC_DYNAMIC_MINOR 255

/**
 * struct miscdevice - such a device; an open file's private_data points at it until the driver's open
 * @minor: which, or MISC_DYNAMIC_MINOR, in whose place the one found is put
 * @name: in /proc/misc, and under /dev if there is no @nodename
 * @fops: its operations
 * @parent: for this_device
 * @this_device: made by misc_register()
 * @groups: attributes of it
 * @nodename: its name under /dev
 * @mode: permissions of that, 0 for 0600
 * @gate: its open files; not for the driver
 */
struct miscdevice {
	int minor;
	const char *name;
	const struct file_operations *fops;
	struct list_head list;
	struct device *parent;
	struct device *this_device;
	const struct attribute_group **groups;
	const char *nodename;
	umode_t mode;
	struct file_gate *gate;
};

int misc_register(struct miscdevice *misc);
void misc_deregister(struct miscdevice *misc);

#define module_misc_device(misc) module_driver(misc, misc_register, misc_deregister)
#define builtin_misc_device(misc) builtin_driver(misc, misc_register)

#endif
