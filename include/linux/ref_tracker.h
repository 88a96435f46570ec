/* SPDX-License-Identifier: MIT */
/*
 * References that know who took them: for counters that do not come back to zero. A tracker stands for one
 * reference; those that are out are listed by who took them. lib/ref_tracker.c.
 */
#ifndef _LINUX_REF_TRACKER_H
#define _LINUX_REF_TRACKER_H

#include <linux/list.h>
#include <linux/refcount.h>
#include <linux/spinlock.h>
#include <linux/types.h>

struct ref_tracker;

/**
 * struct ref_tracker_dir - the references to one thing
 * @lock: protects all of this
 * @list: trackers that are out
 * @quarantine: trackers that came back: a second time is noticed while they are here
 * @quarantine_avail: how many more it may hold
 * @untracked: references without a tracker, as there was no memory for one
 * @dead: by ref_tracker_dir_exit()
 */
struct ref_tracker_dir {
	spinlock_t lock;
	struct list_head list;
	struct list_head quarantine;
	unsigned int quarantine_avail;
	unsigned int untracked;
	bool dead;
};

void ref_tracker_dir_init(struct ref_tracker_dir *dir, unsigned int quarantine_count);
void ref_tracker_dir_exit(struct ref_tracker_dir *dir);
void ref_tracker_dir_print(struct ref_tracker_dir *dir, unsigned int display_limit);
int ref_tracker_alloc(struct ref_tracker_dir *dir, struct ref_tracker **trackerp, gfp_t gfp);
int ref_tracker_free(struct ref_tracker_dir *dir, struct ref_tracker **trackerp);

#endif
