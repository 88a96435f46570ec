// SPDX-License-Identifier: MIT
/* Numbers of 32 bits for objects, from an xarray: the next free one from here on, or round and round. */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/minmax.h>
#include <linux/xarray.h>

int xa_alloc(struct xarray *xa, u32 *id, void *entry, struct xa_limit limit, gfp_t gfp)
{
	unsigned long index, min = max(limit.min, xa->xa_flags & XA_FLAGS_ALLOC1 ? 1U : 0U);
	int err = xa_alloc_range(xa, &index, entry, min, limit.max, gfp);

	if (!err)
		*id = (u32)index;
	return err;
}
EXPORT_SYMBOL(xa_alloc);

/** xa_alloc_cyclic - as xa_alloc(), from *next on; 1 if it began anew at the lower limit */
int xa_alloc_cyclic(struct xarray *xa, u32 *id, void *entry, struct xa_limit limit, u32 *next, gfp_t gfp)
{
	u32 from = max(*next, limit.min);
	int wrapped = 0, err = -EBUSY;

	if (from <= limit.max)
		err = xa_alloc(xa, id, entry, XA_LIMIT(from, limit.max), gfp);
	if (err == -EBUSY && from > limit.min) {
		err = xa_alloc(xa, id, entry, limit, gfp);
		wrapped = 1;
	}
	if (err)
		return err;
	*next = *id + 1;
	return wrapped;
}
EXPORT_SYMBOL(xa_alloc_cyclic);
