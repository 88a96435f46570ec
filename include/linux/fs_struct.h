/* SPDX-License-Identifier: MIT */
/* There is one root directory. Brings what it brings. */
#ifndef _LINUX_FS_STRUCT_H
#define _LINUX_FS_STRUCT_H

#include <linux/fs.h>

#endif
