// SPDX-License-Identifier: MIT
/*
 * Caches on all CPUs at once: each thread allocates, puts what it has into a shared place, takes what another
 * one has put there, checks its contents and frees it, so that most objects are freed on another CPU than
 * the one that allocated them. Bounded by operations.
 */
#include <kunit/test.h>
#include <linux/atomic.h>
#include <linux/cpumask.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "../../mm/slab.h"
#include "test_threads.h"

#define PLACES 256
#define OPERATIONS 6000 /* of all threads together */

static struct kmem_cache *cache;
static void *places[PLACES];
static atomic_t wrong, failed;
static unsigned int operations;

/* The first word is the object's own address, the last byte tells its kind. */
static void *make(unsigned int size)
{
	void **p = kmem_cache_alloc(cache, GFP_KERNEL);

	if (!p) {
		atomic_inc(&failed);
		return NULL;
	}
	memset(p, 0x3c, size);
	p[0] = p;
	return p;
}

static void check_and_free(void **p, unsigned int size, bool by_kfree)
{
	if (p[0] != p || memchr_inv(p + 1, 0x3c, size - sizeof(*p)))
		atomic_inc(&wrong);
	if (by_kfree)
		kfree(p);
	else
		kmem_cache_free(cache, p);
}

static void exchange_objects(unsigned int index, void *arg)
{
	unsigned int size = kmem_cache_size(cache);
	u32 random = index * 2654435761u + 12345;

	for (unsigned int i = 0; i < operations; i++) {
		void *mine = make(size), *other;

		random = random * 1664525 + 1013904223;
		other = xchg(&places[(random >> 8) % PLACES], mine);
		if (other)
			check_and_free(other, size, random & (1 << 20));
		if (random >> 26 == 0)
			kmem_cache_shrink(cache);
		if (random >> 27 == 1)
			cond_resched();
	}
}

static void torture(struct kunit *test, unsigned int size, slab_flags_t flags, void (*work)(unsigned int, void *))
{
	static struct test_threads threads;
	unsigned int n = min(num_online_cpus() * 2, 16u);

	cache = kmem_cache_create("torture", size, 0, flags, NULL);
	KUNIT_ASSERT_NOT_NULL(test, cache);
	atomic_set(&wrong, 0);
	atomic_set(&failed, 0);
	operations = OPERATIONS / n;
	test_threads_start(test, &threads, n, work, NULL);
	test_threads_wait(&threads);
	for (int i = 0; i < PLACES; i++)
		if (places[i])
			check_and_free(xchg(&places[i], NULL), size, false);
	KUNIT_EXPECT_EQ(test, atomic_read(&wrong), 0);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}

static void torture_small(struct kunit *test)
{
	torture(test, 16, 0, exchange_objects);
}

static void torture_large(struct kunit *test)
{
	torture(test, 700, SLAB_HWCACHE_ALIGN, exchange_objects);
}

static void torture_debug(struct kunit *test)
{
	torture(test, 60, SLAB_RED_ZONE | SLAB_POISON | SLAB_STORE_USER, exchange_objects);
}

static void torture_by_rcu(struct kunit *test)
{
	torture(test, 200, SLAB_TYPESAFE_BY_RCU, exchange_objects);
}

/* Many at a time: more than a CPU keeps. */
static void exchange_bulk(unsigned int index, void *arg)
{
	unsigned int size = kmem_cache_size(cache);
	void *p[48];

	for (unsigned int i = 0; i < operations / 48 + 1; i++) {
		if (!kmem_cache_alloc_bulk(cache, GFP_KERNEL, ARRAY_SIZE(p), p))
			continue;
		for (unsigned int j = 0; j < ARRAY_SIZE(p); j++) {
			memset(p[j], 0x3c, size);
			*(void **)p[j] = p[j];
			if (j % 3 == 0) {
				void *other = xchg(&places[(index * 31 + i * 7 + j) % PLACES], p[j]);

				p[j] = other ?: make(size);
			}
			if (!p[j] || *(void **)p[j] != p[j])
				atomic_inc(&wrong);
		}
		kmem_cache_free_bulk(cache, ARRAY_SIZE(p), p);
	}
}

static void torture_bulk(struct kunit *test)
{
	torture(test, 96, 0, exchange_bulk);
}

/* The fast paths are taken away and given back while others use them. */
static void switch_paths(unsigned int index, void *arg)
{
	if (index)
		return exchange_objects(index, arg);
	for (unsigned int i = 0; i < 40; i++) {
		slab_set_fast_path(cache, i & 1);
		slab_flush(cache);
		cond_resched();
	}
}

static void torture_switching(struct kunit *test)
{
	torture(test, 48, 0, switch_paths);
}

/* Caches come and go on all CPUs. */
static void make_caches(unsigned int index, void *arg)
{
	for (unsigned int i = 0; i < operations / 100 + 1; i++) {
		struct kmem_cache *own = kmem_cache_create("torture_own", 8 + index * 24, 0, 0, NULL);
		void *p;

		if (!own) {
			atomic_inc(&failed);
			continue;
		}
		p = kmem_cache_zalloc(own, GFP_KERNEL);
		if (p && memchr_inv(p, 0, 8 + index * 24))
			atomic_inc(&wrong);
		if (p)
			kmem_cache_free(own, p);
		if (kmem_cache_destroy(own))
			atomic_inc(&wrong);
	}
}

static void torture_creating(struct kunit *test)
{
	torture(test, 48, 0, make_caches);
}

static struct kunit_case torture_cases[] = {
	KUNIT_CASE(torture_small), KUNIT_CASE(torture_large), KUNIT_CASE(torture_debug), KUNIT_CASE(torture_by_rcu),
	KUNIT_CASE(torture_bulk), KUNIT_CASE(torture_switching), KUNIT_CASE(torture_creating), {}
};

static struct kunit_suite torture_suite = {
	.name = "mm.slab_torture",
	.desc = "objects allocated on one CPU and freed on another",
	.test_cases = torture_cases,
};
kunit_test_suite(torture_suite);
