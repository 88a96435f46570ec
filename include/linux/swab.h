/* SPDX-License-Identifier: MIT */
/* Bytes the other way round. */
#ifndef _LINUX_SWAB_H
#define _LINUX_SWAB_H

#include <linux/byteorder.h>

#endif
