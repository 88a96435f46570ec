/* SPDX-License-Identifier: MIT */
/*
 * Files as drivers see them: the operations that a driver gives, and what it is called with. How a
 * call gets from the monitor to a driver stands in fs/file.c.
 */
#ifndef _LINUX_FS_H
#define _LINUX_FS_H

#include <linux/bug.h>
#include <linux/cred.h>
#include <linux/dcache.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/fcntl.h>
#include <linux/init.h>
#include <linux/ioctl.h>
#include <linux/kdev_t.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/pid.h>
#include <linux/refcount.h>
#include <linux/rwsem.h>
#include <linux/semaphore.h>
#include <linux/slab.h>
#include <linux/stat.h>
#include <linux/types.h>
#include <linux/uio.h>
#include <linux/wait.h>

struct cdev;
struct file;
struct file_gate;
struct module;
struct poll_table_struct;
struct vm_area_struct;

typedef unsigned int fmode_t;
typedef unsigned int __poll_t;
typedef void *fl_owner_t;

#define FMODE_READ 0x1
#define FMODE_WRITE 0x2
#define FMODE_LSEEK 0x4
#define FMODE_PREAD 0x8
#define FMODE_PWRITE 0x10
#define FMODE_STREAM 0x200000

#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2
#define SEEK_MAX SEEK_END

/* The most that one read or write moves, as on Linux. */
#define MAX_RW_COUNT (INT_MAX & PAGE_MASK)

/**
 * struct file_operations - what a driver does for a file; each may be NULL
 * @owner: THIS_MODULE: cannot be removed while a file is open
 * @llseek: moves f_pos; without it the file has no position
 * @read: at most @count bytes to @buf, from *@pos on, which it moves; 0 at the end
 * @write: at most @count bytes from @buf
 * @poll: which of EPOLL* hold now; poll_wait() says where a change is told
 * @unlocked_ioctl: anything else
 * @ioctl: its form before 2.6.36; called if there is no @unlocked_ioctl
 * @open: a file was opened; an error forbids it
 * @flush: a holder closes it
 * @release: the last holder has closed it; its value is ignored
 * @fsync: bring to where it lasts what was written
 * @fasync: somebody wants signals, or no longer does; there are none, so only called with on == 0
 * @mmap, @compat_ioctl, @read_iter, @write_iter: for tables that name them. Nobody calls them: there
 *	are no programs that map files, and no vectors.
 */
struct file_operations {
	struct module *owner;
	loff_t (*llseek)(struct file *file, loff_t offset, int whence);
	ssize_t (*read)(struct file *file, char __user *buf, size_t count, loff_t *pos);
	ssize_t (*write)(struct file *file, const char __user *buf, size_t count, loff_t *pos);
	__poll_t (*poll)(struct file *file, struct poll_table_struct *wait);
	long (*unlocked_ioctl)(struct file *file, unsigned int cmd, unsigned long arg);
	int (*ioctl)(struct inode *inode, struct file *file, unsigned int cmd, unsigned long arg);
	int (*open)(struct inode *inode, struct file *file);
	int (*flush)(struct file *file, fl_owner_t id);
	int (*release)(struct inode *inode, struct file *file);
	int (*fsync)(struct file *file, loff_t start, loff_t end, int datasync);
	int (*fasync)(int fd, struct file *file, int on);
	int (*mmap)(struct file *file, struct vm_area_struct *vma);
	long (*compat_ioctl)(struct file *file, unsigned int cmd, unsigned long arg);
	ssize_t (*read_iter)(struct kiocb *iocb, struct iov_iter *to);
	ssize_t (*write_iter)(struct kiocb *iocb, struct iov_iter *from);
};

/**
 * struct inode - what a name stands for
 * @i_mode: S_IF* and who may do what
 * @i_uid, @i_gid: root's
 * @i_rdev: device number, of a device's
 * @i_size: bytes, where known, else 0
 * @i_ino: a number of its own
 * @i_fop: its operations; a device's come from its driver
 * @i_cdev: the driver's, once opened
 * @i_private: for whoever made it
 */
struct inode {
	umode_t i_mode;
	kuid_t i_uid;
	kgid_t i_gid;
	dev_t i_rdev;
	loff_t i_size;
	unsigned long i_ino;
	const struct file_operations *i_fop;
	struct cdev *i_cdev;
	void *i_private;
};

/**
 * struct file - a file that is open
 * @f_path: its name
 * @f_inode: what it is
 * @f_op: its operations; a driver's open may put others there
 * @f_mode: FMODE_*
 * @f_flags: O_* that it was opened with
 * @f_pos: where the next read or write without a position of its own begins
 * @f_pos_lock: guards @f_pos where several hold the file
 * @f_version: for drivers
 * @private_data: for the driver
 * @f_count: holders
 * @f_gate: what removal waits for and closes (fs/gate.c)
 * @f_owner_module: pinned by this file
 * @f_gate_entry: place in the gate's list; in none once released
 */
