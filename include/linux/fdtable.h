/* SPDX-License-Identifier: MIT */
/* No descriptors: no programs. Brings what it brings. */
#ifndef _LINUX_FDTABLE_H
#define _LINUX_FDTABLE_H

#include <linux/fs.h>

#endif
