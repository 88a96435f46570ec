/* SPDX-License-Identifier: MIT */
/* Files under /sys/kernel/debug: whatever helps to see what goes on. Theory in fs/debugfs.c. */
#ifndef _LINUX_DEBUGFS_H
#define _LINUX_DEBUGFS_H

#include <linux/atomic.h>
#include <linux/fs.h>
#include <linux/seq_file.h>
#include <linux/types.h>

struct debugfs_blob_wrapper {
	void *data;
	unsigned long size;
};

struct debugfs_reg32 {
	char *name;
	unsigned long offset;
};

/*
 * @parent NULL is /sys/kernel/debug; an ERR_PTR() from one of these may be given to another, which
 * then gives an ERR_PTR() too. So nothing needs to be checked.
 */
struct dentry *debugfs_create_dir(const char *name, struct dentry *parent);
struct dentry *debugfs_create_file(const char *name, umode_t mode, struct dentry *parent, void *data,
				   const struct file_operations *fops);
#define debugfs_create_file_unsafe(name, mode, parent, data, fops)                                 \
	debugfs_create_file(name, mode, parent, data, fops)
struct dentry *debugfs_create_blob(const char *name, umode_t mode, struct dentry *parent,
				   struct debugfs_blob_wrapper *blob);
void debugfs_create_str(const char *name, umode_t mode, struct dentry *parent, char **value);

/* A variable of the module as a file: decimal, or hexadecimal with x. */
struct dentry *debugfs_create_u8(const char *name, umode_t mode, struct dentry *parent, u8 *value);
struct dentry *debugfs_create_u16(const char *name, umode_t mode, struct dentry *parent, u16 *value);
struct dentry *debugfs_create_u32(const char *name, umode_t mode, struct dentry *parent, u32 *value);
struct dentry *debugfs_create_u64(const char *name, umode_t mode, struct dentry *parent, u64 *value);
struct dentry *debugfs_create_ulong(const char *name, umode_t mode, struct dentry *parent, unsigned long *value);
struct dentry *debugfs_create_size_t(const char *name, umode_t mode, struct dentry *parent, size_t *value);
struct dentry *debugfs_create_x8(const char *name, umode_t mode, struct dentry *parent, u8 *value);
struct dentry *debugfs_create_x16(const char *name, umode_t mode, struct dentry *parent, u16 *value);
struct dentry *debugfs_create_x32(const char *name, umode_t mode, struct dentry *parent, u32 *value);
struct dentry *debugfs_create_x64(const char *name, umode_t mode, struct dentry *parent, u64 *value);
struct dentry *debugfs_create_bool(const char *name, umode_t mode, struct dentry *parent, bool *value);
struct dentry *debugfs_create_atomic_t(const char *name, umode_t mode, struct dentry *parent, atomic_t *value);

/* With everything below it; NULL and errors are ignored. */
void debugfs_remove(struct dentry *dentry);
#define debugfs_remove_recursive(dentry) debugfs_remove(dentry)
struct dentry *debugfs_lookup(const char *name, struct dentry *parent);
void debugfs_lookup_and_remove(const char *name, struct dentry *parent);

static inline bool debugfs_initialized(void)
{
	return true;
}

/* A file of one number that functions read and set. */
struct simple_attr;
int simple_attr_open(struct inode *inode, struct file *file, int (*get)(void *data, u64 *value),
		     int (*set)(void *data, u64 value), const char *fmt);
int simple_attr_release(struct inode *inode, struct file *file);
ssize_t simple_attr_read(struct file *file, char __user *buf, size_t count, loff_t *pos);
ssize_t simple_attr_write(struct file *file, const char __user *buf, size_t count, loff_t *pos);

#define DEFINE_SIMPLE_ATTRIBUTE(name, get, set, fmt)                                               \
	static int name##_open(struct inode *inode, struct file *file)                             \
	{                                                                                          \
		return simple_attr_open(inode, file, get, set, fmt);                               \
	}                                                                                          \
	static const struct file_operations name = {                                               \
		.owner = THIS_MODULE, .open = name##_open, .release = simple_attr_release,         \
		.read = simple_attr_read, .write = simple_attr_write, .llseek = generic_file_llseek, \
	}
#define DEFINE_DEBUGFS_ATTRIBUTE(name, get, set, fmt) DEFINE_SIMPLE_ATTRIBUTE(name, get, set, fmt)

#endif
