// SPDX-License-Identifier: MIT
/*
 * Character devices: numbers, and who answers for them.
 *
 * Purpose: a device's file holds only a number. Two tables lead on: of regions, which say that numbers
 * are somebody's (and /proc/devices lists them), and of devices (struct cdev), which say whose
 * operations to call. Linux keeps them apart too: a number can be reserved before anybody answers.
 *
 * Invariants: regions do not overlap, nor do devices. A device's gate (fs/gate.c) is closed when it
 * leaves the table, so nothing of a driver is called after cdev_del().
 *
 * Locks: devices_lock, a mutex, for both tables; a gate's lock is taken after it. A free major is
 * sought from 254 down to 234, then from 511 down to 384, as Linux does.
 *
 * Complexity: linear in the number of regions, of which there are few.
 */
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/string.h>
#include <quarry/proc.h>
#include <quarry/vfs.h>

#define NAME_SIZE 64

/**
 * struct region - numbers that are somebody's
 * @entry: place in the table, in the order of numbers
 * @from: the first
 * @count: how many
 * @cdev: the device, where register_chrdev() made it
 * @name: whose
 */
struct region {
	struct list_head entry;
	dev_t from;
	unsigned int count;
	struct cdev *cdev;
	char name[NAME_SIZE];
};

static DEFINE_MUTEX(devices_lock);
static LIST_HEAD(regions);
static LIST_HEAD(devices);

static bool overlap(dev_t a, unsigned int a_count, dev_t b, unsigned int b_count)
{
	return a < b ? b - a < a_count : a - b < b_count;
}

/* Before which region these numbers go, or NULL if one of them is taken. */
static struct list_head *place_for(dev_t from, unsigned int count)
{
	struct region *region;

	list_for_each_entry(region, &regions, entry) {
		if (overlap(from, count, region->from, region->count))
			return NULL;
		if (region->from > from)
			return &region->entry;
	}
	return &regions;
}

static bool major_is_free(unsigned int major)
{
	return place_for(MKDEV(major, 0), 1U << MINORBITS);
}

static int find_free_major(void)
{
	for (int major = 254; major >= 234; major--)
		if (major_is_free(major))
			return major;
	for (int major = 511; major >= 384; major--)
		if (major_is_free(major))
			return major;
	return -EBUSY;
}

/* With the lock held. */
static int add_region(struct region *region)
{
	struct list_head *place = place_for(region->from, region->count);

	if (!place)
		return -EBUSY;
	list_add_tail(&region->entry, place);
	return 0;
}

/* @major 0: any. */
static struct region *reserve(unsigned int major, unsigned int minor, unsigned int count, const char *name)
{
	struct region *region;
	int err = 0;

	if (major >= CHRDEV_MAJOR_MAX || !count || minor > MINORMASK || count > MINORMASK + 1 - minor)
		return ERR_PTR(-EINVAL);
	region = kzalloc(sizeof(*region), GFP_KERNEL);
	if (!region)
		return ERR_PTR(-ENOMEM);
	strscpy(region->name, name, sizeof(region->name));
	region->count = count;
	mutex_lock(&devices_lock);
	if (!major) {
		err = find_free_major();
		major = err;
	}
	if (err >= 0) {
		region->from = MKDEV(major, minor);
		err = add_region(region);
	}
	mutex_unlock(&devices_lock);
	if (!err)
		return region;
	kfree(region);
	return ERR_PTR(err);
}

static struct region *take_region(dev_t from, unsigned int count)
{
	struct region *region, *found = NULL;

	mutex_lock(&devices_lock);
	list_for_each_entry(region, &regions, entry)
		if (region->from == from && region->count == count)
			found = region;
	if (found)
		list_del(&found->entry);
	mutex_unlock(&devices_lock);
	if (!found)
		pr_warn("chrdev: numbers %u:%u to +%u are given back, and nobody had them\n", MAJOR(from), MINOR(from),
			count);
	return found;
}

