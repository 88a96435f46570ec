// SPDX-License-Identifier: MIT
/* What caches cost in memory: slabs go back, few of their bytes are for nothing, and lists are small. */
#include <kunit/test.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "../../mm/slab.h"

#define MANY 700

/* Slabs without used objects go back: when asked, and beyond a few without being asked. */
static void cache_gives_back(struct kunit *test)
{
	struct kmem_cache *cache = kmem_cache_create("test_back", 500, 0, 0, NULL);
	static void *p[MANY];
	struct slab_totals t;

	KUNIT_ASSERT_NOT_NULL(test, cache);
	for (unsigned int i = 0; i < MANY; i++) {
		p[i] = kmem_cache_alloc(cache, GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, p[i]);
	}
	slab_get_totals(cache, &t);
	KUNIT_EXPECT_EQ(test, t.active, MANY);
	if (t.per_slab) { /* in SLOB's heaps there are no slabs */
		KUNIT_EXPECT_GE(test, t.slabs * t.per_slab, MANY);
		KUNIT_EXPECT_EQ(test, kmem_cache_shrink(cache), 1);
	}
	for (unsigned int i = 0; i < MANY; i++)
		kmem_cache_free(cache, p[i]);
	slab_flush(cache);
	slab_get_totals(cache, &t);
	KUNIT_EXPECT_EQ(test, t.active, 0);
	KUNIT_EXPECT_LE(test, t.slabs, 16);
	KUNIT_EXPECT_EQ(test, kmem_cache_shrink(cache), 0);
	slab_get_totals(cache, &t);
	KUNIT_EXPECT_EQ(test, t.slabs, 0);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}

static void cache_waste(struct kunit *test)
{
	for (unsigned int size = 8; size < 16384; size += size / 7 + 1) {
		struct kmem_cache *cache = kmem_cache_create("test_waste", size, 0, 0, NULL);
		struct slab_totals t;
		unsigned long bytes, used;

		KUNIT_ASSERT_NOT_NULL(test, cache);
		slab_get_totals(cache, &t);
		bytes = PAGE_SIZE << cache->order;
		used = cache->objects * cache->size + t.metadata;
		KUNIT_EXPECT_LE(test, used, bytes);
		KUNIT_EXPECT_LE_MSG(test, (bytes - used) * 8, bytes, "size %u", size);
		KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
	}
}

/* Every cache of this kernel: slabs waste an eighth at most; and SLUB's lists, all together, a 100th of memory. */
static void cache_overhead(struct kunit *test)
{
	unsigned long lists = 0;
	struct kmem_cache *cache;
	struct slab_totals t;

	mutex_lock(&slab_mutex);
	list_for_each_entry(cache, &slab_caches, list) {
		unsigned long bytes = PAGE_SIZE << cache->order;

		slab_get_totals(cache, &t);
		KUNIT_EXPECT_LE_MSG(test, (bytes - cache->objects * cache->size - t.metadata) * 8, bytes, "%s", cache->name);
		if (!strcmp(slab_variant_name, "slub"))
			KUNIT_EXPECT_EQ(test, t.metadata, 0);
		lists += t.lists + offsetof(struct kmem_cache, node) + nr_slab_nodes * sizeof(struct slab_node);
	}
	mutex_unlock(&slab_mutex);
	kunit_info(test, "%lu KiB of lists and caches\n", lists >> 10);
	if (!strcmp(slab_variant_name, "slub"))
		KUNIT_EXPECT_LT(test, lists / PAGE_SIZE * 100, totalram_pages());
}

static struct kunit_case memory_cases[] = {
	KUNIT_CASE(cache_gives_back), KUNIT_CASE(cache_waste), KUNIT_CASE(cache_overhead), {}
};

static struct kunit_suite memory_suite = {
	.name = "mm.slab_memory",
	.desc = "what caches cost in memory",
	.test_cases = memory_cases,
};
kunit_test_suite(memory_suite);
