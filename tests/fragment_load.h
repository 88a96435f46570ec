/* SPDX-License-Identifier: MIT */
/*
 * A long random load of all kinds on a zone, and how many order-9 blocks survive it.
 *
 *	movable		most of memory; in the hands of tasks that take page by page and give all back when
 *			they exit
 *	reclaimable	grows to a fifth of what is in use, then half of it goes, block by block, at random;
 *			all of it when somebody reclaims
 *	unmovable	the same with a tenth; orders 0 to 3
 *
 * The zone is kept at a fill level, with a rush to 97 % from time to time, in which the kinds have
 * to take from each other. At the end of each quiet time it is tried how many blocks of order 9 there are, at
 * once and after reclaim, out of as many as fit in the free pages; and each evening, when all tasks have
 * exited. Bounded by operations; the same seed gives the same numbers.
 */
#ifndef _TESTS_FRAGMENT_LOAD_H
#define _TESTS_FRAGMENT_LOAD_H

#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "../mm/buddy.h"
#include "../mm/internal.h"
#include "../mm/mobility.h"

#define FRAGMENT_BINS 256
#define FRAGMENT_MOST_BLOCKS 16	 /* of the largest order: 64 MiB */
#define FRAGMENT_LEAST_BLOCKS 4
#define FRAGMENT_PERIOD 8192	 /* operations from one rush to the next */
#define FRAGMENT_RUSH 2048	 /* of these, in the rush */
#define FRAGMENT_RUSH_FILL 97	 /* per cent */
#define FRAGMENT_DAY (3 * FRAGMENT_PERIOD)

/* Blocks of one kind, chained by lru.next. */
struct fragment_kind {
	struct page *bin[FRAGMENT_BINS];
	unsigned long pages;
};

/* The zone, and the pages it is made of. */
struct fragment_zone {
	struct zone zone;
	struct page *block[FRAGMENT_MOST_BLOCKS];
	u16 real_id[FRAGMENT_MOST_BLOCKS];
	unsigned int blocks;
	u8 *table;
};

struct fragment_load {
	struct zone *zone;
	struct fragment_kind kind[MIGRATE_PCPTYPES];
	unsigned long pages, used;
	u32 random;
};

enum fragment_moment { FRAGMENT_BUSY, FRAGMENT_RECLAIMED, FRAGMENT_EVENING, FRAGMENT_MOMENTS };

/* @tried: order-9 blocks that would fit into the free pages; @got: that there were; @refused: single pages. */
struct fragment_result {
	unsigned long tried[FRAGMENT_MOMENTS], got[FRAGMENT_MOMENTS], refused;
};

/* ---- the zone -------------------------------------------------------------------------------- */

static void fragment_own(struct page *block, u16 id)
{
	for (unsigned long i = 0; i < MAX_ORDER_NR_PAGES; i++) {
		block[i].zone_id = id;
		block[i].state = 0;
		set_page_count(block + i, 0);
	}
}

static void fragment_zone_gone(struct fragment_zone *z)
{
	kfree(z->table);
	while (z->blocks--) {
		struct page *page = z->block[z->blocks];

		fragment_own(page, z->real_id[z->blocks]);
		page->state = PAGE_ALLOCATED | (MAX_ORDER - 1);
		set_page_count(page, 1);
		__free_pages(page, MAX_ORDER - 1);
	}
}

/* Up to half of what is free, in blocks of the largest order. Return: whether there was enough. */
static bool fragment_zone_make(struct fragment_zone *z, bool grouped)
{
	unsigned long most = nr_free_pages() / 2 / MAX_ORDER_NR_PAGES, first = ~0ul, last = 0;

	memset(z, 0, sizeof(*z));
	while (z->blocks < min(most, (unsigned long)FRAGMENT_MOST_BLOCKS)) {
		struct page *page = alloc_pages(GFP_KERNEL | __GFP_NOWARN | __GFP_NORETRY, MAX_ORDER - 1);

		if (!page)
			break;
		first = min(first, page_to_pfn(page));
		last = max(last, page_to_pfn(page));
		z->real_id[z->blocks] = page->zone_id;
		z->block[z->blocks++] = page;
	}
	if (z->blocks >= FRAGMENT_LEAST_BLOCKS)
		z->table = kzalloc((last + MAX_ORDER_NR_PAGES - first) >> pageblock_order, GFP_KERNEL | __GFP_NOWARN);
	if (!z->table) {
		fragment_zone_gone(z);
		return false;
	}
	zone_init(&z->zone, "Load", ZONE_ID_PRIVATE | ZONE_NORMAL);
	zone_set_pageblocks(&z->zone, z->table, first);
	z->zone.grouped = grouped;
	for (unsigned int i = 0; i < z->blocks; i++) {
		fragment_own(z->block[i], z->zone.id);
		buddy_add_range(&z->zone, page_to_pfn(z->block[i]), page_to_pfn(z->block[i]) + MAX_ORDER_NR_PAGES);
	}
	return true;
}

/* ---- the load -------------------------------------------------------------------------------- */

static u32 fragment_random(struct fragment_load *l, u32 below)
{
	l->random ^= l->random << 13;
	l->random ^= l->random >> 17;
	l->random ^= l->random << 5;
	return (l->random >> 4) % below;
}

