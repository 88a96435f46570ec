// SPDX-License-Identifier: MIT
/*
 * Per-CPU page lists: free pages in front of the buddy system, for each CPU its own.
 *
 * Purpose
 *	Allocate and free blocks of order 0 to 3 without a lock, without a locked instruction, and with
 *	a page that is likely to be in this CPU's cache.
 *
 * How
 *	For each zone, migrate type and order a CPU has a stack of blocks (asm/percpu_stack.h). Taking from it and
 *	putting on it is the fast path (page_alloc.c, page_free.c). An empty stack is refilled from the
 *	zone, a batch at a time, under one taking of the zone's lock; from a full one the batch that
 *	has lain longest, whose pages are the coldest, goes back and is merged there.
 *
 * Invariants
 *	1. A block on a list has page->flags == zone | PG_cached | order, and a count of one: its next
 *	   user's. So it costs one XOR to take it or put it back, and no buddy is ever merged with it.
 *	2. Its zone is that of the list. Slot n is for the same zone on all CPUs, so a thread that is
 *	   moved to another CPU between choosing the list and using it does no harm.
 *	3. Pages on lists count as free (zone_free_pages()), but were subtracted from zone->spare when
 *	   they went there: the watermarks are about what is left for others.
 *
 * Locking
 *	None on the fast path. Whoever changes a list otherwise is on its CPU with interrupts off; what
 *	the fast path was just doing is restarted. Refilling and draining take zone->lock inside.
 *	Other CPUs only read the lengths. drain_all_pages() asks each CPU to drain its own.
 *
 * Figures
 *	Batch and limit are Linux 6.1's for large zones: a batch is 1/4096 of the zone, 256 KiB at most; a
 *	CPU's lists hold its share of the zone's low watermark, at least four batches. That would be
 *	dozens of pages and batches of one where there is little memory, so that a set of 256 cost ten
 *	times as much at 16 MiB as at 512. Here lists hold 640 pages there, but together at most a fifth
 *	of the zone, and batches are 31 pages. Half of the limit is for single pages, the rest in equal
 *	parts for orders 1 to 3; for the two other types half as much is added.
 *	All lists of a CPU share PCP_ROOM pointers.
 *
 * Complexity
 *	O(1); O(limit) for a page in each batch, as the rest of the stack moves down.
 *
 * Limits
 *	The lists are not trimmed when memory is short, but given up when an allocation would fail.
 *	Zones behind the first PCP_ZONES do without.
 */
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/smp.h>
#include <linux/string.h>
#include <asm/irqflags.h>
#include "buddy.h"
#include "internal.h"
#include "mobility.h"
#include "pcp.h"

DEFINE_PER_CPU_ZEROED(struct per_cpu_pages[(1 + PCP_ZONES) * PCP_LISTS_PER_ZONE], pcp_lists);
DEFINE_PER_CPU_ZEROED(struct per_cpu_pages *[PCP_GFP_VALUES * NR_PCP_ORDERS], pcp_by_gfp);
percpu_ref_t pcp_by_zone[PCP_ZONE_VALUES * NR_PCP_ORDERS];
struct zone *pcp_zones[1 + PCP_ZONES];
unsigned int nr_pcp_slots;

/* ---- between the lists and the zone ---------------------------------------------------------- */

/* This CPU's stack as plain memory; interrupts are off. */
struct slots {
	struct page **base;
	unsigned long nr, room;
};

static struct slots this_cpu_slots(struct per_cpu_pages *list)
{
	struct percpu_stack *stack = this_cpu_ptr(&list->stack);

	return (struct slots){
		.base = (struct page **)this_cpu_ptr(stack->base),
		.nr = stack->top - stack->base,
		.room = stack->limit - stack->base,
	};
}

static void set_nr(struct per_cpu_pages *list, unsigned long nr)
{
	struct percpu_stack *stack = this_cpu_ptr(&list->stack);

	stack->top = stack->base + nr;
}

static struct zone *list_zone(const struct per_cpu_pages *list)
{
	return pcp_zones[(list - pcp_lists) / PCP_LISTS_PER_ZONE];
}

static unsigned long batch_blocks(const struct zone *zone, unsigned int order)
{
	return max_t(unsigned long, zone->pcp_batch >> order, 1);
}

