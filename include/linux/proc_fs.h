/* SPDX-License-Identifier: MIT */
/* What files under /proc need. PROC_FILE() in quarry/proc.h declares one of the kernel's own. */
#ifndef _LINUX_PROC_FS_H
#define _LINUX_PROC_FS_H

#include <linux/seq_file.h>
#include <linux/types.h>

#endif
