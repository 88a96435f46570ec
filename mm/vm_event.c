// SPDX-License-Identifier: MIT
/*
 * Counters of rare events, for /proc/vmstat. All of them are on slow paths, so one atomic word each is
 * enough; what the fast paths count is in vmstat.c.
 */
#include <linux/kernel.h>
#include <linux/string.h>
#include "internal.h"

atomic_long_t vm_event_states[NR_VM_EVENT_ITEMS];

static const char *const names[NR_VM_EVENT_ITEMS] = {
	[PGSTEAL_KSWAPD] = "pgsteal_kswapd",
	[PGSTEAL_DIRECT] = "pgsteal_direct",
	[PGSCAN_KSWAPD] = "pgscan_kswapd",
	[PGSCAN_DIRECT] = "pgscan_direct",
	[SLABS_SCANNED] = "slabs_scanned",
	[PAGEOUTRUN] = "pageoutrun",
	[KSWAPD_LOW_WMARK_HIT_QUICKLY] = "kswapd_low_wmark_hit_quickly",
	[DROP_SLAB] = "drop_slab",
	[OOM_KILL] = "oom_kill",
	[FAULTS_INJECTED] = "faults_injected",
	[PAGEBLOCK_CLAIM] = "pageblock_claim",
	[PAGEBLOCK_STEAL] = "pageblock_steal",
};

/**
 * vm_event() - how often something has happened since boot
 * @item: what
 */
unsigned long vm_event(enum vm_event_item item)
{
	return atomic_long_read(&vm_event_states[item]);
}

/**
 * vm_events_show() - the events' lines of /proc/vmstat
 * @m: where to
 */
void vm_events_show(struct seq_file *m)
{
	const struct pglist_data *first = first_online_pgdat();
	char name[16];

	for (int kind = 0; kind < MAX_NR_ZONES; kind++) {
		zone_kind_name(first, kind, name, sizeof(name));
		seq_printf(m, "allocstall_%s %lu\n", name, vm_event(ALLOCSTALL + kind));
	}
	for (int i = 0; i < NR_VM_EVENT_ITEMS; i++)
		if (names[i])
			seq_printf(m, "%s %lu\n", names[i], vm_event(i));
}
