/* SPDX-License-Identifier: MIT */
/* Until 3.4: barriers and interrupt flags. */
#ifndef _ASM_SYSTEM_H
#define _ASM_SYSTEM_H

#include <asm/barrier.h>
#include <asm/irqflags.h>
#include <linux/compiler.h>

#endif
