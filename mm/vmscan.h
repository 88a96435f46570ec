/* SPDX-License-Identifier: MIT */
/* Reclaim: between mm/vmscan.c, mm/shrinker.c, mm/alloc_slow.c and the threads (kernel/kswapd.c). */
#ifndef _MM_VMSCAN_H
#define _MM_VMSCAN_H

#include <linux/mm.h>
#include <linux/nodemask.h>

/* Pressure: of each cache 1/2^priority is looked at. */
#define DEF_PRIORITY 12

/* Enough for one round: who has got so many pages back may go and use them. */
#define SWAP_CLUSTER_MAX 32ul

/* Rounds without any success after which there is no hope. */
#define MAX_RECLAIM_RETRIES 16

/**
 * struct reclaim - a round of reclaim
 * @gfp: what may be done
 * @priority: DEF_PRIORITY (mild) to 0
 * @freeable: objects that shrinkers said could be freed
 * @scanned: objects that they looked at
 * @freed: objects that they freed
 */
struct reclaim {
	gfp_t gfp;
	int priority;
	unsigned long freeable;
	unsigned long scanned;
	unsigned long freed;
};

/* shrinker.c */
void shrink_slab(int nid, struct reclaim *reclaim);

/* vmscan.c */
unsigned long try_to_free_pages(struct zonelist *zonelist, unsigned int order, gfp_t gfp, const nodemask_t *nodemask);
bool pgdat_balanced(const struct pglist_data *pgdat, unsigned int order);
bool balance_pgdat(struct pglist_data *pgdat, unsigned int order);
void wakeup_kswapd(struct zone *zone, gfp_t gfp, unsigned int order);
void wake_all_kswapds(unsigned int order, gfp_t gfp, struct zonelist *list, const nodemask_t *nodemask);
unsigned long drop_slab(void);

/* oom.c */
bool out_of_memory(void);

#endif
