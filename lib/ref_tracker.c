// SPDX-License-Identifier: MIT
/*
 * References that know who took them.
 *
 * A tracker is a small object with the addresses that took and gave back its reference. One that came back
 * is kept for a while, the oldest go first: whoever gives it back again is named together with whoever did
 * so before. Context: any, with flags that fit.
 */
#include <linux/bug.h>
#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/printk.h>
#include <linux/ref_tracker.h>
#include <linux/slab.h>

/* (d): under the directory's lock */
struct ref_tracker {
	struct list_head node;	/* in list or quarantine (d) */
	unsigned long taken_by; /* return addresses */
	unsigned long given_by; /* 0: it is out (d) */
};

/**
 * ref_tracker_dir_init() - begin
 * @dir: the directory
 * @quarantine_count: how many trackers to keep after they came back
 */
void ref_tracker_dir_init(struct ref_tracker_dir *dir, unsigned int quarantine_count)
{
	*dir = (struct ref_tracker_dir){ .quarantine_avail = quarantine_count };
	INIT_LIST_HEAD(&dir->list);
	INIT_LIST_HEAD(&dir->quarantine);
	spin_lock_init(&dir->lock);
}
EXPORT_SYMBOL(ref_tracker_dir_init);

static void print_locked(struct ref_tracker_dir *dir, unsigned int limit)
{
	struct ref_tracker *tracker;
	unsigned int n = 0;

	list_for_each_entry(tracker, &dir->list, node)
		if (n++ < limit)
			pr_err("ref_tracker: %px: a reference is out, taken by %pS\n", dir, (void *)tracker->taken_by);
	if (n > limit)
		pr_err("ref_tracker: %px: and %u more\n", dir, n - limit);
}

/**
 * ref_tracker_dir_print() - log who has references
 * @dir: the directory
 * @display_limit: of how many at most
 */
void ref_tracker_dir_print(struct ref_tracker_dir *dir, unsigned int display_limit)
{
	unsigned long flags;

	spin_lock_irqsave(&dir->lock, flags);
	print_locked(dir, display_limit);
	spin_unlock_irqrestore(&dir->lock, flags);
}
EXPORT_SYMBOL(ref_tracker_dir_print);

static void free_all(struct list_head *trackers)
{
	struct ref_tracker *tracker, *next;

	list_for_each_entry_safe(tracker, next, trackers, node)
		kfree(tracker);
	INIT_LIST_HEAD(trackers);
}

/**
 * ref_tracker_dir_exit() - the end: whoever still has a reference is named in a warning
 * @dir: the directory
 */
void ref_tracker_dir_exit(struct ref_tracker_dir *dir)
{
	unsigned long flags;
	bool leak;

	spin_lock_irqsave(&dir->lock, flags);
	dir->dead = true;
	print_locked(dir, 16);
	leak = !list_empty(&dir->list) || dir->untracked;
	free_all(&dir->list);
	free_all(&dir->quarantine);
	spin_unlock_irqrestore(&dir->lock, flags);
	WARN(leak, "ref_tracker: references were left, %u of them not tracked\n", dir->untracked);
}
EXPORT_SYMBOL(ref_tracker_dir_exit);

/**
 * ref_tracker_alloc() - a reference is taken
 * @dir: the directory of what it refers to
 * @trackerp: gets the tracker, NULL if there is no memory for it
 * @gfp: for that memory
 *
 * Return: 0; -ENOMEM: the reference is only counted.
 */
int ref_tracker_alloc(struct ref_tracker_dir *dir, struct ref_tracker **trackerp, gfp_t gfp)
{
	struct ref_tracker *tracker = kmalloc(sizeof(*tracker), gfp);
	unsigned long flags;

	*trackerp = tracker;
	if (tracker)
		*tracker = (struct ref_tracker){ .taken_by = _RET_IP_ };
	spin_lock_irqsave(&dir->lock, flags);
	WARN(dir->dead, "ref_tracker: %px is gone\n", dir);
	if (tracker)
		list_add_tail(&tracker->node, &dir->list);
	else
		dir->untracked++;
	spin_unlock_irqrestore(&dir->lock, flags);
	return tracker ? 0 : -ENOMEM;
}
EXPORT_SYMBOL(ref_tracker_alloc);

/* Into the quarantine. Return: whom that pushes out, or NULL. */
static struct ref_tracker *give_back_locked(struct ref_tracker_dir *dir, struct ref_tracker *tracker)
{
	struct ref_tracker *oldest;

	list_move_tail(&tracker->node, &dir->quarantine);
	if (dir->quarantine_avail) {
		dir->quarantine_avail--;
		return NULL;
	}
	oldest = list_first_entry(&dir->quarantine, struct ref_tracker, node);
	list_del(&oldest->node);
	return oldest;
}

/**
 * ref_tracker_free() - a reference is given back
 * @dir: the directory
 * @trackerp: where ref_tracker_alloc() put the tracker
 *
 * Return: 0; -EEXIST if there is none; -EINVAL if it was given back before, which is reported.
 */
int ref_tracker_free(struct ref_tracker_dir *dir, struct ref_tracker **trackerp)
{
	struct ref_tracker *tracker = *trackerp, *pushed_out;
	unsigned long flags;

	spin_lock_irqsave(&dir->lock, flags);
	if (!tracker) {
		dir->untracked -= dir->untracked > 0;
		spin_unlock_irqrestore(&dir->lock, flags);
		return -EEXIST;
	}
	if (tracker->given_by) {
		pr_err("ref_tracker: %px: a reference is given back twice: taken by %pS, given back by %pS\n", dir,
		       (void *)tracker->taken_by, (void *)tracker->given_by);
		spin_unlock_irqrestore(&dir->lock, flags);
		WARN_ON(1);
		return -EINVAL;
	}
	tracker->given_by = _RET_IP_;
	pushed_out = give_back_locked(dir, tracker);
	spin_unlock_irqrestore(&dir->lock, flags);
	kfree(pushed_out);
	return 0;
}
EXPORT_SYMBOL(ref_tracker_free);
