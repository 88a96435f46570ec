/* SPDX-License-Identifier: MIT */
/* The tree of files, for those who put files into it. Theory in fs/node.c and fs/gate.c. */
#ifndef _QUARRY_VFS_H
#define _QUARRY_VFS_H

#include <linux/fs.h>
#include <linux/list.h>
#include <linux/seq_file.h>
#include <linux/spinlock.h>
#include <linux/wait.h>

/**
 * struct file_gate - what removal needs to know: who is inside, and which files are open
 * @lock: guards the rest
 * @refs: the file's owner, and each open file
 * @closed: nobody gets in any more
 * @error: what they get instead, negative
 * @calls: struct gate_call of the operations being called
 * @files: open and not yet released
 * @quiet: woken when @calls becomes empty after closing
 */
struct file_gate {
	spinlock_t lock;
	refcount_t refs;
	bool closed;
	int error;
	struct list_head calls;
	struct list_head files;
	wait_queue_head_t quiet;
};

/**
 * struct gate_call - an operation being called; on the caller's stack
 */
struct gate_call {
	struct list_head entry;
	struct task_struct *task;
	unsigned int preempt;
};

struct file_gate *gate_new(int error);
struct file_gate *gate_get(struct file_gate *gate);
void gate_put(struct file_gate *gate);
int gate_enter(struct file_gate *gate, struct gate_call *call);
void gate_leave(struct file_gate *gate, struct gate_call *call, const char *what, struct file *file);
unsigned int gate_close(struct file_gate *gate);
void file_release(struct file *file);

/**
 * struct vfs_node - a name and what it stands for
 * @dentry: the name
 * @inode: what it stands for
 * @refs: the tree, and each open file
 * @removed: no longer in the tree
 * @gate: of a file that is not a device
 * @forget: called before the memory goes, or NULL
 * @show: of a file of PROC_FILE(): can be printed without memory
 * @name: the characters
 */
struct vfs_node {
	struct dentry dentry;
	struct inode inode;
	refcount_t refs;
	bool removed;
	struct file_gate *gate;
	void (*forget)(struct vfs_node *node);
	int (*show)(struct seq_file *m, void *v);
	char name[];
};

static inline struct vfs_node *node_of(const struct dentry *dentry)
{
	return container_of(dentry, struct vfs_node, dentry);
}

extern struct dentry *vfs_root, *vfs_proc, *vfs_dev, *vfs_sys, *vfs_debug;

struct dentry *vfs_create(struct dentry *dir, const char *name, umode_t mode, const struct file_operations *fops,
			  void *data);
struct dentry *vfs_mkdir(struct dentry *dir, const char *name);
struct dentry *vfs_mkdir_path(const char *path);
struct dentry *vfs_mknod(struct dentry *dir, const char *name, umode_t mode, dev_t dev);
void vfs_remove(struct dentry *dentry);
struct dentry *vfs_child(struct dentry *dir, const char *name);
struct dentry *vfs_lookup(const char *path);
struct dentry *vfs_next(struct dentry *dir, const char *previous);
struct dentry *vfs_get(struct dentry *dentry);
void vfs_put(struct dentry *dentry);
unsigned int vfs_open_files(void);
int file_open_with(struct file *file, const struct file_operations *fops, struct module *owner);
struct file *vfs_open(struct dentry *dentry, int flags);
int chrdev_open(struct inode *inode, struct file *file);
void vfs_init_tree(void);
void vfs_init(void);
void proc_init(void);
void proc_pid_init(void);
void proc_pid_prepare(const char *path);
void kobject_core_init(void);
void devices_core_init(void);
void misc_init(void);
void sysctl_vm_init(void);
void sysctl_kernel_init(void);
unsigned int vfs_nodes(void);

/**
 * struct vfs_text - a small file whose content is a value: a module's parameter, a knob
 * @show: prints the value into @page, PAGE_SIZE bytes; the number of bytes, or an error. NULL: cannot be read
 * @store: takes @count bytes, which a zero follows, in one write; @count, or an error. NULL: cannot be written
 */
struct vfs_text {
	ssize_t (*show)(void *arg, char *page);
	ssize_t (*store)(void *arg, const char *text, size_t count);
};

/* @ops and @arg must stay until vfs_remove(). An ERR_PTR() if it cannot be made. */
struct dentry *vfs_create_text(struct dentry *dir, const char *name, umode_t mode, const struct vfs_text *ops, void *arg);

#endif