/*
 * Moves up to @nr blocks from the zone to @to, the lowest address last: it is popped first, so that
 * pages are handed out in ascending order. Leaves the low watermark alone. Zone lock held.
 */
static unsigned long fill_locked(struct zone *zone, const struct per_cpu_pages *list, struct page **to,
				 unsigned long nr)
{
	unsigned int order = pcp_order(list), type = pcp_type(list);
	unsigned long got = 0;
	struct page *page;

	while (got < nr && zone->spare >= 1l << order) {
		page = __rmqueue_type(zone, order, type);
		if (!page)
			break;
		page->flags ^= PAGE_CACHED | PAGE_ALLOCATED;
		to[nr - ++got] = page;
	}
	zone->pcp_filled[order] += got;
	if (got < nr)
		memmove(to, to + nr - got, got * sizeof(*to));
	return got;
}

/**
 * pcp_refill() - fill an empty list of this CPU and allocate from it
 * @list: the list, as per_cpu_ptr() takes it
 *
 * Context: any but NMI. Return: a block, marked as allocated; NULL if the zone has none to spare.
 */
struct page *pcp_refill(struct per_cpu_pages *list)
{
	struct zone *zone = list_zone(list);
	unsigned int order = pcp_order(list);
	struct page *page = NULL;
	unsigned long flags;
	struct slots slots;

	if (!zone)
		return NULL;
	local_irq_save(flags);
	slots = this_cpu_slots(list);
	if (!slots.nr && slots.room) { /* it may be another CPU by now */
		zone_lock(zone);
		slots.nr = fill_locked(zone, list, slots.base, min(batch_blocks(zone, order), slots.room));
		zone_unlock(zone);
	}
	if (slots.nr) {
		page = slots.base[slots.nr - 1];
		set_nr(list, slots.nr - 1);
		page->flags ^= PAGE_CACHED | PAGE_ALLOCATED;
		this_cpu_inc(list->allocs);
	}
	local_irq_restore(flags);
	return page;
}

/*
 * Fills the @n entries before @end that are NULL from below @top. Counting up to 0 needs no comparison.
 * Return: the new top.
 */
static __always_inline struct page **fill_entries(struct page **end, unsigned long n, struct page **top, unsigned long ip)
{
	for (long i = -(long)n; i; i++) {
		if (unlikely(end[i]))
			continue;
		end[i] = *--top;
		end[i]->flags ^= PAGE_CACHED | PAGE_ALLOCATED;
		page_owner_alloc(end[i], ip);
	}
	return top;
}

/**
 * pcp_take_bulk() - allocate what a list of this CPU has, into an array
 * @list: the list, as per_cpu_ptr() takes it
 * @array: entries that are not NULL are passed over
 * @i: entry to begin with
 * @end: entry to end with
 * @ip: for whom
 *
 * Return: the first entry that is not filled, or @end.
 */
unsigned long pcp_take_bulk(struct per_cpu_pages *list, struct page **array, unsigned long i, unsigned long end,
			    unsigned long ip)
{
	unsigned long flags, left, n;
	struct slots slots;

	local_irq_save(flags);
	slots = this_cpu_slots(list);
	for (left = slots.nr; i < end && left; i += n) {
		n = min(left, end - i); /* fewer are taken where entries are passed over */
		left = fill_entries(array + i + n, n, slots.base + left, ip) - slots.base;
	}
	while (i < end && array[i])
		i++;
	set_nr(list, left);
	this_cpu_add(list->allocs, slots.nr - left);
	local_irq_restore(flags);
	return i;
}

static void drain_locked(struct zone *zone, unsigned int order, struct page **from, unsigned long nr)
{
	for (unsigned long i = 0; i < nr; i++) {
		from[i]->flags ^= PAGE_CACHED | PAGE_ALLOCATED;
		set_page_count(from[i], 0);
		buddy_free(zone, from[i], order);
	}
}

/* Gives the @nr blocks that have lain longest back to the zone; interrupts are off. */
static void drain_list(struct per_cpu_pages *list, struct slots *slots, unsigned long nr)
{
	struct zone *zone = list_zone(list);

	zone_lock(zone);
	drain_locked(zone, pcp_order(list), slots->base, nr);
	zone_unlock(zone);
	slots->nr -= nr;
	memmove(slots->base, slots->base + nr, slots->nr * sizeof(*slots->base));
	set_nr(list, slots->nr);
}

