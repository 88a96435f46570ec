/* SPDX-License-Identifier: MIT */
/* Not of Linux: a module that wants it brings its own, which is taken if it is found. */
#ifndef _LINUX_QMEMPOOL_H
#define _LINUX_QMEMPOOL_H

#if __has_include_next(<linux/qmempool.h>)
#include_next <linux/qmempool.h>
#endif

#endif
