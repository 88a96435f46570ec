// SPDX-License-Identifier: MIT
/*
 * What the page allocator costs: pairs of alloc_pages() and __free_pages(), up to order 3 from this
 * CPU's lists, above straight from the buddy system; there with nothing to split, and with a block
 * to be split and merged again. Names and operations as in the measurements of Linux.
 */
#include <linux/gfp.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <quarry/bench.h>

#define SET 256

static bool page_pair(unsigned int n, unsigned long order)
{
	struct page *page = alloc_pages(GFP_NOWAIT, order);

	/* One is taken first: the list has a block now, or its neighbour would have gone with it. */
	struct page *second = alloc_pages(GFP_NOWAIT, order);

	if (!page || !second)
		return false;
	__free_pages(page, order);
	while (n--) {
		page = alloc_pages(GFP_NOWAIT, order);
		if (!page)
			return false;
		__free_pages(page, order);
	}
	__free_pages(second, order);
	return true;
}
BENCH_CASE(page_o0, "page_o0", page_pair, 0);
BENCH_CASE(page_o1, "page_o1", page_pair, 1);
BENCH_CASE(page_o3, "page_o3", page_pair, 3);
BENCH_CASE(page_o4, "page_o4", page_pair, 4);
BENCH_CASE(page_o9, "page_o9", page_pair, 9);
BENCH_CASE(page_o10, "page_o10", page_pair, 10);

static bool page_kernel(unsigned int n, unsigned long order)
{
	while (n--) {
		struct page *page = alloc_pages(GFP_KERNEL, order);

		if (!page)
			return false;
		__free_pages(page, order);
	}
	return true;
}
BENCH_CASE(page_o0_kernel, "page_o0_kernel", page_kernel, 0);

static bool page_zeroed(unsigned int n, unsigned long unused)
{
	(void)unused;
	while (n--) {
		unsigned long addr = get_zeroed_page(GFP_KERNEL);

		if (!addr)
			return false;
		free_page(addr);
	}
	return true;
}
BENCH_CASE(page_zeroed, "page_zeroed", page_zeroed, 0);

#define DIRECT (PAGE_ALLOC_COSTLY_ORDER + 1) /* the smallest order that does not go through lists */

/* Takes every free block of the orders from DIRECT up to @below out of the zone that serves GFP_KERNEL. */
static void take_smaller(struct list_head *taken, unsigned int below)
{
	struct page *page = alloc_pages(GFP_KERNEL, DIRECT);
	struct zone *zone;

	if (!page)
		return;
	zone = page_zone(page);
	__free_pages(page, DIRECT);
	for (unsigned int order = DIRECT; order < below; order++)
		while (zone_nr_free(zone, order)) {
			page = alloc_pages(GFP_KERNEL, order);
			if (!page)
				return;
			list_add(&page->lru, taken);
		}
}

/*
 * Blocks of order DIRECT out of one of order DIRECT + @levels: that many levels are split, and merged
 * again. Of three blocks allocated in a row the second's buddy is not free, whatever the lists
 * were before.
 */
static bool page_split(unsigned int n, unsigned long levels)
{
	unsigned int order = DIRECT + levels;
	struct page *block[3], *page, *next;
	LIST_HEAD(taken);
	bool done = false;

	for (int i = 0; i < 3; i++)
		block[i] = alloc_pages(GFP_KERNEL, order);
	if (block[2]) {
		__free_pages(block[1], order);
		take_smaller(&taken, order);
		done = page_kernel(n, DIRECT);
		block[1] = NULL;
	}
	list_for_each_entry_safe(page, next, &taken, lru)
		put_page(page);
	for (int i = 0; i < 3; i++)
		if (block[i])
			put_page(block[i]);
	return done;
}
BENCH_CASE(page_split1, "page_split1", page_split, 1);
BENCH_CASE(page_split2, "page_split2", page_split, 2);
BENCH_CASE(page_split5, "page_split5", page_split, 5);
BENCH_CASE(page_split6, "page_split6", page_split, 6);

static bool page_set(unsigned int n, unsigned long unused)
{
	static struct page *pages[SET];

	(void)unused;
	for (; n >= SET; n -= SET) {
		for (int i = 0; i < SET; i++) {
			pages[i] = alloc_page(GFP_NOWAIT);
			if (!pages[i])
				return false;
		}
		for (int i = 0; i < SET; i++)
			__free_page(pages[i]);
	}
	return true;
}
BENCH_CASE(page_set256, "page_set256", page_set, 0);

/* The same with one call for all of them. */
static bool page_bulk(unsigned int n, unsigned long unused)
{
	static struct page *pages[SET];

	(void)unused;
	for (; n >= SET; n -= SET) {
		if (alloc_pages_bulk_array(GFP_KERNEL, SET, pages) != SET)
			return false;
		for (int i = 0; i < SET; i++) {
			__free_page(pages[i]);
			pages[i] = NULL;
		}
	}
	return true;
}
BENCH_CASE(page_bulk256, "page_bulk256", page_bulk, 0);

#define MIX_SLOTS 1024

static u32 mix_random(u32 *x)
{
	*x ^= *x << 13;
	*x ^= *x >> 17;
	*x ^= *x << 5;
	return *x;
}

/* Orders and lifetimes at random: 1024 blocks live, orders 0 to 3. */
static bool page_mix(unsigned int n, unsigned long unused)
{
	static struct page *live[MIX_SLOTS];
	static u8 orders[MIX_SLOTS];
	u32 state = 0x12345678;
	bool done = true;

	(void)unused;
	for (int i = 0; i < MIX_SLOTS; i++) {
		orders[i] = mix_random(&state) & 3;
		live[i] = alloc_pages(GFP_KERNEL, orders[i]);
	}
	while (n-- && done) {
		u32 r = mix_random(&state), slot = r & (MIX_SLOTS - 1);

		if (live[slot])
			__free_pages(live[slot], orders[slot]);
		orders[slot] = r >> 10 & 3;
		live[slot] = alloc_pages(GFP_NOWAIT, orders[slot]);
		done = live[slot];
	}
	for (int i = 0; i < MIX_SLOTS; i++)
		if (live[i])
			__free_pages(live[i], orders[i]);
	return done;
}
BENCH_CASE(page_mix, "page_mix", page_mix, 0);
