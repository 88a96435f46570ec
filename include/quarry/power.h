/* SPDX-License-Identifier: MIT */
/* The end of a session: leaving a virtual machine, resetting a real one. */
#ifndef _QUARRY_POWER_H
#define _QUARRY_POWER_H

#include <linux/types.h>

/* What tools/run returns to its caller. */
enum exit_status { EXIT_OK = 0, EXIT_COMMAND_FAILED = 1, EXIT_PANIC = 2 };

bool under_tools_run(void);
void machine_power_off(unsigned int status) __attribute__((noreturn));
void machine_restart(void) __attribute__((noreturn));

#endif
