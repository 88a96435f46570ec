/* SPDX-License-Identifier: MIT */
/* What 32-bit mode decides for everybody else. */
#ifndef _ASM_CONFIG_H
#define _ASM_CONFIG_H

#define CONFIG_X86_32 1
#define CONFIG_HIGHMEM 1 /* RAM above lowmem has no permanent address: ZONE_HIGHMEM */
#define CONFIG_KMAP_LOCAL 1 /* ... but through windows: asm/highmem.h */
#define CONFIG_ZONE_DMA 1
#define CONFIG_GENERIC_ATOMIC64 1 /* no instruction for 8 bytes: lib/atomic64.c */
#define BITS_PER_LONG 32
#define ARCH_NAME "i386"

#endif
