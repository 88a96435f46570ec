/* SPDX-License-Identifier: MIT */
/*
 * GFP flags ("get free page"): what an allocation may use, and what the allocator may do for it.
 *
 *   zone modifiers    which zones may serve: the named one or a lower one. None: ZONE_NORMAL.
 *   action modifiers  what the allocator may do when memory is short
 *   GFP_*             the combinations that callers use
 *
 * Names and meanings are Linux 6.1's; the bit positions are Quarry's own. The seven lowest bits decide
 * between the fast path and the slow one and index a table (struct pglist_data::first_choice).
 *
 * What happens when memory is short, by flag, is drawn in docs/pressure.md.
 */
#ifndef _LINUX_GFP_TYPES_H
#define _LINUX_GFP_TYPES_H

#include <linux/types.h>

#define ___GFP_DMA 0x01u
#define ___GFP_HIGHMEM 0x02u
#define ___GFP_DMA32 0x04u
#define ___GFP_MOVABLE 0x08u
#define ___GFP_ZERO 0x10u
#define ___GFP_COMP 0x20u
#define ___GFP_RECLAIMABLE 0x40u
#define ___GFP_HIGH 0x80u
#define ___GFP_IO 0x100u
#define ___GFP_FS 0x200u
#define ___GFP_ATOMIC 0x400u
#define ___GFP_DIRECT_RECLAIM 0x800u
#define ___GFP_KSWAPD_RECLAIM 0x1000u
#define ___GFP_NOWARN 0x2000u
#define ___GFP_RETRY_MAYFAIL 0x4000u
#define ___GFP_NOFAIL 0x8000u
#define ___GFP_NORETRY 0x10000u
#define ___GFP_MEMALLOC 0x20000u
#define ___GFP_NOMEMALLOC 0x40000u
#define ___GFP_HARDWALL 0x80000u
#define ___GFP_THISNODE 0x100000u
#define __GFP_BITS_SHIFT 21
#define __GFP_BITS_MASK ((gfp_t)((1u << __GFP_BITS_SHIFT) - 1))

/* The flags that the fast path looks at: the zone, and what needs work after taking the pages. */
#define GFP_FAST_BITS 7
#define GFP_FAST_MASK ((1u << GFP_FAST_BITS) - 1)

/*
 * Zone modifiers. More than one of DMA, DMA32 and HIGHMEM contradict each other: reported once, and
 * the most restrictive one is taken.
 */
#define __GFP_DMA ((gfp_t)___GFP_DMA)	      /* below 16 MiB, for devices on the ISA bus */
#define __GFP_HIGHMEM ((gfp_t)___GFP_HIGHMEM) /* may lie where the kernel has no mapping */
#define __GFP_DMA32 ((gfp_t)___GFP_DMA32)     /* below 4 GiB (no zone of its own on i386) */
#define __GFP_MOVABLE ((gfp_t)___GFP_MOVABLE) /* hint: could be migrated; allows ZONE_MOVABLE */
#define GFP_ZONEMASK (__GFP_DMA | __GFP_HIGHMEM | __GFP_DMA32 | __GFP_MOVABLE)

/* Hints on the kind of use. */
#define __GFP_RECLAIMABLE ((gfp_t)___GFP_RECLAIMABLE) /* hint: a shrinker can get it back */
#define __GFP_HARDWALL ((gfp_t)___GFP_HARDWALL)	      /* hint: for a user; obeys its node set */
#define __GFP_THISNODE ((gfp_t)___GFP_THISNODE)	      /* from the given node or not at all */

/* Reserves: how far below the minimum watermark the allocation may go. */
#define __GFP_ATOMIC ((gfp_t)___GFP_ATOMIC)   /* cannot wait: a quarter deeper */
#define __GFP_HIGH ((gfp_t)___GFP_HIGH)	      /* important: half of the reserve */
#define __GFP_MEMALLOC ((gfp_t)___GFP_MEMALLOC) /* frees more than it takes: all of it */
#define __GFP_NOMEMALLOC ((gfp_t)___GFP_NOMEMALLOC) /* none of it, whatever else is said */

/* Reclaim: what may be done to get memory. */
#define __GFP_IO ((gfp_t)___GFP_IO)			    /* reclaim may start disk I/O */
#define __GFP_FS ((gfp_t)___GFP_FS)			    /* reclaim may call file systems */
#define __GFP_DIRECT_RECLAIM ((gfp_t)___GFP_DIRECT_RECLAIM) /* the caller may wait for it */
#define __GFP_KSWAPD_RECLAIM ((gfp_t)___GFP_KSWAPD_RECLAIM) /* may be started in background */
#define __GFP_RECLAIM (__GFP_DIRECT_RECLAIM | __GFP_KSWAPD_RECLAIM)

/*
 * How hard to try: one round of reclaim; as many as bring anything; and never to fail, which may take the
 * last page and waits for others to free one (mm/alloc_slow.c).
 */
#define __GFP_RETRY_MAYFAIL ((gfp_t)___GFP_RETRY_MAYFAIL)
#define __GFP_NOFAIL ((gfp_t)___GFP_NOFAIL)
#define __GFP_NORETRY ((gfp_t)___GFP_NORETRY)

/* What to do with the result. */
#define __GFP_NOWARN ((gfp_t)___GFP_NOWARN) /* no report on failure */
#define __GFP_COMP ((gfp_t)___GFP_COMP)	    /* one compound page: head and tails know each other */
#define __GFP_ZERO ((gfp_t)___GFP_ZERO)	    /* filled with zeroes */

#define GFP_ATOMIC (__GFP_HIGH | __GFP_ATOMIC | __GFP_KSWAPD_RECLAIM)
#define GFP_KERNEL (__GFP_RECLAIM | __GFP_IO | __GFP_FS)
#define GFP_NOWAIT (__GFP_KSWAPD_RECLAIM)
#define GFP_NOIO (__GFP_RECLAIM)
#define GFP_NOFS (__GFP_RECLAIM | __GFP_IO)
#define GFP_USER (__GFP_RECLAIM | __GFP_IO | __GFP_FS | __GFP_HARDWALL)
#define GFP_DMA __GFP_DMA
#define GFP_DMA32 __GFP_DMA32
#define GFP_HIGHUSER (GFP_USER | __GFP_HIGHMEM)
#define GFP_HIGHUSER_MOVABLE (GFP_HIGHUSER | __GFP_MOVABLE)

#endif
