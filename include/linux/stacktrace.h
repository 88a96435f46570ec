/* SPDX-License-Identifier: MIT */
/* Backtraces to keep; dump_stack() prints one. */
#ifndef _LINUX_STACKTRACE_H
#define _LINUX_STACKTRACE_H

#include <linux/printk.h>
#include <linux/types.h>

unsigned int stack_trace_save(unsigned long *store, unsigned int size, unsigned int skipnr);

#endif
