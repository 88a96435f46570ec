// SPDX-License-Identifier: MIT
/*
 * mm.ioremap: device memory. The device is the VGA adapter's text memory, of which only the first of eight
 * pages is on the screen.
 */
#include <asm/pat.h>
#include <kunit/test.h>
#include <linux/gfp.h>
#include <linux/io.h>
#include <linux/mm.h>
#include <quarry/io_mappings.h>
#include <quarry/page_table.h>

#define VGA_TEXT 0xb8000
#define UNSEEN (VGA_TEXT + 0x6000)
#define FREE_PHYS 0xfee80000u /* above the local APIC, where no machine has anything */

static pteval_t cache_bits(const volatile void *addr)
{
	struct pt_step leaf;

	return pt_lookup(&kernel_page_table, (unsigned long)addr, &leaf) ? leaf.entry & (_PAGE_CACHE_MASK | _PAGE_PRESENT) : 0;
}

static void ioremap_reads_what_is_written(struct kunit *test)
{
	volatile u16 __iomem *one = ioremap(UNSEEN, 0x1000), *other = ioremap(UNSEEN + 0x10e, 0x20);
	u16 old;

	KUNIT_ASSERT_NOT_NULL(test, (void *)one);
	KUNIT_ASSERT_NOT_NULL(test, (void *)other);
	KUNIT_EXPECT_EQ(test, (unsigned long)other & 0xfff, 0x10e);
	old = readw(other);
	writew(0x1f51, one + 0x10e / 2);
	if (readw(one + 0x10e / 2) == 0x1f51) {
		KUNIT_EXPECT_EQ(test, readw(other), 0x1f51);
		writew(old, other);
		KUNIT_EXPECT_EQ(test, readw(one + 0x10e / 2), old);
	} else {
		kunit_info(test, "no VGA adapter here");
	}
	iounmap(other);
	iounmap(one);
}

static void ioremap_attributes(struct kunit *test)
{
	void __iomem *uc = ioremap(FREE_PHYS, 0x1000), *wc = ioremap_wc(FREE_PHYS + 0x1000, 0x1000);
	void __iomem *wb = ioremap_cache(FREE_PHYS + 0x2000, 0x1000), *uc2 = ioremap_uc(FREE_PHYS, 0x1000);

	KUNIT_EXPECT_EQ(test, cache_bits(uc), _PAGE_PRESENT | _PAGE_CACHE_UC);
	KUNIT_EXPECT_EQ(test, cache_bits(uc2), _PAGE_PRESENT | _PAGE_CACHE_UC);
	KUNIT_EXPECT_EQ(test, cache_bits(wc), _PAGE_PRESENT | (pat_enabled() ? _PAGE_CACHE_WC : _PAGE_CACHE_UC));
	KUNIT_EXPECT_EQ(test, cache_bits(wb), _PAGE_PRESENT | _PAGE_CACHE_WB);
	iounmap(uc);
	iounmap(wc);
	iounmap(wb);
	iounmap(uc2);
	KUNIT_EXPECT_EQ(test, cache_bits(uc), 0);
	KUNIT_EXPECT_EQ(test, cache_bits(wc), 0);
}

static void ioremap_refuses_conflicts(struct kunit *test)
{
	void __iomem *uc = ioremap(FREE_PHYS, 0x3000);
	unsigned long before = ioremap_misuses();

	KUNIT_ASSERT_NOT_NULL(test, (void *)uc);
	KUNIT_EXPECT_NULL(test, ioremap_cache(FREE_PHYS + 0x2ffc, 8));
	KUNIT_EXPECT_EQ(test, ioremap_misuses() - before, 1);
	iounmap(uc);
	uc = ioremap_cache(FREE_PHYS + 0x2ffc, 8);
	KUNIT_EXPECT_NOT_NULL(test, (void *)uc);
	iounmap(uc);
}

static void ioremap_refuses_ram(struct kunit *test)
{
	struct page *page = alloc_page(GFP_KERNEL);
	unsigned long before = ioremap_misuses();

	KUNIT_ASSERT_NOT_NULL(test, page);
	KUNIT_EXPECT_NULL(test, ioremap(page_to_phys(page), PAGE_SIZE));
	KUNIT_EXPECT_NULL(test, ioremap_cache(page_to_phys(page) + 100, 1));
	KUNIT_EXPECT_NULL(test, ioremap_wc(page_to_phys(page) - 0x3000, 0x8000));
	KUNIT_EXPECT_EQ(test, ioremap_misuses() - before, 3);
	__free_page(page);
}

static void ioremap_refuses_nonsense(struct kunit *test)
{
	unsigned long before = ioremap_misuses();

	KUNIT_EXPECT_NULL(test, ioremap(FREE_PHYS, 0));
	KUNIT_EXPECT_NULL(test, ioremap(~0ull - 100, 1000));
	KUNIT_EXPECT_NULL(test, ioremap(FREE_PHYS, ~(size_t)0)); /* 32 bits: no room for it; else no such address */
	KUNIT_EXPECT_NULL(test, ioremap(1ull << 60, 0x1000));
	KUNIT_EXPECT_GE(test, ioremap_misuses() - before, 3);
}

static void iounmap_misused(struct kunit *test)
{
	void __iomem *addr = ioremap(FREE_PHYS, 0x1000);
	unsigned long before = ioremap_misuses();
	struct page *page = alloc_page(GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, page);
	iounmap(NULL);
	KUNIT_EXPECT_EQ(test, ioremap_misuses() - before, 0);
	iounmap(page_address(page));
	KUNIT_EXPECT_EQ(test, ioremap_misuses() - before, 1);
	iounmap(addr);
	iounmap(addr);
	KUNIT_EXPECT_EQ(test, ioremap_misuses() - before, 2);
	__free_page(page);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(ioremap_reads_what_is_written),
	KUNIT_CASE(ioremap_attributes),
	KUNIT_CASE(ioremap_refuses_conflicts),
	KUNIT_CASE(ioremap_refuses_ram),
	KUNIT_CASE(ioremap_refuses_nonsense),
	KUNIT_CASE(iounmap_misused),
	{}
};

static struct kunit_suite suite = {
	.name = "mm.ioremap",
	.desc = "device memory: attributes, what is refused, misuse",
	.test_cases = cases,
};
kunit_test_suite(suite);
