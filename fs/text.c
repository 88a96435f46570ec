// SPDX-License-Identifier: MIT
/*
 * Files whose content is a value: the parameters of modules, the kernel's knobs, attributes under
 * /sys. Reading makes the whole text in a page and hands out the part that was asked for; a write is
 * one value, ended with a zero for the one who takes it.
 */
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <quarry/vfs.h>

/**
 * struct text_file - such a file, in its dentry's d_fsdata
 */
struct text_file {
	const struct vfs_text *ops;
	void *arg;
};

static struct text_file *text_of(struct file *file)
{
	return file->f_path.dentry->d_fsdata;
}

static ssize_t text_read(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	const struct text_file *text = text_of(file);
	char *page;
	ssize_t n;

	if (!text->ops->show)
		return -EIO;
	page = (char *)get_zeroed_page(GFP_KERNEL);
	if (!page)
		return -ENOMEM;
	n = text->ops->show(text->arg, page);
	if (n >= (ssize_t)PAGE_SIZE) {
		pr_warn("%s: %ps() returned %zd bytes, which is more than a page\n", file->f_path.dentry->d_name.name,
			text->ops->show, n);
		n = PAGE_SIZE - 1;
	}
	if (n >= 0)
		n = simple_read_from_buffer(buf, count, pos, page, n);
	free_page((unsigned long)page);
	return n;
}

static ssize_t text_write(struct file *file, const char __user *buf, size_t count, loff_t *pos)
{
	const struct text_file *text = text_of(file);
	char *value;
	ssize_t n;

	if (!text->ops->store)
		return -EIO;
	if (count >= PAGE_SIZE)
		return -E2BIG;
	value = memdup_user_nul(buf, count);
	if (IS_ERR(value))
		return PTR_ERR(value);
	n = text->ops->store(text->arg, value, count);
	kfree(value);
	return n;
}

static const struct file_operations text_fops = {
	.read = text_read, .write = text_write, .llseek = generic_file_llseek,
};

static void forget_text(struct vfs_node *node)
{
	kfree(node->dentry.d_fsdata);
}

struct dentry *vfs_create_text(struct dentry *dir, const char *name, umode_t mode, const struct vfs_text *ops, void *arg)
{
	struct text_file *text = kmalloc(sizeof(*text), GFP_KERNEL);
	struct dentry *dentry;

	if (!text)
		return ERR_PTR(-ENOMEM);
	*text = (struct text_file){ ops, arg };
	dentry = vfs_create(dir, name, mode, NULL, NULL);
	if (IS_ERR(dentry)) {
		kfree(text);
		return dentry;
	}
	dentry->d_fsdata = text;
	node_of(dentry)->forget = forget_text;
	/* Only now can it be opened for anything: whoever found it before could do nothing with it. */
	smp_store_release(&dentry->d_inode->i_fop, &text_fops);
	return dentry;
}
EXPORT_SYMBOL(vfs_create_text);
