// SPDX-License-Identifier: MIT
/*
 * The API of the slab layer: whatever the variant behind it. Caches are private to each case; kmalloc()
 * is shared with everybody, so nothing is said about its counts.
 */
#include <kunit/test.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "../../mm/slab.h"

#define MANY 700

static void fill(void *p, size_t size, unsigned int seed)
{
	for (size_t i = 0; i < size; i++)
		((u8 *)p)[i] = (u8)(seed + i * 7);
}

static bool is_filled(const void *p, size_t size, unsigned int seed)
{
	for (size_t i = 0; i < size; i++)
		if (((const u8 *)p)[i] != (u8)(seed + i * 7))
			return false;
	return true;
}

/* ---- kmalloc ---------------------------------------------------------------------------------- */

/* Every size around the borders of the classes, many at a time: none overlaps another. */
static void kmalloc_sizes(struct kunit *test)
{
	static void *p[MANY];
	static unsigned int size[MANY];

	for (unsigned int i = 0; i < MANY; i++) {
		size[i] = 1 + (i < 300 ? i : kunit_random_below(test, 2200));
		p[i] = kmalloc(size[i], GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, p[i]);
		KUNIT_EXPECT_EQ(test, (unsigned long)p[i] % 8, 0);
		KUNIT_EXPECT_GE(test, ksize(p[i]), size[i]);
		fill(p[i], size[i], i);
	}
	for (unsigned int i = 0; i < MANY; i++) {
		KUNIT_EXPECT_TRUE(test, is_filled(p[i], size[i], i));
		kfree(p[i]);
	}
}

static void kmalloc_alignment(struct kunit *test)
{
	for (size_t size = 8; size <= 65536; size *= 2) {
		void *a = kmalloc(size, GFP_KERNEL), *b = kmalloc(size, GFP_KERNEL);

		KUNIT_ASSERT_NOT_NULL(test, a);
		KUNIT_ASSERT_NOT_NULL(test, b);
		KUNIT_EXPECT_EQ_MSG(test, ((unsigned long)a | (unsigned long)b) & (size - 1), 0, "size %zu", size);
		kfree(a);
		kfree(b);
	}
}

static void kmalloc_zero(struct kunit *test)
{
	void *p = kmalloc(0, GFP_KERNEL);

	KUNIT_EXPECT_PTR_EQ(test, p, ZERO_SIZE_PTR);
	KUNIT_EXPECT_TRUE(test, ZERO_OR_NULL_PTR(p));
	KUNIT_EXPECT_EQ(test, ksize(p), 0);
	kfree(p);
	kfree(NULL);
	KUNIT_EXPECT_EQ(test, ksize(NULL), 0);
	p = kzalloc(0, GFP_KERNEL);
	KUNIT_EXPECT_PTR_EQ(test, p, ZERO_SIZE_PTR);
	KUNIT_EXPECT_PTR_EQ(test, kcalloc(0, 5, GFP_KERNEL), ZERO_SIZE_PTR);
}

static void kmalloc_cleared(struct kunit *test)
{
	static const size_t sizes[] = { 1, 8, 96, 100, 192, 1000, 4096, 8192, 20000 };

	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		u8 *p = kmalloc(sizes[i], GFP_KERNEL);

		KUNIT_ASSERT_NOT_NULL(test, p);
		memset(p, 0xff, sizes[i]);
		kfree(p);
		p = kzalloc(sizes[i], GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, p);
		KUNIT_EXPECT_NULL_MSG(test, memchr_inv(p, 0, sizes[i]), "size %zu", sizes[i]);
		kfree(p);
	}
}

