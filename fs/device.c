// SPDX-License-Identifier: MIT
/*
 * Devices and their classes: /sys/class/CLASS/DEVICE, and /dev/DEVICE for those with a number.
 *
 * A device is a kobject; its class gives it a directory and, when it ends, a release. device_destroy()
 * finds it by its number. There are no buses: a driver makes its device itself.
 *
 * Locks: class->lock for its list of devices. Context: process.
 */
#include <linux/device.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/string.h>
#include <quarry/vfs.h>

static struct kobject *class_kobj, *devices_kobj;

/* Frees what devm_*() gave; of mm/, where that exists. */
extern int devres_release_all(struct device *dev) __attribute__((weak));

/* ---- attributes */

static ssize_t device_show(struct kobject *kobj, struct attribute *attr, char *buf)
{
	struct device_attribute *a = container_of(attr, struct device_attribute, attr);

	return a->show ? a->show(kobj_to_dev(kobj), a, buf) : -EIO;
}

static ssize_t device_store(struct kobject *kobj, struct attribute *attr, const char *buf, size_t count)
{
	struct device_attribute *a = container_of(attr, struct device_attribute, attr);

	return a->store ? a->store(kobj_to_dev(kobj), a, buf, count) : -EIO;
}

static const struct sysfs_ops device_ops = { device_show, device_store };

int device_create_file(struct device *dev, const struct device_attribute *attr)
{
	return sysfs_create_file(&dev->kobj, &attr->attr);
}
EXPORT_SYMBOL(device_create_file);

void device_remove_file(struct device *dev, const struct device_attribute *attr)
{
	sysfs_remove_file(&dev->kobj, &attr->attr);
}
EXPORT_SYMBOL(device_remove_file);

static ssize_t dev_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%u:%u\n", MAJOR(dev->devt), MINOR(dev->devt));
}
static DEVICE_ATTR_RO(dev);

/* ---- one device */

static void device_release(struct kobject *kobj)
{
	struct device *dev = kobj_to_dev(kobj);

	if (devres_release_all)
		devres_release_all(dev);
	if (dev->release)
		dev->release(dev);
	else if (dev->class && dev->class->dev_release)
		dev->class->dev_release(dev);
	else
		WARN(1, "device '%s' has no release function, it is broken and must be fixed\n", dev_name(dev));
}

static const struct kobj_type device_type = { .release = device_release, .sysfs_ops = &device_ops };

void device_initialize(struct device *dev)
{
	kobject_init(&dev->kobj, &device_type);
	mutex_init(&dev->mutex);
	INIT_LIST_HEAD(&dev->node);
	spin_lock_init(&dev->devres_lock);
	INIT_LIST_HEAD(&dev->devres_head);
	dev->numa_node = -1;
}
EXPORT_SYMBOL(device_initialize);

int dev_set_name(struct device *dev, const char *fmt, ...)
{
	va_list args;
	int err;

	va_start(args, fmt);
	err = kobject_set_name_vargs(&dev->kobj, fmt, args);
	va_end(args);
	return err;
}
EXPORT_SYMBOL(dev_set_name);

/* "scull0", or what its class calls it: "input/event0". @mode gets the permissions. */
static char *file_name(struct device *dev, umode_t *mode)
{
	char *name = dev->class && dev->class->devnode ? dev->class->devnode(dev, mode) : NULL;

	return name ?: kstrdup(dev_name(dev), GFP_KERNEL);
}

static int create_device_file(struct device *dev)
{
	umode_t mode = 0;
	char *name = file_name(dev, &mode), *slash;
	struct dentry *dir = vfs_dev, *dentry;

	if (!name)
		return -ENOMEM;
	slash = strrchr(name, '/');
	if (slash) {
		char *path = kasprintf(GFP_KERNEL, "/dev/%.*s", (int)(slash - name), name);

		dir = path ? vfs_mkdir_path(path) : ERR_PTR(-ENOMEM);
		kfree(path);
	}
	dentry = IS_ERR(dir) ? dir : vfs_mknod(dir, slash ? slash + 1 : name, S_IFCHR | (mode ?: 0600), dev->devt);
	kfree(name);
	if (IS_ERR(dentry))
		return PTR_ERR(dentry);
	dev->file = vfs_get(dentry);
	return 0;
}

/* By what was kept, not by the name: to make the name again takes memory, and removing must not fail. */
static void remove_device_file(struct device *dev)
{
	struct dentry *file = dev->file;

	dev->file = NULL;
	vfs_remove(file);
	vfs_put(file);
}

static struct kobject *home_of(const struct device *dev)
{
	if (dev->class)
		return dev->class->kobj;
	return dev->parent ? &dev->parent->kobj : devices_kobj;
}

