// SPDX-License-Identifier: MIT
/*
 * Objects with a name and references, each a directory under /sys.
 *
 * Invariants: from kobject_add() to kobject_del() the object has its directory, and a reference on its
 * parent. The last kobject_put() takes the directory away, if that was not done, frees the name, and
 * calls the type's release, which frees what the object is part of. An object without a release is
 * reported: its memory cannot be freed by anybody who does not know how many hold it.
 *
 * Locks: none of its own; the tree's and a kset's. Context: process.
 */
#include <linux/kernel.h>
#include <linux/kobject.h>
#include <linux/module.h>
#include <linux/string.h>
#include <quarry/vfs.h>

struct kobject *kernel_kobj, *mm_kobj, *firmware_kobj;

/**
 * kobject_init() - begin: one reference, no name
 * @kobj: the object, zeroed
 * @ktype: what kind it is
 */
void kobject_init(struct kobject *kobj, const struct kobj_type *ktype)
{
	WARN(kobj->state_initialized, "kobject %p is initialised twice\n", kobj);
	kref_init(&kobj->kref);
	INIT_LIST_HEAD(&kobj->entry);
	kobj->ktype = ktype;
	kobj->state_initialized = 1;
	kobj->state_in_sysfs = 0;
}
EXPORT_SYMBOL(kobject_init);

int kobject_set_name_vargs(struct kobject *kobj, const char *fmt, va_list args)
{
	char *name = kvasprintf(GFP_KERNEL, fmt, args);

	if (!name)
		return -ENOMEM;
	strreplace(name, '/', '!');
	kfree(kobj->name);
	kobj->name = name;
	return 0;
}
EXPORT_SYMBOL(kobject_set_name_vargs);

int kobject_set_name(struct kobject *kobj, const char *fmt, ...)
{
	va_list args;
	int err;

	va_start(args, fmt);
	err = kobject_set_name_vargs(kobj, fmt, args);
	va_end(args);
	return err;
}
EXPORT_SYMBOL(kobject_set_name);

static int add_default_attributes(struct kobject *kobj)
{
	const struct kobj_type *type = kobj->ktype;
	int err = 0;

	if (type && type->default_groups)
		err = sysfs_create_groups(kobj, type->default_groups);
	if (!err && type && type->default_attrs)
		err = sysfs_create_files(kobj, (const struct attribute *const *)type->default_attrs);
	return err;
}

static struct dentry *make_directory(struct kobject *kobj)
{
	struct dentry *dir = kobj->parent ? kobj->parent->sd : vfs_sys, *made;

	if (!dir)
		return ERR_PTR(-ENOENT);
	made = vfs_mkdir(dir, kobj->name);
	if (IS_ERR(made))
		return made;
	made->d_fsdata = kobj;
	return vfs_get(made);
}

static int add_named(struct kobject *kobj)
{
	struct dentry *dir;
	int err;

	if (!kobj->state_initialized || !kobj->name || !kobj->name[0]) {
		WARN(1, "kobject %p is added without being initialised and named\n", kobj);
		return -EINVAL;
	}
	if (!kobj->parent && kobj->kset)
		kobj->parent = &kobj->kset->kobj;
	dir = make_directory(kobj);
	if (IS_ERR(dir)) {
		WARN(PTR_ERR(dir) == -EEXIST, "kobject_add failed for %s with -EEXIST\n", kobj->name);
		kobj->parent = NULL;
		return PTR_ERR(dir);
	}
	kobject_get(kobj->parent);
	kobj->sd = dir;
	kobj->state_in_sysfs = 1;
	if (kobj->kset) {
		spin_lock(&kobj->kset->list_lock);
		list_add_tail(&kobj->entry, &kobj->kset->list);
		spin_unlock(&kobj->kset->list_lock);
	}
	err = add_default_attributes(kobj);
	if (err)
		kobject_del(kobj);
	return err;
}

/**
 * kobject_add() - give it a name and its directory
 * @kobj: from kobject_init()
 * @parent: in whose directory, or NULL for /sys, or that of its kset
 * @fmt: its name
 *
 * Return: 0 or an error; kobject_put() is due either way.
 */
int kobject_add(struct kobject *kobj, struct kobject *parent, const char *fmt, ...)
{
	va_list args;
	int err;

	va_start(args, fmt);
	err = kobject_set_name_vargs(kobj, fmt, args);
	va_end(args);
	if (parent)
		kobj->parent = parent;
	return err ?: add_named(kobj);
}
EXPORT_SYMBOL(kobject_add);

int kobject_init_and_add(struct kobject *kobj, const struct kobj_type *ktype, struct kobject *parent, const char *fmt, ...)
{
	va_list args;
	int err;

	kobject_init(kobj, ktype);
	va_start(args, fmt);
	err = kobject_set_name_vargs(kobj, fmt, args);
	va_end(args);
	kobj->parent = parent;
	return err ?: add_named(kobj);
}
EXPORT_SYMBOL(kobject_init_and_add);

