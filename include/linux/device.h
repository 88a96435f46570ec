/* SPDX-License-Identifier: MIT */
/*
 * Devices and classes of them: names under /sys, files under /dev, and messages that name the device.
 * Theory in fs/device.c.
 */
#ifndef _LINUX_DEVICE_H
#define _LINUX_DEVICE_H

#include <linux/dev_printk.h>
#include <linux/err.h>
#include <linux/ioport.h>
#include <linux/kdev_t.h>
#include <linux/kobject.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/types.h>

struct bus_type;
struct class;
struct dentry;
struct device_node;
struct module;

struct device_driver {
	const char *name;
	struct bus_type *bus;
	struct module *owner;
};

/**
 * struct device - one device
 * @kobj: its name, references and directory
 * @parent: the device it hangs on
 * @init_name: its name, for those who set none otherwise
 * @class: the class it belongs to
 * @driver: the driver bound to it
 * @driver_data: for the driver
 * @platform_data: from whoever described the machine
 * @dma_mask, @coherent_dma_mask: the addresses it reaches
 * @devt: its number, 0 for none
 * @id: which one of its kind
 * @node: the class's list of devices
 * @file: its file under /dev, NULL if it has none
 * @groups: attributes made with it
 * @release: ends it
 * @devres_lock: guards @devres_head
 * @devres_head: what goes when it goes (mm/devres.c)
 */
struct device {
	struct kobject kobj;
	struct device *parent;
	const char *init_name;
	struct bus_type *bus;
	const struct class *class;
	struct device_driver *driver;
	void *driver_data;
	void *platform_data;
	u64 *dma_mask;
	u64 coherent_dma_mask;
	int numa_node;
	dev_t devt;
	u32 id;
	struct mutex mutex;
	struct device_node *of_node;
	struct list_head node;
	struct dentry *file;
	const struct attribute_group **groups;
	void (*release)(struct device *dev);
	spinlock_t devres_lock;
	struct list_head devres_head;
};

#define kobj_to_dev(__kobj) container_of(__kobj, struct device, kobj)

struct device_attribute {
	struct attribute attr;
	ssize_t (*show)(struct device *dev, struct device_attribute *attr, char *buf);
	ssize_t (*store)(struct device *dev, struct device_attribute *attr, const char *buf, size_t count);
};

#define DEVICE_ATTR(_name, _mode, _show, _store)                                                   \
	struct device_attribute dev_attr_##_name = __ATTR(_name, _mode, _show, _store)
#define DEVICE_ATTR_RW(_name) struct device_attribute dev_attr_##_name = __ATTR_RW(_name)
#define DEVICE_ATTR_RO(_name) struct device_attribute dev_attr_##_name = __ATTR_RO(_name)
#define DEVICE_ATTR_WO(_name) struct device_attribute dev_attr_##_name = __ATTR_WO(_name)

int device_create_file(struct device *dev, const struct device_attribute *attr);
void device_remove_file(struct device *dev, const struct device_attribute *attr);

/**
 * struct class - devices of one kind: /sys/class/NAME
 * @name: its name
 * @owner: the module
 * @class_groups: attributes of the class
 * @dev_groups: attributes of each device
 * @devnode: the name of a device's file under /dev, kmalloc()ed, or NULL for its own; may set the mode
 * @dev_release: ends a device that has no release of its own
 * @kobj: its directory
 * @devices: by their node; @lock guards it
 */
struct class {
	const char *name;
	struct module *owner;
	const struct attribute_group **class_groups;
	const struct attribute_group **dev_groups;
	char *(*devnode)(struct device *dev, umode_t *mode);
	int (*dev_uevent)(struct device *dev, void *env); /* not called: no programs to tell */
	void (*dev_release)(struct device *dev);
	struct kobject *kobj;
	struct list_head devices;
	struct mutex lock;
};

