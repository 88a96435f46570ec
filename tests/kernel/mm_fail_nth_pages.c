// SPDX-License-Identifier: MIT
/*
 * mm.fail_nth_pages: every way to ask for pages, objects and pools, failing in turn. As mm_fail_nth.c; here are
 * the many names for the same thing, as each is a call that somebody may forget to check.
 */
#include <kunit/fail_nth.h>
#include <linux/gfp.h>
#include <linux/mempool.h>
#include <linux/mm.h>
#include <linux/slab.h>

#include "../../mm/internal.h"
#include "../../mm/percpu.h"
#ifdef CONFIG_SLUB
#include "../../mm/slub.h"
#endif

#define QUIET (GFP_KERNEL | __GFP_NOWARN)

/* Another node than this CPU's, where there is one: it is not served by the CPU's own lists. */
static int other_node(void)
{
	int node, here = numa_mem_id();

	for_each_online_node(node)
		if (node != here)
			return node;
	return here;
}

#define MANY 5 /* an order that the CPUs' lists do not have */

FAIL_NTH_MAKE(alloc_pages_many, alloc_pages(QUIET, MANY))
FAIL_NTH_MAKE(alloc_pages_here, alloc_pages_node(numa_mem_id(), QUIET | __GFP_THISNODE, MANY))
FAIL_NTH_MAKE(__alloc_pages, __alloc_pages(QUIET, MANY, numa_mem_id(), NULL))
FAIL_NTH_MAKE(__alloc_pages_node, __alloc_pages_node(numa_mem_id(), QUIET, MANY))
FAIL_NTH_MAKE(alloc_pages_zeroed, alloc_pages(QUIET | __GFP_ZERO, MANY))

static void unmake_many(void *page)
{
	__free_pages(page, MANY);
}

FAIL_NTH_MAKE(get_zeroed_page, get_zeroed_page(QUIET))

/* For the memmap of a section that has not enough memory for it itself. */
FAIL_NTH_MAKE(memmap_block, vmemmap_alloc_block(PAGE_SIZE))

static void unmake_page(void *page)
{
	free_page((unsigned long)page);
}

static struct page *pages[20];

static void unmake_bulk(void *unused)
{
	for (size_t i = 0; i < ARRAY_SIZE(pages); i++) {
		if (pages[i])
			__free_page(pages[i]);
		pages[i] = NULL;
	}
}

static void *make_bulk(void)
{
	if (alloc_pages_bulk_array(QUIET, ARRAY_SIZE(pages), pages) == ARRAY_SIZE(pages))
		return pages;
	unmake_bulk(NULL);
	return NULL;
}

/* More than the largest block: blocks are collected until some are neighbours. */
#define COLLECTED (PAGE_SIZE << MAX_ORDER)

FAIL_NTH_MAKE(pcpu_pages, pcpu_pages_alloc(COLLECTED, GFP_KERNEL))

static void unmake_pcpu_pages(void *base)
{
	pcpu_pages_free(base, COLLECTED);
}

static void fail_nth_blocks(struct kunit *test)
{
	static const struct fail_nth_object objects[] = {
		FAIL_NTH_OBJECT(alloc_pages_many, unmake_many),	  FAIL_NTH_OBJECT(alloc_pages_here, unmake_many),
		FAIL_NTH_OBJECT(__alloc_pages, unmake_many),	  FAIL_NTH_OBJECT(__alloc_pages_node, unmake_many),
		FAIL_NTH_OBJECT(alloc_pages_zeroed, unmake_many), FAIL_NTH_OBJECT(get_zeroed_page, unmake_page),
		FAIL_NTH_OBJECT(memmap_block, unmake_page),	  FAIL_NTH_OBJECT(bulk, unmake_bulk),
	};

	kunit_fail_all(test, objects, ARRAY_SIZE(objects));
}

static void fail_nth_neighbours(struct kunit *test)
{
	static const struct fail_nth_object object = FAIL_NTH_OBJECT(pcpu_pages, unmake_pcpu_pages);

	if (nr_free_pages() < 16 * (COLLECTED >> PAGE_SHIFT))
		kunit_skip(test, "the machine has too little memory");
	kunit_fail_all(test, &object, 1);
}

