// SPDX-License-Identifier: MIT
/*
 * /proc: files that modules make, and those that the kernel declares with PROC_FILE(). Nodes of the
 * tree like others (fs/node.c); struct proc_ops is put into a table of operations that the node owns.
 */
#include <linux/kernel.h>
#include <linux/proc_fs.h>
#include <linux/string.h>
#include <quarry/proc.h>
#include <quarry/vfs.h>

extern const struct proc_file __proc_files_start[], __proc_files_end[];

/**
 * struct proc_extra - what a file under /proc has besides its node; its dentry's d_fsdata
 * @fops: the operations
 * @seq: of proc_create_seq()
 * @state_size: likewise
 * @show: of proc_create_single()
 */
struct proc_extra {
	struct file_operations fops;
	const struct seq_operations *seq;
	unsigned int state_size;
	int (*show)(struct seq_file *m, void *v);
};

static struct proc_dir_entry *to_entry(struct dentry *dentry)
{
	return (struct proc_dir_entry *)dentry;
}

static struct dentry *to_dentry(struct proc_dir_entry *entry)
{
	return (struct dentry *)entry;
}

static void forget_extra(struct vfs_node *node)
{
	kfree(node->dentry.d_fsdata);
}

/* Where a path like "driver/foo" leads from @parent, with a reference; @name becomes "foo". */
static struct dentry *directory_of(const char **name, struct proc_dir_entry *parent)
{
	struct dentry *at = vfs_get(parent ? to_dentry(parent) : vfs_proc), *next;
	char part[NAME_MAX + 1];
	const char *slash;

	while (at && (slash = strchr(*name, '/'))) {
		size_t length = min_t(size_t, slash - *name, NAME_MAX);

		memcpy(part, *name, length);
		part[length] = 0;
		next = vfs_child(at, part);
		vfs_put(at);
		at = next;
		*name = slash + 1;
	}
	return at;
}

/* Takes @extra over, also if it fails. */
static struct proc_dir_entry *make_file(const char *path, umode_t mode, struct proc_dir_entry *parent,
					struct proc_extra *extra, void *data)
{
	const char *name = path;
	struct dentry *dir = directory_of(&name, parent), *dentry;

	dentry = dir ? vfs_create(dir, name, mode, &extra->fops, data) : ERR_PTR(-ENOENT);
	vfs_put(dir);
	if (IS_ERR(dentry)) {
		kfree(extra);
		WARN(PTR_ERR(dentry) == -EEXIST, "proc_dir_entry 'proc/%s' already registered\n", path);
		if (PTR_ERR(dentry) == -ENOENT || PTR_ERR(dentry) == -EINVAL)
			pr_warn("proc: '%s' is no name for a file, or its directory is not there\n", path);
		return NULL;
	}
	dentry->d_fsdata = extra;
	node_of(dentry)->forget = forget_extra;
	return to_entry(dentry);
}

struct proc_dir_entry *proc_create_fops(const char *name, umode_t mode, struct proc_dir_entry *parent,
					const struct file_operations *fops, void *data)
{
	struct proc_extra *extra = kzalloc(sizeof(*extra), GFP_KERNEL);

	if (!extra)
		return NULL;
	if (fops)
		extra->fops = *fops;
	return make_file(name, mode, parent, extra, data);
}
EXPORT_SYMBOL(proc_create_fops);

struct proc_dir_entry *proc_create_ops(const char *name, umode_t mode, struct proc_dir_entry *parent,
				       const struct proc_ops *ops, void *data)
{
	const struct file_operations fops = ops ? (struct file_operations){
		.open = ops->proc_open, .read = ops->proc_read, .write = ops->proc_write,
		.llseek = ops->proc_lseek, .release = ops->proc_release, .poll = ops->proc_poll,
		.unlocked_ioctl = ops->proc_ioctl, .mmap = ops->proc_mmap,
	} : (struct file_operations){};

	return proc_create_fops(name, mode, parent, &fops, data);
}
EXPORT_SYMBOL(proc_create_ops);

static struct proc_extra *extra_of(struct file *file)
{
	return file->f_path.dentry->d_fsdata;
}

static int seq_file_open(struct inode *inode, struct file *file)
{
	struct proc_extra *extra = extra_of(file);

	return extra->state_size ? seq_open_private(file, extra->seq, (int)extra->state_size) :
				   seq_open(file, extra->seq);
}

static int seq_file_release(struct inode *inode, struct file *file)
{
	return extra_of(file)->state_size ? seq_release_private(inode, file) : seq_release(inode, file);
}

static const struct file_operations seq_fops = {
	.open = seq_file_open, .read = seq_read, .llseek = seq_lseek, .release = seq_file_release,
};

