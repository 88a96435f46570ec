/* SPDX-License-Identifier: MIT */
/* Not of Linux: a module that wants it brings its own, which is taken if it is found. */
#ifndef _LINUX_ALF_QUEUE_HELPERS_H
#define _LINUX_ALF_QUEUE_HELPERS_H

#if __has_include_next(<linux/alf_queue_helpers.h>)
#include_next <linux/alf_queue_helpers.h>
#endif

#endif
