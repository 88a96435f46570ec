/* SPDX-License-Identifier: MIT */
/* reboot and poweroff are commands of the monitor. */
#ifndef _LINUX_REBOOT_H
#define _LINUX_REBOOT_H

#include <quarry/restart.h>

#endif
