/* SPDX-License-Identifier: MIT */
/* What the CPU can do. */
#ifndef _ASM_CPUFEATURES_H
#define _ASM_CPUFEATURES_H

#include <asm/cpufeature.h>

#endif
