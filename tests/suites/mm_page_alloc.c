// SPDX-License-Identifier: MIT
/* The page allocator's public interface, on the machine's own zones. */
#include <kunit/test.h>
#include <linux/highmem.h>
#include <linux/compat_names.h>
#include <linux/kernel.h>
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <asm/zones.h>

static void page_alloc_each_order(struct kunit *test)
{
	for (unsigned int order = 0; order < MAX_ORDER - 1; order++) {
		unsigned long nr_free = nr_free_pages();
		struct page *page = alloc_pages(GFP_KERNEL | __GFP_NOWARN, order);

		if (!page)
			break; /* a small machine */
		KUNIT_EXPECT_EQ(test, page_to_pfn(page) & ((1ul << order) - 1), 0);
		KUNIT_EXPECT_EQ(test, page_count(page), 1);
		KUNIT_EXPECT_EQ(test, nr_free_pages(), nr_free - (1ul << order));
		KUNIT_EXPECT_FALSE(test, PageHighMem(page));
		KUNIT_EXPECT_PTR_EQ(test, page_zone(page), &NODE_DATA(page_to_nid(page))->node_zones[page_zonenum(page)]);
		memset(page_address(page), 0xaa, PAGE_SIZE << order);
		__free_pages(page, order);
		KUNIT_EXPECT_EQ(test, nr_free_pages(), nr_free);
	}
	KUNIT_EXPECT_NULL(test, alloc_pages(GFP_KERNEL | __GFP_NOWARN, MAX_ORDER));
	KUNIT_EXPECT_NULL(test, alloc_pages(GFP_KERNEL | __GFP_NOWARN, ~0u));
}

static void page_alloc_zones(struct kunit *test)
{
	static const gfp_t dma[] = { GFP_KERNEL | GFP_DMA, GFP_ATOMIC | GFP_DMA, GFP_DMA | __GFP_MOVABLE };
	struct page *page;

	for (size_t i = 0; i < ARRAY_SIZE(dma); i++) {
		page = alloc_page(dma[i]);
		KUNIT_ASSERT_NOT_NULL(test, page);
		KUNIT_EXPECT_LT(test, page_to_pfn(page), MAX_DMA_PFN);
		KUNIT_EXPECT_EQ(test, page_zonenum(page), ZONE_DMA);
		__free_page(page);
	}
	page = alloc_page(GFP_KERNEL | GFP_DMA32);
	KUNIT_ASSERT_NOT_NULL(test, page);
	KUNIT_EXPECT_LT(test, page_to_pfn(page), MAX_DMA32_PFN);
	__free_page(page);
	page = alloc_page(GFP_HIGHUSER);
	KUNIT_ASSERT_NOT_NULL(test, page);
	KUNIT_EXPECT_EQ(test, !page_address(page), PageHighMem(page));
	__free_page(page);
}

/* Contradictory zones: the most restrictive is taken. */
static void page_alloc_zone_conflict(struct kunit *test)
{
	struct page *page = alloc_page(GFP_KERNEL | __GFP_DMA | __GFP_HIGHMEM);

	KUNIT_ASSERT_NOT_NULL(test, page);
	KUNIT_EXPECT_EQ(test, page_zonenum(page), ZONE_DMA);
	__free_page(page);
}

static void page_alloc_by_address(struct kunit *test)
{
	unsigned long addr = __get_free_pages(GFP_KERNEL, 2), dma;

	KUNIT_ASSERT_NE(test, addr, 0);
	KUNIT_EXPECT_TRUE(test, virt_addr_valid((void *)addr));
	KUNIT_EXPECT_PTR_EQ(test, page_address(virt_to_page(addr)), (void *)addr);
	KUNIT_EXPECT_EQ(test, page_to_phys(virt_to_page(addr)), __pa(addr));
	memset((void *)addr, 0x55, 4 * PAGE_SIZE);
	free_pages(addr, 2);
	dma = __get_dma_pages(GFP_KERNEL, 0);
	KUNIT_ASSERT_NE(test, dma, 0);
	KUNIT_EXPECT_LT(test, __pa(dma), 16ul << 20);
	free_page(dma);
	free_page(0); /* does nothing */
}

