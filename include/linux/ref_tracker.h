/* SPDX-License-Identifier: MIT */
/* References are counted, not traced to their holders: linux/refcount.h. */
#ifndef _LINUX_REF_TRACKER_H
#define _LINUX_REF_TRACKER_H

#include <linux/refcount.h>
#include <linux/types.h>
#include <linux/spinlock.h>

#endif