struct proc_dir_entry *proc_create_seq_private(const char *name, umode_t mode, struct proc_dir_entry *parent,
					       const struct seq_operations *ops, unsigned int state_size, void *data)
{
	struct proc_extra *extra = kzalloc(sizeof(*extra), GFP_KERNEL);

	if (!extra)
		return NULL;
	*extra = (struct proc_extra){ .fops = seq_fops, .seq = ops, .state_size = state_size };
	return make_file(name, mode, parent, extra, data);
}
EXPORT_SYMBOL(proc_create_seq_private);

static int single_file_open(struct inode *inode, struct file *file)
{
	return single_open(file, extra_of(file)->show, inode->i_private);
}

static const struct file_operations single_fops = {
	.open = single_file_open, .read = seq_read, .llseek = seq_lseek, .release = single_release,
};

struct proc_dir_entry *proc_create_single_data(const char *name, umode_t mode, struct proc_dir_entry *parent,
					       int (*show)(struct seq_file *m, void *v), void *data)
{
	struct proc_extra *extra = kzalloc(sizeof(*extra), GFP_KERNEL);

	if (!extra)
		return NULL;
	*extra = (struct proc_extra){ .fops = single_fops, .show = show };
	return make_file(name, mode, parent, extra, data);
}
EXPORT_SYMBOL(proc_create_single_data);

struct proc_dir_entry *proc_mkdir_data(const char *path, umode_t mode, struct proc_dir_entry *parent, void *data)
{
	const char *name = path;
	struct dentry *dir = directory_of(&name, parent), *dentry;

	dentry = dir ? vfs_mkdir(dir, name) : ERR_PTR(-ENOENT);
	vfs_put(dir);
	WARN(IS_ERR(dentry) && PTR_ERR(dentry) == -EEXIST, "proc_dir_entry 'proc/%s' already registered\n", path);
	if (IS_ERR(dentry))
		return NULL;
	dentry->d_inode->i_private = data;
	if (mode)
		dentry->d_inode->i_mode = S_IFDIR | mode;
	return to_entry(dentry);
}
EXPORT_SYMBOL(proc_mkdir_data);

struct proc_dir_entry *proc_mkdir_mode(const char *name, umode_t mode, struct proc_dir_entry *parent)
{
	return proc_mkdir_data(name, mode, parent, NULL);
}
EXPORT_SYMBOL(proc_mkdir_mode);

struct proc_dir_entry *proc_mkdir(const char *name, struct proc_dir_entry *parent)
{
	return proc_mkdir_data(name, 0, parent, NULL);
}
EXPORT_SYMBOL(proc_mkdir);

void proc_set_size(struct proc_dir_entry *entry, loff_t size)
{
	to_dentry(entry)->d_inode->i_size = size;
}
EXPORT_SYMBOL(proc_set_size);

void proc_set_user(struct proc_dir_entry *entry, kuid_t uid, kgid_t gid)
{
	to_dentry(entry)->d_inode->i_uid = uid;
	to_dentry(entry)->d_inode->i_gid = gid;
}
EXPORT_SYMBOL(proc_set_user);

void proc_remove(struct proc_dir_entry *entry)
{
	vfs_remove(to_dentry(entry));
}
EXPORT_SYMBOL(proc_remove);

int remove_proc_subtree(const char *path, struct proc_dir_entry *parent)
{
	const char *name = path;
	struct dentry *dir = directory_of(&name, parent), *dentry = dir ? vfs_child(dir, name) : NULL;

	vfs_put(dir);
	if (!dentry)
		return -ENOENT;
	vfs_remove(dentry);
	vfs_put(dentry);
	return 0;
}
EXPORT_SYMBOL(remove_proc_subtree);

void remove_proc_entry(const char *name, struct proc_dir_entry *parent)
{
	WARN(remove_proc_subtree(name, parent), "name '%s'\n", name);
}
EXPORT_SYMBOL(remove_proc_entry);

/** pde_data - the data that the file was created with */
void *pde_data(const struct inode *inode)
{
	return inode->i_private;
}
EXPORT_SYMBOL(pde_data);

/** proc_get_parent_data - the data of the directory that the file is in */
void *proc_get_parent_data(const struct inode *inode)
{
	return container_of(inode, struct vfs_node, inode)->dentry.d_parent->d_inode->i_private;
}
EXPORT_SYMBOL(proc_get_parent_data);

/**
 * proc_init() - the files that the kernel declares
 */
void __init proc_init(void)
{
	for (const struct proc_file *f = __proc_files_start; f < __proc_files_end; f++) {
		struct proc_dir_entry *entry = proc_create_single(f->name, 0444, NULL, f->show);

		if (entry)
			node_of(to_dentry(entry))->show = f->show;
	}
}