static bool all_bytes(const void *p, u8 value, size_t size)
{
	for (const u8 *b = p; size--; b++)
		if (*b != value)
			return false;
	return true;
}

static void page_alloc_zeroed(struct kunit *test)
{
	unsigned long addr = __get_free_page(GFP_KERNEL), zeroed;
	struct page *page;

	KUNIT_ASSERT_NE(test, addr, 0);
	memset((void *)addr, 0xff, PAGE_SIZE);
	preempt_disable(); /* another CPU has other pages */
	free_page(addr);
	zeroed = get_zeroed_page(GFP_NOWAIT | __GFP_NOWARN);
	preempt_enable();
	KUNIT_ASSERT_NE(test, zeroed, 0);
	if (num_online_cpus() == 1)
		KUNIT_EXPECT_EQ_MSG(test, zeroed, addr, "the page freed last");
	KUNIT_EXPECT_TRUE(test, all_bytes((void *)zeroed, 0, PAGE_SIZE));
	free_page(zeroed);
	page = alloc_pages(GFP_HIGHUSER | __GFP_ZERO, 1);
	KUNIT_ASSERT_NOT_NULL(test, page);
	for (int i = 0; i < 2; i++) { /* from high memory, where there is any */
		void *mapped = kmap_local_page(page + i);

		KUNIT_EXPECT_TRUE(test, all_bytes(mapped, 0, PAGE_SIZE));
		kunmap_local(mapped);
	}
	__free_pages(page, 1);
}

static void page_alloc_compound(struct kunit *test)
{
	unsigned long nr_free = nr_free_pages();
	struct page *page = alloc_pages(GFP_KERNEL | __GFP_COMP, 3);

	KUNIT_ASSERT_NOT_NULL(test, page);
	KUNIT_EXPECT_TRUE(test, PageHead(page));
	KUNIT_EXPECT_EQ(test, compound_order(page), 3);
	KUNIT_EXPECT_EQ(test, page_size(page), 8 * PAGE_SIZE);
	for (int i = 1; i < 8; i++) {
		KUNIT_EXPECT_TRUE(test, PageTail(page + i));
		KUNIT_EXPECT_PTR_EQ(test, compound_head(page + i), page);
	}
	get_page(page + 5);
	KUNIT_EXPECT_EQ_MSG(test, page_count(page), 2, "the count is the head's");
	KUNIT_EXPECT_EQ(test, page_count(page + 7), 2);
	__free_pages(page, 3);
	KUNIT_EXPECT_EQ_MSG(test, nr_free_pages(), nr_free - 8, "somebody has it still");
	put_page(page + 2);
	KUNIT_EXPECT_EQ(test, nr_free_pages(), nr_free);
	KUNIT_EXPECT_FALSE(test, PageCompound(page));
	KUNIT_EXPECT_FALSE(test, PageTail(page + 5));
}

static void page_alloc_references(struct kunit *test)
{
	unsigned long nr_free = nr_free_pages();
	struct page *page = alloc_pages(GFP_KERNEL, 2);

	KUNIT_ASSERT_NOT_NULL(test, page);
	get_page(page);
	__free_pages(page, 2);
	KUNIT_EXPECT_EQ(test, nr_free_pages(), nr_free - 4);
	KUNIT_EXPECT_EQ(test, page_count(page), 1);
	put_page(page);
	KUNIT_EXPECT_EQ_MSG(test, nr_free_pages(), nr_free, "the order was on record");
}