static void kmalloc_overflow(struct kunit *test)
{
	volatile size_t all = SIZE_MAX;
	size_t half = all / 2 + 1;
	void *p;

	KUNIT_EXPECT_NULL(test, kmalloc_array(half, 2, GFP_KERNEL | __GFP_NOWARN));
	KUNIT_EXPECT_NULL(test, kcalloc(half, 3, GFP_KERNEL | __GFP_NOWARN));
	KUNIT_EXPECT_NULL(test, kmalloc_array_node(half, 2, GFP_KERNEL | __GFP_NOWARN, 0));
	KUNIT_EXPECT_NULL(test, kmalloc(all, GFP_KERNEL | __GFP_NOWARN));
	KUNIT_EXPECT_NULL(test, kmalloc(KMALLOC_MAX_SIZE + 1, GFP_KERNEL | __GFP_NOWARN));
	p = kmalloc_array(3, 5, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_NULL(test, krealloc_array(p, half, 2, GFP_KERNEL));
	kfree(p);
}

static void kmalloc_largest(struct kunit *test)
{
	void *p = kmalloc(KMALLOC_MAX_SIZE, GFP_KERNEL | __GFP_NOWARN);

	KUNIT_EXPECT_EQ(test, KMALLOC_MAX_SIZE, 4ul << 20);
	if (!p)
		kunit_skip(test, "no 4 MiB in one piece");
	KUNIT_EXPECT_EQ(test, ksize(p), 4ul << 20);
	memset(p, 1, KMALLOC_MAX_SIZE);
	kfree(p);
}

static void kmalloc_dma(struct kunit *test)
{
	void *p = kmalloc(100, GFP_KERNEL | GFP_DMA), *q = kmalloc(20000, GFP_KERNEL | GFP_DMA);
	void *r = kmalloc(100, GFP_KERNEL | __GFP_RECLAIMABLE);

	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_ASSERT_NOT_NULL(test, q);
	KUNIT_EXPECT_LT(test, __pa(p), 16ul << 20);
	KUNIT_EXPECT_LT(test, __pa(q), 16ul << 20);
	KUNIT_EXPECT_NOT_NULL(test, r);
	kfree(p);
	kfree(q);
	kfree(r);
}

static void kmalloc_realloc(struct kunit *test)
{
	u8 *p = krealloc(NULL, 10, GFP_KERNEL), *q;

	KUNIT_ASSERT_NOT_NULL(test, p);
	fill(p, 10, 1);
	q = krealloc(p, 1, GFP_KERNEL);
	KUNIT_EXPECT_PTR_EQ(test, q, p);
	for (size_t size = 20; size < 40000; size *= 3) {
		q = krealloc(q, size, GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, q);
		KUNIT_EXPECT_TRUE(test, is_filled(q, 10, 1));
	}
	q = krealloc(q, 0, GFP_KERNEL);
	KUNIT_EXPECT_PTR_EQ(test, (void *)q, ZERO_SIZE_PTR);
	q = krealloc(q, 8, GFP_KERNEL | __GFP_ZERO);
	KUNIT_ASSERT_NOT_NULL(test, q);
	KUNIT_EXPECT_NULL(test, memchr_inv(q, 0, 8));
	kfree_sensitive(q);
	kfree_sensitive(NULL);
}

static void kmalloc_roundup(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, kmalloc_size_roundup(0), 0);
	for (size_t size = 1; size < 30000; size += 37)
		KUNIT_EXPECT_GE(test, kmalloc_size_roundup(size), size);
}

static void kmalloc_nodes(struct kunit *test)
{
	void *p = kmalloc_node(50, GFP_KERNEL, 0), *q = kzalloc_node(50, GFP_KERNEL, NUMA_NO_NODE);
	void *r = kcalloc_node(3, 5000, GFP_KERNEL, 0);

	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_ASSERT_NOT_NULL(test, q);
	KUNIT_ASSERT_NOT_NULL(test, r);
	KUNIT_EXPECT_EQ(test, page_to_nid(virt_to_page(p)), 0);
	KUNIT_EXPECT_NULL(test, memchr_inv(q, 0, 50));
	KUNIT_EXPECT_NULL(test, memchr_inv(r, 0, 15000));
	kfree(p);
	kfree(q);
	kfree(r);
}