struct class_attribute {
	struct attribute attr;
	ssize_t (*show)(struct class *class, struct class_attribute *attr, char *buf);
	ssize_t (*store)(struct class *class, struct class_attribute *attr, const char *buf, size_t count);
};
#define CLASS_ATTR_RW(_name) struct class_attribute class_attr_##_name = __ATTR_RW(_name)
#define CLASS_ATTR_RO(_name) struct class_attribute class_attr_##_name = __ATTR_RO(_name)
#define CLASS_ATTR_WO(_name) struct class_attribute class_attr_##_name = __ATTR_WO(_name)

/* Two arguments up to 6.3, one since. */
struct class *__class_create(struct module *owner, const char *name);
#define __CLASS_CREATE_1(name) __class_create(THIS_MODULE, name)
#define __CLASS_CREATE_2(owner, name) __class_create(owner, name)
#define __CLASS_CREATE_BY_COUNT(a, b, which, ...) which
#define class_create(...)                                                                          \
	__CLASS_CREATE_BY_COUNT(__VA_ARGS__, __CLASS_CREATE_2, __CLASS_CREATE_1, )(__VA_ARGS__)
void class_destroy(struct class *class);
int class_register(struct class *class);
void class_unregister(struct class *class);
int class_create_file(struct class *class, const struct class_attribute *attr);
void class_remove_file(struct class *class, const struct class_attribute *attr);

/**
 * device_create() - a device of a class, with its file under /dev
 * @class: the class
 * @parent: the device it hangs on, or NULL
 * @devt: its number; 0 for one without a file
 * @drvdata: for dev_get_drvdata()
 * @fmt: its name
 *
 * Context: process. Return: the device, or an ERR_PTR().
 */
struct device *device_create(const struct class *class, struct device *parent, dev_t devt, void *drvdata, const char *fmt,
			     ...) __printf(5, 6);
struct device *device_create_with_groups(const struct class *class, struct device *parent, dev_t devt, void *drvdata,
					 const struct attribute_group **groups, const char *fmt, ...) __printf(6, 7);
void device_destroy(const struct class *class, dev_t devt);

void device_initialize(struct device *dev);
int device_add(struct device *dev);
void device_del(struct device *dev);
int device_register(struct device *dev);
void device_unregister(struct device *dev);
struct device *get_device(struct device *dev);
void put_device(struct device *dev);
int dev_set_name(struct device *dev, const char *fmt, ...) __printf(2, 3);
struct device *class_find_device_by_devt(const struct class *class, dev_t devt);

/* A device at the top of /sys/devices, for others to hang on, or only to have one. */
struct device *__root_device_register(const char *name, struct module *owner);
#define root_device_register(name) __root_device_register(name, THIS_MODULE)
void root_device_unregister(struct device *root);

static inline const char *dev_name(const struct device *dev)
{
	return dev->init_name ? dev->init_name : kobject_name(&dev->kobj);
}

static inline void *dev_get_drvdata(const struct device *dev)
{
	return dev->driver_data;
}

static inline void dev_set_drvdata(struct device *dev, void *data)
{
	dev->driver_data = data;
}

static inline void *dev_get_platdata(const struct device *dev)
{
	return dev->platform_data;
}

static inline int dev_to_node(const struct device *dev)
{
	return dev->numa_node;
}

static inline bool device_is_registered(struct device *dev)
{
	return dev->kobj.state_in_sysfs;
}

static inline void device_lock(struct device *dev)
{
	mutex_lock(&dev->mutex);
}

static inline void device_unlock(struct device *dev)
{
	mutex_unlock(&dev->mutex);
}

/* A module that registers one thing when it comes and takes it back when it goes. */
#define module_driver(driver, register_it, unregister_it, ...)                                     \
	static int __init driver##_init(void)                                                      \
	{                                                                                          \
		return register_it(&(driver), ##__VA_ARGS__);                                      \
	}                                                                                          \
	module_init(driver##_init);                                                                \
	static void __exit driver##_exit(void)                                                     \
	{                                                                                          \
		unregister_it(&(driver), ##__VA_ARGS__);                                           \
	}                                                                                          \
	module_exit(driver##_exit)

#if __has_include(<linux/devres.h>) /* devm_kmalloc() and its kin, where mm/ has them */
#include <linux/devres.h>
#endif

#endif
