/* SPDX-License-Identifier: MIT */
/* The threads that reclaim memory in the background: kernel/kswapd.c. */
#ifndef _QUARRY_KSWAPD_H
#define _QUARRY_KSWAPD_H

struct pglist_data;

int kswapd_run(struct pglist_data *pgdat);
void kswapd_stop(struct pglist_data *pgdat);
void kswapd_init(void);

#endif