/**
 * alloc_chrdev_region() - reserve numbers of a free major
 * @dev: out: the first
 * @baseminor: its minor
 * @count: how many
 * @name: for /proc/devices
 *
 * Context: process. Return: 0, -EBUSY if no major is free, -EINVAL, -ENOMEM.
 */
int alloc_chrdev_region(dev_t *dev, unsigned int baseminor, unsigned int count, const char *name)
{
	struct region *region = reserve(0, baseminor, count, name);

	if (IS_ERR(region))
		return PTR_ERR(region);
	*dev = region->from;
	return 0;
}
EXPORT_SYMBOL(alloc_chrdev_region);

/**
 * register_chrdev_region() - reserve numbers that one has chosen
 * @from: the first
 * @count: how many, of the same major
 * @name: for /proc/devices
 *
 * Context: process. Return: 0, -EBUSY if one is taken, -EINVAL, -ENOMEM.
 */
int register_chrdev_region(dev_t from, unsigned int count, const char *name)
{
	struct region *region;

	if (!MAJOR(from))
		return -EINVAL;
	region = reserve(MAJOR(from), MINOR(from), count, name);
	return PTR_ERR_OR_ZERO(region);
}
EXPORT_SYMBOL(register_chrdev_region);

void unregister_chrdev_region(dev_t from, unsigned int count)
{
	kfree(take_region(from, count));
}
EXPORT_SYMBOL(unregister_chrdev_region);

int __register_chrdev(unsigned int major, unsigned int baseminor, unsigned int count, const char *name,
		      const struct file_operations *fops)
{
	struct region *region = reserve(major, baseminor, count, name);
	struct cdev *cdev;
	int err = -ENOMEM;

	if (IS_ERR(region))
		return PTR_ERR(region);
	cdev = cdev_alloc();
	if (cdev) {
		cdev->ops = fops;
		cdev->owner = fops->owner;
		err = cdev_add(cdev, region->from, count);
		region->cdev = cdev;
	}
	if (err) {
		if (cdev)
			cdev_put(cdev);
		unregister_chrdev_region(region->from, count);
		return err;
	}
	return major ? 0 : MAJOR(region->from);
}
EXPORT_SYMBOL(__register_chrdev);

void __unregister_chrdev(unsigned int major, unsigned int baseminor, unsigned int count, const char *name)
{
	struct region *region = take_region(MKDEV(major, baseminor), count);

	if (region && region->cdev)
		cdev_del(region->cdev);
	kfree(region);
}
EXPORT_SYMBOL(__unregister_chrdev);

/* ---- devices */

static void static_release(struct kobject *kobj)
{
}

static void dynamic_release(struct kobject *kobj)
{
	kfree(container_of(kobj, struct cdev, kobj));
}

static const struct kobj_type static_type = { .release = static_release };
static const struct kobj_type dynamic_type = { .release = dynamic_release };

void cdev_init(struct cdev *cdev, const struct file_operations *fops)
{
	*cdev = (struct cdev){ .ops = fops };
	INIT_LIST_HEAD(&cdev->list);
	kobject_init(&cdev->kobj, &static_type);
}
EXPORT_SYMBOL(cdev_init);

struct cdev *cdev_alloc(void)
{
	struct cdev *cdev = kzalloc(sizeof(*cdev), GFP_KERNEL);

	if (cdev) {
		INIT_LIST_HEAD(&cdev->list);
		kobject_init(&cdev->kobj, &dynamic_type);
	}
	return cdev;
}
EXPORT_SYMBOL(cdev_alloc);

void cdev_put(struct cdev *cdev)
{
	if (cdev)
		kobject_put(&cdev->kobj);
}

void cdev_set_parent(struct cdev *cdev, struct kobject *kobj)
{
	cdev->kobj.parent = kobj;
}
EXPORT_SYMBOL(cdev_set_parent);

