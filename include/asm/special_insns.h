/* SPDX-License-Identifier: MIT */
/* Control registers. */
#ifndef _ASM_SPECIAL_INSNS_H
#define _ASM_SPECIAL_INSNS_H

#include <asm/processor.h>

#endif
