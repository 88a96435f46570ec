/* SPDX-License-Identifier: MIT */
/* Descriptor tables. */
#ifndef _ASM_DESC_H
#define _ASM_DESC_H

#include <asm/descriptor.h>

#endif
