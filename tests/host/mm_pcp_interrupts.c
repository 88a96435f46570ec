// SPDX-License-Identifier: MIT
/*
 * The per-CPU page lists, interrupted after every single instruction of alloc_pages() and
 * __free_pages() by a handler that allocates and frees, too: nothing is lost, nothing is handed out
 * twice.
 */
#include <kunit/test.h>
#include <host/host.h>
#include <linux/mm.h>

#include "../../mm/internal.h"
#include "../../mm/pcp.h"

#define MAX_STEPS 5000 /* with sanitizers, a call of the slow path takes some thousand */
#define NESTED 40

static struct page *outer, *nested[NESTED];
static unsigned int nr_nested;

static void allocate(void *arg)
{
	outer = alloc_page(GFP_KERNEL);
}

static void give_back(void *arg)
{
	__free_page(outer);
}

/* Takes some: the list gets shorter, or is filled once more. */
static void take_some(void *arg)
{
	unsigned long n = (unsigned long)arg;

	for (nr_nested = 0; nr_nested < n; nr_nested++)
		nested[nr_nested] = alloc_page(GFP_ATOMIC);
}

static void give_some(void *arg)
{
	while (nr_nested)
		__free_page(nested[--nr_nested]);
}

/* Takes some and gives them back in another order: the same pages, but on other places. */
static void shuffle(void *arg)
{
	take_some(arg);
	for (unsigned int i = 0; i < nr_nested; i++)
		__free_page(nested[i]);
	nr_nested = 0;
}

static bool is_among_nested(const struct page *page)
{
	for (unsigned int i = 0; i < nr_nested; i++)
		if (nested[i] == page)
			return true;
	return false;
}

static void check_all(struct kunit *test, unsigned long nr_free, unsigned long step)
{
	KUNIT_ASSERT_EQ_MSG(test, nr_free_pages(), nr_free, "after %lu instructions", step);
	host_log_capture_begin();
	KUNIT_ASSERT_EQ_MSG(test, mm_check_accounting(), 0, "after %lu instructions", step);
	host_log_capture_end();
}

/* How many pages are on the list when the outer call begins: none, one, few, all that fit. */
static void fill_list(unsigned int pages)
{
	struct page *some[NESTED];

	drain_local_pages(NULL);
	if (!pages)
		return;
	for (unsigned int i = 0; i < pages; i++)
		some[i] = alloc_page(GFP_KERNEL);
	drain_local_pages(NULL);
	for (unsigned int i = 0; i < pages; i++)
		__free_page(some[i]);
}

static void interrupted_alloc(struct kunit *test)
{
	static const unsigned int lengths[] = { 1, 2, 20 };
	unsigned long nr_free;

	for (int i = 0; i < 3; i++)
		for (unsigned long step = 1; step < MAX_STEPS; step++) {
			int done;

			fill_list(lengths[i]);
			nr_free = nr_free_pages();
			done = host_interrupt_after(step, allocate, NULL, step & 1 ? take_some : shuffle, (void *)3ul);
			KUNIT_ASSERT_NOT_NULL(test, outer);
			KUNIT_ASSERT_FALSE_MSG(test, is_among_nested(outer), "twice, after %lu instructions", step);
			KUNIT_ASSERT_EQ(test, outer->state, PAGE_ALLOCATED);
			__free_page(outer);
			give_some(NULL);
			check_all(test, nr_free, step);
			if (!done)
				break;
			if (done < 0)
				kunit_skip(test, "no x86_64");
		}
}

static void interrupted_free(struct kunit *test)
{
	static const unsigned int lengths[] = { 0, 1, 30 };
	unsigned long nr_free;

	for (int i = 0; i < 3; i++)
		for (unsigned long step = 1; step < MAX_STEPS; step++) {
			int done;

			outer = alloc_page(GFP_KERNEL);
			fill_list(lengths[i]);
			nr_free = nr_free_pages();
			done = host_interrupt_after(step, give_back, NULL, step & 1 ? take_some : shuffle, (void *)3ul);
			KUNIT_ASSERT_NE(test, outer->state & (PAGE_CACHED | PAGE_FREE | PAGE_ALLOCATED), 0);
			KUNIT_ASSERT_EQ(test, outer->state == PAGE_ALLOCATED, is_among_nested(outer));
			give_some(NULL);
			check_all(test, nr_free + 1, step);
			if (!done)
				break;
			if (done < 0)
				kunit_skip(test, "no x86_64");
		}
}

static struct kunit_case interrupt_cases[] = { KUNIT_CASE(interrupted_alloc), KUNIT_CASE(interrupted_free), {} };

static struct kunit_suite interrupt_suite = {
	.name = "mm.pcp_interrupts",
	.desc = "the page lists' fast path, interrupted after each instruction",
	.test_cases = interrupt_cases,
};
kunit_test_suite(interrupt_suite);
