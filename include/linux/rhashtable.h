/* SPDX-License-Identifier: MIT */
/* No resizable hash table: linux/hashtable.h has one of fixed size. Brings what it brings. */
#ifndef _LINUX_RHASHTABLE_H
#define _LINUX_RHASHTABLE_H

#include <linux/err.h>
#include <linux/errno.h>
#include <linux/jhash.h>
#include <linux/list.h>
#include <linux/workqueue.h>
#include <linux/mutex.h>
#include <linux/rculist.h>

#endif
