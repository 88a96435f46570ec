// SPDX-License-Identifier: MIT
/*
 * The buddy system against a model: a million random operations on a zone of 16384 frames with odd
 * borders and holes.
 *
 * The model is a tree of counters over a bitmap: for each aligned block of each order, how many of
 * its pages are free. Because buddies are merged at once, the free lists follow from the bitmap
 * alone: a block is on the list of its order if all of it is free and the next larger block around it
 * is not. So after each operation the length of each list is known, and whether a request must
 * succeed.
 */
#include <kunit/test.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <asm/vmemmap.h>

#include "../../mm/buddy.h"
#include "../../mm/internal.h"
#include "../../mm/mobility.h"

#define FRAMES 16384
#define FIRST_PFN 0x200000000ul /* far from the machine that the runner booted */
#define STEPS 1000000
#define MAX_HELD 3000

static struct zone zone;
static u8 pageblocks[FRAMES >> pageblock_order];
static u16 free_in[MAX_ORDER][FRAMES];
static unsigned long whole[MAX_ORDER]; /* blocks that are free altogether */
static unsigned long nr_free;

static void model_page(unsigned long frame, int change)
{
	for (unsigned int order = 0; order < MAX_ORDER; order++) {
		u16 *count = &free_in[order][frame >> order];

		whole[order] -= *count == 1u << order;
		*count += change;
		whole[order] += *count == 1u << order;
	}
}

static void model_block(unsigned long frame, unsigned int order, int change)
{
	for (unsigned long i = 0; i < 1ul << order; i++)
		model_page(frame + i, change);
	nr_free += (unsigned long)change << order;
}

static bool model_is_free(unsigned long frame, unsigned int order)
{
	return free_in[order][frame >> order] == 1u << order;
}

static bool model_can_serve(unsigned int order)
{
	return whole[order] > 0;
}

/* Lists must be just what the bitmap says. */
static void compare(struct kunit *test, int step)
{
	KUNIT_ASSERT_EQ_MSG(test, zone_free_pages(&zone), nr_free, "step %d", step);
	for (unsigned int order = 0; order < MAX_ORDER; order++) {
		unsigned long expected = whole[order];

		if (order < MAX_ORDER - 1)
			expected -= 2 * whole[order + 1];
		KUNIT_ASSERT_EQ_MSG(test, zone.free_area[order].nr_free, expected, "step %d, order %u", step,
				    order);
	}
}

static void add(unsigned long from, unsigned long to)
{
	memmap_init_pages(FIRST_PFN + from, FIRST_PFN + to, (unsigned long)zone.id << PG_STATE_BITS);
	buddy_add_range(&zone, FIRST_PFN + from, FIRST_PFN + to);
	for (unsigned long frame = from; frame < to; frame++)
		model_block(frame, 0, 1);
}

static int model_init(struct kunit *test)
{
	unsigned long start = (unsigned long)pfn_to_page(FIRST_PFN);

	KUNIT_ASSERT_EQ(test, vmemmap_populate(start, (unsigned long)pfn_to_page(FIRST_PFN + FRAMES)), 0);
	memset(pfn_to_page(FIRST_PFN), 0, FRAMES * sizeof(struct page));
	memset(free_in, 0, sizeof(free_in));
	memset(whole, 0, sizeof(whole));
	nr_free = 0;
	zone_init(&zone, "Model", ZONE_ID_PRIVATE | ZONE_NORMAL);
	zone_set_pageblocks(&zone, pageblocks, FIRST_PFN);
	/* Holes at odd places, a one-page island, a whole largest block, the rest. */
	add(7, 1000);
	add(1021, 1022);
	add(2048, 3072);
	add(3073, 8191);
	add(8193, FRAMES - 3);
	return 0;
}

/* Small orders more often than large ones. */
static unsigned int random_order(struct kunit *test)
{
	unsigned int order = __builtin_ctz(kunit_random(test) | 1u << 14);

	return order < MAX_ORDER ? order : 0;
}

static struct page *held[MAX_HELD];
static unsigned int nr_held;

static void take(struct kunit *test, int step)
{
	unsigned int order = random_order(test);
	struct page *page = __rmqueue(&zone, order);
	unsigned long frame;

	KUNIT_ASSERT_EQ_MSG(test, page != NULL, model_can_serve(order), "step %d, order %u", step, order);
	if (!page)
		return;
	frame = page_to_pfn(page) - FIRST_PFN;
	KUNIT_ASSERT_LT_MSG(test, frame, FRAMES, "step %d: outside of the zone", step);
	KUNIT_ASSERT_EQ_MSG(test, frame & ((1ul << order) - 1), 0, "step %d: alignment", step);
	KUNIT_ASSERT_TRUE_MSG(test, model_is_free(frame, order), "step %d: in use already", step);
	KUNIT_ASSERT_EQ_MSG(test, page->state, PAGE_ALLOCATED | order, "step %d", step);
	model_block(frame, order, -1);
	held[nr_held++] = page;
}

static void give(unsigned int i)
{
	struct page *page = held[i];
	unsigned int order = page_flags_order(page);

	held[i] = held[--nr_held];
	model_block(page_to_pfn(page) - FIRST_PFN, order, 1);
	__free_one_page(&zone, page, order);
}

/* The share of takers swings, so that the zone runs full and empty again and again. */
static void buddy_model_random(struct kunit *test)
{
	nr_held = 0;
	for (int step = 0; step < STEPS; step++) {
		unsigned int takers = (step / 20000) % 2 ? 35 : 65;

		if (!nr_held || (nr_held < MAX_HELD && kunit_random_below(test, 100) < takers))
			take(test, step);
		else
			give(kunit_random_below(test, nr_held));
		compare(test, step);
	}
	while (nr_held)
		give(nr_held - 1);
	compare(test, STEPS);
}

static struct kunit_case model_cases[] = { KUNIT_CASE(buddy_model_random), {} };

static struct kunit_suite model_suite = {
	.name = "mm.buddy_model",
	.desc = "a million random operations against a bitmap",
	.init = model_init,
	.test_cases = model_cases,
};
kunit_test_suite(model_suite);
