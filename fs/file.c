// SPDX-License-Identifier: MIT
/*
 * Opening and closing files.
 *
 * A path leads to a node of the tree (fs/node.c). A node has operations; a device's node has a number
 * instead, for which fs/char_dev.c finds the driver. Open calls the driver's open within the file's
 * gate (fs/gate.c); the last holder's fput() calls its release. The module that owns the operations
 * stays while a file is open.
 *
 * There is one user, root, who may do everything: permissions are shown and not asked about, except
 * that a file opened for reading cannot be written, and the other way round.
 */
#include <linux/atomic.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/string.h>
#include <quarry/vfs.h>

static atomic_t nr_files = ATOMIC_INIT(0);

/** vfs_open_files - how many files are open, for leak checks */
unsigned int vfs_open_files(void)
{
	return atomic_read(&nr_files);
}

static fmode_t mode_of(int flags)
{
	fmode_t mode = FMODE_LSEEK | FMODE_PREAD | FMODE_PWRITE;

	switch (flags & O_ACCMODE) {
	case O_RDONLY: return mode | FMODE_READ;
	case O_WRONLY: return mode | FMODE_WRITE;
	default: return mode | FMODE_READ | FMODE_WRITE;
	}
}

static struct file *new_file(struct dentry *dentry, int flags)
{
	struct file *file = kzalloc(sizeof(*file), GFP_KERNEL);

	if (!file)
		return NULL;
	file->f_path.dentry = vfs_get(dentry);
	file->f_inode = dentry->d_inode;
	file->f_flags = flags & ~(O_CREAT | O_EXCL | O_NOCTTY | O_TRUNC);
	file->f_mode = mode_of(flags);
	refcount_set(&file->f_count, 1);
	mutex_init(&file->f_pos_lock);
	INIT_LIST_HEAD(&file->f_gate_entry);
	atomic_inc(&nr_files);
	return file;
}

static void free_file(struct file *file)
{
	gate_put(file->f_gate);
	if (file->f_owner_module)
		module_put(file->f_owner_module);
	vfs_put(file->f_path.dentry);
	kfree(file);
	atomic_dec(&nr_files);
}

/* The module whose operations these are cannot go while the file holds it. */
static int pin_module(struct file *file, struct module *owner)
{
	if (owner && !try_module_get(owner))
		return -ENXIO;
	file->f_owner_module = owner;
	return 0;
}

/* A driver's open put other operations there, and holds their module by fops_get(). */
void replace_fops(struct file *file, const struct file_operations *fops)
{
	if (file->f_owner_module)
		module_put(file->f_owner_module);
	file->f_op = fops;
	file->f_owner_module = fops->owner;
}
EXPORT_SYMBOL(replace_fops);

/**
 * file_open_with() - the driver's open
 * @file: its f_gate is set, with a reference
 * @fops: the operations
 * @owner: who has them
 *
 * Return: 0, or the driver's error, and then nothing more of it is called.
 */
int file_open_with(struct file *file, const struct file_operations *fops, struct module *owner)
{
	struct file_gate *gate = file->f_gate; /* a driver's open may lead on to another */
	struct gate_call call;
	int err = gate_enter(gate, &call);

	if (err)
		return err;
	file->f_op = fops;
	err = pin_module(file, owner);
	if (!err && fops->open)
		err = fops->open(file->f_inode, file);
	if (!err && list_empty(&file->f_gate_entry)) {
		spin_lock(&gate->lock);
		list_add_tail(&file->f_gate_entry, &gate->files);
		spin_unlock(&gate->lock);
	}
	gate_leave(gate, &call, "open", file);
	if (err > 0) {
		pr_warn("%s: open() returned %d, which is no error number; taken as -EIO\n",
			file->f_path.dentry->d_name.name, err);
		err = -EIO;
	}
	return err;
}

static const struct file_operations nothing_fops = {};

static int open_node(struct file *file)
{
	struct inode *inode = file->f_inode;

	if (S_ISCHR(inode->i_mode))
		return chrdev_open(inode, file);
	if (!S_ISREG(inode->i_mode))
		return S_ISDIR(inode->i_mode) ? -EISDIR : -ENXIO;
	file->f_gate = gate_get(node_of(file->f_path.dentry)->gate);
	return file_open_with(file, inode->i_fop ?: &nothing_fops, inode->i_fop ? inode->i_fop->owner : NULL);
}

/**
 * vfs_open() - open a node
 * @dentry: the node; a reference of its own is taken
 * @flags: O_*
 *
 * Context: process. Return: the file for fput(), or an ERR_PTR().
 */
struct file *vfs_open(struct dentry *dentry, int flags)
{
	struct file *file = new_file(dentry, flags);
	int err;

	if (!file)
		return ERR_PTR(-ENOMEM);
	err = open_node(file);
	if (err) {
		free_file(file);
		return ERR_PTR(err);
	}
	return file;
}

/**
 * filp_open() - open a file by its path
 * @path: from the root
 * @flags: O_*; O_CREAT makes nothing: files come from drivers
 * @mode: for O_CREAT
 *
 * Context: process. Return: the file for filp_close(), or an ERR_PTR().
 */
struct file *filp_open(const char *path, int flags, umode_t mode)
{
	struct dentry *dentry = vfs_lookup(path);
	struct file *file;

	if (IS_ERR(dentry))
		return ERR_CAST(dentry);
	file = flags & O_CREAT && flags & O_EXCL ? ERR_PTR(-EEXIST) : vfs_open(dentry, flags);
	vfs_put(dentry);
	return file;
}
EXPORT_SYMBOL(filp_open);

/**
 * fput() - a holder lets go of a file; the last one ends it
 * @file: the file
 *
 * Context: process.
 */
void fput(struct file *file)
{
	if (!refcount_dec_and_lock(&file->f_count, &file->f_gate->lock))
		return;
	file_release(file);
	free_file(file);
}
EXPORT_SYMBOL(fput);

/**
 * filp_close() - undo filp_open()
 * @file: the file
 * @id: not used
 *
 * Return: what the driver's flush says.
 */
int filp_close(struct file *file, fl_owner_t id)
{
	struct gate_call call;
	int err = 0;

	if (file->f_op->flush && !gate_enter(file->f_gate, &call)) {
		err = file->f_op->flush(file, id);
		gate_leave(file->f_gate, &call, "flush", file);
	}
	fput(file);
	return err;
}
EXPORT_SYMBOL(filp_close);
EXPORT_SYMBOL(vfs_open_files);
EXPORT_SYMBOL(vfs_open);
