// SPDX-License-Identifier: MIT
/*
 * The monitor's commands that do one operation on a file: read, write, ioctl, poll, mknod. They show
 * exactly what the driver answers. Text is written by "echo TEXT > FILE".
 */
#include <linux/errno.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/mm.h>
#include <linux/poll.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <quarry/console.h>
#include <quarry/monitor.h>
#include <quarry/monitor_files.h>
#include <quarry/vfs.h>

#define MAX_TRANSFER (4UL << 20)

/* All of @n bytes, in as many writes as the driver needs. */
int monitor_write_file(const char *path, int flags, const char *text, size_t n)
{
	struct file *file = filp_open(path, O_WRONLY | flags, 0644);
	loff_t pos = 0;
	ssize_t done = 0;
	int err;

	if (IS_ERR(file))
		return PTR_ERR(file);
	do {
		done = vfs_write(file, (const char __user *)text, n, &pos);
		if (done <= 0)
			break;
		text += done;
		n -= done;
	} while (n);
	if (!done && n)
		console_printf("%s takes no more: %zu bytes are left\n", path, n);
	err = filp_close(file, NULL);
	return done < 0 ? done : err;
}

static int parse_offset(int argc, char **argv, int at, loff_t *offset)
{
	*offset = 0;
	if (argc <= at)
		return 0;
	return argc == at + 1 ? kstrtoll(argv[at], 0, offset) : -EINVAL;
}

static ssize_t read_once(const char *path, char *buffer, size_t size, loff_t *offset)
{
	struct file *file = filp_open(path, O_RDONLY, 0);
	ssize_t n;

	if (IS_ERR(file))
		return PTR_ERR(file);
	n = *offset && !(file->f_mode & FMODE_PREAD) ? -ESPIPE : vfs_read(file, (char __user *)buffer, size, offset);
	filp_close(file, NULL);
	return n;
}

static int read_command(int argc, char **argv)
{
	unsigned long size;
	loff_t offset, from;
	char *buffer;
	ssize_t n;

	if (argc < 3 || kstrtoul(argv[2], 0, &size) || size > MAX_TRANSFER || parse_offset(argc, argv, 3, &offset))
		return -EINVAL;
	buffer = kvmalloc(max(size, 1UL), GFP_KERNEL);
	if (!buffer)
		return -ENOMEM;
	from = offset;
	n = read_once(argv[1], buffer, size, &offset);
	if (n >= 0) {
		monitor_dump(buffer, n, from);
		console_printf("%zd bytes; the position is %lld\n", n, offset);
	}
	kvfree(buffer);
	return min_t(ssize_t, n, 0);
}
MONITOR_COMMAND(read, "FILE SIZE [OFFSET]", "one read of a file, shown byte by byte", read_command);

/**
 * struct content - what to write
 * @data: the bytes
 * @size: how many
 * @memory: to be freed, or NULL
 */
struct content {
	const char *data;
	size_t size;
	char *memory;
};

/* "text", or "@0x5a:4096": so many bytes of that value. */
static int parse_content(char *word, struct content *content)
{
	char *colon = strchr(word, ':');
	unsigned long size;
	u8 byte;

	*content = (struct content){ word, strlen(word), NULL };
	if (word[0] != '@' || !colon)
		return 0;
	*colon = 0;
	if (kstrtou8(word + 1, 0, &byte) || kstrtoul(colon + 1, 0, &size) || size > MAX_TRANSFER)
		return -EINVAL;
	content->memory = kvmalloc(max(size, 1UL), GFP_KERNEL);
	if (!content->memory)
		return -ENOMEM;
	memset(content->memory, byte, size);
	content->data = content->memory;
	content->size = size;
	return 0;
}

static ssize_t write_once(const char *path, const struct content *content, loff_t *offset)
{
	struct file *file = filp_open(path, O_WRONLY, 0);
	ssize_t n;

	if (IS_ERR(file))
		return PTR_ERR(file);
	n = *offset && !(file->f_mode & FMODE_PWRITE) ? -ESPIPE :
	    vfs_write(file, (const char __user *)content->data, content->size, offset);
	filp_close(file, NULL);
	return n;
}

