/* SPDX-License-Identifier: MIT */
/* A name in the tree of files. Theory in fs/node.c. */
#ifndef _LINUX_DCACHE_H
#define _LINUX_DCACHE_H

#include <linux/list.h>
#include <linux/types.h>

struct inode;

struct qstr {
	const unsigned char *name;
	u32 len;
};

/**
 * struct dentry - a name in the tree, in one directory
 * @d_name: the name alone
 * @d_parent: the directory; the root is its own
 * @d_inode: what the name stands for; never NULL, there are no names of nothing
 * @d_child: place in the parent's @d_subdirs
 * @d_subdirs: what is in it, if it is a directory
 * @d_fsdata: for whoever made it
 */
struct dentry {
	struct qstr d_name;
	struct dentry *d_parent;
	struct inode *d_inode;
	struct list_head d_child;
	struct list_head d_subdirs;
	void *d_fsdata;
};

struct path {
	struct dentry *dentry;
};

static inline struct inode *d_inode(const struct dentry *dentry)
{
	return dentry->d_inode;
}

/* "/dev/scull0", at the end of @buf; its beginning there, or an ERR_PTR() if it does not fit. */
char *dentry_path_raw(const struct dentry *dentry, char *buf, int size);
static inline char *d_path(const struct path *path, char *buf, int size)
{
	return dentry_path_raw(path->dentry, buf, size);
}

#endif
