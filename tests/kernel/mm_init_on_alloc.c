// SPDX-License-Identifier: MIT
/* With init_on_alloc=1, memory that its last owner filled comes back as zeroes, in whatever way it is asked for. */
#include <kunit/test.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#define ROUNDS 40

static int needs_the_option(struct kunit *test)
{
	if (!init_on_alloc)
		kunit_skip(test, "booted without init_on_alloc=1");
	return 0;
}

static void expect_zeroes_and_fill(struct kunit *test, void *memory, size_t size)
{
	KUNIT_ASSERT_NOT_NULL(test, memory);
	KUNIT_EXPECT_NULL(test, memchr_inv(memory, 0, size));
	memset(memory, 0xa7, size);
}

static void test_pages(struct kunit *test)
{
	for (int i = 0; i < ROUNDS; i++) {
		unsigned int order = i % 6;
		unsigned long address = __get_free_pages(GFP_KERNEL, order);

		expect_zeroes_and_fill(test, (void *)address, PAGE_SIZE << order);
		free_pages(address, order);
	}
}

static void test_objects(struct kunit *test)
{
	struct kmem_cache *cache = kmem_cache_create("zeroed", 72, 0, 0, NULL);

	KUNIT_ASSERT_NOT_NULL(test, cache);
	for (int i = 0; i < ROUNDS; i++) {
		size_t size = 1 + kunit_random_below(test, 20000);
		void *memory = kmalloc(size, GFP_KERNEL), *object = kmem_cache_alloc(cache, GFP_KERNEL);

		expect_zeroes_and_fill(test, memory, size);
		expect_zeroes_and_fill(test, object, 72);
		kfree(memory);
		kmem_cache_free(cache, object);
	}
	kmem_cache_destroy(cache);
}

static void test_areas(struct kunit *test)
{
	for (int i = 0; i < ROUNDS; i++) {
		void *area = vmalloc(3 * PAGE_SIZE);

		expect_zeroes_and_fill(test, area, 3 * PAGE_SIZE);
		vfree(area);
	}
}

static void construct(void *object)
{
	memset(object, 0x11, 40);
}

static void test_constructed_objects_stay(struct kunit *test)
{
	struct kmem_cache *cache = kmem_cache_create("constructed", 40, 0, 0, construct);
	u8 *object;

	KUNIT_ASSERT_NOT_NULL(test, cache);
	object = kmem_cache_alloc(cache, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, object);
	KUNIT_EXPECT_NULL(test, memchr_inv(object, 0x11, 40));
	kmem_cache_free(cache, object);
	kmem_cache_destroy(cache);
}

static struct kunit_case init_cases[] = { KUNIT_CASE(test_pages), KUNIT_CASE(test_objects), KUNIT_CASE(test_areas),
					  KUNIT_CASE(test_constructed_objects_stay), {} };

static struct kunit_suite init_suite = {
	.name = "mm.init_on_alloc",
	.desc = "boot option init_on_alloc=1: memory is zeroed for everybody",
	.init = needs_the_option,
	.test_cases = init_cases,
};
kunit_test_suite(init_suite);
