/* SPDX-License-Identifier: MIT */
/* No files of firmware. Nothing here. */
#ifndef _LINUX_FIRMWARE_H
#define _LINUX_FIRMWARE_H

#include <linux/types.h>
#include <linux/compiler.h>

#endif
