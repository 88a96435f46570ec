/* SPDX-License-Identifier: MIT */
/* Count and lock apart: linux/refcount.h. */
#ifndef _LINUX_LOCKREF_H
#define _LINUX_LOCKREF_H

#include <linux/spinlock.h>
#include <linux/refcount.h>

#endif
