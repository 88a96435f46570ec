/* SPDX-License-Identifier: MIT */
/* No device trees on a PC. Nothing here. */
#ifndef _LINUX_OF_H
#define _LINUX_OF_H

#include <linux/types.h>

#endif
