/* SPDX-License-Identifier: MIT */
/* The zones of a PC, as arch/x86 has them. */
#ifndef _ASM_ZONES_H
#define _ASM_ZONES_H

#include <linux/mmzone.h>
#include <asm/page.h>

/* Frame behind the last one in the direct map, and behind the last one of all. */
extern unsigned long max_low_pfn, max_pfn;

#define MAX_DMA_PFN (16UL << (20 - PAGE_SHIFT))
#define MAX_DMA32_PFN (4UL << (30 - PAGE_SHIFT))

/**
 * arch_zone_limits() - the frame behind the last one of each zone
 * @max_zone_pfn: out: one entry a zone; an empty zone repeats its lower neighbour's end
 */
static inline void arch_zone_limits(unsigned long max_zone_pfn[MAX_NR_ZONES])
{
	max_zone_pfn[ZONE_DMA] = max_low_pfn < MAX_DMA_PFN ? max_low_pfn : MAX_DMA_PFN;
#ifdef CONFIG_ZONE_DMA32
	max_zone_pfn[ZONE_DMA32] = max_low_pfn < MAX_DMA32_PFN ? max_low_pfn : MAX_DMA32_PFN;
#endif
	max_zone_pfn[ZONE_NORMAL] = max_low_pfn;
#ifdef CONFIG_HIGHMEM
	max_zone_pfn[ZONE_HIGHMEM] = max_pfn;
#endif
	max_zone_pfn[ZONE_MOVABLE] = max_pfn;
}

#endif
