// SPDX-License-Identifier: MIT
/*
 * Does the page allocator get slower when memory is fragmented? Sets of single pages, larger than a
 * CPU's list, so that most come from the buddy system and go back there; a part of them from holes:
 * free pages whose neighbours are in use, so that nothing is split or merged for them. Without
 * holes a set is cut out of large blocks and merged again.
 */
#include <linux/gfp.h>
#include <linux/mm.h>
#include <quarry/bench.h>

#define SET 1000
#define ORDER 10
#define BLOCKS ((2 * SET >> ORDER) + 1)

static struct page *set[SET];

static bool page_sets(unsigned int n)
{
	bool done = true;

	for (; n >= SET && done; n -= SET) {
		unsigned int got = 0;

		while (got < SET && (set[got] = alloc_page(GFP_KERNEL)))
			got++;
		done = got == SET;
		while (got--)
			__free_page(set[got]);
	}
	return done;
}

/* Frees every second page, or what is left: up to @holes of them. Return: how many. */
static unsigned int make_holes(struct page *block, unsigned int holes)
{
	unsigned int made = 0;

	for (unsigned int i = 0; i < 1u << ORDER && made < holes; i += 2, made++)
		__free_page(block + i);
	return made;
}

static void free_rest(struct page *block, unsigned int holes)
{
	for (unsigned int i = 0; i < 1u << ORDER; i++)
		if (i % 2 || i / 2 >= holes)
			__free_page(block + i);
}

static bool page_set_holes(unsigned int n, unsigned long percent)
{
	struct page *block[BLOCKS] = {};
	unsigned int left = SET * percent / 100, made[BLOCKS] = {};
	bool done = true;

	for (unsigned int i = 0; i < BLOCKS; i++) {
		block[i] = alloc_pages(GFP_KERNEL, ORDER);
		if (!block[i]) {
			done = false;
			continue;
		}
		split_page(block[i], ORDER);
		made[i] = make_holes(block[i], left);
		left -= made[i];
	}
	drain_all_pages(NULL);
	done = done && page_sets(n);
	for (unsigned int i = 0; i < BLOCKS; i++)
		if (block[i])
			free_rest(block[i], made[i]);
	return done;
}
BENCH_CASE(page_set_holes0, "page_set1000_holes0", page_set_holes, 0);
BENCH_CASE(page_set_holes25, "page_set1000_holes25", page_set_holes, 25);
BENCH_CASE(page_set_holes50, "page_set1000_holes50", page_set_holes, 50);
BENCH_CASE(page_set_holes75, "page_set1000_holes75", page_set_holes, 75);
BENCH_CASE(page_set_holes100, "page_set1000_holes100", page_set_holes, 100);
