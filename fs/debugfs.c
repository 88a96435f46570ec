// SPDX-License-Identifier: MIT
/*
 * /sys/kernel/debug: files for whoever wants to look inside. Nothing here needs to be checked by its
 * caller: an error given as a directory gives an error again, and removing one does nothing.
 */
#include <linux/debugfs.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <linux/sysfs.h>
#include <linux/uaccess.h>
#include <quarry/vfs.h>

static struct dentry *home(struct dentry *parent)
{
	return parent ?: vfs_debug;
}

static struct dentry *complain(struct dentry *made, const char *what, const char *name)
{
	if (IS_ERR(made))
		pr_warn("debugfs: %s '%s' cannot be created: error %ld\n", what, name, PTR_ERR(made));
	return made;
}

struct dentry *debugfs_create_dir(const char *name, struct dentry *parent)
{
	if (IS_ERR(parent))
		return parent;
	return complain(vfs_mkdir(home(parent), name), "directory", name);
}
EXPORT_SYMBOL(debugfs_create_dir);

struct dentry *debugfs_create_file(const char *name, umode_t mode, struct dentry *parent, void *data,
				   const struct file_operations *fops)
{
	if (IS_ERR(parent))
		return parent;
	return complain(vfs_create(home(parent), name, mode, fops, data), "file", name);
}
EXPORT_SYMBOL(debugfs_create_file);

void debugfs_remove(struct dentry *dentry)
{
	vfs_remove(dentry);
}
EXPORT_SYMBOL(debugfs_remove);

/** debugfs_lookup - without a reference: as long as nobody removes it; NULL if there is none */
struct dentry *debugfs_lookup(const char *name, struct dentry *parent)
{
	struct dentry *found = IS_ERR(parent) ? NULL : vfs_child(home(parent), name);

	vfs_put(found);
	return found;
}
EXPORT_SYMBOL(debugfs_lookup);

void debugfs_lookup_and_remove(const char *name, struct dentry *parent)
{
	vfs_remove(debugfs_lookup(name, parent));
}
EXPORT_SYMBOL(debugfs_lookup_and_remove);

/* ---- variables: one table entry for each kind */

enum kind { UNSIGNED, HEX, BOOL, ATOMIC };

/**
 * struct variable_kind - how a variable is shown and set
 */
struct variable_kind {
	enum kind kind;
	unsigned int size;
};

static u64 load(const void *value, unsigned int size)
{
	switch (size) {
	case 1: return *(const u8 *)value;
	case 2: return *(const u16 *)value;
	case 4: return *(const u32 *)value;
	default: return *(const u64 *)value;
	}
}

static void store(void *value, unsigned int size, u64 x)
{
	switch (size) {
	case 1: *(u8 *)value = (u8)x; break;
	case 2: *(u16 *)value = (u16)x; break;
	case 4: *(u32 *)value = (u32)x; break;
	default: *(u64 *)value = x;
	}
}

static ssize_t show_variable(const struct variable_kind *kind, void *value, char *page)
{
	switch (kind->kind) {
	case BOOL: return sysfs_emit(page, "%c\n", *(bool *)value ? 'Y' : 'N');
	case ATOMIC: return sysfs_emit(page, "%d\n", atomic_read((atomic_t *)value));
	case HEX: return sysfs_emit(page, "0x%0*llx\n", (int)kind->size * 2, load(value, kind->size));
	default: return sysfs_emit(page, "%llu\n", load(value, kind->size));
	}
}

static int set_variable(const struct variable_kind *kind, void *value, const char *text)
{
	u64 x;
	int i, err;

	if (kind->kind == BOOL)
		return kstrtobool(text, value);
	if (kind->kind == ATOMIC) {
		err = kstrtoint(text, 0, &i);
		if (!err)
			atomic_set((atomic_t *)value, i);
		return err;
	}
	err = kstrtou64(text, 0, &x);
	if (!err && kind->size < 8 && x >> (kind->size * 8))
		err = -ERANGE;
	if (!err)
		store(value, kind->size, x);
	return err;
}

