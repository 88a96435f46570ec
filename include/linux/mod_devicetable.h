/* SPDX-License-Identifier: MIT */
/* Tables of identifiers; no bus looks at them. */
#ifndef _LINUX_MOD_DEVICETABLE_H
#define _LINUX_MOD_DEVICETABLE_H

#include <linux/types.h>

#endif
