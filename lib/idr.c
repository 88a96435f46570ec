// SPDX-License-Identifier: MIT
/* Small numbers for objects: the indices of an xarray (lib/xarray.c), the smallest free one first. */
#include <linux/export.h>
#include <linux/idr.h>
#include <linux/kernel.h>

static int alloc_between(struct idr *idr, void *ptr, unsigned long min, unsigned long max, gfp_t gfp)
{
	unsigned long index, base = idr->idr_base;
	int err;

	if (min < base)
		min = base;
	err = min > max ? -EBUSY : xa_alloc_range(&idr->idr_rt, &index, ptr, min, max, gfp);
	if (err)
		return err == -EBUSY ? -ENOSPC : err;
	return (int)index;
}

/**
 * idr_alloc() - a number for an object
 * @idr: the numbers
 * @ptr: the object; NULL only takes the number
 * @start: the smallest that will do
 * @end: one more than the largest; 0 or less: no limit
 * @gfp: how to get memory
 *
 * Return: the number, -ENOSPC if none is free, -ENOMEM, -EINVAL for a negative @start.
 */
int idr_alloc(struct idr *idr, void *ptr, int start, int end, gfp_t gfp)
{
	if (WARN_ON_ONCE(start < 0))
		return -EINVAL;
	return alloc_between(idr, ptr, start, end > 0 ? end - 1 : INT_MAX, gfp);
}
EXPORT_SYMBOL(idr_alloc);

/** idr_alloc_u32 - from *id on, up to @max; 0 and *id, or an error */
int idr_alloc_u32(struct idr *idr, void *ptr, u32 *id, unsigned long max, gfp_t gfp)
{
	unsigned long index;
	int err = xa_alloc_range(&idr->idr_rt, &index, ptr, max_t(u32, *id, idr->idr_base), max, gfp);

	if (!err)
		*id = (u32)index;
	return err == -EBUSY ? -ENOSPC : err;
}
EXPORT_SYMBOL(idr_alloc_u32);

/** idr_alloc_cyclic - as idr_alloc(), but numbers are used again as late as possible */
int idr_alloc_cyclic(struct idr *idr, void *ptr, int start, int end, gfp_t gfp)
{
	int max = end > 0 ? end - 1 : INT_MAX, id;

	id = alloc_between(idr, ptr, max_t(unsigned int, start, idr->idr_next), max, gfp);
	if (id == -ENOSPC)
		id = alloc_between(idr, ptr, start, max, gfp);
	if (id >= 0)
		idr->idr_next = (unsigned int)id + 1;
	return id;
}
EXPORT_SYMBOL(idr_alloc_cyclic);

/** idr_remove - give a number back; its object, or NULL */
void *idr_remove(struct idr *idr, unsigned long id)
{
	return xa_erase(&idr->idr_rt, id);
}
EXPORT_SYMBOL(idr_remove);

/** idr_find - a number's object, or NULL; any context */
void *idr_find(const struct idr *idr, unsigned long id)
{
	return xa_load((struct xarray *)&idr->idr_rt, id);
}
EXPORT_SYMBOL(idr_find);

/** idr_replace - another object for a number in use; the one before, or ERR_PTR(-ENOENT) */
void *idr_replace(struct idr *idr, void *ptr, unsigned long id)
{
	void *old = xa_load(&idr->idr_rt, id);

	return old ? xa_store(&idr->idr_rt, id, ptr, GFP_ATOMIC) : ERR_PTR(-ENOENT);
}
EXPORT_SYMBOL(idr_replace);

/** idr_for_each - call @fn for each number in use, until one gives something else than 0 */
int idr_for_each(const struct idr *idr, int (*fn)(int id, void *p, void *data), void *data)
{
	unsigned long index;
	void *entry;
	int result;

	xa_for_each((struct xarray *)&idr->idr_rt, index, entry) {
		result = fn((int)index, entry, data);
		if (result)
			return result;
	}
	return 0;
}
EXPORT_SYMBOL(idr_for_each);

/** idr_get_next_ul - the object of the first number in use from *id on, which becomes that */
void *idr_get_next_ul(struct idr *idr, unsigned long *id)
{
	return xa_find(&idr->idr_rt, id, ULONG_MAX, XA_PRESENT);
}
EXPORT_SYMBOL(idr_get_next_ul);

void *idr_get_next(struct idr *idr, int *id)
{
	unsigned long index = *id;
	void *entry = xa_find(&idr->idr_rt, &index, INT_MAX, XA_PRESENT);

	if (entry)
		*id = (int)index;
	return entry;
}
EXPORT_SYMBOL(idr_get_next);

/** idr_destroy - forget all numbers; the objects are the owner's */
void idr_destroy(struct idr *idr)
{
	xa_destroy(&idr->idr_rt);
}
EXPORT_SYMBOL(idr_destroy);

/**
 * ida_alloc_range() - a number by itself
 * @ida: the numbers
 * @min: the smallest that will do
 * @max: the largest; no more than INT_MAX is given out
 * @gfp: how to get memory
 *
 * Return: the number, -ENOSPC, -ENOMEM.
 */
int ida_alloc_range(struct ida *ida, unsigned int min, unsigned int max, gfp_t gfp)
{
	unsigned long index;
	int err;

	if ((int)min < 0)
		return -ENOSPC;
	err = xa_alloc_range(&ida->xa, &index, xa_mk_value(0), min, min_t(unsigned int, max, INT_MAX), gfp);
	return err == -EBUSY ? -ENOSPC : err ?: (int)index;
}
EXPORT_SYMBOL(ida_alloc_range);

void ida_free(struct ida *ida, unsigned int id)
{
	WARN(!xa_erase(&ida->xa, id), "ida_free called for id=%d which is not allocated.\n", (int)id);
}
EXPORT_SYMBOL(ida_free);

void ida_destroy(struct ida *ida)
{
	xa_destroy(&ida->xa);
}
EXPORT_SYMBOL(ida_destroy);
