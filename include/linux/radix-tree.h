/* SPDX-License-Identifier: MIT */
/* The old name of linux/xarray.h, for look-up and storing. */
#ifndef _LINUX_RADIX_TREE_H
#define _LINUX_RADIX_TREE_H

#include <linux/xarray.h>

#define radix_tree_root xarray
#define RADIX_TREE_INIT(name, gfp) XARRAY_INIT(name, 0)
#define RADIX_TREE(name, gfp) DEFINE_XARRAY(name)
#define INIT_RADIX_TREE(root, gfp) xa_init(root)
#define radix_tree_empty(root) xa_empty(root)

static inline int radix_tree_insert(struct xarray *root, unsigned long index, void *item)
{
	int err = xa_insert(root, index, item, GFP_ATOMIC);

	return err == -EBUSY ? -EEXIST : err;
}

static inline void *radix_tree_lookup(struct xarray *root, unsigned long index)
{
	return xa_load(root, index);
}

static inline void *radix_tree_delete(struct xarray *root, unsigned long index)
{
	return xa_erase(root, index);
}

#endif
