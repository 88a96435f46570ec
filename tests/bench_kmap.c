// SPDX-License-Identifier: MIT
/*
 * What an address for a page costs: map and unmap, of a page in low memory and of one that has none. Names
 * and operations as in the measurements of Linux.
 */
#include <linux/gfp.h>
#include <linux/highmem.h>
#include <quarry/bench.h>

/* The compiler must not know what became of the address. */
#define keep(p) asm volatile("" : : "r"(p) : "memory")

static struct page *page_for(gfp_t gfp, bool high)
{
	struct page *page = alloc_page(gfp);

	if (page && PageHighMem(page) != high) {
		__free_page(page);
		return NULL;
	}
	return page;
}

static bool kmap_local(unsigned int n, unsigned long high)
{
	struct page *page = page_for(high ? GFP_HIGHUSER : GFP_KERNEL, high);

	if (!page)
		return false;
	while (n--) {
		void *p = kmap_local_page(page);

		keep(p);
		kunmap_local(p);
	}
	__free_page(page);
	return true;
}
BENCH_CASE(kmap_local_low, "kmap_local_low", kmap_local, false);
BENCH_CASE(kmap_local_high, "kmap_local_high", kmap_local, true);

static bool kmap_local_touch(unsigned int n, unsigned long unused)
{
	struct page *page = page_for(GFP_HIGHUSER, true);

	(void)unused;
	if (!page)
		return false;
	while (n--) {
		char *p = kmap_local_page(page);

		*(volatile char *)p = 1;
		kunmap_local(p);
	}
	__free_page(page);
	return true;
}
BENCH_CASE(kmap_local_high_touch, "kmap_local_high_touch", kmap_local_touch, 0);

static bool kmap_atomic_pair(unsigned int n, unsigned long unused)
{
	struct page *page = page_for(GFP_HIGHUSER, true);

	(void)unused;
	if (!page)
		return false;
	while (n--) {
		void *p = kmap_atomic(page);

		keep(p);
		kunmap_atomic(p);
	}
	__free_page(page);
	return true;
}
BENCH_CASE(kmap_atomic_high, "kmap_atomic_high", kmap_atomic_pair, 0);

static bool kmap_pair(unsigned int n, unsigned long unused)
{
	struct page *page = page_for(GFP_HIGHUSER, true);

	(void)unused;
	if (!page)
		return false;
	while (n--) {
		void *p = kmap(page);

		keep(p);
		kunmap(page);
	}
	__free_page(page);
	return true;
}
BENCH_CASE(kmap_high, "kmap_high", kmap_pair, 0);

#define NEW_PAGES 256

/* A page after the other, each time a new one: the flush that all of them share is in it. */
static bool kmap_new(unsigned int n, unsigned long unused)
{
	struct page *pages = alloc_pages(GFP_HIGHUSER, ilog2(NEW_PAGES));

	(void)unused;
	if (!pages)
		return false;
	if (!PageHighMem(pages)) {
		__free_pages(pages, ilog2(NEW_PAGES));
		return false;
	}
	while (n--) {
		struct page *page = pages + n % NEW_PAGES;
		void *p = kmap(page);

		keep(p);
		kunmap(page);
	}
	__free_pages(pages, ilog2(NEW_PAGES));
	return true;
}
BENCH_CASE(kmap_high_256, "kmap_high_256", kmap_new, 0);

static bool clear_pages(unsigned int n, unsigned long unused)
{
	struct page *page = alloc_page(GFP_KERNEL);

	(void)unused;
	if (!page)
		return false;
	while (n--)
		clear_page(page_address(page));
	__free_page(page);
	return true;
}
BENCH_CASE(clear_page, "clear_page", clear_pages, 0);
