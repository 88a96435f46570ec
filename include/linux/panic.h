/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_PANIC_H
#define _LINUX_PANIC_H

#include <linux/compiler.h>
#include <linux/types.h>

struct pt_regs;

/**
 * panic() - stop for good, with a report
 * @fmt: why, as for printk()
 *
 * Prints the reason and a backtrace. Under tools/run the machine then ends with status 2; else it
 * waits for a key, or for the seconds of panic=N, and reboots.
 *
 * Context: any.
 */
void panic(const char *fmt, ...) __attribute__((format(printf, 1, 2), noreturn, cold));

extern bool oops_in_progress;

#endif