#define VARIABLE(name, kind_, size_)                                                               \
	static const struct variable_kind name##_kind = { kind_, size_ };                          \
	static ssize_t name##_show(void *value, char *page)                                        \
	{                                                                                          \
		return show_variable(&name##_kind, value, page);                                   \
	}                                                                                          \
	static ssize_t name##_store(void *value, const char *text, size_t count)                   \
	{                                                                                          \
		return set_variable(&name##_kind, value, text) ?: (ssize_t)count;                  \
	}                                                                                          \
	static const struct vfs_text name##_text = { name##_show, name##_store }

#define CREATE_VARIABLE(name, type, kind_)                                                         \
	VARIABLE(name, kind_, sizeof(type));                                                       \
	struct dentry *debugfs_create_##name(const char *file, umode_t mode, struct dentry *parent, type *value) \
	{                                                                                          \
		if (IS_ERR(parent))                                                                \
			return parent;                                                             \
		return complain(vfs_create_text(home(parent), file, mode, &name##_text, value), "file", file); \
	}                                                                                          \
	EXPORT_SYMBOL(debugfs_create_##name)

CREATE_VARIABLE(u8, u8, UNSIGNED);
CREATE_VARIABLE(u16, u16, UNSIGNED);
CREATE_VARIABLE(u32, u32, UNSIGNED);
CREATE_VARIABLE(u64, u64, UNSIGNED);
CREATE_VARIABLE(ulong, unsigned long, UNSIGNED);
CREATE_VARIABLE(size_t, size_t, UNSIGNED);
CREATE_VARIABLE(x8, u8, HEX);
CREATE_VARIABLE(x16, u16, HEX);
CREATE_VARIABLE(x32, u32, HEX);
CREATE_VARIABLE(x64, u64, HEX);
CREATE_VARIABLE(bool, bool, BOOL);
CREATE_VARIABLE(atomic_t, atomic_t, ATOMIC);

/* ---- other content */

static ssize_t str_show(void *arg, char *page)
{
	const char *s = *(char **)arg;

	return sysfs_emit(page, "%s\n", s ?: "");
}

static const struct vfs_text str_text = { str_show, NULL };

void debugfs_create_str(const char *name, umode_t mode, struct dentry *parent, char **value)
{
	if (!IS_ERR(parent))
		complain(vfs_create_text(home(parent), name, mode & ~0222, &str_text, value), "file", name);
}
EXPORT_SYMBOL(debugfs_create_str);

static ssize_t blob_read(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	const struct debugfs_blob_wrapper *blob = file->private_data;

	return simple_read_from_buffer(buf, count, pos, blob->data, blob->size);
}

static const struct file_operations blob_fops = { .open = simple_open, .read = blob_read, .llseek = default_llseek };

struct dentry *debugfs_create_blob(const char *name, umode_t mode, struct dentry *parent, struct debugfs_blob_wrapper *blob)
{
	return debugfs_create_file(name, mode & 0444, parent, blob, &blob_fops);
}
EXPORT_SYMBOL(debugfs_create_blob);

/**
 * struct simple_attr - an open file of one number
 * @get, @set: of the module
 * @data: for them
 * @fmt: how the number is shown
 */
struct simple_attr {
	int (*get)(void *data, u64 *value);
	int (*set)(void *data, u64 value);
	void *data;
	const char *fmt;
};

int simple_attr_open(struct inode *inode, struct file *file, int (*get)(void *data, u64 *value),
		     int (*set)(void *data, u64 value), const char *fmt)
{
	struct simple_attr *attr = kmalloc(sizeof(*attr), GFP_KERNEL);

	if (!attr)
		return -ENOMEM;
	*attr = (struct simple_attr){ get, set, inode->i_private, fmt };
	file->private_data = attr;
	return 0;
}
EXPORT_SYMBOL(simple_attr_open);

int simple_attr_release(struct inode *inode, struct file *file)
{
	kfree(file->private_data);
	return 0;
}
EXPORT_SYMBOL(simple_attr_release);

ssize_t simple_attr_read(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	const struct simple_attr *attr = file->private_data;
	char text[32];
	u64 value;
	int err;

	if (!attr->get)
		return -EACCES;
	err = attr->get(attr->data, &value);
	if (err)
		return err;
	return simple_read_from_buffer(buf, count, pos, text, scnprintf(text, sizeof(text), attr->fmt, value));
}
EXPORT_SYMBOL(simple_attr_read);

ssize_t simple_attr_write(struct file *file, const char __user *buf, size_t count, loff_t *pos)
{
	const struct simple_attr *attr = file->private_data;
	char text[32] = "";
	u64 value;
	int err;

	if (!attr->set)
		return -EACCES;
	if (count >= sizeof(text))
		return -EINVAL;
	if (copy_from_user(text, buf, count))
		return -EFAULT;
	err = kstrtou64(strim(text), 0, &value) ?: attr->set(attr->data, value);
	return err ?: (ssize_t)count;
}
EXPORT_SYMBOL(simple_attr_write);