/**
 * pcp_free_full() - free a block whose list is full, or that has none
 * @list: the list, as per_cpu_ptr() takes it
 * @page: the block, marked as on a list
 *
 * Context: any but NMI.
 */
void pcp_free_full(struct per_cpu_pages *list, struct page *page)
{
	unsigned int order = pcp_order(list);
	unsigned long flags;
	struct slots slots;

	local_irq_save(flags);
	slots = this_cpu_slots(list);
	if (!slots.room) {
		zone_lock(page_zone(page));
		drain_locked(page_zone(page), order, &page, 1);
		zone_unlock(page_zone(page));
	} else {
		if (slots.nr == slots.room) /* it may be another CPU by now */
			drain_list(list, &slots, min(batch_blocks(list_zone(list), order), slots.nr));
		slots.base[slots.nr] = page;
		set_nr(list, slots.nr + 1);
	}
	local_irq_restore(flags);
}

static void drain_this_cpu(void *only)
{
	for (unsigned int i = PCP_LISTS_PER_ZONE; i < (1 + nr_pcp_slots) * PCP_LISTS_PER_ZONE; i++) {
		struct slots slots = this_cpu_slots(&pcp_lists[i]);

		if (slots.nr && (!only || only == pcp_zones[i / PCP_LISTS_PER_ZONE]))
			drain_list(&pcp_lists[i], &slots, slots.nr);
	}
}

/**
 * drain_local_pages() - give all free pages on this CPU's lists back
 * @zone: only those of this zone; NULL for all
 *
 * Context: any but NMI.
 */
void drain_local_pages(struct zone *zone)
{
	unsigned long flags;

	local_irq_save(flags);
	drain_this_cpu(zone);
	local_irq_restore(flags);
}
EXPORT_SYMBOL(drain_local_pages);

/**
 * drain_all_pages() - give all free pages on all CPUs' lists back
 * @zone: only those of this zone; NULL for all
 *
 * Context: process, interrupts on, no spin locks held: it waits for the other CPUs.
 */
void drain_all_pages(struct zone *zone)
{
	on_each_cpu(drain_this_cpu, zone, 1);
}
EXPORT_SYMBOL(drain_all_pages);

/* ---- counting -------------------------------------------------------------------------------- */

/**
 * pcp_blocks() - blocks on a CPU's lists, of all types
 * @zone: whose
 * @order: of which order
 * @cpu: a possible CPU
 *
 * Another CPU's list may change meanwhile.
 */
unsigned long pcp_blocks(const struct zone *zone, unsigned int order, unsigned int cpu)
{
	unsigned long blocks = 0;

	for (unsigned int type = 0; type < MIGRATE_PCPTYPES; type++) {
		const struct percpu_stack *stack = &per_cpu_ptr(zone_pcp_type(zone, type, order), cpu)->stack;

		blocks += READ_ONCE(stack->top) - stack->base;
	}
	return blocks;
}

/**
 * pcp_pages() - pages on a CPU's lists
 * @zone: whose
 * @cpu: a possible CPU
 */
unsigned long pcp_pages(const struct zone *zone, unsigned int cpu)
{
	unsigned long pages = 0;

	for (unsigned int order = 0; zone->pcp_slot && order < NR_PCP_ORDERS; order++)
		pages += pcp_blocks(zone, order, cpu) << order;
	return pages;
}

/**
 * zone_pcp_pages() - pages on all CPUs' lists
 * @zone: whose
 */
unsigned long zone_pcp_pages(const struct zone *zone)
{
	unsigned long pages = 0;
	unsigned int cpu;

	if (!zone->pcp_slot)
		return 0;
	for_each_possible_cpu(cpu)
		pages += pcp_pages(zone, cpu);
	return pages;
}

/**
 * pcp_allocs() - blocks that all CPUs have allocated from their lists since boot
 * @zone: whose
 * @order: of which order
 */
unsigned long pcp_allocs(const struct zone *zone, unsigned int order)
{
	unsigned long allocs = 0;
	unsigned int cpu;

	if (!zone->pcp_slot)
		return 0;
	for_each_possible_cpu(cpu)
		for (unsigned int type = 0; type < MIGRATE_PCPTYPES; type++)
			allocs += READ_ONCE(per_cpu_ptr(zone_pcp_type(zone, type, order), cpu)->allocs);
	return allocs;
}