/* ---- caches ----------------------------------------------------------------------------------- */

/* More objects than a CPU keeps, freed in another order. */
static void cache_many(struct kunit *test)
{
	struct kmem_cache *cache = kmem_cache_create("test_many", 40, 0, 0, NULL);
	static u32 *p[MANY];

	KUNIT_ASSERT_NOT_NULL(test, cache);
	KUNIT_EXPECT_EQ(test, kmem_cache_size(cache), 40);
	KUNIT_EXPECT_STREQ(test, kmem_cache_name(cache), "test_many");
	for (unsigned int round = 0; round < 3; round++) {
		for (unsigned int i = 0; i < MANY; i++) {
			p[i] = kmem_cache_alloc(cache, GFP_KERNEL);
			KUNIT_ASSERT_NOT_NULL(test, p[i]);
			fill(p[i], 40, i);
		}
		for (unsigned int i = 0; i < MANY; i++) {
			unsigned int j = (i * 13 + round) % MANY;

			KUNIT_EXPECT_TRUE(test, is_filled(p[j], 40, j));
			kmem_cache_free(cache, p[j]);
		}
	}
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}

static void cache_alignments(struct kunit *test)
{
	static const struct {
		unsigned int size, align;
		slab_flags_t flags;
		unsigned int want;
	} cases[] = {
		{ 1, 0, 0, sizeof(long) },	  { 100, 0, SLAB_HWCACHE_ALIGN, 64 },
		{ 30, 0, SLAB_HWCACHE_ALIGN, 32 }, { 20, 128, 0, 128 },
		{ 5000, 4096, 0, 4096 },	  { 24, 16, SLAB_RED_ZONE | SLAB_POISON, 16 },
		{ 200, 64, SLAB_STORE_USER | SLAB_RED_ZONE, 64 },
	};

	for (size_t c = 0; c < ARRAY_SIZE(cases); c++) {
		struct kmem_cache *cache = kmem_cache_create("test_align", cases[c].size, cases[c].align,
							     cases[c].flags, NULL);
		void *p[5];

		KUNIT_ASSERT_NOT_NULL(test, cache);
		for (int i = 0; i < 5; i++) {
			p[i] = kmem_cache_alloc(cache, GFP_KERNEL);
			KUNIT_ASSERT_NOT_NULL(test, p[i]);
			KUNIT_EXPECT_EQ_MSG(test, (unsigned long)p[i] % cases[c].want, 0, "case %zu", c);
			memset(p[i], 0x77, cases[c].size);
		}
		for (int i = 0; i < 5; i++)
			kmem_cache_free(cache, p[i]);
		KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
	}
}

static unsigned int constructed;

static void construct(void *object)
{
	constructed++;
	*(u32 *)object = 0xc0ffee;
}

/* The way of 2.4, with which today's headers must still compile. */
static void construct_old(void *object, kmem_cache_t *cache, unsigned long flags)
{
	if ((flags & (SLAB_CTOR_VERIFY | SLAB_CTOR_CONSTRUCTOR)) == SLAB_CTOR_CONSTRUCTOR)
		*(u32 *)object = cache->object_size;
}

static void cache_constructor(struct kunit *test)
{
	kmem_cache_t *cache = kmem_cache_create("test_ctor", 24, 0, SLAB_HWCACHE_ALIGN, construct);
	u32 *p;

	KUNIT_ASSERT_NOT_NULL(test, cache);
	constructed = 0;
	for (int i = 0; i < 3000; i++) {
		p = kmem_cache_alloc(cache, SLAB_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, p);
		KUNIT_ASSERT_EQ(test, *p, 0xc0ffee);
		kmem_cache_free(cache, p); /* as it was constructed */
	}
	KUNIT_EXPECT_GE(test, constructed, 1);
	KUNIT_EXPECT_LT(test, constructed, 3000);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}

