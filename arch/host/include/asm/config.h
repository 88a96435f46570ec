/* SPDX-License-Identifier: MIT */
/*
 * What the host decides for everybody else: an ordinary 64-bit process in which mm/, boot/ and
 * lib/ are tested. -DHOST_HIGHMEM gives the zones of i386 instead (DMA, NORMAL, HIGHMEM).
 */
#ifndef _ASM_CONFIG_H
#define _ASM_CONFIG_H

#define CONFIG_HOST 1
#define CONFIG_64BIT 1
#define CONFIG_ZONE_DMA 1
#ifdef HOST_HIGHMEM
#define CONFIG_HIGHMEM 1
#else
#define CONFIG_ZONE_DMA32 1
#endif
#define BITS_PER_LONG 64
#define ARCH_NAME "host"

#endif
