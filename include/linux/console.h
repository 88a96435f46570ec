/* SPDX-License-Identifier: MIT */
/* The consoles are the kernel's own (quarry/console.h). */
#ifndef _LINUX_CONSOLE_H
#define _LINUX_CONSOLE_H

#include <linux/types.h>

#endif