static void page_alloc_split_page(struct kunit *test)
{
	unsigned long nr_free = nr_free_pages();
	struct page *page = alloc_pages(GFP_KERNEL, 3);

	KUNIT_ASSERT_NOT_NULL(test, page);
	split_page(page, 3);
	for (int i = 7; i >= 0; i--) {
		KUNIT_EXPECT_EQ(test, page_count(page + i), 1);
		__free_page(page + i);
		KUNIT_EXPECT_EQ(test, nr_free_pages(), nr_free - i);
	}
}

static void page_alloc_exact(struct kunit *test)
{
	static const size_t sizes[] = { 1, 4096, 4097, 5 * 4096, 8 * 4096, 9 * 4096 + 1, 70000 };

	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		unsigned long nr_free = nr_free_pages(), pages = (sizes[i] + PAGE_SIZE - 1) / PAGE_SIZE;
		void *p = alloc_pages_exact(sizes[i], GFP_KERNEL);

		KUNIT_ASSERT_NOT_NULL(test, p);
		memset(p, 1, sizes[i]);
		KUNIT_EXPECT_EQ_MSG(test, nr_free_pages(), nr_free - pages, "%zu bytes", sizes[i]);
		free_pages_exact(p, sizes[i]);
		KUNIT_EXPECT_EQ_MSG(test, nr_free_pages(), nr_free, "%zu bytes", sizes[i]);
	}
}

static void page_alloc_bulk(struct kunit *test)
{
	struct page *pages[16] = { NULL }, *own = alloc_page(GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, own);
	pages[3] = own;
	KUNIT_EXPECT_EQ(test, alloc_pages_bulk_array(GFP_KERNEL, 16, pages), 16);
	KUNIT_EXPECT_PTR_EQ_MSG(test, pages[3], own, "what is there is kept");
	for (int i = 0; i < 16; i++) {
		for (int j = 0; j < i; j++)
			KUNIT_EXPECT_PTR_NE(test, pages[i], pages[j]);
	}
	for (int i = 0; i < 16; i++)
		__free_page(pages[i]);
}

static void page_alloc_node(struct kunit *test)
{
	struct page *page;
	int nid;

	for_each_online_node(nid) {
		page = alloc_pages_node(nid, GFP_HIGHUSER | __GFP_THISNODE, 0);
		KUNIT_ASSERT_NOT_NULL(test, page);
		KUNIT_EXPECT_EQ(test, page_to_nid(page), nid);
		__free_page(page);
		page = alloc_pages_node(nid, GFP_KERNEL, 5);
		KUNIT_ASSERT_NOT_NULL(test, page);
		__free_pages(page, 5);
	}
	page = alloc_pages_node(NUMA_NO_NODE, GFP_KERNEL, 1);
	KUNIT_ASSERT_NOT_NULL(test, page);
	__free_pages(page, 1);
	page = __alloc_pages(GFP_KERNEL, 0, first_online_node, NULL);
	KUNIT_ASSERT_NOT_NULL(test, page);
	__free_page(page);
}

/* Only nodes of a set may serve. */
static void page_alloc_nodemask(struct kunit *test)
{
	struct page *page;
	int nid;

	for_each_online_node(nid) {
		nodemask_t only = nodemask_of_node(nid);

		page = __alloc_pages(GFP_HIGHUSER, 0, numa_node_id(), &only);
		KUNIT_ASSERT_NOT_NULL(test, page);
		KUNIT_EXPECT_EQ(test, page_to_nid(page), nid);
		__free_page(page);
	}
}

static void page_alloc_get_order(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, get_order(1), 0);
	KUNIT_EXPECT_EQ(test, get_order(PAGE_SIZE), 0);
	KUNIT_EXPECT_EQ(test, get_order(PAGE_SIZE + 1), 1);
	KUNIT_EXPECT_EQ(test, get_order(2 * PAGE_SIZE), 1);
	KUNIT_EXPECT_EQ(test, get_order(4ul << 20), 10);
	KUNIT_EXPECT_EQ(test, get_order((4ul << 20) + 1), 11);
	KUNIT_EXPECT_EQ(test, get_order(0), BITS_PER_LONG - PAGE_SHIFT);
}

