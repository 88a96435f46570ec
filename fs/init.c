// SPDX-License-Identifier: MIT
/* The tree of files as it is when the kernel has started, with what came with the kernel. */
#include <linux/kernel.h>
#include <linux/kobject.h>
#include <linux/string.h>
#include <quarry/initrd.h>
#include <quarry/vfs.h>

static ssize_t initrd_read(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	return simple_read_from_buffer(buf, count, pos, file->f_inode->i_private, file->f_inode->i_size);
}

static const struct file_operations initrd_fops = { .read = initrd_read, .llseek = generic_file_llseek };

/* The archive stays where it is; the tree gets a name for each file, and the directories on its way. */
static void __init add_initrd_file(const struct initrd_file *file)
{
	const char *slash = strrchr(file->name, '/');
	char path[256] = "/";
	struct dentry *dir, *dentry;

	if (slash && slash - file->name >= (int)sizeof(path) - 1)
		return;
	if (slash)
		memcpy(path + 1, file->name, slash - file->name);
	dir = vfs_mkdir_path(path);
	dentry = IS_ERR(dir) ? dir : vfs_create(dir, slash ? slash + 1 : file->name, 0444, &initrd_fops, (void *)file->data);
	if (IS_ERR(dentry))
		pr_warn("initrd: %s has no place in the tree: error %ld\n", file->name, PTR_ERR(dentry));
	else
		dentry->d_inode->i_size = file->size;
}

/**
 * vfs_init() - /proc, /dev, /sys and the initrd's files
 *
 * Once kmalloc() works.
 */
void __init vfs_init(void)
{
	struct initrd_file file;
	size_t cursor = 0;

	vfs_init_tree();
	kobject_core_init();
	devices_core_init();
	proc_init();
	proc_pid_init();
	misc_init();
	sysctl_vm_init();
	sysctl_kernel_init();
	while (initrd_next(&cursor, &file))
		add_initrd_file(&file);
}
