/* SPDX-License-Identifier: MIT */
/* There are no sizes of file systems. Nothing here. */
#ifndef _LINUX_STATFS_H
#define _LINUX_STATFS_H

#include <linux/types.h>

#endif
