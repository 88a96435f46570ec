/* SPDX-License-Identifier: MIT */
/* Until 4.12 modules took it from here. */
#ifndef _ASM_UACCESS_H
#define _ASM_UACCESS_H

#include <linux/uaccess.h>

#endif
