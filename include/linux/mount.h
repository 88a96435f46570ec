/* SPDX-License-Identifier: MIT */
/* Nothing can be mounted. Brings what it brings. */
#ifndef _LINUX_MOUNT_H
#define _LINUX_MOUNT_H

#include <linux/fs.h>

#endif
