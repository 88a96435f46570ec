/* SPDX-License-Identifier: MIT */
/* The end of the session: who wants to be told of it. `reboot` and `poweroff` are commands of the monitor. */
#ifndef _LINUX_REBOOT_H
#define _LINUX_REBOOT_H

#include <linux/compiler.h>
#include <linux/notifier.h>

/* What a notifier is told. */
#define SYS_RESTART 0x0001
#define SYS_HALT 0x0002
#define SYS_POWER_OFF 0x0003

int register_reboot_notifier(struct notifier_block *nb);
int unregister_reboot_notifier(struct notifier_block *nb);

/* Tell them, then do it. */
void kernel_restart(char *command) __noreturn; /* nobody here understands a @command: ignored */
void kernel_power_off_with(int status) __noreturn;
#define kernel_power_off() kernel_power_off_with(0)

#endif