struct file {
	struct path f_path;
	struct inode *f_inode;
	const struct file_operations *f_op;
	fmode_t f_mode;
	unsigned int f_flags;
	loff_t f_pos;
	struct mutex f_pos_lock;
	u64 f_version;
	void *private_data;
	refcount_t f_count;
	struct file_gate *f_gate;
	struct module *f_owner_module;
	struct list_head f_gate_entry;
};
#define f_dentry f_path.dentry

static inline struct inode *file_inode(const struct file *file)
{
	return file->f_inode;
}

static inline unsigned int iminor(const struct inode *inode)
{
	return MINOR(inode->i_rdev);
}

static inline unsigned int imajor(const struct inode *inode)
{
	return MAJOR(inode->i_rdev);
}

static inline struct file *get_file(struct file *file)
{
	refcount_inc(&file->f_count);
	return file;
}

static inline loff_t i_size_read(const struct inode *inode)
{
	return inode->i_size;
}

static inline void i_size_write(struct inode *inode, loff_t size)
{
	inode->i_size = size;
}

static inline char *file_path(struct file *file, char *buf, int size)
{
	return d_path(&file->f_path, buf, size);
}

/* fs/file.c, fs/read_write.c */
struct file *filp_open(const char *path, int flags, umode_t mode);
int filp_close(struct file *file, fl_owner_t id);
void fput(struct file *file);
ssize_t vfs_read(struct file *file, char __user *buf, size_t count, loff_t *pos);
ssize_t vfs_write(struct file *file, const char __user *buf, size_t count, loff_t *pos);
ssize_t kernel_read(struct file *file, void *buf, size_t count, loff_t *pos);
ssize_t kernel_write(struct file *file, const void *buf, size_t count, loff_t *pos);
loff_t vfs_llseek(struct file *file, loff_t offset, int whence);
long vfs_ioctl(struct file *file, unsigned int cmd, unsigned long arg);
int vfs_fsync(struct file *file, int datasync);

/* fs/libfs.c: ready-made operations */
ssize_t simple_read_from_buffer(void __user *to, size_t count, loff_t *ppos, const void *from, size_t available);
ssize_t simple_write_to_buffer(void *to, size_t available, loff_t *ppos, const void __user *from, size_t count);
ssize_t memory_read_from_buffer(void *to, size_t count, loff_t *ppos, const void *from, size_t available);
int simple_open(struct inode *inode, struct file *file);
int nonseekable_open(struct inode *inode, struct file *file);
int stream_open(struct inode *inode, struct file *file);
int generic_file_open(struct inode *inode, struct file *file);
loff_t no_llseek(struct file *file, loff_t offset, int whence);
loff_t noop_llseek(struct file *file, loff_t offset, int whence);
loff_t default_llseek(struct file *file, loff_t offset, int whence);
loff_t generic_file_llseek(struct file *file, loff_t offset, int whence);
loff_t fixed_size_llseek(struct file *file, loff_t offset, int whence, loff_t size);
loff_t no_seek_end_llseek(struct file *file, loff_t offset, int whence);

/* fs/char_dev.c: numbers for character devices */
#define CHRDEV_MAJOR_MAX 512
int alloc_chrdev_region(dev_t *dev, unsigned int baseminor, unsigned int count, const char *name);
int register_chrdev_region(dev_t from, unsigned int count, const char *name);
void unregister_chrdev_region(dev_t from, unsigned int count);
int __register_chrdev(unsigned int major, unsigned int baseminor, unsigned int count, const char *name,
		      const struct file_operations *fops);
void __unregister_chrdev(unsigned int major, unsigned int baseminor, unsigned int count, const char *name);

/**
 * register_chrdev() - the 256 minors of a major number, for one table of operations
 * @major: which, or 0 for a free one
 * @name: for /proc/devices
 * @fops: the operations
 *
 * Context: process. Return: the major, if 0 was asked for, else 0; or -EBUSY, -EINVAL, -ENOMEM.
 */
static inline int register_chrdev(unsigned int major, const char *name, const struct file_operations *fops)
{
	return __register_chrdev(major, 0, 256, name, fops);
}

static inline void unregister_chrdev(unsigned int major, const char *name)
{
	__unregister_chrdev(major, 0, 256, name);
}

/* A driver's open puts other operations in the place of those that led to it. */
#define fops_get(fops) ((fops) && try_module_get((fops)->owner) ? (fops) : NULL)
#define fops_put(fops)                                                                             \
	do {                                                                                       \
		if (fops)                                                                          \
			module_put((fops)->owner);                                                 \
	} while (0)
void replace_fops(struct file *file, const struct file_operations *fops);

/*
 * Signals to readers that asked for them. Kernel threads get none and nobody can ask, so a list is
 * always empty: asking fails, ending is done at once, and telling tells nobody.
 */
struct fasync_struct;
static inline int fasync_helper(int fd, struct file *file, int on, struct fasync_struct **list)
{
	return on ? -EINVAL : 0;
}

static inline void kill_fasync(struct fasync_struct **list, int signal, int band)
{
	WARN_ON_ONCE(*list);
}

#endif
