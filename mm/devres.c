// SPDX-License-Identifier: MIT
/*
 * Resources of a device, which go with it.
 *
 * Purpose
 *	A driver that gets five things and fails at the sixth has to give five back, in the right order,
 *	and again when it is removed. With resources that belong to the device it gives nothing back:
 *	devres_release_all() does, in the reverse order, when the last reference to the device goes.
 *
 * How
 *	A resource is kmalloc()ed memory with a node in front: its place in the device's list, and the
 *	function that ends it. For devm_kmalloc() that function does nothing: the memory is the resource.
 *
 * Invariants
 *	1. A resource is in the list of at most one device, the newest at the end.
 *	2. A resource that is being ended is in no list.
 *
 * Locking
 *	dev->devres_lock, interrupts off, for the list. Release functions and matches: the former are
 *	called without it, the latter with it.
 *
 * Complexity
 *	O(1) to add; O(resources of the device) to find one.
 *
 * Limits
 *	No groups of resources.
 *
 * References
 *	T. Heo's devres (Linux 2.6.21).
 */
#include <linux/bug.h>
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>

/**
 * struct devres - a resource
 * @entry: in dev->devres_head
 * @release: ends it
 * @size: bytes of @data
 * @data: the resource
 */
struct devres {
	struct list_head entry;
	dr_release_t release;
	size_t size;
	u8 data[] __aligned(ARCH_KMALLOC_MINALIGN);
};

static struct devres *to_devres(const void *data)
{
	return container_of((u8 *)data, struct devres, data[0]);
}

/* ---- resources of any kind -------------------------------------------------------------------- */

/**
 * devres_alloc() - a resource that belongs to no device yet
 * @release: ends it
 * @size: bytes
 * @gfp: GFP flags; it is cleared whatever they are
 */
void *devres_alloc(dr_release_t release, size_t size, gfp_t gfp)
{
	struct devres *dr;
	size_t bytes;

	if (__builtin_add_overflow(sizeof(*dr), size, &bytes))
		return NULL;
	dr = kzalloc(bytes, gfp);
	if (!dr)
		return NULL;
	INIT_LIST_HEAD(&dr->entry);
	dr->release = release;
	dr->size = size;
	return dr->data;
}
EXPORT_SYMBOL(devres_alloc);

/**
 * devres_free() - free a resource that belongs to no device, without ending it
 * @res: the resource, or NULL
 */
void devres_free(void *res)
{
	if (!res)
		return;
	WARN_ON_ONCE(!list_empty(&to_devres(res)->entry));
	kfree(to_devres(res));
}
EXPORT_SYMBOL(devres_free);

/**
 * devres_size() - the bytes of a resource, as devres_alloc() was told
 */
size_t devres_size(const void *res)
{
	return to_devres(res)->size;
}

/**
 * devres_add() - make a resource a device's
 */
void devres_add(struct device *dev, void *res)
{
	unsigned long flags;

	spin_lock_irqsave(&dev->devres_lock, flags);
	list_add_tail(&to_devres(res)->entry, &dev->devres_head);
	spin_unlock_irqrestore(&dev->devres_lock, flags);
}
EXPORT_SYMBOL(devres_add);

/* The newest that fits. */
static struct devres *find_locked(struct device *dev, dr_release_t release, dr_match_t match, void *match_data)
{
	struct devres *dr;

	list_for_each_entry_reverse(dr, &dev->devres_head, entry)
		if (dr->release == release && (!match || match(dev, dr->data, match_data)))
			return dr;
	return NULL;
}

/**
 * devres_find() - a device's newest resource of a kind
 * @dev: the device
 * @release: tells the kind
 * @match: which one of them; NULL: any
 * @match_data: for @match
 */
void *devres_find(struct device *dev, dr_release_t release, dr_match_t match, void *match_data)
{
	struct devres *dr;
	unsigned long flags;

	spin_lock_irqsave(&dev->devres_lock, flags);
	dr = find_locked(dev, release, match, match_data);
	spin_unlock_irqrestore(&dev->devres_lock, flags);
	return dr ? dr->data : NULL;
}
EXPORT_SYMBOL(devres_find);

/**
 * devres_get() - devres_find(), or add @new_res if there is none; otherwise @new_res is freed
 */
void *devres_get(struct device *dev, void *new_res, dr_match_t match, void *match_data)
{
	struct devres *new = to_devres(new_res), *dr;
	unsigned long flags;

	spin_lock_irqsave(&dev->devres_lock, flags);
	dr = find_locked(dev, new->release, match, match_data);
	if (!dr) {
		list_add_tail(&new->entry, &dev->devres_head);
		dr = new;
		new = NULL;
	}
	spin_unlock_irqrestore(&dev->devres_lock, flags);
	if (new)
		devres_free(new_res);
	return dr->data;
}
EXPORT_SYMBOL(devres_get);

/**
 * devres_remove() - take a resource from its device; the caller's from then on
 *
 * Arguments and result as for devres_find().
 */
