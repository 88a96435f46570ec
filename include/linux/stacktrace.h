/* SPDX-License-Identifier: MIT */
/* dump_stack() prints one; nothing keeps them. */
#ifndef _LINUX_STACKTRACE_H
#define _LINUX_STACKTRACE_H

#include <linux/printk.h>
#include <linux/types.h>

#endif
