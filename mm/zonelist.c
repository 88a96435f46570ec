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
 *	its populated zones, highest first, followed by those of the other nodes, nearest first; a walk
 *	skips those above the highest allowed. So a request rather takes a scarcer zone nearby than
 *	the right one far away, as on Linux.
 *
 * Complexity
 *	A walk is O(zones). Made once, at boot; not changed, so there is no lock.
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include "buddy.h"
#include "internal.h"
#include "mobility.h"

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
EXPORT_SYMBOL(gfp_zone);

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
EXPORT_SYMBOL(next_zones_zonelist);

static struct zoneref *add_zones(struct zoneref *ref, struct pglist_data *pgdat)
{
	for (int i = MAX_NR_ZONES - 1; i >= 0; i--)
		if (populated_zone(&pgdat->node_zones[i]))
			*ref++ = (struct zoneref){ &pgdat->node_zones[i], i };
	return ref;
}

/**
 * next_nearest_node() - the nearest node that was not taken yet
 * @from: near to which; it is its own nearest one
 * @done: nodes that were taken, and now this one
 *
 * Of nodes at the same distance the next one behind @from comes first, so that the nodes of a large
 * machine do not all fall back to the same one.
 *
 * Return: NULL if all are taken.
 */
struct pglist_data *next_nearest_node(const struct pglist_data *from, nodemask_t *done)
{
	int best = NUMA_NO_NODE;

	for (int i = 0; i < MAX_NUMNODES; i++) {
		int nid = (from->node_id + i) % MAX_NUMNODES;

		if (!node_online(nid) || node_isset(nid, *done))
			continue;
		if (best == NUMA_NO_NODE ||
		    node_distance(from->node_id, nid) < node_distance(from->node_id, best))
			best = nid;
		if (!i)
			break;
	}
	if (best == NUMA_NO_NODE)
		return NULL;
	node_set(best, *done);
	return NODE_DATA(best);
}

/* The node itself need not be online: a test may have made it. */
static void build_fallback(struct pglist_data *pgdat)
{
	struct zoneref *ref = add_zones(pgdat->node_zonelists[ZONELIST_FALLBACK]._zonerefs, pgdat);
	nodemask_t done = nodemask_of_node(pgdat->node_id);
	struct pglist_data *next;

	while (node_online(pgdat->node_id) && (next = next_nearest_node(pgdat, &done)))
		ref = add_zones(ref, next);
	*ref = (struct zoneref){ NULL, 0 };
}

static void build_no_fallback(struct pglist_data *pgdat)
{
	*add_zones(pgdat->node_zonelists[ZONELIST_NOFALLBACK]._zonerefs, pgdat) = (struct zoneref){ NULL, 0 };
}

/*
 * What the fast path may try for these flags: nothing, if they need more than a block, or if the node
 * itself has no memory for them: then __GFP_THISNODE, which is not in the table, makes a difference.
 */
static struct zone *fast_choice(struct pglist_data *pgdat, gfp_t gfp)
{
	struct zonelist *list = &pgdat->node_zonelists[ZONELIST_NOFALLBACK];
	struct zone *zone;

	if (gfp & (__GFP_ZERO | __GFP_COMP) || gfp_zone_bits_bad(gfp))
		return &no_zone;
	zone = first_zones_zonelist(list, gfp_zone(gfp))->zone;
	return zone ?: &no_zone;
}

/**
 * fill_first_choices() - make a node's table of first choices
 * @pgdat: the node
 * @closed: none: everything is to take the slow path
 */
void fill_first_choices(struct pglist_data *pgdat, bool closed)
{
	static_assert(GFP_CHOICES == GFP_FAST_MASK + 1);

	for (gfp_t gfp = 0; gfp <= GFP_FAST_MASK; gfp++) {
		struct zone *zone = closed ? &no_zone : fast_choice(pgdat, gfp);

		WRITE_ONCE(pgdat->first_areas[gfp], zone_type_area(zone, zone_request_type(zone, gfp, 0), 0));
		WRITE_ONCE(pgdat->first_choice[gfp], zone);
	}
}

/**
 * build_zonelists() - make a node's zonelists and its table of first choices
 * @pgdat: the node; all nodes' zones know how much memory they have
 */
void build_zonelists(struct pglist_data *pgdat)
{
	build_fallback(pgdat);
	build_no_fallback(pgdat);
	fill_first_choices(pgdat, init_on_alloc);
}

struct pglist_data *first_online_pgdat(void)
{
	return NODE_DATA(first_online_node);
}
EXPORT_SYMBOL(first_online_pgdat);

struct pglist_data *next_online_pgdat(struct pglist_data *pgdat)
{
	for (int nid = pgdat->node_id + 1; nid < MAX_NUMNODES; nid++)
		if (node_data[nid])
			return node_data[nid];
	return NULL;
}
EXPORT_SYMBOL(next_online_pgdat);

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
EXPORT_SYMBOL(next_zone);