static void page_alloc_addresses(struct kunit *test)
{
	static const unsigned long bad[] = { 0, 1, PAGE_SIZE, PAGE_OFFSET - 1, ~0ul, ~0ul & PAGE_MASK };

	for (size_t i = 0; i < ARRAY_SIZE(bad); i++)
		KUNIT_EXPECT_FALSE_MSG(test, virt_addr_valid((void *)bad[i]), "%#lx", bad[i]);
	KUNIT_EXPECT_FALSE(test, pfn_valid(~0ul));
	KUNIT_EXPECT_FALSE(test, pfn_valid(nr_mem_sections << PFN_SECTION_SHIFT));
	KUNIT_EXPECT_NULL(test, pfn_to_online_page(~0ul));
}

/* Frame 0 is below 1 MiB, where every PC has RAM, and the memmap comes in blocks of 4 MiB. */
static void page_alloc_first_frame(struct kunit *test)
{
	KUNIT_ASSERT_TRUE(test, pfn_valid(0));
	KUNIT_EXPECT_TRUE(test, PageReserved(pfn_to_page(0)));
	KUNIT_EXPECT_EQ(test, page_zonenum(pfn_to_page(0)), ZONE_DMA);
}

static void page_alloc_old_names(struct kunit *test)
{
	unsigned long addr = get_free_page(__GFP_WAIT | __GFP_IO | __GFP_FS | __GFP_COLD | __GFP_REPEAT);
	struct page *page = alloc_page(GFP_USER | GFP_HIGHMEM);

	KUNIT_EXPECT_EQ(test, __GFP_WAIT | __GFP_IO | __GFP_FS, GFP_KERNEL);
	KUNIT_ASSERT_NE(test, addr, 0);
	KUNIT_ASSERT_NOT_NULL(test, page);
	KUNIT_EXPECT_TRUE(test, all_bytes((void *)addr, 0, PAGE_SIZE));
	free_hot_page(virt_to_page(addr));
	free_cold_page(page);
}

static void page_alloc_accounting(struct kunit *test)
{
	struct sysinfo i;

	KUNIT_EXPECT_EQ(test, mm_check_accounting(), 0);
	si_meminfo(&i);
	KUNIT_EXPECT_EQ(test, i.totalram, totalram_pages());
	KUNIT_EXPECT_LE(test, i.freeram, i.totalram);
	KUNIT_EXPECT_LE(test, si_mem_available(), nr_free_pages());
}

static struct kunit_case page_alloc_cases[] = {
	KUNIT_CASE(page_alloc_each_order),
	KUNIT_CASE(page_alloc_zones),
	KUNIT_CASE(page_alloc_zone_conflict),
	KUNIT_CASE(page_alloc_by_address),
	KUNIT_CASE(page_alloc_zeroed),
	KUNIT_CASE(page_alloc_compound),
	KUNIT_CASE(page_alloc_references),
	KUNIT_CASE(page_alloc_split_page),
	KUNIT_CASE(page_alloc_exact),
	KUNIT_CASE(page_alloc_bulk),
	KUNIT_CASE(page_alloc_node),
	KUNIT_CASE(page_alloc_nodemask),
	KUNIT_CASE(page_alloc_get_order),
	KUNIT_CASE(page_alloc_addresses),
	KUNIT_CASE(page_alloc_first_frame),
	KUNIT_CASE(page_alloc_old_names),
	KUNIT_CASE(page_alloc_accounting),
	{}
};

static struct kunit_suite page_alloc_suite = {
	.name = "mm.page_alloc",
	.desc = "alloc_pages() and all that goes with it",
	.test_cases = page_alloc_cases,
};
kunit_test_suite(page_alloc_suite);
