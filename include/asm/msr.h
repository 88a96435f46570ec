/* SPDX-License-Identifier: MIT */
/* Model-specific registers. */
#ifndef _ASM_MSR_H
#define _ASM_MSR_H

#include <asm/processor.h>

#endif