static int add_attributes(struct device *dev)
{
	int err = dev->devt ? device_create_file(dev, &dev_attr_dev) : 0;

	if (!err && dev->class && dev->class->dev_groups)
		err = sysfs_create_groups(&dev->kobj, dev->class->dev_groups);
	if (!err && dev->groups)
		err = sysfs_create_groups(&dev->kobj, dev->groups);
	if (!err && dev->devt)
		err = create_device_file(dev);
	return err;
}

static void join_class(struct device *dev)
{
	struct class *class = (struct class *)dev->class;

	if (!class)
		return;
	mutex_lock(&class->lock);
	list_add_tail(&dev->node, &class->devices);
	mutex_unlock(&class->lock);
}

static void leave_class(struct device *dev)
{
	struct class *class = (struct class *)dev->class;

	if (!class)
		return;
	mutex_lock(&class->lock);
	list_del_init(&dev->node);
	mutex_unlock(&class->lock);
}

/**
 * device_add() - show it in /sys and /dev
 * @dev: from device_initialize(), with a name
 */
int device_add(struct device *dev)
{
	const char *name = kobject_name(&dev->kobj);
	int err;

	if (!name && dev->init_name) {
		err = dev_set_name(dev, "%s", dev->init_name);
		if (err)
			return err;
		dev->init_name = NULL;
		name = kobject_name(&dev->kobj);
	}
	if (!name)
		return -EINVAL;
	name = kstrdup(name, GFP_KERNEL); /* the object's own is replaced */
	err = name ? kobject_add(&dev->kobj, home_of(dev), "%s", name) : -ENOMEM;
	kfree(name);
	if (err)
		return err;
	get_device(dev->parent);
	err = add_attributes(dev);
	if (err) {
		kobject_del(&dev->kobj);
		put_device(dev->parent);
		return err;
	}
	join_class(dev);
	return 0;
}
EXPORT_SYMBOL(device_add);

void device_del(struct device *dev)
{
	struct device *parent = dev->parent;

	if (!device_is_registered(dev))
		return;
	leave_class(dev);
	remove_device_file(dev);
	kobject_del(&dev->kobj);
	put_device(parent);
}
EXPORT_SYMBOL(device_del);

int device_register(struct device *dev)
{
	device_initialize(dev);
	return device_add(dev);
}
EXPORT_SYMBOL(device_register);

void device_unregister(struct device *dev)
{
	device_del(dev);
	put_device(dev);
}
EXPORT_SYMBOL(device_unregister);

struct device *get_device(struct device *dev)
{
	if (dev)
		kobject_get(&dev->kobj);
	return dev;
}
EXPORT_SYMBOL(get_device);

void put_device(struct device *dev)
{
	if (dev)
		kobject_put(&dev->kobj);
}
EXPORT_SYMBOL(put_device);

/* ---- made here */

static void free_device(struct device *dev)
{
	kfree(dev);
}

static struct device *create_named(const struct class *class, struct device *parent, dev_t devt, void *drvdata,
				   const struct attribute_group **groups, const char *fmt, va_list args)
{
	struct device *dev;
	int err;

	if (IS_ERR_OR_NULL(class))
		return ERR_PTR(-ENODEV);
	dev = kzalloc(sizeof(*dev), GFP_KERNEL);
	if (!dev)
		return ERR_PTR(-ENOMEM);
	device_initialize(dev);
	dev->class = class;
	dev->parent = parent;
	dev->devt = devt;
	dev->driver_data = drvdata;
	dev->groups = groups;
	dev->release = free_device;
	err = kobject_set_name_vargs(&dev->kobj, fmt, args) ?: device_add(dev);
	if (err) {
		put_device(dev);
		return ERR_PTR(err);
	}
	return dev;
}

struct device *device_create(const struct class *class, struct device *parent, dev_t devt, void *drvdata, const char *fmt,
			     ...)
{
	struct device *dev;
	va_list args;

	va_start(args, fmt);
	dev = create_named(class, parent, devt, drvdata, NULL, fmt, args);
	va_end(args);
	return dev;
}
EXPORT_SYMBOL(device_create);

struct device *device_create_with_groups(const struct class *class, struct device *parent, dev_t devt, void *drvdata,
					 const struct attribute_group **groups, const char *fmt, ...)
{
	struct device *dev;
	va_list args;

	va_start(args, fmt);
	dev = create_named(class, parent, devt, drvdata, groups, fmt, args);
	va_end(args);
	return dev;
}
EXPORT_SYMBOL(device_create_with_groups);

/** class_find_device_by_devt - with a reference for put_device(), or NULL */
struct device *class_find_device_by_devt(const struct class *const_class, dev_t devt)
{
	struct class *class = (struct class *)const_class;
	struct device *dev, *found = NULL;

