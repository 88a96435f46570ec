// SPDX-License-Identifier: MIT
/*
 * Three actors fight for memory until the last resort is asked; then everybody must have as many pages as
 * before. What is checked is the account of kernel/page_account.c.
 */
#include <kunit/test.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <quarry/pressure.h>

#define TOO_MANY_PAGES (1ul << 19) /* to be taken one by one */

/* The account adds up to the same sum; only tables and slabs may have moved. */
static void expect_all_back(struct kunit *test, const struct page_account *before, const struct page_account *now)
{
	unsigned long sum_before = 0, sum_now = 0;

	for (int i = 0; i < NR_PAGE_HOLDERS; i++) {
		sum_before += before->pages[i];
		sum_now += now->pages[i];
		if (i != HOLDER_FREE && i != HOLDER_SLABS && i != HOLDER_TABLES)
			KUNIT_EXPECT_EQ_MSG(test, now->pages[i], before->pages[i], "%s", page_holder_name(i));
	}
	KUNIT_EXPECT_EQ(test, sum_now, sum_before);
	KUNIT_EXPECT_EQ(test, now->objects, before->objects);
	KUNIT_EXPECT_EQ(test, now->areas, before->areas);
}

static void pressure_all_back(struct kunit *test)
{
	struct pressure_result r;

	if (totalram_pages() > TOO_MANY_PAGES)
		kunit_skip(test, "more memory than can be filled soon");
	KUNIT_EXPECT_EQ(test, pressure_play(100, false, &r), 0);
	expect_all_back(test, &r.before, &r.now);
	KUNIT_EXPECT_EQ_MSG(test, r.hog_left, 0, "the hog has freed all");
	KUNIT_EXPECT_GE_MSG(test, r.hog_most, r.before.pages[HOLDER_FREE] / 2, "it had most of memory");
	KUNIT_EXPECT_GT_MSG(test, r.kills, 0, "and was killed for it, within %u rounds", r.rounds);
	KUNIT_EXPECT_GT(test, r.stalls, 0);
	KUNIT_EXPECT_GT(test, r.areas, 0);
	KUNIT_EXPECT_GT(test, r.blocks, 0);
	kunit_info(test, "%u rounds, hog %lu pages, kswapd %lu, stalls %lu, tables %+ld\n", r.rounds, r.hog_most, r.wakeups,
		   r.stalls, (long)(r.now.pages[HOLDER_TABLES] - r.before.pages[HOLDER_TABLES]));
}

/* A page that somebody keeps is missed, and so is an object. */
static void pressure_misses_a_page(struct kunit *test)
{
	struct page_account before, now;
	struct page *page;
	void *object;

	page_account_now(&before);
	page = alloc_page(GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, page);
	page_account_now(&now);
	KUNIT_EXPECT_FALSE(test, page_account_same_users(&before, &now));
	KUNIT_EXPECT_EQ(test, now.pages[HOLDER_OTHERS], before.pages[HOLDER_OTHERS] + 1);
	__free_page(page);
	object = kmalloc(100, GFP_KERNEL);
	page_account_now(&now);
	KUNIT_EXPECT_FALSE(test, page_account_same_users(&before, &now));
	KUNIT_EXPECT_GT(test, now.objects, before.objects); /* SLOB counts units, not objects */
	kfree(object);
	page_account_settle(&before, &now);
	expect_all_back(test, &before, &now);
}

static struct kunit_case pressure_cases[] = { KUNIT_CASE(pressure_all_back), KUNIT_CASE(pressure_misses_a_page), {} };

static struct kunit_suite pressure_suite = {
	.name = "mm.pressure",
	.desc = "memory runs out; in the end all of it is back, by account",
	.test_cases = pressure_cases,
};
kunit_test_suite(pressure_suite);
