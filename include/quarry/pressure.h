/* SPDX-License-Identifier: MIT */
/* The lab demo of memory pressure: kernel/pressure.c. */
#ifndef _QUARRY_PRESSURE_H
#define _QUARRY_PRESSURE_H

#include <quarry/page_account.h>

/**
 * struct pressure_result - what came of it
 * @before: who had the pages before
 * @now: and who has them afterwards
 * @rounds: that were played
 * @hog_most: pages that the hog had at most
 * @hog_left: pages that it has still
 * @areas: vmalloc() calls of the mapper
 * @blocks: alloc_pages() calls of the third actor
 * @wakeups: runs of kswapd
 * @stalls: requests that reclaimed
 * @scanned: objects that shrinkers looked at
 * @kills: how often the last resort was asked
 */
struct pressure_result {
	struct page_account before, now;
	unsigned int rounds;
	unsigned long hog_most, hog_left, areas, blocks, wakeups, stalls, scanned, kills;
};

int pressure_play(unsigned int rounds, _Bool shown, struct pressure_result *result);

#endif
