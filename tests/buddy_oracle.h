/* SPDX-License-Identifier: MIT */
/*
 * A stream of operations on a zone whose blocks are grouped by mobility, and what must be true after each.
 *
 * The oracle knows of each frame whether it is free. For each aligned block of each order it counts how
 * many of its pages are. As buddies of one page block are merged at once, the lengths of the free lists follow
 * from that, and from which page blocks are in the atomic reserve: types never change them. Which type a page
 * block has is the allocator's own decision; that its free blocks are on the lists of this type is not.
 *
 * After each step: as many pages are free as there should be, the lists are as long as they should be, and
 * the reserve's numbers are right. Each block that is handed out was free, lies in the zone, is aligned, and
 * comes from the reserve only where it may. A request is refused only if there is no such block. Now
 * and then all lists are walked.
 */
#ifndef _TESTS_BUDDY_ORACLE_H
#define _TESTS_BUDDY_ORACLE_H

#include <asm/vmemmap.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/string.h>

#include "../mm/buddy.h"
#include "../mm/internal.h"
#include "../mm/mobility.h"

#ifndef ORACLE_FRAMES
#define ORACLE_FRAMES 16384 /* 4096 at least, a multiple of 1024 */
#endif
#define ORACLE_PFN 0x300000000ul /* far from the machine that the runner booted */
#define ORACLE_BLOCKS (ORACLE_FRAMES >> pageblock_order)
#define ORACLE_HELD 3000
#define ORACLE_WALK 512 /* steps from one walk to the next */

struct buddy_oracle {
	struct zone zone;
	u8 table[ORACLE_BLOCKS];
	u16 free_in[pageblock_order + 1][ORACLE_FRAMES];
	unsigned long whole[pageblock_order + 2]; /* blocks all of whose pages are free; the last: none */
	unsigned long nr_free;
	u8 seen[ORACLE_FRAMES];
	struct page *held[ORACLE_HELD];
	unsigned int nr_held;
	unsigned long steps;
	char said[160];
};

