/* SPDX-License-Identifier: MIT */
/* Until 2.6.19: the configuration, which is always included. */
#ifndef _LINUX_CONFIG_H
#define _LINUX_CONFIG_H

#include <linux/kconfig.h>

#endif
