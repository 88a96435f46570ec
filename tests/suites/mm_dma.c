// SPDX-License-Identifier: MIT
/* Memory for devices lies below what they reach; other memory cannot be mapped. */
#include <kunit/test.h>
#include <linux/dma-mapping.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/string.h>

static struct device device, *const dev = &device;

static int dma_test_init(struct kunit *test)
{
	memset(dev, 0, sizeof(*dev));
	dev->init_name = "test";
	return 0;
}

static void dma_masks(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, DMA_BIT_MASK(24), 0xffffffull);
	KUNIT_EXPECT_EQ(test, DMA_BIT_MASK(64), ~0ull);
	KUNIT_EXPECT_EQ(test, dma_set_mask(dev, DMA_BIT_MASK(32)), -EIO); /* nowhere to keep it */
	KUNIT_EXPECT_EQ(test, dma_get_mask(dev), DMA_BIT_MASK(32));
	KUNIT_EXPECT_EQ(test, dma_coerce_mask_and_coherent(dev, DMA_BIT_MASK(30)), 0);
	KUNIT_EXPECT_EQ(test, dma_get_mask(dev), DMA_BIT_MASK(30));
	KUNIT_EXPECT_EQ(test, dma_set_mask(dev, DMA_BIT_MASK(10)), -EIO);
	KUNIT_EXPECT_EQ(test, dma_set_coherent_mask(dev, DMA_BIT_MASK(10)), -EIO);
	KUNIT_EXPECT_EQ(test, dma_get_mask(dev), DMA_BIT_MASK(30));
	KUNIT_EXPECT_EQ(test, dma_get_mask(NULL), DMA_BIT_MASK(24));
	KUNIT_EXPECT_GE(test, dma_get_required_mask(dev), ((u64)max_pfn << PAGE_SHIFT) - 1);
}

static void try_coherent(struct kunit *test, struct device *for_dev, u64 mask, size_t size)
{
	dma_addr_t bus = 0;
	u8 *p = dma_alloc_coherent(for_dev, size, &bus, GFP_KERNEL | __GFP_NOWARN);

	if (!p)
		kunit_skip(test, "no %zu bytes below %#llx", size, mask);
	KUNIT_EXPECT_LE(test, bus + size - 1, mask);
	KUNIT_EXPECT_EQ(test, bus, __pa(p));
	KUNIT_EXPECT_EQ(test, bus & (roundup_pow_of_two(size) - 1) & ~(u64)(PAGE_SIZE - 1), 0);
	KUNIT_EXPECT_EQ(test, bus % PAGE_SIZE, 0);
	KUNIT_EXPECT_NULL(test, memchr_inv(p, 0, size));
	memset(p, 0xaa, size);
	dma_free_coherent(for_dev, size, p, bus);
}

static void dma_coherent(struct kunit *test)
{
	static const u8 bits[] = { 24, 26, 29, 31, 32, 36, 64 };

	for (size_t i = 0; i < ARRAY_SIZE(bits); i++) {
		KUNIT_EXPECT_EQ(test, dma_coerce_mask_and_coherent(dev, DMA_BIT_MASK(bits[i])), 0);
		try_coherent(test, dev, DMA_BIT_MASK(bits[i]), 100);
		try_coherent(test, dev, DMA_BIT_MASK(bits[i]), 5 * PAGE_SIZE);
	}
	try_coherent(test, NULL, DMA_BIT_MASK(24), 64);
	dma_free_coherent(dev, 100, NULL, 0);
	KUNIT_EXPECT_NULL(test, dma_alloc_coherent(dev, 0, NULL, GFP_KERNEL));
}

static void dma_mapping(struct kunit *test)
{
	void *p = kmalloc(300, GFP_KERNEL);
	struct page *page = alloc_page(GFP_HIGHUSER);
	dma_addr_t bus;

	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_ASSERT_NOT_NULL(test, page);
	KUNIT_EXPECT_EQ(test, dma_coerce_mask_and_coherent(dev, DMA_BIT_MASK(64)), 0);
	bus = dma_map_single(dev, p, 300, DMA_TO_DEVICE);
	KUNIT_EXPECT_EQ(test, dma_mapping_error(dev, bus), 0);
	KUNIT_EXPECT_EQ(test, bus, __pa(p));
	dma_sync_single_for_cpu(dev, bus, 300, DMA_TO_DEVICE);
	dma_sync_single_for_device(dev, bus, 300, DMA_TO_DEVICE);
	dma_unmap_single(dev, bus, 300, DMA_TO_DEVICE);
	bus = dma_map_page(dev, page, 16, 32, DMA_FROM_DEVICE);
	KUNIT_EXPECT_EQ(test, bus, page_to_phys(page) + 16);
	dma_unmap_page(dev, bus, 32, DMA_FROM_DEVICE);
	kfree(p);
	__free_page(page);
}

/* What the device does not reach, to the last byte. */
static void dma_out_of_reach(struct kunit *test)
{
	struct page *page = alloc_page(GFP_KERNEL);
	phys_addr_t at;

	KUNIT_ASSERT_NOT_NULL(test, page);
	at = page_to_phys(page);
	dev->dma_mask = &dev->coherent_dma_mask;
	dev->coherent_dma_mask = at + 99;
	KUNIT_EXPECT_EQ(test, dma_mapping_error(dev, dma_map_page(dev, page, 0, 100, DMA_TO_DEVICE)), 0);
	KUNIT_EXPECT_EQ(test, dma_mapping_error(dev, dma_map_page(dev, page, 0, 101, DMA_TO_DEVICE)), -ENOMEM);
	KUNIT_EXPECT_EQ(test, dma_mapping_error(dev, dma_map_page(dev, page, 100, 1, DMA_TO_DEVICE)), -ENOMEM);
	__free_page(page);
}

static struct kunit_case dma_cases[] = {
	KUNIT_CASE(dma_masks), KUNIT_CASE(dma_coherent), KUNIT_CASE(dma_mapping), KUNIT_CASE(dma_out_of_reach), {}
};

static struct kunit_suite dma_suite = {
	.name = "mm.dma",
	.desc = "memory that devices reach",
	.init = dma_test_init,
	.test_cases = dma_cases,
};
kunit_test_suite(dma_suite);
