/* SPDX-License-Identifier: MIT */
/* No locks that back off from a deadlock: lockdep reports it. Brings what it brings. */
#ifndef _LINUX_WW_MUTEX_H
#define _LINUX_WW_MUTEX_H

#include <linux/mutex.h>

#endif
