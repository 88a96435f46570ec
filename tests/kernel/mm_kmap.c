// SPDX-License-Identifier: MIT
/*
 * mm.kmap: windows into high memory: nested, in interrupts, across thread switches, when none is left,
 * and misused. Where there is no high memory the same calls are made on other pages; what needs a window
 * is skipped then.
 */
#include <asm/kmap_types.h>
#include <kunit/test.h>
#include <linux/atomic.h>
#include <linux/completion.h>
#include <linux/highmem.h>
#include <linux/kthread.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <quarry/kmap.h>

#include "test_threads.h"

#define WAIT_ROUNDS 100000

/* A page of high memory if there is one; marked with its frame's number. */
static struct page *marked_page(struct kunit *test)
{
	struct page *page = alloc_page(GFP_HIGHUSER);
	unsigned long *words;

	KUNIT_ASSERT_NOT_NULL(test, page);
	words = kmap_local_page(page);
	words[0] = page_to_pfn(page);
	kunmap_local(words);
	return page;
}

static bool shows(const void *address, const struct page *page)
{
	return READ_ONCE(*(const unsigned long *)address) == page_to_pfn(page);
}

static bool need_high(struct kunit *test, struct page *page)
{
	if (PageHighMem(page))
		return true;
	__free_page(page);
	kunit_skip(test, "no high memory");
	return false;
}

static void kmap_counts(struct kunit *test)
{
	struct page *page = marked_page(test);
	void *first = kmap(page), *second = kmap(page);

	KUNIT_EXPECT_PTR_EQ(test, first, second);
	KUNIT_EXPECT_TRUE(test, shows(first, page));
	KUNIT_EXPECT_PTR_EQ(test, kmap_to_page(first + 100), page);
	kunmap(page);
	KUNIT_EXPECT_TRUE(test, shows(first, page));
	KUNIT_EXPECT_PTR_EQ(test, page_address(page), first);
	kunmap(page);
	KUNIT_EXPECT_PTR_EQ(test, page_address(page), PageHighMem(page) ? NULL : first);
	__free_page(page);
}

static void kmap_local_nests(struct kunit *test)
{
	struct page *page[4];
	void *address[4];

	for (int i = 0; i < 4; i++)
		page[i] = marked_page(test);
	for (int i = 0; i < 4; i++)
		address[i] = kmap_local_page(page[i]);
	for (int i = 0; i < 4; i++) {
		KUNIT_EXPECT_TRUE(test, shows(address[i], page[i]));
		KUNIT_EXPECT_PTR_EQ(test, kmap_to_page(address[i]), page[i]);
	}
	for (int i = 3; i >= 0; i--)
		kunmap_local(address[i] + i * 8);
	for (int i = 0; i < 4; i++)
		__free_page(page[i]);
}

static void kmap_views_agree(struct kunit *test)
{
	struct page *page = marked_page(test);
	unsigned int *atomic, *old, *local, *lasting = kmap(page);

	local = kmap_local_pfn(page_to_pfn(page));
	atomic = kmap_atomic(page);
	old = kmap_atomic(page, KM_USER0);
	KUNIT_EXPECT_TRUE(test, in_atomic());
	old[7] = 77;
	KUNIT_EXPECT_EQ(test, lasting[7], 77);
	KUNIT_EXPECT_EQ(test, local[7], 77);
	KUNIT_EXPECT_EQ(test, atomic[7], 77);
	kunmap_atomic(old, KM_USER0);
	kunmap_atomic(atomic);
	kunmap_local(local);
	KUNIT_EXPECT_FALSE(test, in_atomic());
	kunmap(page);
	__free_page(page);
}

static atomic_t wrong;

static void map_in_interrupt(void *info)
{
	struct page **page = info;
	void *a = kmap_local_page(page[0]), *b = kmap_atomic(page[1]);

	if (!shows(a, page[0]) || !shows(b, page[1]))
		atomic_inc(&wrong);
	kunmap_atomic(b);
	kunmap_local(a);
}

