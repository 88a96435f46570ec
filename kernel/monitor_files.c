// SPDX-License-Identifier: MIT
/* The monitor's commands that look at files: cat, ls, hexdump. */
#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/seq_file.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <quarry/console.h>
#include <quarry/initrd.h>
#include <quarry/monitor.h>
#include <quarry/monitor_files.h>
#include <quarry/proc.h>
#include <quarry/vfs.h>

#define ENDLESS_BYTES (16UL << 20) /* a file that never ends is given up after so many */

static void to_console(struct seq_file *m, const char *s, size_t n)
{
	console_write(s, n);
}

int monitor_read_file(const char *path, int (*take)(const char *data, size_t n))
{
	struct file *file = filp_open(path, O_RDONLY, 0);
	char *page = (char *)__get_free_page(GFP_KERNEL);
	loff_t pos = 0, total = 0;
	ssize_t n = page ? 0 : -ENOMEM;
	int err = 0;

	if (IS_ERR(file)) {
		free_page((unsigned long)page);
		return PTR_ERR(file);
	}
	while (!n && total < ENDLESS_BYTES) {
		n = vfs_read(file, (char __user *)page, PAGE_SIZE, &pos);
		if (n <= 0)
			break;
		total += n;
		err = take(page, n);
		n = err;
	}
	if (total >= ENDLESS_BYTES)
		console_printf("\n%s goes on; given up after %lld bytes\n", path, total);
	filp_close(file, NULL);
	free_page((unsigned long)page);
	return n;
}

static int put_on_console(const char *data, size_t n)
{
	console_write(data, n);
	return 0;
}

/* A file that the kernel declares is printed without a buffer: also when there is no memory left. */
static bool print_declared(const char *path, int *err)
{
	struct dentry *dentry = vfs_lookup(path);
	struct seq_file m = { .sink = to_console };
	bool declared = !IS_ERR(dentry) && node_of(dentry)->show;

	if (declared)
		*err = node_of(dentry)->show(&m, NULL);
	vfs_put(dentry);
	return declared;
}

static int cat_command(int argc, char **argv)
{
	int err = argc < 2 ? -EINVAL : 0;

	for (int i = 1; i < argc && !err; i++)
		if (!print_declared(argv[i], &err))
			err = monitor_read_file(argv[i], put_on_console);
	return err;
}
MONITOR_COMMAND(cat, "FILE ...", "print files, such as /proc/buddyinfo", cat_command);

#define DUMP_WIDTH 16

static size_t dumped;

static int dump_bytes(const char *data, size_t n)
{
	for (size_t at = 0; at < n; at += DUMP_WIDTH, dumped += DUMP_WIDTH) {
		char line[80];

		hex_dump_to_buffer(data + at, min_t(size_t, n - at, DUMP_WIDTH), DUMP_WIDTH, 1, line, sizeof(line), true);
		console_printf("%08zx %s\n", dumped, line);
	}
	return 0;
}

void monitor_dump(const void *data, size_t n, size_t offset)
{
	dumped = offset;
	dump_bytes(data, n);
}

static int hexdump_command(int argc, char **argv)
{
	if (argc != 2)
		return -EINVAL;
	dumped = 0;
	return monitor_read_file(argv[1], dump_bytes);
}
MONITOR_COMMAND(hexdump, "FILE", "print a file byte by byte", hexdump_command);

static const char permissions[] = "rwxrwxrwx";

static void list_one(const struct dentry *dentry)
{
	const struct inode *inode = dentry->d_inode;
	char mode[sizeof(permissions)];

	for (int i = 0; i < 9; i++)
		mode[i] = inode->i_mode & (0400 >> i) ? permissions[i] : '-';
	mode[9] = 0;
	console_printf("%c%s ", S_ISDIR(inode->i_mode) ? 'd' : S_ISCHR(inode->i_mode) ? 'c' : '-', mode);
	if (S_ISCHR(inode->i_mode))
		console_printf("%4u, %4u", imajor(inode), iminor(inode));
	else
		console_printf("%10lld", inode->i_size);
	console_printf(" %s\n", dentry->d_name.name[0] ? (const char *)dentry->d_name.name : "/");
}

static void list_directory(struct dentry *dir)
{
	struct dentry *at = NULL, *next;

	while ((next = vfs_next(dir, at ? (const char *)at->d_name.name : NULL))) {
		list_one(next);
		vfs_put(at);
		at = next;
	}
	vfs_put(at);
}

static int ls_command(int argc, char **argv)
{
	struct dentry *dentry = vfs_lookup(argc > 1 ? argv[1] : "/");

	if (argc > 2) {
		vfs_put(dentry);
		return -EINVAL;
	}
	if (IS_ERR(dentry))
		return PTR_ERR(dentry);
	if (S_ISDIR(dentry->d_inode->i_mode))
		list_directory(dentry);
	else
		list_one(dentry);
	vfs_put(dentry);
	return 0;
}
MONITOR_COMMAND(ls, "[PATH]", "list files", ls_command);
