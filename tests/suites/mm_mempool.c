// SPDX-License-Identifier: MIT
/* Memory pools with one thread: the reserve, and what becomes of it when the allocator has nothing. */
#include <kunit/test.h>
#include <linux/kernel.h>
#include <linux/mempool.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>

/* An allocator with a will of its own. */
static struct allocator {
	bool fails;
	gfp_t last_gfp;
	long out, asked;
} allocator;

static void *test_alloc(gfp_t gfp, void *data)
{
	struct allocator *a = data;
	void *p;

	a->asked++;
	a->last_gfp = gfp;
	p = a->fails ? NULL : kmalloc(40, GFP_KERNEL);
	a->out += p != NULL;
	return p;
}

static void test_free(void *element, void *data)
{
	((struct allocator *)data)->out--;
	kfree(element);
}

static int mempool_test_init(struct kunit *test)
{
	memset(&allocator, 0, sizeof(allocator));
	return 0;
}

static mempool_t *make_pool(struct kunit *test, int min_nr)
{
	mempool_t *pool = mempool_create(min_nr, test_alloc, test_free, &allocator);

	KUNIT_ASSERT_NOT_NULL(test, pool);
	KUNIT_EXPECT_EQ(test, pool->min_nr, min_nr);
	KUNIT_EXPECT_EQ(test, pool->curr_nr, min_nr);
	return pool;
}

/* While the allocator has something, the reserve is not touched. */
static void mempool_plenty(struct kunit *test)
{
	mempool_t *pool = make_pool(test, 3);
	void *p[10];

	for (int i = 0; i < 10; i++) {
		p[i] = mempool_alloc(pool, GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, p[i]);
		KUNIT_EXPECT_EQ(test, allocator.last_gfp & __GFP_DIRECT_RECLAIM, 0);
		KUNIT_EXPECT_NE(test, allocator.last_gfp & __GFP_NOWARN, 0);
	}
	KUNIT_EXPECT_EQ(test, pool->curr_nr, 3);
	for (int i = 0; i < 10; i++)
		mempool_free(p[i], pool);
	mempool_free(NULL, pool);
	KUNIT_EXPECT_EQ(test, allocator.out, 3);
	mempool_destroy(pool);
	mempool_destroy(NULL);
	KUNIT_EXPECT_EQ(test, allocator.out, 0);
}

/* When it has nothing, there are min_nr, all different; they come back to the reserve first. */
static void mempool_exhausted(struct kunit *test)
{
	mempool_t *pool = make_pool(test, 5);
	void *p[5];

	allocator.fails = true;
	for (int i = 0; i < 5; i++) {
		p[i] = mempool_alloc(pool, GFP_ATOMIC);
		KUNIT_ASSERT_NOT_NULL(test, p[i]);
		for (int j = 0; j < i; j++)
			KUNIT_EXPECT_PTR_NE(test, p[i], p[j]);
	}
	KUNIT_EXPECT_NULL(test, mempool_alloc(pool, GFP_ATOMIC));
	KUNIT_EXPECT_NULL(test, mempool_alloc(pool, GFP_NOWAIT));
	KUNIT_EXPECT_NULL(test, mempool_alloc_preallocated(pool));
	for (int i = 0; i < 5; i++) {
		KUNIT_EXPECT_EQ(test, pool->curr_nr, i);
		mempool_free(p[i], pool);
	}
	KUNIT_EXPECT_EQ(test, allocator.out, 5);
	KUNIT_EXPECT_TRUE(test, mempool_is_saturated(pool));
	p[0] = mempool_alloc_preallocated(pool);
	KUNIT_EXPECT_NOT_NULL(test, p[0]);
	mempool_free(p[0], pool);
	mempool_destroy(pool);
	KUNIT_EXPECT_EQ(test, allocator.out, 0);
}

/* With an empty reserve, GFP_KERNEL asks a second time, now in earnest, before it waits. */
static void *second_time(gfp_t gfp, void *data)
{
	struct allocator *a = data;

	a->fails = !(gfp & __GFP_DIRECT_RECLAIM);
	return test_alloc(gfp, data);
}

static void mempool_asks_again(struct kunit *test)
{
	mempool_t *pool = mempool_create(1, second_time, test_free, &allocator);
	void *p, *q;

	KUNIT_ASSERT_NOT_NULL(test, pool);
	p = mempool_alloc(pool, GFP_KERNEL);
	KUNIT_EXPECT_EQ(test, pool->curr_nr, 0);
	q = mempool_alloc(pool, GFP_KERNEL);
	KUNIT_EXPECT_NOT_NULL(test, q);
	mempool_free(p, pool);
	mempool_free(q, pool);
	mempool_destroy(pool);
	KUNIT_EXPECT_EQ(test, allocator.out, 0);
}

