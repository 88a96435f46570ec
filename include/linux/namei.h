/* SPDX-License-Identifier: MIT */
/* Paths: filp_open(). */
#ifndef _LINUX_NAMEI_H
#define _LINUX_NAMEI_H

#include <linux/fs.h>

#endif
