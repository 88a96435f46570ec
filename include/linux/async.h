/* SPDX-License-Identifier: MIT */
/* Work for later: linux/workqueue.h. */
#ifndef _LINUX_ASYNC_H
#define _LINUX_ASYNC_H

#include <linux/workqueue.h>

#endif