static bool number_has_device(dev_t dev, unsigned int count)
{
	struct cdev *cdev;

	list_for_each_entry(cdev, &devices, list)
		if (overlap(dev, count, cdev->dev, cdev->count))
			return true;
	return false;
}

int cdev_add(struct cdev *cdev, dev_t dev, unsigned int count)
{
	struct file_gate *gate;
	int err = 0;

	if (!cdev->ops || !count || !MAJOR(dev))
		return -EINVAL;
	gate = gate_new(-ENODEV);
	if (!gate)
		return -ENOMEM;
	mutex_lock(&devices_lock);
	if (!list_empty(&cdev->list) || number_has_device(dev, count)) {
		err = -EBUSY;
	} else {
		cdev->dev = dev;
		cdev->count = count;
		cdev->gate = gate;
		list_add_tail(&cdev->list, &devices);
		if (cdev->kobj.parent)
			kobject_get(cdev->kobj.parent);
	}
	mutex_unlock(&devices_lock);
	if (err)
		gate_put(gate);
	return err;
}
EXPORT_SYMBOL(cdev_add);

void cdev_del(struct cdev *cdev)
{
	struct file_gate *gate = cdev->gate;
	unsigned int open;

	mutex_lock(&devices_lock);
	list_del_init(&cdev->list);
	cdev->gate = NULL;
	mutex_unlock(&devices_lock);
	if (gate) {
		open = gate_close(gate);
		if (open)
			pr_warn("chrdev: device %u:%u goes while %u files are open; they give -ENODEV from now on\n",
				MAJOR(cdev->dev), MINOR(cdev->dev), open);
		gate_put(gate);
		if (cdev->kobj.parent)
			kobject_put(cdev->kobj.parent);
	}
	cdev_put(cdev);
}
EXPORT_SYMBOL(cdev_del);

/** cdev_device_add - cdev_add() and device_add() in one, where @dev has a number */
int cdev_device_add(struct cdev *cdev, struct device *dev)
{
	int err = 0;

	if (dev->devt) {
		cdev_set_parent(cdev, &dev->kobj);
		err = cdev_add(cdev, dev->devt, 1);
		if (err)
			return err;
	}
	err = device_add(dev);
	if (err && dev->devt)
		cdev_del(cdev);
	return err;
}
EXPORT_SYMBOL(cdev_device_add);

void cdev_device_del(struct cdev *cdev, struct device *dev)
{
	device_del(dev);
	if (dev->devt)
		cdev_del(cdev);
}
EXPORT_SYMBOL(cdev_device_del);

/* ---- opening */

static const struct file_operations *find_device(dev_t dev, struct inode *inode, struct file *file, struct module **owner)
{
	const struct file_operations *ops = NULL;
	struct cdev *cdev;

	mutex_lock(&devices_lock);
	list_for_each_entry(cdev, &devices, list) {
		if (!overlap(dev, 1, cdev->dev, cdev->count))
			continue;
		file->f_gate = gate_get(cdev->gate);
		inode->i_cdev = cdev;
		ops = cdev->ops;
		*owner = cdev->owner ?: ops->owner;
		break;
	}
	mutex_unlock(&devices_lock);
	return ops;
}

/**
 * chrdev_open() - open a device's file
 * @inode: the file's; its i_cdev is set
 * @file: being opened
 *
 * Return: 0, -ENXIO if nobody answers for the number, or the driver's error.
 */
int chrdev_open(struct inode *inode, struct file *file)
{
	struct module *owner = NULL;
	const struct file_operations *ops = find_device(inode->i_rdev, inode, file, &owner);

	return ops ? file_open_with(file, ops, owner) : -ENXIO;
}

static int devices_show(struct seq_file *m, void *v)
{
	struct region *region;

	seq_puts(m, "Character devices:\n");
	mutex_lock(&devices_lock);
	list_for_each_entry(region, &regions, entry)
		seq_printf(m, "%3u %s\n", MAJOR(region->from), region->name);
	mutex_unlock(&devices_lock);
	return 0;
}
PROC_FILE(devices, devices_show);
