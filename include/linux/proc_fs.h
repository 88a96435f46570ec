/* SPDX-License-Identifier: MIT */
/* Files under /proc. PROC_FILE() in quarry/proc.h declares one of the kernel's own. */
#ifndef _LINUX_PROC_FS_H
#define _LINUX_PROC_FS_H

#include <linux/fs.h>
#include <linux/seq_file.h>
#include <linux/types.h>

struct proc_dir_entry; /* opaque: a struct dentry */

/**
 * struct proc_ops - as struct file_operations, for files under /proc
 *
 * There is no owner: proc_remove() waits for calls in progress and releases files that are open, so a
 * module can go at any time.
 */
struct proc_ops {
	unsigned int proc_flags;
	int (*proc_open)(struct inode *inode, struct file *file);
	ssize_t (*proc_read)(struct file *file, char __user *buf, size_t count, loff_t *pos);
	ssize_t (*proc_read_iter)(struct kiocb *iocb, struct iov_iter *to); /* not called: no vectors */
	ssize_t (*proc_write)(struct file *file, const char __user *buf, size_t count, loff_t *pos);
	loff_t (*proc_lseek)(struct file *file, loff_t offset, int whence);
	int (*proc_release)(struct inode *inode, struct file *file);
	__poll_t (*proc_poll)(struct file *file, struct poll_table_struct *wait);
	long (*proc_ioctl)(struct file *file, unsigned int cmd, unsigned long arg);
	int (*proc_mmap)(struct file *file, struct vm_area_struct *vma); /* not called: no programs */
};

#define PROC_ENTRY_PERMANENT 1U

/* With struct proc_ops, or as before 5.6 with struct file_operations. */
struct proc_dir_entry *proc_create_ops(const char *name, umode_t mode, struct proc_dir_entry *parent,
				       const struct proc_ops *ops, void *data);
struct proc_dir_entry *proc_create_fops(const char *name, umode_t mode, struct proc_dir_entry *parent,
					const struct file_operations *fops, void *data);

/**
 * proc_create_data() - a file under /proc
 * @name: its name, or a path below @parent whose directories exist
 * @mode: permissions; 0: read by all
 * @parent: a directory from proc_mkdir(), or NULL for /proc
 * @ops: struct proc_ops or struct file_operations; must stay until proc_remove()
 * @data: for pde_data()
 *
 * Context: process. Return: the entry, or NULL if the name is taken (which is logged) or memory lacks.
 */
#define proc_create_data(name, mode, parent, ops, data)                                            \
	_Generic((ops),                                                                            \
		const struct file_operations *: proc_create_fops,                                  \
		struct file_operations *: proc_create_fops,                                        \
		default: proc_create_ops)(name, mode, parent, (void *)(ops), data)
#define proc_create(name, mode, parent, ops) proc_create_data(name, mode, parent, ops, NULL)

/* Files of records, and files that one function prints. */
struct proc_dir_entry *proc_create_seq_private(const char *name, umode_t mode, struct proc_dir_entry *parent,
					       const struct seq_operations *ops, unsigned int state_size, void *data);
#define proc_create_seq_data(name, mode, parent, ops, data) proc_create_seq_private(name, mode, parent, ops, 0, data)
#define proc_create_seq(name, mode, parent, ops) proc_create_seq_private(name, mode, parent, ops, 0, NULL)
struct proc_dir_entry *proc_create_single_data(const char *name, umode_t mode, struct proc_dir_entry *parent,
					       int (*show)(struct seq_file *m, void *v), void *data);
#define proc_create_single(name, mode, parent, show) proc_create_single_data(name, mode, parent, show, NULL)

struct proc_dir_entry *proc_mkdir(const char *name, struct proc_dir_entry *parent);
struct proc_dir_entry *proc_mkdir_mode(const char *name, umode_t mode, struct proc_dir_entry *parent);
struct proc_dir_entry *proc_mkdir_data(const char *name, umode_t mode, struct proc_dir_entry *parent, void *data);
void proc_set_size(struct proc_dir_entry *entry, loff_t size);
void proc_set_user(struct proc_dir_entry *entry, kuid_t uid, kgid_t gid);

/* With everything below it. NULL does nothing. */
void proc_remove(struct proc_dir_entry *entry);
void remove_proc_entry(const char *name, struct proc_dir_entry *parent);
int remove_proc_subtree(const char *name, struct proc_dir_entry *parent);

void *pde_data(const struct inode *inode);
void *proc_get_parent_data(const struct inode *inode);

#endif
