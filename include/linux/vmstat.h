/* SPDX-License-Identifier: MIT */
/* Counters of the page allocator, by zone and in total. */
#ifndef _LINUX_VMSTAT_H
#define _LINUX_VMSTAT_H

#include <linux/atomic.h>
#include <linux/mmzone.h>
#include <linux/vm_event_item.h>

enum zone_stat_item {
	NR_FREE_PAGES,	  /* pages on the free lists, or of deferred sections */
	NR_ZONE_ALLOCATED, /* managed pages that are in use */
	NR_ZONE_PGALLOC,  /* pages allocated since boot */
	NR_ZONE_PGFREE,	  /* pages freed since boot */
	NR_ZONE_SPLITS,	  /* blocks cut in two */
	NR_ZONE_MERGES,	  /* pairs of blocks joined */
	NR_VM_ZONE_STAT_ITEMS
};

unsigned long zone_page_state(const struct zone *zone, enum zone_stat_item item);
unsigned long global_zone_page_state(enum zone_stat_item item);

/* Events: on slow paths only. */
extern atomic_long_t vm_event_states[NR_VM_EVENT_ITEMS];
unsigned long vm_event(enum vm_event_item item);

static inline void count_vm_events(enum vm_event_item item, long delta)
{
	atomic_long_add(delta, &vm_event_states[item]);
}

static inline void count_vm_event(enum vm_event_item item)
{
	count_vm_events(item, 1);
}

#endif