/* Frees up to @most blocks of a bin; how many pages? */
static unsigned long fragment_give(struct fragment_load *l, int kind, unsigned int bin, unsigned long most)
{
	struct page **first = &l->kind[kind].bin[bin], *page;
	unsigned long pages = 0;

	while (most-- && (page = *first)) {
		unsigned int order = page_flags_order(page);

		*first = (void *)page->lru.next;
		__free_one_page(l->zone, page, order);
		pages += 1ul << order;
	}
	l->kind[kind].pages -= pages;
	l->used -= pages;
	return pages;
}

/* A block from the first bin with any, beginning anywhere; a whole task if it is movable. */
static void fragment_give_any(struct fragment_load *l, int kind)
{
	unsigned int bin = fragment_random(l, FRAGMENT_BINS);

	for (int i = 0; i < FRAGMENT_BINS; i++)
		if (fragment_give(l, kind, (bin + i) % FRAGMENT_BINS, kind == MIGRATE_MOVABLE ? ~0ul : 1))
			return;
}

static bool fragment_take(struct fragment_load *l, int kind, unsigned int order)
{
	struct page *page = __rmqueue_type(l->zone, order, l->zone->grouped ? kind : MIGRATE_UNMOVABLE);
	struct page **first = &l->kind[kind].bin[fragment_random(l, FRAGMENT_BINS)];

	if (!page)
		return false;
	page->lru.next = (void *)*first;
	*first = page;
	l->kind[kind].pages += 1ul << order;
	l->used += 1ul << order;
	return true;
}

/* Who has reached the limit, goes back to half of it. */
static void fragment_limit(struct fragment_load *l, int kind, unsigned long most)
{
	if (l->kind[kind].pages > most)
		while (l->kind[kind].pages > most / 2)
			fragment_give_any(l, kind);
}

static bool fragment_step(struct fragment_load *l, unsigned long target)
{
	static const u8 orders[16] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 3 };
	u32 which = fragment_random(l, 16);
	int kind = which < 2 ? MIGRATE_UNMOVABLE : which < 5 ? MIGRATE_RECLAIMABLE : MIGRATE_MOVABLE;
	unsigned int order = kind == MIGRATE_MOVABLE ? 0 : orders[fragment_random(l, 16)];

	fragment_limit(l, MIGRATE_UNMOVABLE, target / 10);
	fragment_limit(l, MIGRATE_RECLAIMABLE, target / 5);
	while (l->used + (1ul << order) > target && l->kind[MIGRATE_MOVABLE].pages)
		fragment_give_any(l, MIGRATE_MOVABLE);
	return fragment_take(l, kind, order) || order; /* larger ones may find no room in a rush */
}

/* ---- the measurement ------------------------------------------------------------------------- */

static unsigned long fragment_count_large(struct zone *zone)
{
	struct page *list = NULL, *page;
	unsigned long n = 0;

	while ((page = __rmqueue_type(zone, pageblock_order, MIGRATE_UNMOVABLE))) {
		page->lru.next = (void *)list;
		list = page;
		n++;
	}
	while ((page = list)) {
		list = (void *)page->lru.next;
		__free_one_page(zone, page, pageblock_order);
	}
	return n;
}

static void fragment_measure(struct fragment_load *l, struct fragment_result *r, enum fragment_moment moment)
{
	r->tried[moment] += zone_free_pages(l->zone) >> pageblock_order;
	r->got[moment] += fragment_count_large(l->zone);
}

static void fragment_give_all(struct fragment_load *l, int kind)
{
	for (unsigned int bin = 0; bin < FRAGMENT_BINS; bin++)
		fragment_give(l, kind, bin, ~0ul);
}

static void fragment_measure_all(struct fragment_load *l, struct fragment_result *r, bool evening)
{
	fragment_measure(l, r, FRAGMENT_BUSY);
	fragment_give_all(l, MIGRATE_RECLAIMABLE);
	fragment_measure(l, r, FRAGMENT_RECLAIMED);
	if (!evening)
		return;
	fragment_give_all(l, MIGRATE_MOVABLE);
	fragment_measure(l, r, FRAGMENT_EVENING);
}

/**
 * fragment_run() - the load on a zone, which is empty before and behind
 * @z: from fragment_zone_make()
 * @fill: per cent of its pages in use, in quiet times
 * @operations: allocations
 * @seed: not 0
 *
 * Return: what there was of order 9.
 */
static struct fragment_result fragment_run(struct fragment_zone *z, unsigned int fill, unsigned long operations, u32 seed)
{
	static struct fragment_load l;
	struct fragment_result r = { 0 };

	memset(&l, 0, sizeof(l));
	l.zone = &z->zone;
	l.pages = z->blocks * (unsigned long)MAX_ORDER_NR_PAGES;
	l.random = seed;
	for (unsigned long i = 0; i < operations; i++) {
		bool rush = i % FRAGMENT_PERIOD < FRAGMENT_RUSH;
		unsigned int now = rush ? max(fill, (unsigned int)FRAGMENT_RUSH_FILL) : fill;

		r.refused += !fragment_step(&l, l.pages * now / 100);
		if (i % FRAGMENT_PERIOD == FRAGMENT_PERIOD - 1)
			fragment_measure_all(&l, &r, i % FRAGMENT_DAY == FRAGMENT_DAY - 1);
	}
	for (int kind = 0; kind < MIGRATE_PCPTYPES; kind++)
		fragment_give_all(&l, kind);
	return r;
}

#endif
