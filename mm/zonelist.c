// SPDX-License-Identifier: MIT
/*
 * Zonelists: from GFP flags to the zones that may serve, in the order they are tried.
 *
 * Purpose
 *	A request names the highest kind of zone that its user can work with. Any lower one would do
 *	too, but is scarcer: 16 MiB of DMA memory are soon gone. So zones are tried from the named one
 *	downwards, and lowmem_reserve (watermark.c) keeps the request from emptying the lower ones.
 *
 * How
 *	__GFP_DMA, __GFP_HIGHMEM, __GFP_DMA32 and __GFP_MOVABLE make 16 combinations; zone_by_flags[]
 *	has the highest zone for each, or BAD where they contradict each other. A node has a list of
 *	its populated zones, highest first; a walk skips those above the highest allowed.
 *
 * Limits
 *	One node: the list without fallback to other nodes and the one with are the same.
 */
#include <linux/kernel.h>
#include "buddy.h"
#include "internal.h"

#ifdef CONFIG_HIGHMEM
#define OPT_ZONE_HIGHMEM ZONE_HIGHMEM
#else
#define OPT_ZONE_HIGHMEM ZONE_NORMAL
#endif
#ifdef CONFIG_ZONE_DMA32
#define OPT_ZONE_DMA32 ZONE_DMA32
#else
#define OPT_ZONE_DMA32 ZONE_NORMAL
#endif

#define BAD 0x80 /* the flags contradict each other; the rest of the entry is what they get */

/* Movable by itself means "if it were up to me": only together with HIGHMEM it opens the zone. */
static const u8 zone_by_flags[GFP_ZONEMASK + 1] = {
	[0] = ZONE_NORMAL,
	[___GFP_DMA] = ZONE_DMA,
	[___GFP_HIGHMEM] = OPT_ZONE_HIGHMEM,
	[___GFP_DMA | ___GFP_HIGHMEM] = BAD | ZONE_DMA,
	[___GFP_DMA32] = OPT_ZONE_DMA32,
	[___GFP_DMA | ___GFP_DMA32] = BAD | ZONE_DMA,
	[___GFP_HIGHMEM | ___GFP_DMA32] = BAD | OPT_ZONE_DMA32,
	[___GFP_DMA | ___GFP_HIGHMEM | ___GFP_DMA32] = BAD | ZONE_DMA,
	[___GFP_MOVABLE] = ZONE_NORMAL,
	[___GFP_MOVABLE | ___GFP_DMA] = ZONE_DMA,
	[___GFP_MOVABLE | ___GFP_HIGHMEM] = ZONE_MOVABLE,
	[___GFP_MOVABLE | ___GFP_DMA | ___GFP_HIGHMEM] = BAD | ZONE_DMA,
	[___GFP_MOVABLE | ___GFP_DMA32] = OPT_ZONE_DMA32,
	[___GFP_MOVABLE | ___GFP_DMA | ___GFP_DMA32] = BAD | ZONE_DMA,
	[___GFP_MOVABLE | ___GFP_HIGHMEM | ___GFP_DMA32] = BAD | OPT_ZONE_DMA32,
	[GFP_ZONEMASK] = BAD | ZONE_DMA,
};

/* A zone without memory, whose balance says so: the fast path's way to the slow one. */
struct zone no_zone = { .name = "none", .spare = LONG_MIN / 2 };

/**
 * gfp_zone() - the highest zone that may serve
 * @flags: GFP flags
 */
enum zone_type gfp_zone(gfp_t flags)
{
	return zone_by_flags[flags & GFP_ZONEMASK] & ~BAD;
}

/**
 * gfp_zone_bits_bad() - do the zone modifiers contradict each other?
 * @gfp: GFP flags
 */
bool gfp_zone_bits_bad(gfp_t gfp)
{
	return zone_by_flags[gfp & GFP_ZONEMASK] & BAD;
}

/**
 * next_zones_zonelist() - the next zone that is not above a kind
 * @z: where to begin
 * @highest_zoneidx: the kind
 */
struct zoneref *next_zones_zonelist(struct zoneref *z, enum zone_type highest_zoneidx)
{
	while (z->zone && z->zone_idx > (int)highest_zoneidx)
		z++;
	return z;
}

static void build_zonelist(struct pglist_data *pgdat, struct zonelist *list)
{
	struct zoneref *ref = list->_zonerefs;

	for (int i = MAX_NR_ZONES - 1; i >= 0; i--)
		if (populated_zone(&pgdat->node_zones[i]))
			*ref++ = (struct zoneref){ &pgdat->node_zones[i], i };
	*ref = (struct zoneref){ NULL, 0 };
}

/* What the fast path may try for these flags: nothing, if they need more than a block. */
static struct zone *fast_choice(struct pglist_data *pgdat, gfp_t gfp)
{
	struct zonelist *list = &pgdat->node_zonelists[ZONELIST_FALLBACK];
	struct zone *zone;

	if (gfp & (__GFP_ZERO | __GFP_COMP) || gfp_zone_bits_bad(gfp))
		return &no_zone;
	zone = first_zones_zonelist(list, gfp_zone(gfp))->zone;
	return zone ?: &no_zone;
}

/**
 * build_zonelists() - make a node's zonelists and its table of first choices
 * @pgdat: the node; its zones know how much memory they have
 */
void build_zonelists(struct pglist_data *pgdat)
{
	for (int i = 0; i < MAX_ZONELISTS; i++)
		build_zonelist(pgdat, &pgdat->node_zonelists[i]);
	for (gfp_t gfp = 0; gfp <= GFP_FAST_MASK; gfp++)
		pgdat->first_choice[gfp] = fast_choice(pgdat, gfp);
}

struct pglist_data *first_online_pgdat(void)
{
	return NODE_DATA(first_online_node);
}

struct pglist_data *next_online_pgdat(struct pglist_data *pgdat)
{
	for (int nid = pgdat->node_id + 1; nid < MAX_NUMNODES; nid++)
		if (node_data[nid])
			return node_data[nid];
	return NULL;
}

/**
 * next_zone() - the zone behind a zone, for for_each_zone()
 * @zone: a zone of a node
 */
struct zone *next_zone(struct zone *zone)
{
	struct pglist_data *pgdat = zone->zone_pgdat;

	if (zone < &pgdat->node_zones[MAX_NR_ZONES - 1])
		return zone + 1;
	pgdat = next_online_pgdat(pgdat);
	return pgdat ? pgdat->node_zones : NULL;
}
