// SPDX-License-Identifier: MIT
/* Files under /proc as until 3.10: a function that fills a page (linux/compat_names.h). */
#include <linux/compat_names.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <quarry/vfs.h>

struct old_file {
	read_proc_t *read_proc;
	void *data;
};

/* The whole text in one page; a file that wants to be read in several calls by @start is cut to that. */
static ssize_t old_show(void *arg, char *page)
{
	const struct old_file *old = arg;
	char *start = NULL;
	int eof = 0, n = old->read_proc ? old->read_proc(page, &start, 0, (int)PAGE_SIZE, &eof, old->data) : 0;

	if (n > 0 && start > page && start < page + PAGE_SIZE)
		memmove(page, start, min_t(size_t, n, page + PAGE_SIZE - start));
	return n;
}

static const struct vfs_text old_text = { old_show, NULL };

static void forget_old(struct vfs_node *node)
{
	kfree(node->inode.i_private);
	kfree(node->dentry.d_fsdata);
}

struct proc_dir_entry *create_proc_read_entry(const char *name, umode_t mode, struct proc_dir_entry *parent,
					      read_proc_t *read_proc, void *data)
{
	struct old_file *old = kmalloc(sizeof(*old), GFP_KERNEL);
	struct dentry *dir = parent ? (struct dentry *)parent : vfs_proc, *dentry;

	if (!old)
		return NULL;
	*old = (struct old_file){ read_proc, data };
	dentry = vfs_create_text(dir, name, mode, &old_text, old);
	if (IS_ERR(dentry)) {
		kfree(old);
		return NULL;
	}
	dentry->d_inode->i_private = old;
	node_of(dentry)->forget = forget_old;
	return (struct proc_dir_entry *)dentry;
}
EXPORT_SYMBOL(create_proc_read_entry);
