/* SPDX-License-Identifier: MIT */
/* There is no disk to write back to. Brings what it brings. */
#ifndef _LINUX_WRITEBACK_H
#define _LINUX_WRITEBACK_H

#include <linux/sched.h>
#include <linux/workqueue.h>
#include <linux/fs.h>

#endif