static void cache_old_habits(struct kunit *test)
{
	kmem_cache_t *cache = kmem_cache_create("test_old", 24, 0, SLAB_HW_CACHEALIGN, construct_old, NULL);
	u32 *p;

	KUNIT_ASSERT_NOT_NULL(test, cache);
	p = kmem_cache_alloc(cache, SLAB_ATOMIC);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_EQ(test, *p, 24);
	kmem_cache_free(cache, p);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}

struct sample {
	u64 number;
	char text[20];
};

static void cache_same_name(struct kunit *test)
{
	struct kmem_cache *a = KMEM_CACHE(sample, SLAB_PANIC), *b = KMEM_CACHE(sample, SLAB_PANIC);
	struct kmem_cache *c = KMEM_CACHE_USERCOPY(sample, 0, text);

	KUNIT_ASSERT_NOT_NULL(test, a);
	KUNIT_ASSERT_NOT_NULL(test, b);
	KUNIT_ASSERT_NOT_NULL(test, c);
	KUNIT_EXPECT_PTR_NE(test, a, b);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(a), 0);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(b), 0);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(c), 0);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(NULL), 0);
}

static void cache_bad_arguments(struct kunit *test)
{
	KUNIT_EXPECT_NULL(test, kmem_cache_create(NULL, 8, 0, 0, NULL));
	KUNIT_EXPECT_NULL(test, kmem_cache_create("test_bad", 0, 0, 0, NULL));
	KUNIT_EXPECT_NULL(test, kmem_cache_create("test_bad", 64 << 20, 0, 0, NULL));
	KUNIT_EXPECT_NULL(test, kmem_cache_create("test_bad", 8, 3, 0, NULL));
	KUNIT_EXPECT_NULL(test, kmem_cache_create_usercopy("test_bad", 8, 0, 0, 4, 5, NULL));
}

static void cache_bulk(struct kunit *test)
{
	struct kmem_cache *cache = kmem_cache_create("test_bulk", 56, 0, 0, NULL);
	static void *p[MANY];

	KUNIT_ASSERT_NOT_NULL(test, cache);
	for (unsigned int n = 1; n <= MANY; n += n / 2 + 1) {
		KUNIT_ASSERT_EQ(test, kmem_cache_alloc_bulk(cache, GFP_KERNEL | __GFP_ZERO, n, p), n);
		for (unsigned int i = 0; i < n; i++) {
			KUNIT_EXPECT_NULL(test, memchr_inv(p[i], 0, 56));
			fill(p[i], 56, i);
		}
		for (unsigned int i = 0; i < n; i++)
			KUNIT_EXPECT_TRUE(test, is_filled(p[i], 56, i));
		if (n & 1)
			kmem_cache_free_bulk(cache, n, p);
		else
			kfree_bulk(n, p);
	}
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}

/* With objects left the cache stays usable, and can be ended later. */
static void cache_busy(struct kunit *test)
{
	struct kmem_cache *cache = kmem_cache_create("test_busy", 64, 0, 0, NULL);
	unsigned long before = slab_misuses(SLAB_LEFT_OBJECTS);
	void *p, *q;

	KUNIT_ASSERT_NOT_NULL(test, cache);
	p = kmem_cache_alloc(cache, GFP_KERNEL);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), -EBUSY);
	KUNIT_EXPECT_EQ(test, slab_misuses(SLAB_LEFT_OBJECTS), before + 1);
	q = kmem_cache_alloc(cache, GFP_KERNEL);
	KUNIT_EXPECT_NOT_NULL(test, q);
	kmem_cache_free(cache, q);
	kmem_cache_free(cache, p);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}

struct rcu_sample {
	u32 number;
	struct rcu_head rcu;
};