#define ORACLE_FAIL(o, fmt, ...)                                                                          \
	(snprintf((o)->said, sizeof((o)->said), "step %lu: " fmt, (o)->steps, ##__VA_ARGS__), (o)->said)

static unsigned long oracle_frame(const struct page *page)
{
	return page_to_pfn(page) - ORACLE_PFN;
}

static void oracle_mark(struct buddy_oracle *o, unsigned long frame, unsigned int order, int change)
{
	for (unsigned long i = frame; i < frame + (1ul << order); i++)
		for (unsigned int at = 0; at <= pageblock_order; at++) {
			u16 *count = &o->free_in[at][i >> at];

			o->whole[at] -= *count == 1u << at;
			*count += change;
			o->whole[at] += *count == 1u << at;
		}
	o->nr_free += (unsigned long)change << order;
}

static bool oracle_reserved(const struct buddy_oracle *o, unsigned long frame)
{
	return o->table[frame >> pageblock_order] == MIGRATE_HIGHATOMIC;
}

/* All of it free, none of it or all of it in the reserve; the largest order is two page blocks. */
static bool oracle_block_free(const struct buddy_oracle *o, unsigned long frame, unsigned int order, bool reserved)
{
	unsigned int at = min_t(unsigned int, order, pageblock_order);

	for (unsigned long i = frame; i < frame + (1ul << order); i += 1ul << at)
		if (o->free_in[at][i >> at] != 1u << at || oracle_reserved(o, i) != reserved)
			return false;
	return true;
}

static bool oracle_any_block(const struct buddy_oracle *o, unsigned int order, bool reserved)
{
	for (unsigned long frame = 0; frame < ORACLE_FRAMES; frame += 1ul << order)
		if (oracle_block_free(o, frame, order, reserved))
			return true;
	return false;
}

/* ---- after each step ------------------------------------------------------------------------- */

static unsigned long oracle_list_length(const struct buddy_oracle *o, unsigned int order)
{
	unsigned long length = 0;

	for (int type = 0; type < MIGRATE_TYPES; type++)
		length += o->zone.free_area[type * AREAS_PER_TYPE + order].nr_free;
	return length;
}

static const char *oracle_check_lengths(struct buddy_oracle *o)
{
	unsigned long pairs = 0;

	for (unsigned int order = 0; order < pageblock_order; order++)
		if (oracle_list_length(o, order) != o->whole[order] - 2 * o->whole[order + 1])
			return ORACLE_FAIL(o, "%lu blocks of order %u, there should be %lu", oracle_list_length(o, order),
					   order, o->whole[order] - 2 * o->whole[order + 1]);
	for (unsigned long frame = 0; frame < ORACLE_FRAMES; frame += 2ul << pageblock_order)
		pairs += oracle_block_free(o, frame, pageblock_order + 1, false);
	if (oracle_list_length(o, pageblock_order + 1) != pairs ||
	    oracle_list_length(o, pageblock_order) != o->whole[pageblock_order] - 2 * pairs)
		return ORACLE_FAIL(o, "%lu pairs of page blocks, %lu single ones, there should be %lu and %lu",
				   oracle_list_length(o, pageblock_order + 1), oracle_list_length(o, pageblock_order),
				   pairs, o->whole[pageblock_order] - 2 * pairs);
	return NULL;
}

static const char *oracle_check_counts(struct buddy_oracle *o)
{
	unsigned long reserved = 0, reserved_free = 0;

	for (unsigned long b = 0; b < ORACLE_BLOCKS; b++)
		if (o->table[b] == MIGRATE_HIGHATOMIC) {
			reserved += pageblock_nr_pages;
			reserved_free += o->free_in[pageblock_order][b];
		}
	if (zone_free_pages(&o->zone) != o->nr_free)
		return ORACLE_FAIL(o, "%lu pages are free, there should be %lu", zone_free_pages(&o->zone), o->nr_free);
	if (o->zone.nr_reserved_highatomic != reserved || o->zone.highatomic_free != reserved_free)
		return ORACLE_FAIL(o, "the reserve has %lu pages, %lu free, there should be %lu and %lu",
				   o->zone.nr_reserved_highatomic, o->zone.highatomic_free, reserved, reserved_free);
	return oracle_check_lengths(o);
}

/* ---- now and then ---------------------------------------------------------------------------- */

/* A free block on a list: marked as such, of the list's type, on no other list, not to be merged. */
static const char *oracle_check_block(struct buddy_oracle *o, const struct page *page, unsigned int order, unsigned int type)
{
	unsigned long frame = oracle_frame(page), mine = (unsigned long)o->zone.id << PG_STATE_BITS;

	if (frame >= ORACLE_FRAMES || frame & ((1ul << order) - 1))
		return ORACLE_FAIL(o, "frame %#lx on list %u of type %u", frame, order, type);
	if (page->flags != (mine | PAGE_FREE | order | (unsigned long)type << PG_TYPE_SHIFT))
		return ORACLE_FAIL(o, "frame %#lx on list %u of type %u has flags %#lx", frame, order, type, page->flags);
	if (pageblock_type(&o->zone, page) != type || (order >= pageblock_order && type && type != MIGRATE_HIGHATOMIC))
		return ORACLE_FAIL(o, "frame %#lx, order %u, is on the list of type %u", frame, order, type);
	if (!oracle_block_free(o, frame, order, type == MIGRATE_HIGHATOMIC))
		return ORACLE_FAIL(o, "frame %#lx on list %u of type %u is in use", frame, order, type);
	for (unsigned long i = 0; i < 1ul << order; i++) {
		if (o->seen[frame + i]++)
			return ORACLE_FAIL(o, "frame %#lx is in two free blocks", frame + i);
		if (i && page[i].flags != mine)
			return ORACLE_FAIL(o, "frame %#lx inside a free block has flags %#lx", frame + i, page[i].flags);
	}
	if (order < pageblock_order && oracle_block_free(o, frame ^ 1ul << order, order, type == MIGRATE_HIGHATOMIC))
		return ORACLE_FAIL(o, "frame %#lx, order %u, and its buddy are both free", frame, order);
	return NULL;
}

static const char *oracle_walk(struct buddy_oracle *o)
{
	const char *wrong = NULL;

	memset(o->seen, 0, sizeof(o->seen));
	for (unsigned int i = 0; !wrong && i < MIGRATE_TYPES * MAX_ORDER; i++) {
		unsigned int order = i % MAX_ORDER, type = i / MAX_ORDER;
		const struct free_area *area = &o->zone.free_area[type * AREAS_PER_TYPE + order];
		unsigned long blocks = 0;
		const struct page *page;

		list_for_each_entry(page, &area->free_list, lru) {
			blocks++;
			wrong = oracle_check_block(o, page, order, type);
			if (wrong)
				return wrong;
		}
		if (blocks != area->nr_free)
			wrong = ORACLE_FAIL(o, "%lu blocks on list %u of type %u, not %lu", blocks, order, type, area->nr_free);
	}
	return wrong;
}

/* ---- the operations -------------------------------------------------------------------------- */

static const char *oracle_taken(struct buddy_oracle *o, struct page *page, unsigned int order, bool reserved)
{
	unsigned long frame;

	if (!page)
		return oracle_any_block(o, order, reserved) ? ORACLE_FAIL(o, "order %u is refused", order) : NULL;
	frame = oracle_frame(page);
	if (frame >= ORACLE_FRAMES || frame & ((1ul << order) - 1) || !oracle_block_free(o, frame, order, reserved))
		return ORACLE_FAIL(o, "order %u: frame %#lx is handed out", order, frame);
	if (page->state != (PAGE_ALLOCATED | order) || page_ref_count(page) != 1)
		return ORACLE_FAIL(o, "order %u: frame %#lx has state %#x", order, frame, page->state);
	oracle_mark(o, frame, order, -1);
	o->held[o->nr_held++] = page;
	return NULL;
}

static const char *oracle_take(struct buddy_oracle *o, unsigned int order, enum migratetype type)
{
	struct page *page;

	type = order < pageblock_order ? type : MIGRATE_UNMOVABLE;
	page = __rmqueue_type(&o->zone, order, type);
	if (page && page->zone_id >> ZONE_ID_BITS != type)
		return ORACLE_FAIL(o, "a block of type %u instead of %u", page->zone_id >> ZONE_ID_BITS, type);
	return oracle_taken(o, page, order, false);
}

/* From the reserve; else from everybody's, and the page block is reserved. */
static const char *oracle_take_atomic(struct buddy_oracle *o, unsigned int order)
{
	struct page *page = __rmqueue_highatomic(&o->zone, order);
	const char *wrong = oracle_taken(o, page, order, true);

	if (wrong || page)
		return wrong;
	page = __rmqueue_type(&o->zone, order, MIGRATE_UNMOVABLE);
	wrong = oracle_taken(o, page, order, false);
	if (!wrong && page)
		reserve_highatomic(&o->zone, page, order);
	return wrong;
}

/* The fast path: the first type's lists only. */
static const char *oracle_take_spare(struct buddy_oracle *o, unsigned int order)
{
	struct page *page = rmqueue_spare(&o->zone, zone_area(&o->zone, order));

	return page ? oracle_taken(o, page, order, false) : NULL;
}

static const char *oracle_give(struct buddy_oracle *o, unsigned int i)
{
	struct page *page = o->held[i];
	unsigned int order = page_flags_order(page);

	if (!(page->state & PAGE_ALLOCATED))
		return ORACLE_FAIL(o, "frame %#lx in use has state %#x", oracle_frame(page), page->state);
	o->held[i] = o->held[--o->nr_held];
	oracle_mark(o, oracle_frame(page), order, 1);
	__free_one_page(&o->zone, page, order);
	return NULL;
}

/* An allocated block becomes several, which are freed one by one. */
static void oracle_cut(struct buddy_oracle *o, unsigned int i, unsigned int levels)
{
	struct page *page = o->held[i];
	unsigned int order = page_flags_order(page), to = order - min(levels, order);

	if (o->nr_held + (1u << (order - to)) > ORACLE_HELD)
		return;
	buddy_cut(page, order, to);
	for (unsigned long at = 1ul << to; at < 1ul << order; at += 1ul << to)
		o->held[o->nr_held++] = page + at;
}

static const char *oracle_give_up_reserve(struct buddy_oracle *o)
{
	bool any = o->zone.highatomic_free;

	return unreserve_highatomic(&o->zone) == any ? NULL : ORACLE_FAIL(o, "the reserve is not given up");
}

/* ---- a run ----------------------------------------------------------------------------------- */

static void oracle_add(struct buddy_oracle *o, unsigned long from, unsigned long to)
{
	memmap_init_pages(ORACLE_PFN + from, ORACLE_PFN + to, (unsigned long)o->zone.id << PG_STATE_BITS);
	buddy_add_range(&o->zone, ORACLE_PFN + from, ORACLE_PFN + to);
	for (unsigned long frame = from; frame < to; frame++)
		oracle_mark(o, frame, 0, 1);
}

/**
 * buddy_oracle_begin() - a new zone with odd borders and holes
 * @o: the oracle
 *
 * Return: NULL, or what is wrong.
 */
static const char *buddy_oracle_begin(struct buddy_oracle *o)
{
	unsigned long start = (unsigned long)pfn_to_page(ORACLE_PFN);

	if (vmemmap_populate(start, (unsigned long)pfn_to_page(ORACLE_PFN + ORACLE_FRAMES)))
		return "no memmap";
	memset(pfn_to_page(ORACLE_PFN), 0, ORACLE_FRAMES * sizeof(struct page));
	memset(o, 0, sizeof(*o));
	zone_init(&o->zone, "Oracle", ZONE_ID_PRIVATE | ZONE_NORMAL);
	zone_set_pageblocks(&o->zone, o->table, ORACLE_PFN);
	o->zone.grouped = true;
	o->zone.managed_pages = ORACLE_FRAMES;
	oracle_add(o, 7, 500);
	oracle_add(o, 509, 510);
	oracle_add(o, 1024, ORACLE_FRAMES / 2 - 1);
	oracle_add(o, ORACLE_FRAMES / 2 + 1, ORACLE_FRAMES - 3);
	return oracle_check_counts(o);
}

/**
 * buddy_oracle_step() - one operation
 * @o: the oracle
 * @d: four bytes: which; order; type, or how far to cut; which block
 *
 * Return: NULL, or what is wrong.
 */
static const char *buddy_oracle_step(struct buddy_oracle *o, const u8 *d)
{
	static const u8 orders[32] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4, 5, 6, 7, 8, 9, 10 };
	unsigned int order = orders[d[1] % 32], what = d[0] % 32, i = (d[3] << 8 | d[2]) % max(o->nr_held, 1u);
	const char *wrong = NULL;

	o->steps++;
	if (what < 18 && o->nr_held == ORACLE_HELD)
		what = 31;
	if (what < 14)
		wrong = oracle_take(o, order, d[2] % MIGRATE_PCPTYPES);
	else if (what < 16)
		wrong = oracle_take_atomic(o, order);
	else if (what < 18)
		wrong = oracle_take_spare(o, order);
	else if (what == 18)
		wrong = d[1] < 64 ? oracle_give_up_reserve(o) : NULL;
	else if (o->nr_held && what == 19)
		oracle_cut(o, i, 1 + d[1] % 3);
	else if (o->nr_held)
		wrong = oracle_give(o, i);
	if (!wrong)
		wrong = oracle_check_counts(o);
	return wrong || o->steps % ORACLE_WALK ? wrong : oracle_walk(o);
}

/**
 * buddy_oracle_end() - everything comes back, and nothing is left of the types
 * @o: the oracle
 *
 * Return: NULL, or what is wrong.
 */
static const char *buddy_oracle_end(struct buddy_oracle *o)
{
	const char *wrong = NULL;

	while (!wrong && o->nr_held)
		wrong = oracle_give(o, o->nr_held - 1);
	while (!wrong && o->zone.nr_reserved_highatomic)
		wrong = oracle_give_up_reserve(o);
	if (!wrong)
		wrong = oracle_check_counts(o);
	if (!wrong)
		wrong = oracle_walk(o);
	for (unsigned long b = 0; !wrong && b < ORACLE_BLOCKS; b++)
		if (o->free_in[pageblock_order][b] == pageblock_nr_pages && o->table[b])
			wrong = ORACLE_FAIL(o, "page block %lu is free, and still of type %u", b, o->table[b]);
	return wrong;
}

#endif
