/* SPDX-License-Identifier: MIT */
/*
 * The lists of free pages that each CPU keeps: theory in mm/pcp.c. These are the parts that the fast
 * path touches.
 */
#ifndef _MM_PCP_H
#define _MM_PCP_H

#include <asm/percpu_stack.h>
#include <linux/mm.h>
#include <linux/percpu-defs.h>

/**
 * struct per_cpu_pages - a CPU's free blocks of one order, from one zone
 * @stack: their first pages
 * @allocs: blocks that were allocated from it
 *
 * All belongs to the CPU.
 */
struct per_cpu_pages {
	struct percpu_stack stack;
	unsigned long allocs;
};

/* Zones with lists; on a machine with more, the last ones do without. Slot 0 stands for "no lists". */
#define PCP_ZONES 32

/* Pointers that all lists of a CPU have room for together. */
#define PCP_ROOM 2048

#define PCP_LISTS_PER_ZONE (MIGRATE_PCPTYPES * NR_PCP_ORDERS)

/* By slot, migrate type and order. The lists of slot 0 have no room: for them all is a matter of the zone. */
DECLARE_PER_CPU(struct per_cpu_pages[(1 + PCP_ZONES) * PCP_LISTS_PER_ZONE], pcp_lists);

/* Which list serves an allocation: by the lowest byte of the GFP flags, and the order. */
#define PCP_GFP_VALUES 256
DECLARE_PER_CPU(struct per_cpu_pages *[PCP_GFP_VALUES * NR_PCP_ORDERS], pcp_by_gfp);

/* Which list takes a block that is freed: by page->zone_id and order. The same for all CPUs. */
#define PCP_ZONE_VALUES (MIGRATE_PCPTYPES << ZONE_ID_BITS)
extern percpu_ref_t pcp_by_zone[PCP_ZONE_VALUES * NR_PCP_ORDERS];

/* Where in these tables. In 32 bits, which saves the 64-bit kernel from extending the order first. */
static __always_inline unsigned int pcp_index(unsigned int row, unsigned int order)
{
	return row * NR_PCP_ORDERS + order;
}

/* Whose lists a slot has, NULL for slot 0; and the last slot in use. */
extern struct zone *pcp_zones[1 + PCP_ZONES];
extern unsigned int nr_pcp_slots;

static __always_inline unsigned int pcp_order(const struct per_cpu_pages *list)
{
	return (unsigned long)(list - pcp_lists) % NR_PCP_ORDERS;
}

static __always_inline struct per_cpu_pages *zone_pcp(const struct zone *zone, unsigned int order)
{
	return &pcp_lists[zone->pcp_slot * PCP_LISTS_PER_ZONE + order];
}

static __always_inline struct per_cpu_pages *zone_pcp_type(const struct zone *zone, unsigned int type,
							   unsigned int order)
{
	return zone_pcp(zone, order) + type * NR_PCP_ORDERS;
}

static __always_inline unsigned int pcp_type(const struct per_cpu_pages *list)
{
	return (unsigned long)(list - pcp_lists) / NR_PCP_ORDERS % MIGRATE_PCPTYPES;
}

struct page *pcp_refill(struct per_cpu_pages *list);
unsigned long pcp_take_bulk(struct per_cpu_pages *list, struct page **array, unsigned long i, unsigned long end,
			    unsigned long ip);
void pcp_free_full(struct per_cpu_pages *list, struct page *page);
void pcp_reset(void);
void pcp_init(void);

/**
 * pcp_take() - allocate from this CPU's list
 * @list: the list
 *
 * Return: a block, marked as allocated; NULL if the list is empty.
 */
static __always_inline struct page *pcp_take(struct per_cpu_pages *list)
{
	struct page *page;

	percpu_stack_pop(&list->stack, page, empty);
	if (!page)
		__builtin_unreachable(); /* so that the caller's test for it costs nothing */
	this_cpu_inc(list->allocs);
	page->flags ^= PAGE_CACHED | PAGE_ALLOCATED;
	return page;
empty:
	return NULL;
}

#endif
