/* SPDX-License-Identifier: MIT */
/* Not of Linux: a module that wants it brings its own, which is taken if it is found. */
#ifndef _LINUX_RING_QUEUE_H
#define _LINUX_RING_QUEUE_H

#if __has_include_next(<linux/ring_queue.h>)
#include_next <linux/ring_queue.h>
#endif

#endif