static void kmap_local_in_interrupts(struct kunit *test)
{
	struct page *page[3] = { marked_page(test), marked_page(test), marked_page(test) };

	atomic_set(&wrong, 0);
	for (int i = 0; i < 50; i++) {
		void *a = kmap_local_page(page[2]), *b;

		on_each_cpu(map_in_interrupt, page, 1);
		b = kmap_local_page(page[1]);
		on_each_cpu(map_in_interrupt, page, 1);
		KUNIT_EXPECT_TRUE(test, shows(a, page[2]) && shows(b, page[1]));
		kunmap_local(b);
		kunmap_local(a);
	}
	KUNIT_EXPECT_EQ(test, atomic_read(&wrong), 0);
	for (int i = 0; i < 3; i++)
		__free_page(page[i]);
}

/* Threads that are switched while they hold maps of their own pages. */
static void hold_and_yield(unsigned int index, void *arg)
{
	struct page **page = (struct page **)arg + index * 2;

	for (int i = 0; i < 100; i++) {
		void *a = kmap_local_page(page[0]), *b;
		unsigned int cpu = raw_smp_processor_id();

		yield();
		b = kmap_local_page(page[1]);
		yield();
		if (!shows(a, page[0]) || !shows(b, page[1]) || (PageHighMem(page[0]) && raw_smp_processor_id() != cpu))
			atomic_inc(&wrong);
		kunmap_local(b);
		if (i % 3 == 0)
			yield();
		if (!shows(a, page[0]))
			atomic_inc(&wrong);
		kunmap_local(a);
	}
}

static void kmap_local_survives_switches(struct kunit *test)
{
	static struct page *page[MAX_TEST_THREADS * 2];
	static struct test_threads threads;
	unsigned int n = min(num_online_cpus() * 2 + 1, (unsigned int)MAX_TEST_THREADS);

	atomic_set(&wrong, 0);
	for (unsigned int i = 0; i < n * 2; i++)
		page[i] = marked_page(test);
	test_threads_start(test, &threads, n, hold_and_yield, page);
	test_threads_wait(&threads);
	KUNIT_EXPECT_EQ(test, atomic_read(&wrong), 0);
	for (unsigned int i = 0; i < n * 2; i++)
		__free_page(page[i]);
}

/* A thread with a map stays where it is; without, it goes where it is told to. */
static void kmap_local_pins(struct kunit *test)
{
	struct page *page = marked_page(test);
	unsigned int here, other;
	cpumask_t allowed;
	void *address;

	if (!need_high(test, page))
		return;
	cpumask_copy(&allowed, current->cpus_ptr);
	address = kmap_local_page(page);
	here = raw_smp_processor_id();
	other = cpumask_next(-1, cpu_online_mask) == here ? cpumask_next(here, cpu_online_mask) :
							     cpumask_next(-1, cpu_online_mask);
	if (other < nr_cpu_ids) {
		set_cpus_allowed_ptr(current, cpumask_of(other));
		for (int i = 0; i < 20; i++)
			yield();
		KUNIT_EXPECT_EQ(test, raw_smp_processor_id(), here);
	}
	KUNIT_EXPECT_TRUE(test, shows(address, page));
	kunmap_local(address);
	if (other < nr_cpu_ids) {
		yield();
		KUNIT_EXPECT_EQ(test, raw_smp_processor_id(), other);
	}
	set_cpus_allowed_ptr(current, &allowed);
	__free_page(page);
}

#ifdef CONFIG_KMAP_LOCAL
static struct page *taken[LAST_PKMAP];

/* Takes all windows but @spare; false if there is not enough memory. */
static unsigned int take_windows(unsigned int spare)
{
	unsigned int n = 0;

	while (n < LAST_PKMAP - spare) {
		struct page *page = alloc_page(__GFP_HIGHMEM | __GFP_NOWARN);

		if (!page)
			break;
		if (!PageHighMem(page)) {
			__free_page(page);
			break;
		}
		kmap(page);
		taken[n++] = page;
	}
	return n;
}

static void return_windows(unsigned int n)
{
	while (n--) {
		kunmap(taken[n]);
		__free_page(taken[n]);
	}
}

static struct completion mapped;

static int map_one_more(void *data)
{
	void *address = kmap(data);

	if (!shows(address, data))
		atomic_inc(&wrong);
	complete(&mapped);
	kunmap(data);
	while (!kthread_should_stop())
		schedule_timeout_uninterruptible(1);
	return 0;
}

