// SPDX-License-Identifier: MIT
/* What the reports of the page allocator say, word for word where it matters. */
#include <kunit/test.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <host/host.h>
#include <host/libc.h>

#include "../../mm/internal.h"

static void expect_words(struct kunit *test, const char *log, const char *const *words)
{
	for (; *words; words++)
		KUNIT_EXPECT_NOT_NULL_MSG(test, libc_strstr(log, *words), "\"%s\" is not in:\n%s", *words, log);
}

static void report_wrong_order(struct kunit *test)
{
	static const char *const words[] = {
		"BUG: Bad page state", "it was allocated with another order", "pfn:", "page:", "refcount:1",
		"mapcount:0", "flags: 0x", "allocated|order=2", "zone ", "page dumped because:",
		"freed with order 3; the block is pfn", "order 2, allocated",
		"corrected: freed with the order it was allocated with",
#ifdef CONFIG_PAGE_OWNER
		"page_owner: allocated last by",
#endif
		NULL,
	};
	struct page *page = alloc_pages(GFP_KERNEL, 2);

	KUNIT_ASSERT_NOT_NULL(test, page);
	page_report_reset();
	host_log_capture_begin();
	__free_pages(page, 3);
	expect_words(test, host_log_capture_end(), words);
}

static void report_double_free(struct kunit *test)
{
	static const char *const words[] = {
		"BUG: Bad page state", "it is free already", "corrected: ignored",
#ifdef CONFIG_PAGE_OWNER
		"page_owner: freed last by",
#endif
		NULL,
	};
	struct page *page = alloc_page(GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, page);
	__free_page(page);
	page_report_reset();
	host_log_capture_begin();
	__free_page(page);
	expect_words(test, host_log_capture_end(), words);
}

/* After twenty reports in full, one line each. */
static void report_limit(struct kunit *test)
{
	const char *log;

	page_report_reset();
	host_log_capture_begin();
	for (int i = 0; i < 30; i++)
		__free_page(pfn_to_page(0));
	host_log_capture_end();
	host_log_capture_begin();
	__free_page(pfn_to_page(0));
	log = host_log_capture_end();
	page_report_reset();
	KUNIT_EXPECT_NOT_NULL(test, libc_strstr(log, "BUG: Bad page state"));
	KUNIT_EXPECT_NULL(test, libc_strstr(log, "corrected"));
}

static void report_failure(struct kunit *test)
{
	static const char *const words[] = {
		"page allocation failure: order:10, mode:0x", "(GFP_KERNEL|GFP_DMA), nodemask=(null)",
		"Mem-Info:", "Node 0 DMA free:", "min:", "lowmem_reserve[]:", "Node 0 DMA: ", "*4096kB", "= ",
		"pages RAM", "pages reserved", NULL,
	};
	struct page *page, *next;
	LIST_HEAD(taken);
	const char *log;

	while ((page = alloc_pages(GFP_KERNEL | GFP_DMA | __GFP_NOWARN, 10)))
		list_add(&page->lru, &taken);
	host_log_capture_begin();
	KUNIT_EXPECT_NULL(test, alloc_pages(GFP_KERNEL | GFP_DMA | __GFP_NOWARN, 10));
	KUNIT_EXPECT_STREQ(test, host_log_capture_end(), "");
	host_log_capture_begin();
	KUNIT_EXPECT_NULL(test, alloc_pages(GFP_KERNEL | GFP_DMA, 10));
	log = host_log_capture_end();
	list_for_each_entry_safe(page, next, &taken, lru)
		__free_pages(page, 10);
	expect_words(test, log, words);
}

static void report_order_too_large(struct kunit *test)
{
	const char *log;

	host_log_capture_begin();
	KUNIT_EXPECT_NULL(test, alloc_pages(GFP_KERNEL, MAX_ORDER));
	log = host_log_capture_end();
	KUNIT_EXPECT_NOT_NULL(test, libc_strstr(log, "cut here"));
	host_log_capture_begin();
	KUNIT_EXPECT_NULL(test, alloc_pages(GFP_KERNEL, MAX_ORDER));
	KUNIT_EXPECT_STREQ_MSG(test, host_log_capture_end(), "", "once is enough");
}

static void take_everything(void *arg)
{
	struct page **taken = arg, *page;

	while ((page = alloc_pages(GFP_KERNEL | GFP_DMA | __GFP_NOFAIL, 0))) {
		page->lru.next = (void *)*taken;
		*taken = page;
	}
}

static void report_nofail(struct kunit *test)
{
	struct page *taken = NULL;
	const char *last_words = host_expect_panic(take_everything, &taken);
	unsigned long left = zone_free_pages(&contig_page_data.node_zones[ZONE_DMA]);

	while (taken) {
		struct page *page = taken;

		taken = (void *)page->lru.next;
		__free_page(page);
	}
	KUNIT_EXPECT_EQ_MSG(test, left, 0, "the last page was given first");
	KUNIT_ASSERT_NOT_NULL(test, last_words);
	KUNIT_EXPECT_NOT_NULL(test, libc_strstr(last_words, "__GFP_NOFAIL"));
}

static struct kunit_case report_cases[] = {
	KUNIT_CASE(report_wrong_order),
	KUNIT_CASE(report_double_free),
	KUNIT_CASE(report_limit),
	KUNIT_CASE(report_failure),
	KUNIT_CASE(report_order_too_large),
	KUNIT_CASE(report_nofail),
	{}
};

static struct kunit_suite report_suite = {
	.name = "mm.page_report",
	.desc = "what is said about failures and mistakes",
	.test_cases = report_cases,
};
kunit_test_suite(report_suite);