/** kobject_del - take the directory away; the object stays */
void kobject_del(struct kobject *kobj)
{
	struct kobject *parent = kobj->parent;

	if (!kobj->state_in_sysfs)
		return;
	kobj->state_in_sysfs = 0;
	vfs_remove(kobj->sd);
	vfs_put(kobj->sd);
	kobj->sd = NULL;
	if (kobj->kset) {
		spin_lock(&kobj->kset->list_lock);
		list_del_init(&kobj->entry);
		spin_unlock(&kobj->kset->list_lock);
	}
	kobj->parent = NULL;
	kobject_put(parent);
}
EXPORT_SYMBOL(kobject_del);

struct kobject *kobject_get(struct kobject *kobj)
{
	if (kobj)
		kref_get(&kobj->kref);
	return kobj;
}
EXPORT_SYMBOL(kobject_get);

struct kobject *kobject_get_unless_zero(struct kobject *kobj)
{
	return kobj && kref_get_unless_zero(&kobj->kref) ? kobj : NULL;
}
EXPORT_SYMBOL(kobject_get_unless_zero);

static void end_kobject(struct kref *kref)
{
	struct kobject *kobj = container_of(kref, struct kobject, kref);
	const struct kobj_type *type = kobj->ktype;
	const char *name = kobj->name;

	kobject_del(kobj);
	kobj->state_initialized = 0;
	if (type && type->release)
		type->release(kobj);
	else
		pr_warn("kobject: '%s' has no release function, it is broken and must be fixed\n", name);
	kfree(name);
}

void kobject_put(struct kobject *kobj)
{
	if (!kobj)
		return;
	if (WARN(!kobj->state_initialized, "kobject %p is not initialised, yet kobject_put() is called\n", kobj))
		return;
	kref_put(&kobj->kref, end_kobject);
}
EXPORT_SYMBOL(kobject_put);

static void free_kobject(struct kobject *kobj)
{
	kfree(kobj);
}

static const struct kobj_type dynamic_type = { .release = free_kobject, .sysfs_ops = &kobj_sysfs_ops };

struct kobject *kobject_create(void)
{
	struct kobject *kobj = kzalloc(sizeof(*kobj), GFP_KERNEL);

	if (kobj)
		kobject_init(kobj, &dynamic_type);
	return kobj;
}
EXPORT_SYMBOL(kobject_create);

/**
 * kobject_create_and_add() - a directory under /sys
 * @name: its name
 * @parent: where, or NULL for /sys
 *
 * Return: for kobject_put(), or NULL.
 */
struct kobject *kobject_create_and_add(const char *name, struct kobject *parent)
{
	struct kobject *kobj = kobject_create();
	int err;

	if (!kobj)
		return NULL;
	err = kobject_add(kobj, parent, "%s", name);
	if (err) {
		pr_warn("kobject: '%s' cannot be added: error %d\n", name, err);
		kobject_put(kobj);
		return NULL;
	}
	return kobj;
}
EXPORT_SYMBOL(kobject_create_and_add);

/* ---- sets */

static void free_kset(struct kobject *kobj)
{
	kfree(container_of(kobj, struct kset, kobj));
}

static const struct kobj_type kset_type = { .release = free_kset, .sysfs_ops = &kobj_sysfs_ops };

struct kset *kset_create_and_add(const char *name, const void *uevent_ops, struct kobject *parent)
{
	struct kset *kset = kzalloc(sizeof(*kset), GFP_KERNEL);

	if (!kset)
		return NULL;
	INIT_LIST_HEAD(&kset->list);
	spin_lock_init(&kset->list_lock);
	if (kobject_init_and_add(&kset->kobj, &kset_type, parent, "%s", name)) {
		kobject_put(&kset->kobj);
		return NULL;
	}
	return kset;
}
EXPORT_SYMBOL(kset_create_and_add);

void kset_unregister(struct kset *kset)
{
	if (kset) {
		kobject_del(&kset->kobj);
		kobject_put(&kset->kobj);
	}
}
EXPORT_SYMBOL(kset_unregister);

/* A directory that the tree has already gets its object. */
static struct kobject *__init adopt(const char *path)
{
	struct kobject *kobj = kobject_create();
	struct dentry *dir = vfs_mkdir_path(path);

	if (!kobj || IS_ERR(dir))
		panic("files: no memory for %s", path);
	kobj->name = kbasename(path);
	kobj->sd = dir;
	kobj->state_in_sysfs = 1;
	return kobj;
}

/**
 * kobject_core_init() - the objects that are always there
 */
void __init kobject_core_init(void)
{
	kernel_kobj = adopt("/sys/kernel");
	mm_kobj = adopt("/sys/kernel/mm");
	firmware_kobj = adopt("/sys/firmware");
}
EXPORT_SYMBOL(kernel_kobj);
EXPORT_SYMBOL(mm_kobj);
EXPORT_SYMBOL(firmware_kobj);
