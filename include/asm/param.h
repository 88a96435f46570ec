/* SPDX-License-Identifier: MIT */
/* The tick's rate. */
#ifndef _ASM_PARAM_H
#define _ASM_PARAM_H

#include <linux/param.h>

#endif
