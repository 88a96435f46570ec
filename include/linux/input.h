/* SPDX-License-Identifier: MIT */
/* The keyboard belongs to the console. Nothing here. */
#ifndef _LINUX_INPUT_H
#define _LINUX_INPUT_H

#include <linux/device.h>

#endif
