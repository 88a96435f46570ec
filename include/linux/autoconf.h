/* SPDX-License-Identifier: MIT */
/* The configuration, which is always included. */
#ifndef _LINUX_AUTOCONF_H
#define _LINUX_AUTOCONF_H

#include <linux/kconfig.h>

#endif