/* ---- objects ---------------------------------------------------------------------------------- */

static size_t large = 3 * KMALLOC_MAX_CACHE_SIZE; /* the compiler does not know it */

FAIL_NTH_MAKE(kmalloc_large_node, kmalloc_node(large, QUIET, numa_mem_id()))
FAIL_NTH_MAKE(kmalloc_large, kmalloc(large, QUIET))
FAIL_NTH_MAKE(kmalloc_whole_pages, kmalloc_large(large, QUIET))
FAIL_NTH_MAKE(kmalloc_dma, kmalloc(100, QUIET | __GFP_DMA))
FAIL_NTH_MAKE(kmalloc_node, kmalloc_node(100, QUIET, numa_mem_id()))
FAIL_NTH_MAKE(kmalloc_other_node, kmalloc_node(100, QUIET, other_node()))
FAIL_NTH_MAKE(kmalloc_any_node, kmalloc_node(100, QUIET, NUMA_NO_NODE))
FAIL_NTH_MAKE(krealloc_new, krealloc(NULL, 100, QUIET))
FAIL_NTH_MAKE(kvrealloc, kvrealloc(NULL, 0, 100, QUIET))

static void unmake_kmalloc(void *object)
{
	kvfree(object);
}

/* Of a size whose slabs can be smaller than they would like to be. */
static struct kmem_cache *cache;

FAIL_NTH_MAKE(cache_alloc, kmem_cache_alloc(cache, QUIET))
FAIL_NTH_MAKE(cache_alloc_node, kmem_cache_alloc_node(cache, QUIET, numa_mem_id()))
FAIL_NTH_MAKE(cache_alloc_other_node, kmem_cache_alloc_node(cache, QUIET, other_node()))
FAIL_NTH_MAKE(cache_alloc_any_node, kmem_cache_alloc_node(cache, QUIET, NUMA_NO_NODE))

static void unmake_object(void *object)
{
	kmem_cache_free(cache, object);
}

static void *objects_at_once[20];

static void *make_at_once(void)
{
	return kmem_cache_alloc_bulk(cache, QUIET, ARRAY_SIZE(objects_at_once), objects_at_once) ? objects_at_once : NULL;
}

static void unmake_at_once(void *unused)
{
	kmem_cache_free_bulk(cache, ARRAY_SIZE(objects_at_once), objects_at_once);
}

static void fail_nth_objects(struct kunit *test)
{
	static const struct fail_nth_object objects[] = {
		FAIL_NTH_OBJECT(kmalloc_large_node, unmake_kmalloc),
		FAIL_NTH_OBJECT(kmalloc_large, unmake_kmalloc),
		FAIL_NTH_OBJECT(kmalloc_whole_pages, unmake_kmalloc),
		FAIL_NTH_OBJECT(kmalloc_dma, unmake_kmalloc),
		FAIL_NTH_OBJECT(kmalloc_node, unmake_kmalloc),
		FAIL_NTH_OBJECT(kmalloc_other_node, unmake_kmalloc),
		FAIL_NTH_OBJECT(kmalloc_any_node, unmake_kmalloc),
		FAIL_NTH_OBJECT(krealloc_new, unmake_kmalloc),
		FAIL_NTH_OBJECT(kvrealloc, unmake_kmalloc),
		FAIL_NTH_OBJECT(cache_alloc, unmake_object),
		FAIL_NTH_OBJECT(cache_alloc_node, unmake_object),
		FAIL_NTH_OBJECT(cache_alloc_other_node, unmake_object),
		FAIL_NTH_OBJECT(cache_alloc_any_node, unmake_object),
		FAIL_NTH_OBJECT(at_once, unmake_at_once),
	};

	cache = kmem_cache_create("fail-nth-3000", 3000, 0, 0, NULL);
	KUNIT_ASSERT_NOT_NULL(test, cache);
	kunit_fail_all(test, objects, ARRAY_SIZE(objects));
	kmem_cache_destroy(cache);
}

