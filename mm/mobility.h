/* SPDX-License-Identifier: MIT */
/* Page blocks and their migrate types: between mm/mobility.c and the rest of mm/. Theory in mobility.c. */
#ifndef _MM_MOBILITY_H
#define _MM_MOBILITY_H

#include <linux/mm.h>
#include "buddy.h"

extern bool page_group_by_mobility_disabled;

/* Which type a request asks for. */
static __always_inline enum migratetype gfp_migratetype(gfp_t gfp)
{
	if (gfp & __GFP_MOVABLE)
		return MIGRATE_MOVABLE;
	return gfp & __GFP_RECLAIMABLE ? MIGRATE_RECLAIMABLE : MIGRATE_UNMOVABLE;
}

/* ... and from which row of its zone's free areas it takes. */
static inline enum migratetype zone_request_type(const struct zone *zone, gfp_t gfp, unsigned int order)
{
	return zone->grouped && order < pageblock_order ? gfp_migratetype(gfp) : MIGRATE_UNMOVABLE;
}

void pageblocks_init(void);
void zone_set_pageblocks(struct zone *zone, u8 *table, unsigned long first_pfn);
void set_pageblock_type(struct zone *zone, const struct page *page, enum migratetype type);

struct page *__rmqueue_type(struct zone *zone, unsigned int order, enum migratetype type);
struct page *__rmqueue_highatomic(struct zone *zone, unsigned int order);
void reserve_highatomic(struct zone *zone, struct page *page, unsigned int order);
bool unreserve_highatomic(struct zone *zone);

#endif
