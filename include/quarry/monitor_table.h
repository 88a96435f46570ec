/* SPDX-License-Identifier: MIT */
/* The commands that are linked into the kernel. */
#ifndef _QUARRY_MONITOR_TABLE_H
#define _QUARRY_MONITOR_TABLE_H

#include <quarry/monitor.h>

extern const struct monitor_command __monitor_commands_start[], __monitor_commands_end[];

#define for_each_monitor_command(c)                                                                \
	for (const struct monitor_command *c = __monitor_commands_start; c < __monitor_commands_end; c++)

const struct monitor_command *monitor_find(const char *name);
void monitor_run_boot_commands(void);

#endif