/* More than kmalloc() ever has. It takes a thousand pages; the first is enough here. */
static void more_than_kmalloc(struct kunit *test)
{
	void *memory;

	kunit_fail_nth(test, 1);
	memory = kvmalloc(KMALLOC_MAX_SIZE + PAGE_SIZE, QUIET);
	KUNIT_EXPECT_TRUE(test, kunit_fail_nth_end(test));
	KUNIT_EXPECT_NULL(test, memory);
	kvfree(memory);
}

#ifdef CONFIG_SLUB
/* Freed objects that could be kept for other CPUs, if there were a page to note them on: they go to their slabs. */
static void freeing_without_page(struct kunit *test)
{
	unsigned long flags;
	void *object;

	cache = kmem_cache_create("fail-nth-depot", 100, 0, 0, NULL);
	KUNIT_ASSERT_NOT_NULL(test, cache);
	object = kmem_cache_alloc(cache, GFP_KERNEL);
	kunit_fail_nth(test, 1);
	local_irq_save(flags);
	KUNIT_EXPECT_FALSE(test, slub_depot_put(cache, &cache->node[slab_mem_id()], &object, 1));
	local_irq_restore(flags);
	KUNIT_EXPECT_TRUE(test, kunit_fail_nth_end(test));
	kmem_cache_free(cache, object);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}
#else
static void freeing_without_page(struct kunit *test)
{
	kunit_skip(test, "only SLUB keeps objects so");
}
#endif

/* ---- pools ------------------------------------------------------------------------------------ */

FAIL_NTH_MAKE(slab_pool, mempool_create_slab_pool(2, cache))
FAIL_NTH_MAKE(kzalloc_pool, mempool_create_kzalloc_pool(2, 100))
FAIL_NTH_MAKE(page_pool, mempool_create_page_pool(2, 0))
FAIL_NTH_MAKE(pool_of_node, mempool_create_node(2, mempool_kmalloc, mempool_kfree, (void *)100, GFP_KERNEL, NUMA_NO_NODE))

static void unmake_pool(void *pool)
{
	mempool_destroy(pool);
}

static mempool_t own_pool;

static void *make_pool_in_place(void)
{
	return mempool_init_kmalloc_pool(&own_pool, 2, 100) ? NULL : &own_pool;
}

static void unmake_pool_in_place(void *pool)
{
	mempool_exit(pool);
}

/* A pool that cannot grow stays as it is. */
static void *make_larger(void)
{
	return mempool_resize(&own_pool, 10) ? NULL : &own_pool;
}

static void unmake_larger(void *pool)
{
	mempool_resize(pool, 2);
}

static void fail_nth_pools(struct kunit *test)
{
	static const struct fail_nth_object objects[] = {
		FAIL_NTH_OBJECT(slab_pool, unmake_pool),    FAIL_NTH_OBJECT(kzalloc_pool, unmake_pool),
		FAIL_NTH_OBJECT(page_pool, unmake_pool),    FAIL_NTH_OBJECT(pool_of_node, unmake_pool),
		FAIL_NTH_OBJECT(pool_in_place, unmake_pool_in_place),
	};
	static const struct fail_nth_object larger = FAIL_NTH_OBJECT(larger, unmake_larger);

	cache = kmem_cache_create("fail-nth-pool", 100, 0, 0, NULL);
	KUNIT_ASSERT_NOT_NULL(test, cache);
	kunit_fail_all(test, objects, ARRAY_SIZE(objects));
	kmem_cache_destroy(cache);
	KUNIT_ASSERT_NOT_NULL(test, make_pool_in_place());
	kunit_fail_all(test, &larger, 1);
	mempool_exit(&own_pool);
}

static void pages_exit(struct kunit *test)
{
	kunit_fail_nth_end(test);
}

static struct kunit_case pages_cases[] = {
	KUNIT_CASE(fail_nth_blocks), KUNIT_CASE(fail_nth_neighbours), KUNIT_CASE(fail_nth_objects), KUNIT_CASE(fail_nth_pools),
	KUNIT_CASE(more_than_kmalloc), KUNIT_CASE(freeing_without_page), {}
};

static struct kunit_suite pages_suite = {
	.name = "mm.fail_nth_pages",
	.desc = "pages, objects and pools by all their names, failing in turn",
	.exit = pages_exit,
	.test_cases = pages_cases,
};
kunit_test_suite(pages_suite);
