/* SPDX-License-Identifier: MIT */
/* Knobs are files of the kernel's own (quarry/vfs.h, vfs_create_text()). Brings what it brings. */
#ifndef _LINUX_SYSCTL_H
#define _LINUX_SYSCTL_H

#include <linux/types.h>
#include <linux/list.h>
#include <linux/rcupdate.h>
#include <linux/wait.h>
#include <linux/rbtree.h>
#include <linux/uidgid.h>

#endif
