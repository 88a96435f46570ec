// SPDX-License-Identifier: MIT
/*
 * The operations of open files. Each is called within the file's gate, so that its driver can go; what
 * a driver returns is not believed blindly: a count beyond what was asked for, or a value that is
 * neither a count nor an error, is reported and becomes -EIO.
 */
#include <linux/kernel.h>
#include <linux/poll.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <quarry/vfs.h>

#define ENOIOCTLCMD 515 /* a driver's way to say that it does not know a command */

static ssize_t checked(struct file *file, const char *what, ssize_t result, size_t count)
{
	if (result >= -MAX_ERRNO && result <= (ssize_t)count)
		return result;
	pr_warn("%s: %s() of %zu bytes returned %zd; taken as -EIO\n", file->f_path.dentry->d_name.name, what, count,
		result);
	return -EIO;
}

/* What reading and writing ask first: may it be done, where, and how much at most? */
static ssize_t enter(struct file *file, fmode_t mode, loff_t pos, size_t *count, struct gate_call *call)
{
	if (!(file->f_mode & mode))
		return -EBADF;
	if (pos < 0)
		return -EINVAL;
	*count = min_t(size_t, *count, MAX_RW_COUNT);
	return gate_enter(file->f_gate, call);
}

/**
 * vfs_read() - read from a file
 * @file: the file
 * @buf: where to; at most MAX_RW_COUNT bytes are read
 * @count: bytes wanted
 * @pos: where from; moved by the driver
 *
 * Context: process. Return: bytes read, 0 at the end, or an error: -EBADF if not open for reading,
 * -EINVAL if it cannot be read, the driver's, the gate's if its driver is gone.
 */
ssize_t vfs_read(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	struct gate_call call;
	ssize_t result = enter(file, FMODE_READ, *pos, &count, &call);

	if (result)
		return result;
	result = file->f_op->read ? file->f_op->read(file, buf, count, pos) : -EINVAL;
	gate_leave(file->f_gate, &call, "read", file);
	return checked(file, "read", result, count);
}

/**
 * vfs_write() - write to a file; as vfs_read()
 */
ssize_t vfs_write(struct file *file, const char __user *buf, size_t count, loff_t *pos)
{
	struct gate_call call;
	ssize_t result = enter(file, FMODE_WRITE, *pos, &count, &call);

	if (result)
		return result;
	result = file->f_op->write ? file->f_op->write(file, buf, count, pos) : -EINVAL;
	gate_leave(file->f_gate, &call, "write", file);
	return checked(file, "write", result, count);
}

ssize_t kernel_read(struct file *file, void *buf, size_t count, loff_t *pos)
{
	return vfs_read(file, (char __user *)buf, count, pos ?: &file->f_pos);
}
EXPORT_SYMBOL(kernel_read);

ssize_t kernel_write(struct file *file, const void *buf, size_t count, loff_t *pos)
{
	return vfs_write(file, (const char __user *)buf, count, pos ?: &file->f_pos);
}
EXPORT_SYMBOL(kernel_write);

/**
 * vfs_llseek() - move a file's position
 * @file: the file
 * @offset: by how much
 * @whence: SEEK_*
 *
 * Return: the new position, or an error: -ESPIPE if it has none.
 */
loff_t vfs_llseek(struct file *file, loff_t offset, int whence)
{
	struct gate_call call;
	loff_t result;

	if (!(file->f_mode & FMODE_LSEEK) || !file->f_op->llseek)
		return -ESPIPE;
	result = gate_enter(file->f_gate, &call);
	if (result)
		return result;
	result = file->f_op->llseek(file, offset, whence);
	gate_leave(file->f_gate, &call, "llseek", file);
	return result;
}
EXPORT_SYMBOL(vfs_llseek);

static long call_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	if (file->f_op->unlocked_ioctl)
		return file->f_op->unlocked_ioctl(file, cmd, arg);
	if (file->f_op->ioctl)
		return file->f_op->ioctl(file->f_inode, file, cmd, arg);
	return -ENOTTY;
}

/**
 * vfs_ioctl() - anything else
 * @file: the file
 * @cmd: the driver's number for it
 * @arg: a value, or the address of one
 *
 * Return: the driver's value, or an error: -ENOTTY if it does not know the command.
 */
long vfs_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct gate_call call;
	long result = gate_enter(file->f_gate, &call);

	if (result)
		return result;
	result = call_ioctl(file, cmd, arg);
	gate_leave(file->f_gate, &call, "ioctl", file);
	return result == -ENOIOCTLCMD ? -ENOTTY : result;
}

/**
 * vfs_fsync() - bring what was written to where it lasts
 * @file: the file
 * @datasync: the data is enough
 */
int vfs_fsync(struct file *file, int datasync)
{
	struct gate_call call;
	int err = gate_enter(file->f_gate, &call);

	if (err)
		return err;
	err = file->f_op->fsync ? file->f_op->fsync(file, 0, LLONG_MAX, datasync) : -EINVAL;
	gate_leave(file->f_gate, &call, "fsync", file);
	return err;
}
EXPORT_SYMBOL(vfs_fsync);

/**
 * vfs_poll() - what can be done with a file without waiting
 * @file: the file
 * @table: who waits, or NULL
 *
 * Return: EPOLL*; a file that cannot be polled can always be read and written.
 */
__poll_t vfs_poll(struct file *file, poll_table *table)
{
	struct gate_call call;
	__poll_t mask;

	if (!file->f_op->poll)
		return DEFAULT_POLLMASK;
	if (gate_enter(file->f_gate, &call))
		return EPOLLERR | EPOLLHUP;
	mask = file->f_op->poll(file, table);
	gate_leave(file->f_gate, &call, "poll", file);
	return mask;
}
EXPORT_SYMBOL(vfs_poll);
EXPORT_SYMBOL(vfs_read);
EXPORT_SYMBOL(vfs_write);
EXPORT_SYMBOL(vfs_ioctl);
