/* SPDX-License-Identifier: MIT */
/* What 64-bit mode decides for everybody else. */
#ifndef _ASM_CONFIG_H
#define _ASM_CONFIG_H

#define CONFIG_X86_64 1
#define CONFIG_64BIT 1
#define CONFIG_ZONE_DMA 1
#define CONFIG_ZONE_DMA32 1 /* devices with 32 address bits, memory beyond them */
#define BITS_PER_LONG 64
#define ARCH_NAME "x86_64"

#endif
