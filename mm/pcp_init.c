// SPDX-License-Identifier: MIT
/*
 * The per-CPU page lists are set up: which zones have lists, how long they are, and the tables that
 * lead to them. Theory in pcp.c.
 */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/smp.h>
#include <linux/string.h>
#include "buddy.h"
#include "internal.h"
#include "mobility.h"
#include "pcp.h"

static DEFINE_PER_CPU_ZEROED(struct page *[PCP_ROOM], pcp_room);

/*
 * Where there is little memory Linux's lists are short. A zone with a good part of all memory gets them
 * as long as this, if all CPUs' together are no larger part of it.
 */
#define HIGH_AT_LEAST 640ul /* pages: half of them single, which is more than the 256 of a bulk request */
#define HIGH_PART 5
#define BATCH_AT_LEAST 32ul

/* Linux's zone_highsize(): pages. */
static unsigned int __init zone_high(const struct zone *zone)
{
	unsigned long cpus = num_possible_cpus(), pages = zone_managed_pages(zone);
	unsigned long at_least = pages >= totalram_pages() / 4 ? min(pages / HIGH_PART / cpus, HIGH_AT_LEAST) : 0;

	return max(low_wmark_pages(zone) / cpus, at_least);
}

/*
 * Linux's zone_batchsize(): pages. A power of two less one, so that colours of the cache mix.
 * It gives small zones a page or a few; here it is an eighth of the list's length, up to BATCH_AT_LEAST.
 */
static unsigned int __init zone_batch(const struct zone *zone, unsigned int high)
{
	unsigned long batch = min(zone_managed_pages(zone) >> 10, (1ul << 20) / PAGE_SIZE) / 4;

	batch = max3(batch, min(high / 8ul, BATCH_AT_LEAST), 1ul);
	return max(rounddown_pow_of_two(batch + batch / 2) - 1, 1ul);
}

/* Blocks that a list may hold; @i: its number in its zone. Those of the kernel's own pages hold more. */
static unsigned int __init list_room(unsigned int high, unsigned int i)
{
	unsigned int order = i % NR_PCP_ORDERS, blocks = order ? high / 6 >> order : high - high / 2;

	return i / NR_PCP_ORDERS == MIGRATE_UNMOVABLE ? blocks : blocks / 2;
}

static unsigned int __init zone_room(unsigned int high)
{
	unsigned int room = 0;

	for (unsigned int i = 0; i < PCP_LISTS_PER_ZONE; i++)
		room += list_room(high, i);
	return room;
}

static unsigned int __init room_with_limit(unsigned int limit)
{
	unsigned int room = 0;

	for (unsigned int slot = 1; slot <= nr_pcp_slots; slot++)
		room += zone_room(min(pcp_zones[slot]->pcp_high, limit));
	return room;
}

/* Lists get as much as they should, or, where the room does not suffice for all, the same. */
static void __init limit_highs(void)
{
	unsigned int limit = 2 * PCP_ROOM;

	while (room_with_limit(limit) > PCP_ROOM)
		limit -= limit / 8;
	for (unsigned int slot = 1; slot <= nr_pcp_slots; slot++)
		pcp_zones[slot]->pcp_high = min(pcp_zones[slot]->pcp_high, limit);
}

static void __init choose_zones(void)
{
	struct zone *zone;

	for_each_populated_zone(zone) {
		if (!managed_zone(zone) || nr_pcp_slots == PCP_ZONES)
			continue;
		zone->pcp_slot = ++nr_pcp_slots;
		zone->pcp_high = zone_high(zone);
		zone->pcp_batch = zone_batch(zone, zone->pcp_high);
		zone->pcp_high = max(zone->pcp_high, zone->pcp_batch * 4);
		pcp_zones[zone->pcp_slot] = zone;
	}
	limit_highs();
}

static void __init make_lists(unsigned int cpu)
{
	void **room = (void **)&pcp_room[0];

	for (unsigned int i = PCP_LISTS_PER_ZONE; i < (1 + nr_pcp_slots) * PCP_LISTS_PER_ZONE; i++) {
		struct percpu_stack *stack = &per_cpu_ptr(&pcp_lists[i], cpu)->stack;

		stack->top = stack->base = room;
		room += list_room(pcp_zones[i / PCP_LISTS_PER_ZONE]->pcp_high, i % PCP_LISTS_PER_ZONE);
		stack->limit = room;
	}
}

/* What the fast path of a CPU tries: the first choice of its node, if that lies in the node. */
static void fill_choices(unsigned int cpu)
{
	const struct pglist_data *pgdat = NODE_DATA(cpu_to_mem(cpu));

	for (unsigned int gfp = 0; gfp < PCP_GFP_VALUES; gfp++) {
		const struct zone *zone = pgdat->first_choice[gfp & GFP_FAST_MASK];

		for (unsigned int order = 0; order < NR_PCP_ORDERS; order++)
			WRITE_ONCE(*per_cpu_ptr(&pcp_by_gfp[pcp_index(gfp, order)], cpu),
				   zone_pcp_type(zone, zone_request_type(zone, gfp, order), order));
	}
}

/**
 * pcp_reset() - no lists: everything goes to the zones
 *
 * Context: boot, before anything is allocated.
 */
void __init pcp_reset(void)
{
	unsigned int cpu;

	nr_pcp_slots = 0;
	for (unsigned int i = 0; i < PCP_ZONE_VALUES * NR_PCP_ORDERS; i++)
		pcp_by_zone[i] = percpu_ref(&pcp_lists[i % NR_PCP_ORDERS]);
	for_each_possible_cpu(cpu)
		for (unsigned int i = 0; i < PCP_GFP_VALUES * NR_PCP_ORDERS; i++)
			*per_cpu_ptr(&pcp_by_gfp[i], cpu) = &pcp_lists[i % NR_PCP_ORDERS];
}

/* Which list takes a zone's block of this type when it is freed. */
static void __init fill_by_zone(const struct zone *zone, unsigned int type, unsigned int order)
{
	unsigned int row = type << ZONE_ID_BITS | zone->id;

	pcp_by_zone[pcp_index(row, order)] = percpu_ref(zone_pcp_type(zone, type, order));
}

/**
 * pcp_init() - make the lists of all possible CPUs, empty
 *
 * Context: boot, when the zones have their memory and watermarks.
 */
void __init pcp_init(void)
{
	unsigned int cpu;

	choose_zones();
	for_each_possible_cpu(cpu) {
		make_lists(cpu);
		fill_choices(cpu);
	}
	for (unsigned int slot = 1; slot <= nr_pcp_slots; slot++)
		for (unsigned int i = 0; i < PCP_LISTS_PER_ZONE; i++)
			fill_by_zone(pcp_zones[slot], i / NR_PCP_ORDERS, i % NR_PCP_ORDERS);
}

/**
 * page_alloc_fault_injection() - close the fast path, or open it again
 * @on: allocations may have to fail on purpose: all of them are to come to the slow path, which asks
 *
 * Requests that are on the fast path just now are served.
 */
void page_alloc_fault_injection(bool on)
{
	struct pglist_data *pgdat;
	unsigned int cpu;

	for_each_online_pgdat(pgdat)
		fill_first_choices(pgdat, on || init_on_alloc);
	for_each_possible_cpu(cpu)
		fill_choices(cpu);
}
