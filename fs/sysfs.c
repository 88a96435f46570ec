// SPDX-License-Identifier: MIT
/*
 * Attributes: a kobject's small files. A file remembers the object and the attribute; reading and
 * writing goes through the object's type, as one kind of object has one way to find its functions.
 */
#include <linux/kernel.h>
#include <linux/kobject.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <quarry/vfs.h>

/**
 * struct sysfs_file - an attribute's file; freed with its node
 * @kobj: whose
 * @attr: which; that of a struct bin_attribute if @binary
 */
struct sysfs_file {
	struct kobject *kobj;
	const struct attribute *attr;
};

static ssize_t attr_show(void *arg, char *page)
{
	struct sysfs_file *file = arg;
	const struct sysfs_ops *ops = file->kobj->ktype ? file->kobj->ktype->sysfs_ops : NULL;

	return ops && ops->show ? ops->show(file->kobj, (struct attribute *)file->attr, page) : -EIO;
}

static ssize_t attr_store(void *arg, const char *text, size_t count)
{
	struct sysfs_file *file = arg;
	const struct sysfs_ops *ops = file->kobj->ktype ? file->kobj->ktype->sysfs_ops : NULL;

	return ops && ops->store ? ops->store(file->kobj, (struct attribute *)file->attr, text, count) : -EIO;
}

static const struct vfs_text attr_text = { attr_show, attr_store };

/* The text file frees its own part; this one's goes with it. */
static void forget_attr(struct vfs_node *node)
{
	kfree(node->inode.i_private);
	kfree(node->dentry.d_fsdata);
}

static struct dentry *create_attr(struct dentry *dir, struct kobject *kobj, const struct attribute *attr, umode_t mode)
{
	struct sysfs_file *file = kmalloc(sizeof(*file), GFP_KERNEL);
	struct dentry *dentry;

	if (!file)
		return ERR_PTR(-ENOMEM);
	*file = (struct sysfs_file){ kobj, attr };
	dentry = vfs_create_text(dir, attr->name, mode, &attr_text, file);
	if (IS_ERR(dentry)) {
		kfree(file);
		return dentry;
	}
	dentry->d_inode->i_private = file;
	node_of(dentry)->forget = forget_attr;
	return dentry;
}

int sysfs_create_file(struct kobject *kobj, const struct attribute *attr)
{
	if (WARN_ON(!kobj || !kobj->sd || !attr))
		return -EINVAL;
	return PTR_ERR_OR_ZERO(create_attr(kobj->sd, kobj, attr, attr->mode));
}
EXPORT_SYMBOL(sysfs_create_file);

static void remove_named(struct dentry *dir, const char *name)
{
	struct dentry *dentry = dir ? vfs_child(dir, name) : NULL;

	if (dentry) {
		vfs_remove(dentry);
		vfs_put(dentry);
	}
}

void sysfs_remove_file(struct kobject *kobj, const struct attribute *attr)
{
	remove_named(kobj->sd, attr->name);
}
EXPORT_SYMBOL(sysfs_remove_file);

int sysfs_create_files(struct kobject *kobj, const struct attribute *const *attrs)
{
	int err = 0, n = 0;

	for (; attrs[n] && !err; n++)
		err = sysfs_create_file(kobj, attrs[n]);
	if (err)
		while (--n > 0)
			sysfs_remove_file(kobj, attrs[n - 1]);
	return err;
}
EXPORT_SYMBOL(sysfs_create_files);

void sysfs_remove_files(struct kobject *kobj, const struct attribute *const *attrs)
{
	for (; *attrs; attrs++)
		sysfs_remove_file(kobj, *attrs);
}
EXPORT_SYMBOL(sysfs_remove_files);

/* ---- files that are not text */

static ssize_t bin_read(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	struct sysfs_file *what = file->f_inode->i_private;
	struct bin_attribute *attr = container_of(what->attr, struct bin_attribute, attr);
	ssize_t n = min_t(size_t, count, PAGE_SIZE);
	char *page;

	if (attr->size && *pos >= attr->size)
		return 0;
	if (attr->size)
		n = min_t(size_t, n, attr->size - *pos);
	if (!attr->read)
		return -EIO;
	page = (char *)get_zeroed_page(GFP_KERNEL);
	if (!page)
		return -ENOMEM;
	n = attr->read(file, what->kobj, attr, page, *pos, n);
	if (n > 0 && copy_to_user(buf, page, min_t(size_t, n, count)))
		n = -EFAULT;
	if (n > 0)
		*pos += n;
	free_page((unsigned long)page);
	return n;
}

static ssize_t bin_write(struct file *file, const char __user *buf, size_t count, loff_t *pos)
{
	struct sysfs_file *what = file->f_inode->i_private;
	struct bin_attribute *attr = container_of(what->attr, struct bin_attribute, attr);
	ssize_t n = min_t(size_t, count, PAGE_SIZE);
	char *data;

	if (!attr->write)
		return -EIO;
	if (attr->size && *pos >= attr->size)
		return -EFBIG;
	if (attr->size)
		n = min_t(size_t, n, attr->size - *pos);
	data = memdup_user(buf, n);
	if (IS_ERR(data))
		return PTR_ERR(data);
	n = attr->write(file, what->kobj, attr, data, *pos, n);
	if (n > 0)
		*pos += n;
	kfree(data);
	return n;
}