	mutex_lock(&class->lock);
	list_for_each_entry(dev, &class->devices, node) {
		if (dev->devt != devt)
			continue;
		found = get_device(dev);
		break;
	}
	mutex_unlock(&class->lock);
	return found;
}
EXPORT_SYMBOL(class_find_device_by_devt);

/** device_destroy - undo device_create() */
void device_destroy(const struct class *class, dev_t devt)
{
	struct device *dev = IS_ERR_OR_NULL(class) ? NULL : class_find_device_by_devt(class, devt);

	if (dev) {
		put_device(dev);
		device_unregister(dev);
	}
}
EXPORT_SYMBOL(device_destroy);

struct device *__root_device_register(const char *name, struct module *owner)
{
	struct device *dev = kzalloc(sizeof(*dev), GFP_KERNEL);
	int err;

	if (!dev)
		return ERR_PTR(-ENOMEM);
	device_initialize(dev);
	dev->release = free_device;
	err = dev_set_name(dev, "%s", name) ?: device_add(dev);
	if (err) {
		put_device(dev);
		return ERR_PTR(err);
	}
	return dev;
}
EXPORT_SYMBOL(__root_device_register);

void root_device_unregister(struct device *root)
{
	device_unregister(root);
}
EXPORT_SYMBOL(root_device_unregister);

/* ---- classes */

static ssize_t class_attr_show(struct kobject *kobj, struct attribute *attr, char *buf)
{
	struct class_attribute *a = container_of(attr, struct class_attribute, attr);

	return a->show ? a->show(kobj->sd->d_inode->i_private, a, buf) : -EIO;
}

static ssize_t class_attr_store(struct kobject *kobj, struct attribute *attr, const char *buf, size_t count)
{
	struct class_attribute *a = container_of(attr, struct class_attribute, attr);

	return a->store ? a->store(kobj->sd->d_inode->i_private, a, buf, count) : -EIO;
}

static const struct sysfs_ops class_ops = { class_attr_show, class_attr_store };

static void free_class_object(struct kobject *kobj)
{
	kfree(kobj);
}

static const struct kobj_type class_type = { .release = free_class_object, .sysfs_ops = &class_ops };

int class_register(struct class *class)
{
	struct kobject *kobj = kzalloc(sizeof(*kobj), GFP_KERNEL);
	int err;

	if (!kobj)
		return -ENOMEM;
	mutex_init(&class->lock);
	INIT_LIST_HEAD(&class->devices);
	err = kobject_init_and_add(kobj, &class_type, class_kobj, "%s", class->name);
	if (!err) {
		kobj->sd->d_inode->i_private = class;
		class->kobj = kobj;
		err = sysfs_create_groups(kobj, class->class_groups);
	}
	if (err)
		kobject_put(kobj);
	return err;
}
EXPORT_SYMBOL(class_register);

void class_unregister(struct class *class)
{
	WARN(!list_empty(&class->devices), "class '%s' goes and still has devices\n", class->name);
	kobject_put(class->kobj);
}
EXPORT_SYMBOL(class_unregister);

struct class *__class_create(struct module *owner, const char *name)
{
	struct class *class = kzalloc(sizeof(*class), GFP_KERNEL);
	int err;

	if (!class)
		return ERR_PTR(-ENOMEM);
	class->name = name;
	class->owner = owner;
	err = class_register(class);
	if (err) {
		kfree(class);
		return ERR_PTR(err);
	}
	return class;
}
EXPORT_SYMBOL(__class_create);

void class_destroy(struct class *class)
{
	if (IS_ERR_OR_NULL(class))
		return;
	class_unregister(class);
	kfree(class);
}
EXPORT_SYMBOL(class_destroy);

int class_create_file(struct class *class, const struct class_attribute *attr)
{
	return sysfs_create_file(class->kobj, &attr->attr);
}
EXPORT_SYMBOL(class_create_file);

void class_remove_file(struct class *class, const struct class_attribute *attr)
{
	sysfs_remove_file(class->kobj, &attr->attr);
}
EXPORT_SYMBOL(class_remove_file);

/** dev_printk - a message that begins with the device's class and name */
void dev_printk(const char *level, const struct device *dev, const char *fmt, ...)
{
	struct va_format vaf = { .fmt = fmt };
	va_list args;

	va_start(args, fmt);
	vaf.va = &args;
	if (dev)
		printk("%s%s %s: %pV", level, dev->class ? dev->class->name : "", dev_name(dev), &vaf);
	else
		printk("%s(NULL device *): %pV", level, &vaf);
	va_end(args);
}
EXPORT_SYMBOL(dev_printk);

/**
 * devices_init() - /sys/class and /sys/devices
 */
void __init devices_core_init(void)
{
	class_kobj = kobject_create_and_add("class", NULL);
	devices_kobj = kobject_create_and_add("devices", NULL);
	if (!class_kobj || !devices_kobj)
		panic("files: no memory for /sys");
}
