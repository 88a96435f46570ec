/* SPDX-License-Identifier: MIT */
/* Binary-coded decimals. */
#ifndef _LINUX_BCD_H
#define _LINUX_BCD_H

#include <linux/types.h>

#endif
