/* SPDX-License-Identifier: MIT */
/* No system calls: no programs. Brings what it brings. */
#ifndef _LINUX_SYSCALLS_H
#define _LINUX_SYSCALLS_H

#include <linux/types.h>
#include <linux/fs.h>
#include <linux/sched.h>

#endif
