/* SPDX-License-Identifier: MIT */
/* No terminals but the console. Brings what it brings. */
#ifndef _LINUX_TTY_H
#define _LINUX_TTY_H

#include <linux/fs.h>
#include <linux/workqueue.h>
#include <linux/mutex.h>

#endif