static void kmap_waits(struct kunit *test)
{
	struct page *page = marked_page(test);
	struct task_struct *task;
	unsigned int n;

	if (!need_high(test, page))
		return;
	atomic_set(&wrong, 0);
	init_completion(&mapped);
	n = take_windows(0);
	if (n < LAST_PKMAP) {
		return_windows(n);
		__free_page(page);
		kunit_skip(test, "not enough high memory");
		return;
	}
	task = kthread_run(map_one_more, page, "kmap-waits");
	for (int i = 0; i < WAIT_ROUNDS && !pkmap_waiters(); i++)
		schedule_timeout_uninterruptible(1);
	KUNIT_EXPECT_EQ(test, pkmap_waiters(), 1);
	KUNIT_EXPECT_FALSE(test, completion_done(&mapped));
	kmap(taken[5]); /* one that is mapped already needs no window */
	kunmap(taken[5]);
	KUNIT_EXPECT_EQ(test, pkmap_waiters(), 1);
	kunmap(taken[0]);
	__free_page(taken[0]);
	wait_for_completion(&mapped);
	kthread_stop(task);
	KUNIT_EXPECT_EQ(test, atomic_read(&wrong), 0);
	for (unsigned int i = 1; i < n; i++) {
		kunmap(taken[i]);
		__free_page(taken[i]);
	}
	__free_page(page);
}

static void read_everywhere(void *info)
{
	struct page *page = info;

	if (!shows(page_address(page), page))
		atomic_inc(&wrong);
}

/* Few windows that show many pages one after the other: no CPU may go on seeing the last one. */
static void kmap_reuse_is_coherent(struct kunit *test)
{
	struct page *page[40];
	unsigned long flushes = pkmap_flushes();
	unsigned int n;

	page[0] = marked_page(test);
	if (!need_high(test, page[0]))
		return;
	for (unsigned int i = 1; i < ARRAY_SIZE(page); i++)
		page[i] = marked_page(test);
	atomic_set(&wrong, 0);
	n = take_windows(3);
	for (unsigned int i = 0; i < 200; i++) {
		struct page *p = page[i % ARRAY_SIZE(page)];

		if (!PageHighMem(p))
			continue;
		kmap(p);
		on_each_cpu(read_everywhere, p, 1);
		kunmap(p);
	}
	KUNIT_EXPECT_EQ(test, atomic_read(&wrong), 0);
	if (n == LAST_PKMAP - 3)
		KUNIT_EXPECT_GE(test, pkmap_flushes() - flushes, 200 / 3 - 1);
	return_windows(n);
	for (unsigned int i = 0; i < ARRAY_SIZE(page); i++)
		__free_page(page[i]);
}

/* ---- every page of high memory ---------------------------------------------------------------- */

static void write_block(struct page *page, unsigned int order)
{
	for (unsigned long i = 0; i < 1ul << order; i++) {
		unsigned long *words = kmap_local_page(page + i);

		words[0] = page_to_pfn(page + i);
		words[PAGE_SIZE / sizeof(*words) - 1] = ~page_to_pfn(page + i);
		kunmap_local(words);
	}
}

static unsigned long wrong_pages(struct page *page, unsigned int order)
{
	unsigned long n = 0;

	for (unsigned long i = 0; i < 1ul << order; i++) {
		bool lasting = i % 8 == 0; /* each flush of those makes all CPUs wait for each other */
		unsigned long *words = lasting ? kmap(page + i) : kmap_local_page(page + i);

		n += words[0] != page_to_pfn(page + i) ||
		     words[PAGE_SIZE / sizeof(*words) - 1] != ~page_to_pfn(page + i);
		if (lasting)
			kunmap(page + i);
		else
			kunmap_local(words);
	}
	return n;
}

static void kmap_reaches_all(struct kunit *test)
{
	unsigned long pages = 0, bad = 0, before = nr_free_highpages();
	struct page *page, *next;
	LIST_HEAD(blocks);

	for (int order = MAX_ORDER - 1; order >= 0; order--)
		while ((page = alloc_pages(__GFP_HIGHMEM | __GFP_NOWARN | __GFP_COMP, order))) {
			if (!PageHighMem(page)) {
				put_page(page);
				break;
			}
			list_add(&page->lru, &blocks);
			pages += 1ul << order;
		}
	list_for_each_entry(page, &blocks, lru)
		write_block(page, compound_order(page));
	list_for_each_entry_safe(page, next, &blocks, lru) {
		bad += wrong_pages(page, compound_order(page));
		put_page(page);
	}
	KUNIT_EXPECT_EQ(test, bad, 0);
	KUNIT_EXPECT_GE(test, pages + before / 16, before); /* but for what the watermarks keep */
	kunit_info(test, "%lu of %lu MiB of high memory written and read", pages >> 8, totalhigh_pages() >> 8);
}
#endif