static int write_command(int argc, char **argv)
{
	struct content content;
	loff_t offset;
	ssize_t n;

	if (argc < 3 || parse_offset(argc, argv, 3, &offset))
		return -EINVAL;
	n = parse_content(argv[2], &content);
	if (n)
		return n;
	n = write_once(argv[1], &content, &offset);
	if (n >= 0)
		console_printf("%zd of %zu bytes; the position is %lld\n", n, content.size, offset);
	kvfree(content.memory);
	return min_t(ssize_t, n, 0);
}
MONITOR_COMMAND(write, "FILE TEXT|@BYTE:COUNT [OFFSET]", "one write to a file", write_command);

static int ioctl_command(int argc, char **argv)
{
	unsigned long arg = 0;
	unsigned int cmd;
	struct file *file;
	long result;

	if (argc < 3 || argc > 4 || kstrtouint(argv[2], 0, &cmd) || (argc == 4 && kstrtoul(argv[3], 0, &arg)))
		return -EINVAL;
	file = filp_open(argv[1], O_RDWR, 0);
	if (IS_ERR(file))
		return PTR_ERR(file);
	result = vfs_ioctl(file, cmd, arg);
	filp_close(file, NULL);
	if (result >= 0)
		console_printf("%ld\n", result);
	return min(result, 0L);
}
MONITOR_COMMAND(ioctl, "FILE COMMAND [ARG]", "one ioctl; COMMAND is the number _IO() makes", ioctl_command);

static int poll_command(int argc, char **argv)
{
	unsigned int ms = 0;
	struct file *file;
	__poll_t mask;

	if (argc < 2 || argc > 3 || (argc == 3 && kstrtouint(argv[2], 0, &ms)))
		return -EINVAL;
	file = filp_open(argv[1], O_RDWR | O_NONBLOCK, 0);
	if (IS_ERR(file))
		return PTR_ERR(file);
	mask = poll_file(file, EPOLLIN | EPOLLOUT | EPOLLPRI, (long)msecs_to_jiffies(ms));
	filp_close(file, NULL);
	console_printf("%s%s%s%s%s\n", mask & EPOLLIN ? "readable " : "", mask & EPOLLOUT ? "writable " : "",
		       mask & EPOLLPRI ? "urgent " : "", mask & (EPOLLERR | EPOLLHUP) ? "broken " : "",
		       mask ? "" : "nothing");
	return 0;
}
MONITOR_COMMAND(poll, "FILE [MILLISECONDS]", "wait until a file can be read or written", poll_command);

static int mknod_command(int argc, char **argv)
{
	unsigned int major, minor;
	struct dentry *dentry;

	if (argc != 5 || strncmp(argv[1], "/dev/", 5) || strcmp(argv[2], "c") || kstrtouint(argv[3], 0, &major) ||
	    kstrtouint(argv[4], 0, &minor) || major >= CHRDEV_MAJOR_MAX || minor > MINORMASK)
		return -EINVAL;
	dentry = vfs_mknod(vfs_dev, argv[1] + 5, S_IFCHR | 0644, MKDEV(major, minor));
	return PTR_ERR_OR_ZERO(dentry);
}
MONITOR_COMMAND(mknod, "/dev/NAME c MAJOR MINOR", "a file for a character device", mknod_command);

static int rm_command(int argc, char **argv)
{
	struct dentry *dentry;
	int err = 0;

	if (argc != 2)
		return -EINVAL;
	dentry = vfs_lookup(argv[1]);
	if (IS_ERR(dentry))
		return PTR_ERR(dentry);
	if (S_ISCHR(dentry->d_inode->i_mode))
		vfs_remove(dentry);
	else
		err = -EPERM; /* all others have an owner who takes them back */
	vfs_put(dentry);
	return err;
}
MONITOR_COMMAND(rm, "/dev/NAME", "undo mknod", rm_command);
