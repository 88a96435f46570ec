/* SPDX-License-Identifier: MIT */
/* Objects with a name, a parent, references, and a directory under /sys. Theory in fs/kobject.c. */
#ifndef _LINUX_KOBJECT_H
#define _LINUX_KOBJECT_H

#include <linux/container_of.h>
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/stdarg.h>
#include <linux/sysfs.h>
#include <linux/types.h>

struct dentry;
struct kset;

/**
 * struct kobject - to be part of a larger structure
 * @name: its name, and its directory's
 * @entry: place in its kset
 * @parent: whose directory its own is in; it holds a reference
 * @kset: the set it belongs to
 * @ktype: what ends it, and how its attributes are read
 * @sd: its directory
 * @kref: references; the last calls ktype->release()
 * @state_initialized: kobject_init() was called
 * @state_in_sysfs: it has its directory
 */
struct kobject {
	const char *name;
	struct list_head entry;
	struct kobject *parent;
	struct kset *kset;
	const struct kobj_type *ktype;
	struct dentry *sd;
	struct kref kref;
	unsigned int state_initialized : 1;
	unsigned int state_in_sysfs : 1;
};

struct kobj_type {
	void (*release)(struct kobject *kobj);
	const struct sysfs_ops *sysfs_ops;
	const struct attribute_group **default_groups;
	struct attribute **default_attrs; /* until 5.18 */
};

struct kset {
	struct list_head list;
	spinlock_t list_lock;
	struct kobject kobj;
};

/* An attribute that finds its own functions. */
struct kobj_attribute {
	struct attribute attr;
	ssize_t (*show)(struct kobject *kobj, struct kobj_attribute *attr, char *buf);
	ssize_t (*store)(struct kobject *kobj, struct kobj_attribute *attr, const char *buf, size_t count);
};

extern const struct sysfs_ops kobj_sysfs_ops;
extern struct kobject *kernel_kobj; /* /sys/kernel */
extern struct kobject *mm_kobj;	    /* /sys/kernel/mm */
extern struct kobject *firmware_kobj; /* /sys/firmware */

void kobject_init(struct kobject *kobj, const struct kobj_type *ktype);
int kobject_add(struct kobject *kobj, struct kobject *parent, const char *fmt, ...) __printf(3, 4);
int kobject_init_and_add(struct kobject *kobj, const struct kobj_type *ktype, struct kobject *parent, const char *fmt,
			 ...) __printf(4, 5);
int kobject_set_name(struct kobject *kobj, const char *fmt, ...) __printf(2, 3);
int kobject_set_name_vargs(struct kobject *kobj, const char *fmt, va_list args) __printf(2, 0);
void kobject_del(struct kobject *kobj);
struct kobject *kobject_create(void);
struct kobject *kobject_create_and_add(const char *name, struct kobject *parent);
struct kobject *kobject_get(struct kobject *kobj);
struct kobject *kobject_get_unless_zero(struct kobject *kobj);
void kobject_put(struct kobject *kobj);
struct kset *kset_create_and_add(const char *name, const void *uevent_ops, struct kobject *parent);
void kset_unregister(struct kset *kset);

static inline const char *kobject_name(const struct kobject *kobj)
{
	return kobj->name;
}

static inline const struct kobj_type *get_ktype(const struct kobject *kobj)
{
	return kobj->ktype;
}

/* Telling programs of a change: there are none, so it has been told to all. */
enum kobject_action { KOBJ_ADD, KOBJ_REMOVE, KOBJ_CHANGE, KOBJ_MOVE, KOBJ_ONLINE, KOBJ_OFFLINE };
static inline int kobject_uevent(struct kobject *kobj, enum kobject_action action)
{
	return 0;
}

#endif
