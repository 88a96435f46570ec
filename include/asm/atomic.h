/* SPDX-License-Identifier: MIT */
/* Modules include this or linux/atomic.h; the compiler knows the machine's atomic instructions. */
#ifndef _ASM_ATOMIC_H
#define _ASM_ATOMIC_H

#include <linux/atomic.h>

#endif