static void kmap_zeroed_pages(struct kunit *test)
{
	struct page *page = marked_page(test);
	bool high = PageHighMem(page);

	memset_page(page, 0, 0xa5, PAGE_SIZE);
	__free_page(page); /* and gets it, or one like it, back */
	for (int i = 0; i < 8; i++) {
		unsigned long *words;

		page = alloc_pages(GFP_HIGHUSER | __GFP_ZERO, 1);
		KUNIT_ASSERT_NOT_NULL(test, page);
		KUNIT_EXPECT_EQ(test, !!PageHighMem(page), high);
		words = kmap_local_page(page + 1);
		for (unsigned int w = 0; w < PAGE_SIZE / sizeof(*words); w++)
			if (words[w])
				KUNIT_FAIL(test, "word %u is %#lx", w, words[w]);
		kunmap_local(words);
		memset_page(page, 0, 0xa5, PAGE_SIZE);
		memset_page(page + 1, 0, 0xa5, PAGE_SIZE);
		__free_pages(page, 1);
	}
}

/* ---- misuse ----------------------------------------------------------------------------------- */

static bool misuse_is_seen(const struct page *page)
{
#ifdef CONFIG_DEBUG
	return true;
#else
	return PageHighMem(page);
#endif
}

static void kunmap_unmapped(struct kunit *test)
{
	struct page *page = marked_page(test);
	unsigned long before = kmap_misuses();
	void *address;

	kunmap(page);
	KUNIT_EXPECT_EQ(test, kmap_misuses() - before, misuse_is_seen(page));
	address = kmap(page);
	KUNIT_EXPECT_TRUE(test, shows(address, page));
	kunmap(page);
	before = kmap_misuses();
	kunmap(page); /* idle now, but mapped */
	KUNIT_EXPECT_EQ(test, kmap_misuses() - before, misuse_is_seen(page));
	__free_page(page);
}

static void kunmap_local_wrong_order(struct kunit *test)
{
	struct page *page[3] = { marked_page(test), marked_page(test), marked_page(test) };
	unsigned long before = kmap_misuses();
	void *a = kmap_local_page(page[0]), *b = kmap_local_page(page[1]), *c;

	kunmap_local(a);
	KUNIT_EXPECT_EQ(test, kmap_misuses() - before, misuse_is_seen(page[0]));
	KUNIT_EXPECT_TRUE(test, shows(b, page[1]));
	yield();
	KUNIT_EXPECT_TRUE(test, shows(b, page[1]));
	c = kmap_local_page(page[2]);
	KUNIT_EXPECT_TRUE(test, shows(c, page[2]) && shows(b, page[1]));
	kunmap_local(c);
	kunmap_local(b);
	before = kmap_misuses();
	kunmap_local(b); /* once too often */
	KUNIT_EXPECT_EQ(test, kmap_misuses() - before, misuse_is_seen(page[0]));
	KUNIT_EXPECT_EQ(test, kmap_local_count(), 0);
	a = kmap_local_page(page[0]);
	KUNIT_EXPECT_TRUE(test, shows(a, page[0]));
	kunmap_local(a);
	for (int i = 0; i < 3; i++)
		__free_page(page[i]);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(kmap_counts),
	KUNIT_CASE(kmap_local_nests),
	KUNIT_CASE(kmap_views_agree),
	KUNIT_CASE(kmap_local_in_interrupts),
	KUNIT_CASE(kmap_local_survives_switches),
	KUNIT_CASE(kmap_local_pins),
#ifdef CONFIG_KMAP_LOCAL
	KUNIT_CASE(kmap_waits),
	KUNIT_CASE(kmap_reuse_is_coherent),
	KUNIT_CASE(kmap_reaches_all),
#endif
	KUNIT_CASE(kmap_zeroed_pages),
	KUNIT_CASE(kunmap_unmapped),
	KUNIT_CASE(kunmap_local_wrong_order),
	{}
};

static struct kunit_suite suite = {
	.name = "mm.kmap",
	.desc = "windows into high memory: nested, interrupted, exhausted, misused",
	.test_cases = cases,
};
kunit_test_suite(suite);
