/* SPDX-License-Identifier: MIT */
/* get_cycles() is in asm/processor.h here. */
#ifndef _ASM_TIMEX_H
#define _ASM_TIMEX_H

#include <asm/processor.h>

#endif
