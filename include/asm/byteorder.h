/* SPDX-License-Identifier: MIT */
/* Byte orders. */
#ifndef _ASM_BYTEORDER_H
#define _ASM_BYTEORDER_H

#include <linux/byteorder.h>

#endif
