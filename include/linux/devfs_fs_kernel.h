/* SPDX-License-Identifier: MIT */
/* devfs went in 2.6.18; device_create() makes the files. Nothing here. */
#ifndef _LINUX_DEVFS_FS_KERNEL_H
#define _LINUX_DEVFS_FS_KERNEL_H

#endif