static void cache_after_rcu(struct kunit *test)
{
	struct kmem_cache *cache = kmem_cache_create("test_rcu", 64, 0, SLAB_TYPESAFE_BY_RCU, NULL);
	struct rcu_sample *sample = kmalloc(sizeof(*sample), GFP_KERNEL), *none = NULL;
	void *p[40];

	KUNIT_ASSERT_NOT_NULL(test, cache);
	KUNIT_ASSERT_NOT_NULL(test, sample);
	for (int i = 0; i < 40; i++) {
		p[i] = kmem_cache_alloc(cache, GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, p[i]);
		memset(p[i], 0x33, 64);
	}
	for (int i = 0; i < 40; i++) {
		kmem_cache_free(cache, p[i]);
		KUNIT_EXPECT_EQ(test, *(u8 *)p[i], 0x33); /* still an object of this type */
	}
	kfree_rcu(sample, rcu);
	kfree_rcu(none, rcu);
	sample = kmalloc(sizeof(*sample), GFP_KERNEL);
	kfree_rcu(sample);
	rcu_barrier();
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}

/* Links mixed with a secret, and objects in random order: nothing that a user notices. */
static void cache_hardened(struct kunit *test)
{
	struct kmem_cache *cache;

	slab_freelist_hardened = slab_freelist_random = true;
	cache = kmem_cache_create("test_hard", 48, 0, 0, NULL);
	if (cache) {
		static void *p[MANY];

		KUNIT_EXPECT_NE(test, cache->random, 0);
		KUNIT_EXPECT_EQ(test, kmem_cache_alloc_bulk(cache, GFP_KERNEL, MANY, p), MANY);
		for (unsigned int i = 0; i < MANY; i++)
			fill(p[i], 48, i);
		for (unsigned int i = 0; i < MANY; i++)
			KUNIT_EXPECT_TRUE(test, is_filled(p[i], 48, i));
		kmem_cache_free_bulk(cache, MANY, p);
		KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
	}
	slab_freelist_hardened = slab_freelist_random = false;
}

/* Without fast paths, as fault injection has it, and with them again while objects are out. */
static void cache_slow(struct kunit *test)
{
	struct kmem_cache *cache = kmem_cache_create("test_slow", 48, 0, 0, NULL);
	static void *p[MANY];

	KUNIT_ASSERT_NOT_NULL(test, cache);
	for (unsigned int i = 0; i < MANY; i++) {
		if (i % 100 == 50) {
			slab_set_fast_path(cache, i / 100 % 2);
			slab_flush(cache);
		}
		p[i] = kmem_cache_alloc(cache, GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, p[i]);
		fill(p[i], 48, i);
	}
	for (unsigned int i = 0; i < MANY; i++) {
		KUNIT_EXPECT_TRUE(test, is_filled(p[i], 48, i));
		if (i % 100 == 50) {
			slab_set_fast_path(cache, i / 100 % 2);
			slab_flush(cache);
		}
		kmem_cache_free(cache, p[i]);
	}
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}

static struct kunit_case slab_cases[] = {
	KUNIT_CASE(kmalloc_sizes), KUNIT_CASE(kmalloc_alignment), KUNIT_CASE(kmalloc_zero),
	KUNIT_CASE(kmalloc_cleared), KUNIT_CASE(kmalloc_overflow), KUNIT_CASE(kmalloc_largest),
	KUNIT_CASE(kmalloc_dma), KUNIT_CASE(kmalloc_realloc), KUNIT_CASE(kmalloc_roundup),
	KUNIT_CASE(kmalloc_nodes), KUNIT_CASE(cache_many), KUNIT_CASE(cache_alignments),
	KUNIT_CASE(cache_constructor), KUNIT_CASE(cache_old_habits), KUNIT_CASE(cache_same_name),
	KUNIT_CASE(cache_bad_arguments), KUNIT_CASE(cache_bulk), KUNIT_CASE(cache_busy),
	KUNIT_CASE(cache_after_rcu), KUNIT_CASE(cache_hardened), KUNIT_CASE(cache_slow), {}
};

static struct kunit_suite slab_suite = {
	.name = "mm.slab",
	.desc = "caches and kmalloc()",
	.test_cases = slab_cases,
};
kunit_test_suite(slab_suite);