static void mempool_resized(struct kunit *test)
{
	mempool_t *pool = make_pool(test, 4);
	void *p[4];

	KUNIT_EXPECT_EQ(test, mempool_resize(pool, 9), 0);
	KUNIT_EXPECT_EQ(test, pool->curr_nr, 9);
	KUNIT_EXPECT_EQ(test, mempool_resize(pool, 2, GFP_KERNEL), 0); /* as until 4.1 */
	KUNIT_EXPECT_EQ(test, pool->curr_nr, 2);
	KUNIT_EXPECT_EQ(test, allocator.out, 2);
	allocator.fails = true;
	p[0] = mempool_alloc(pool, GFP_NOWAIT);
	p[1] = mempool_alloc(pool, GFP_NOWAIT);
	KUNIT_EXPECT_NOT_NULL(test, p[1]);
	KUNIT_EXPECT_EQ(test, mempool_resize(pool, 4), 0); /* fills from what is freed */
	KUNIT_EXPECT_EQ(test, pool->curr_nr, 0);
	mempool_free(p[0], pool);
	mempool_free(p[1], pool);
	KUNIT_EXPECT_EQ(test, pool->curr_nr, 2);
	KUNIT_EXPECT_EQ(test, mempool_resize(pool, 1), 0);
	mempool_destroy(pool);
	KUNIT_EXPECT_EQ(test, allocator.out, 0);
}

/* No memory for the reserve: nothing is left behind. */
static void *only_three(gfp_t gfp, void *data)
{
	struct allocator *a = data;

	a->fails = a->asked >= 3;
	return test_alloc(gfp, data);
}

static void mempool_cannot_be_made(struct kunit *test)
{
	KUNIT_EXPECT_NULL(test, mempool_create(4, only_three, test_free, &allocator));
	KUNIT_EXPECT_EQ(test, allocator.asked, 4);
	KUNIT_EXPECT_EQ(test, allocator.out, 0);
}

static void try_pool(struct kunit *test, mempool_t *pool, size_t size)
{
	void *p[6];

	KUNIT_ASSERT_NOT_NULL(test, pool);
	KUNIT_EXPECT_EQ(test, pool->curr_nr, 3);
	for (int i = 0; i < 6; i++) {
		p[i] = mempool_alloc(pool, GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, p[i]);
		memset(size ? p[i] : page_to_virt((struct page *)p[i]), 0x11, size ?: PAGE_SIZE * 2);
	}
	for (int i = 0; i < 6; i++)
		mempool_free(p[i], pool);
	mempool_destroy(pool);
}

static void mempool_usual_elements(struct kunit *test)
{
	struct kmem_cache *cache = kmem_cache_create("test_pool", 72, 0, 0, NULL);

	KUNIT_ASSERT_NOT_NULL(test, cache);
	try_pool(test, mempool_create_slab_pool(3, cache), 72);
	try_pool(test, mempool_create_kmalloc_pool(3, 100), 100);
	try_pool(test, mempool_create_kzalloc_pool(3, 33), 33);
	try_pool(test, mempool_create_page_pool(3, 1), 0);
	try_pool(test, mempool_create(3, mempool_alloc_slab, mempool_free_slab, cache), 72);
	try_pool(test, mempool_create_node(3, mempool_kmalloc, mempool_kfree, (void *)50ul, GFP_KERNEL, 0), 50);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}

static void mempool_in_place(struct kunit *test)
{
	static mempool_t pool;

	memset(&pool, 0, sizeof(pool));
	KUNIT_EXPECT_FALSE(test, mempool_initialized(&pool));
	mempool_exit(&pool); /* nothing yet */
	KUNIT_ASSERT_EQ(test, mempool_init_kmalloc_pool(&pool, 2, 64), 0);
	KUNIT_EXPECT_TRUE(test, mempool_initialized(&pool));
	mempool_free(mempool_alloc(&pool, GFP_KERNEL), &pool);
	mempool_exit(&pool);
	KUNIT_EXPECT_FALSE(test, mempool_initialized(&pool));
	KUNIT_ASSERT_EQ(test, mempool_init_page_pool(&pool, 1, 0), 0);
	mempool_exit(&pool);
}

static struct kunit_case mempool_cases[] = {
	KUNIT_CASE(mempool_plenty), KUNIT_CASE(mempool_exhausted), KUNIT_CASE(mempool_asks_again),
	KUNIT_CASE(mempool_resized), KUNIT_CASE(mempool_cannot_be_made), KUNIT_CASE(mempool_usual_elements),
	KUNIT_CASE(mempool_in_place), {}
};

static struct kunit_suite mempool_suite = {
	.name = "mm.mempool",
	.desc = "memory pools: the reserve",
	.init = mempool_test_init,
	.test_cases = mempool_cases,
};
kunit_test_suite(mempool_suite);
