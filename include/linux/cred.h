/* SPDX-License-Identifier: MIT */
/* Who a thread acts for: root, always. */
#ifndef _LINUX_CRED_H
#define _LINUX_CRED_H

#include <linux/capability.h>
#include <linux/sched.h>
#include <linux/uidgid.h>

/**
 * struct cred - a user's and a group's numbers, of the thread, saved, and as the kernel checks them
 */
struct cred {
	kuid_t uid, suid, euid, fsuid;
	kgid_t gid, sgid, egid, fsgid;
};

extern const struct cred init_cred; /* root's */

#define current_cred() (current->cred)
#define __task_cred(task) ((task)->cred)
#define current_uid() (current_cred()->uid)
#define current_gid() (current_cred()->gid)
#define current_euid() (current_cred()->euid)
#define current_egid() (current_cred()->egid)
#define current_fsuid() (current_cred()->fsuid)
#define current_fsgid() (current_cred()->fsgid)
#define current_user_ns() (&init_user_ns)
#define task_uid(task) (__task_cred(task)->uid)
#define task_euid(task) (__task_cred(task)->euid)

#endif
