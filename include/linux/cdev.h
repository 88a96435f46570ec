/* SPDX-License-Identifier: MIT */
/* Character devices: which operations belong to which device numbers. Theory in fs/char_dev.c. */
#ifndef _LINUX_CDEV_H
#define _LINUX_CDEV_H

#include <linux/device.h>
#include <linux/kdev_t.h>
#include <linux/kobject.h>
#include <linux/list.h>
#include <linux/types.h>

struct device;
struct file_gate;
struct file_operations;
struct inode;
struct module;

/**
 * struct cdev - a driver's device or devices
 * @kobj: its references
 * @owner: the module that must stay while a file is open
 * @ops: what to call
 * @list: place in the table of those that can be opened
 * @dev: the first number
 * @count: how many follow each other
 * @gate: its open files
 */
struct cdev {
	struct kobject kobj;
	struct module *owner;
	const struct file_operations *ops;
	struct list_head list;
	dev_t dev;
	unsigned int count;
	struct file_gate *gate;
};

/**
 * cdev_init() - prepare a device that lies in a structure of the driver's
 * @cdev: the device
 * @fops: its operations
 */
void cdev_init(struct cdev *cdev, const struct file_operations *fops);

/* One that frees itself after cdev_del(); set its ops and owner. NULL without memory. */
struct cdev *cdev_alloc(void);

/**
 * cdev_add() - from here on the device can be opened
 * @cdev: the device
 * @dev: its first number
 * @count: how many numbers
 *
 * Context: process. Return: 0, -EINVAL without operations, -EBUSY if another has one of the numbers, -ENOMEM.
 */
int cdev_add(struct cdev *cdev, dev_t dev, unsigned int count);

/**
 * cdev_del() - nobody can open it any more
 * @cdev: the device
 *
 * Waits for calls in progress. Files still open are released, with a line in the log; whatever is done
 * with them later fails with -ENODEV.
 *
 * Context: process, not from one of the device's own operations.
 */
void cdev_del(struct cdev *cdev);

void cdev_put(struct cdev *cdev);
void cdev_set_parent(struct cdev *cdev, struct kobject *kobj);
int cdev_device_add(struct cdev *cdev, struct device *dev);
void cdev_device_del(struct cdev *cdev, struct device *dev);

#endif
