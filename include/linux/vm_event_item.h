/* SPDX-License-Identifier: MIT */
/* Events in memory management that are counted, for /proc/vmstat. Names in mm/vm_event.c. */
#ifndef _LINUX_VM_EVENT_ITEM_H
#define _LINUX_VM_EVENT_ITEM_H

#include <linux/mmzone.h>

enum vm_event_item {
	ALLOCSTALL,	    /* a request had to reclaim by itself; one counter for each kind of zone */
	ALLOCSTALL_LAST = ALLOCSTALL + MAX_NR_ZONES - 1,
	PGSTEAL_KSWAPD,	    /* pages that kswapd got back */
	PGSTEAL_DIRECT,	    /* pages that requests got back */
	PGSCAN_KSWAPD,	    /* objects that kswapd had shrinkers look at */
	PGSCAN_DIRECT,	    /* objects that requests had shrinkers look at */
	SLABS_SCANNED,	    /* both */
	PAGEOUTRUN,	    /* times kswapd was woken and worked */
	KSWAPD_LOW_WMARK_HIT_QUICKLY, /* it had hardly stopped when memory was short again */
	DROP_SLAB,	    /* drop_caches with 2 or 3 */
	OOM_KILL,	    /* times that everything had failed */
	FAULTS_INJECTED,    /* allocations that failed on purpose */
	PAGEBLOCK_CLAIM,    /* blocks of pages taken over for another kind of use */
	PAGEBLOCK_STEAL,    /* allocations from a block of another kind of use */
	NR_VM_EVENT_ITEMS
};

#endif
