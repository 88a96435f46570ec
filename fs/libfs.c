// SPDX-License-Identifier: MIT
/* Ready-made pieces for tables of operations. Context: process. */
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <quarry/vfs.h>

/* How much of @available bytes a transfer at *ppos may move: 0 at the end, or an error. */
static ssize_t clip(loff_t pos, size_t count, size_t available)
{
	if (pos < 0)
		return -EINVAL;
	if (pos >= available)
		return 0;
	return min_t(size_t, count, available - pos);
}

/**
 * simple_read_from_buffer() - a read whose content lies in memory
 * @to: the reader's buffer
 * @count: its size
 * @ppos: position in the content, moved
 * @from: the content
 * @available: bytes of it
 *
 * Return: bytes copied, 0 at the end, -EINVAL for a negative position, -EFAULT if none could be copied.
 */
ssize_t simple_read_from_buffer(void __user *to, size_t count, loff_t *ppos, const void *from, size_t available)
{
	ssize_t n = clip(*ppos, count, available);
	size_t left;

	if (n <= 0)
		return n;
	left = copy_to_user(to, from + *ppos, n);
	if (left == (size_t)n)
		return -EFAULT;
	*ppos += n - left;
	return n - left;
}
EXPORT_SYMBOL(simple_read_from_buffer);

/** simple_write_to_buffer - a write whose content goes to memory; as simple_read_from_buffer() */
ssize_t simple_write_to_buffer(void *to, size_t available, loff_t *ppos, const void __user *from, size_t count)
{
	ssize_t n = clip(*ppos, count, available);
	size_t left;

	if (n <= 0)
		return n;
	left = copy_from_user(to + *ppos, from, n);
	if (left == (size_t)n)
		return -EFAULT;
	*ppos += n - left;
	return n - left;
}
EXPORT_SYMBOL(simple_write_to_buffer);

/** memory_read_from_buffer - as simple_read_from_buffer(), between two places of the kernel */
ssize_t memory_read_from_buffer(void *to, size_t count, loff_t *ppos, const void *from, size_t available)
{
	ssize_t n = clip(*ppos, count, available);

	if (n > 0) {
		memcpy(to, from + *ppos, n);
		*ppos += n;
	}
	return n;
}
EXPORT_SYMBOL(memory_read_from_buffer);

/** simple_open - hands inode->i_private on to file->private_data */
int simple_open(struct inode *inode, struct file *file)
{
	if (inode->i_private)
		file->private_data = inode->i_private;
	return 0;
}
EXPORT_SYMBOL(simple_open);

/** nonseekable_open - at the end of an open: the file has no position */
int nonseekable_open(struct inode *inode, struct file *file)
{
	file->f_mode &= ~(FMODE_LSEEK | FMODE_PREAD | FMODE_PWRITE);
	return 0;
}
EXPORT_SYMBOL(nonseekable_open);

/** stream_open - as nonseekable_open(), and readers do not wait for writers */
int stream_open(struct inode *inode, struct file *file)
{
	file->f_mode &= ~(FMODE_LSEEK | FMODE_PREAD | FMODE_PWRITE);
	file->f_mode |= FMODE_STREAM;
	return 0;
}
EXPORT_SYMBOL(stream_open);

int generic_file_open(struct inode *inode, struct file *file)
{
	return 0;
}
EXPORT_SYMBOL(generic_file_open);

loff_t no_llseek(struct file *file, loff_t offset, int whence)
{
	return -ESPIPE;
}
EXPORT_SYMBOL(no_llseek);

loff_t noop_llseek(struct file *file, loff_t offset, int whence)
{
	return file->f_pos;
}
EXPORT_SYMBOL(noop_llseek);

/* To a position from 0 to @max; whence SEEK_END counts from @end. */
static loff_t seek_to(struct file *file, loff_t offset, int whence, loff_t end, loff_t max)
{
	loff_t base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? file->f_pos : end, to;

	if (whence < SEEK_SET || whence > SEEK_END || __builtin_add_overflow(base, offset, &to))
		return -EINVAL;
	if (to < 0 || to > max)
		return -EINVAL;
	if (to != file->f_pos) {
		file->f_pos = to;
		file->f_version = 0;
	}
	return to;
}

/** default_llseek - any position that is not negative; the end is the inode's size */
loff_t default_llseek(struct file *file, loff_t offset, int whence)
{
	return seek_to(file, offset, whence, file->f_inode->i_size, LLONG_MAX);
}
EXPORT_SYMBOL(default_llseek);

loff_t generic_file_llseek(struct file *file, loff_t offset, int whence)
{
	return seek_to(file, offset, whence, file->f_inode->i_size, LLONG_MAX);
}
EXPORT_SYMBOL(generic_file_llseek);

/** fixed_size_llseek - positions from 0 to @size, which is the end */
loff_t fixed_size_llseek(struct file *file, loff_t offset, int whence, loff_t size)
{
	return seek_to(file, offset, whence, size, size);
}
EXPORT_SYMBOL(fixed_size_llseek);

/** no_seek_end_llseek - there is no end to count from */
loff_t no_seek_end_llseek(struct file *file, loff_t offset, int whence)
{
	return whence == SEEK_END ? -EINVAL : seek_to(file, offset, whence, 0, LLONG_MAX);
}
EXPORT_SYMBOL(no_seek_end_llseek);