static const struct file_operations bin_fops = { .read = bin_read, .write = bin_write, .llseek = generic_file_llseek };

static void forget_bin(struct vfs_node *node)
{
	kfree(node->inode.i_private);
}

int sysfs_create_bin_file(struct kobject *kobj, const struct bin_attribute *attr)
{
	struct sysfs_file *file = kmalloc(sizeof(*file), GFP_KERNEL);
	struct dentry *dentry;

	if (!file)
		return -ENOMEM;
	*file = (struct sysfs_file){ kobj, &attr->attr };
	dentry = kobj->sd ? vfs_create(kobj->sd, attr->attr.name, attr->attr.mode, &bin_fops, file) : ERR_PTR(-EINVAL);
	if (IS_ERR(dentry)) {
		kfree(file);
		return PTR_ERR(dentry);
	}
	dentry->d_inode->i_size = attr->size;
	node_of(dentry)->forget = forget_bin;
	return 0;
}
EXPORT_SYMBOL(sysfs_create_bin_file);

void sysfs_remove_bin_file(struct kobject *kobj, const struct bin_attribute *attr)
{
	remove_named(kobj->sd, attr->attr.name);
}
EXPORT_SYMBOL(sysfs_remove_bin_file);

/* ---- groups */

static umode_t visible(struct kobject *kobj, const struct attribute_group *group, int i)
{
	return group->is_visible ? group->is_visible(kobj, group->attrs[i], i) : group->attrs[i]->mode;
}

int sysfs_create_group(struct kobject *kobj, const struct attribute_group *group)
{
	struct dentry *dir = kobj->sd;
	int err = 0;

	if (WARN_ON(!dir))
		return -EINVAL;
	if (group->name)
		dir = vfs_mkdir(dir, group->name);
	if (IS_ERR(dir))
		return PTR_ERR(dir);
	for (int i = 0; group->attrs && group->attrs[i] && !err; i++)
		if (visible(kobj, group, i))
			err = PTR_ERR_OR_ZERO(create_attr(dir, kobj, group->attrs[i], visible(kobj, group, i)));
	for (int i = 0; group->bin_attrs && group->bin_attrs[i] && !err; i++)
		err = sysfs_create_bin_file(kobj, group->bin_attrs[i]);
	if (err)
		sysfs_remove_group(kobj, group);
	return err;
}
EXPORT_SYMBOL(sysfs_create_group);

void sysfs_remove_group(struct kobject *kobj, const struct attribute_group *group)
{
	if (group->name)
		remove_named(kobj->sd, group->name);
	for (int i = 0; !group->name && group->attrs && group->attrs[i]; i++)
		sysfs_remove_file(kobj, group->attrs[i]);
	for (int i = 0; group->bin_attrs && group->bin_attrs[i]; i++)
		sysfs_remove_bin_file(kobj, group->bin_attrs[i]);
}
EXPORT_SYMBOL(sysfs_remove_group);

int sysfs_create_groups(struct kobject *kobj, const struct attribute_group **groups)
{
	int err = 0, n = 0;

	for (; groups && groups[n] && !err; n++)
		err = sysfs_create_group(kobj, groups[n]);
	if (err)
		while (--n > 0)
			sysfs_remove_group(kobj, groups[n - 1]);
	return err;
}
EXPORT_SYMBOL(sysfs_create_groups);

void sysfs_remove_groups(struct kobject *kobj, const struct attribute_group **groups)
{
	for (; groups && *groups; groups++)
		sysfs_remove_group(kobj, *groups);
}
EXPORT_SYMBOL(sysfs_remove_groups);

/* ---- attributes that know their own functions */

static ssize_t kobj_attr_show(struct kobject *kobj, struct attribute *attr, char *buf)
{
	struct kobj_attribute *a = container_of(attr, struct kobj_attribute, attr);

	return a->show ? a->show(kobj, a, buf) : -EIO;
}

static ssize_t kobj_attr_store(struct kobject *kobj, struct attribute *attr, const char *buf, size_t count)
{
	struct kobj_attribute *a = container_of(attr, struct kobj_attribute, attr);

	return a->store ? a->store(kobj, a, buf, count) : -EIO;
}

const struct sysfs_ops kobj_sysfs_ops = { kobj_attr_show, kobj_attr_store };
EXPORT_SYMBOL(kobj_sysfs_ops);

static int emit(char *buf, int at, const char *fmt, va_list args)
{
	if (WARN(offset_in_page(buf) || at < 0 || at >= (int)PAGE_SIZE, "sysfs_emit: no page at %p, or no place at %d\n", buf,
		 at))
		return 0;
	return vscnprintf(buf + at, PAGE_SIZE - at, fmt, args);
}

int sysfs_emit(char *buf, const char *fmt, ...)
{
	va_list args;
	int n;

	va_start(args, fmt);
	n = emit(buf, 0, fmt, args);
	va_end(args);
	return n;
}
EXPORT_SYMBOL(sysfs_emit);

int sysfs_emit_at(char *buf, int at, const char *fmt, ...)
{
	va_list args;
	int n;

	va_start(args, fmt);
	n = emit(buf, at, fmt, args);
	va_end(args);
	return n;
}
EXPORT_SYMBOL(sysfs_emit_at);