void *devres_remove(struct device *dev, dr_release_t release, dr_match_t match, void *match_data)
{
	struct devres *dr;
	unsigned long flags;

	spin_lock_irqsave(&dev->devres_lock, flags);
	dr = find_locked(dev, release, match, match_data);
	if (dr)
		list_del_init(&dr->entry);
	spin_unlock_irqrestore(&dev->devres_lock, flags);
	return dr ? dr->data : NULL;
}
EXPORT_SYMBOL(devres_remove);

/**
 * devres_destroy() - devres_remove() and free it, without ending it
 *
 * Return: 0 or -ENOENT.
 */
int devres_destroy(struct device *dev, dr_release_t release, dr_match_t match, void *match_data)
{
	void *res = devres_remove(dev, release, match, match_data);

	devres_free(res);
	return res ? 0 : -ENOENT;
}
EXPORT_SYMBOL(devres_destroy);

/**
 * devres_release() - devres_remove(), end and free it
 *
 * Return: 0 or -ENOENT.
 */
int devres_release(struct device *dev, dr_release_t release, dr_match_t match, void *match_data)
{
	void *res = devres_remove(dev, release, match, match_data);

	if (!res)
		return -ENOENT;
	release(dev, res);
	devres_free(res);
	return 0;
}
EXPORT_SYMBOL(devres_release);

/**
 * devres_for_each_res() - do something with each resource of a kind, the newest first
 * @dev: the device
 * @release: tells the kind
 * @match: which of them; NULL: all
 * @match_data: for @match
 * @fn: what to do; with the device's lock held
 * @data: for @fn
 */
void devres_for_each_res(struct device *dev, dr_release_t release, dr_match_t match, void *match_data,
			 void (*fn)(struct device *, void *, void *), void *data)
{
	struct devres *dr, *next;
	unsigned long flags;

	spin_lock_irqsave(&dev->devres_lock, flags);
	list_for_each_entry_safe_reverse(dr, next, &dev->devres_head, entry)
		if (dr->release == release && (!match || match(dev, dr->data, match_data)))
			fn(dev, dr->data, data);
	spin_unlock_irqrestore(&dev->devres_lock, flags);
}
EXPORT_SYMBOL(devres_for_each_res);

static struct devres *take_newest(struct device *dev)
{
	struct devres *dr = NULL;
	unsigned long flags;

	spin_lock_irqsave(&dev->devres_lock, flags);
	if (!list_empty(&dev->devres_head)) {
		dr = list_last_entry(&dev->devres_head, struct devres, entry);
		list_del_init(&dr->entry);
	}
	spin_unlock_irqrestore(&dev->devres_lock, flags);
	return dr;
}

/**
 * devres_release_all() - end all resources of a device, the newest first
 * @dev: the device, after device_initialize()
 *
 * put_device() calls it with the last reference. Return: how many there were.
 */
int devres_release_all(struct device *dev)
{
	struct devres *dr;
	int n = 0;

	for (; (dr = take_newest(dev)); n++) {
		dr->release(dev, dr->data);
		kfree(dr);
	}
	return n;
}
EXPORT_SYMBOL(devres_release_all);

/* ---- actions ---------------------------------------------------------------------------------- */

struct action {
	void (*action)(void *);
	void *data;
};

static void run_action(struct device *dev, void *res)
{
	struct action *a = res;

	(void)dev;
	a->action(a->data);
}

static int is_action(struct device *dev, void *res, void *match_data)
{
	const struct action *a = res, *wanted = match_data;

	(void)dev;
	return a->action == wanted->action && a->data == wanted->data;
}

/**
 * devm_add_action() - have a function called when the device goes
 * @dev: the device
 * @action: the function
 * @data: for it
 *
 * Context: thread. Return: 0 or -ENOMEM.
 */
int devm_add_action(struct device *dev, void (*action)(void *), void *data)
{
	struct action *a = devres_alloc(run_action, sizeof(*a), GFP_KERNEL);

	if (!a)
		return -ENOMEM;
	*a = (struct action){ action, data };
	devres_add(dev, a);
	return 0;
}
EXPORT_SYMBOL(devm_add_action);

/**
 * devm_add_action_or_reset() - devm_add_action(), and if that fails, call the function now
 */
int devm_add_action_or_reset(struct device *dev, void (*action)(void *), void *data)
{
	int error = devm_add_action(dev, action, data);

	if (error)
		action(data);
	return error;
}
EXPORT_SYMBOL(devm_add_action_or_reset);

/**
 * devm_remove_action() - forget an action of devm_add_action()
 */
void devm_remove_action(struct device *dev, void (*action)(void *), void *data)
{
	struct action wanted = { action, data };

	WARN_ON(devres_destroy(dev, run_action, is_action, &wanted));
}
EXPORT_SYMBOL(devm_remove_action);

/**
 * devm_release_action() - call an action of devm_add_action() now, and forget it
 */
void devm_release_action(struct device *dev, void (*action)(void *), void *data)
{
	struct action wanted = { action, data };

	WARN_ON(devres_release(dev, run_action, is_action, &wanted));
}
EXPORT_SYMBOL(devm_release_action);
