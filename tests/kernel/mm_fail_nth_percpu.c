// SPDX-License-Identifier: MIT
/*
 * mm.fail_nth_percpu: per-CPU memory that cannot be had. It is taken out of chunks, which are large, so
 * mostly no page is allocated that could fail: here the chunks that exist are filled up first.
 */
#include <kunit/fail_nth.h>
#include <linux/percpu.h>
#include <linux/percpu_counter.h>
#include <linux/slab.h>
#include <quarry/module.h>
#include <quarry/percpu_areas.h>

#include "../../kernel/module/internal.h"

static void __percpu *filling[200];
static unsigned int nr_filling;

/* Return: false if it took a new chunk, in which it is not kept. */
static bool fill_one(size_t size)
{
	unsigned long pages = pcpu_nr_pages();
	void __percpu *ptr = __alloc_percpu(size, 8);

	if (ptr && pcpu_nr_pages() == pages && nr_filling < ARRAY_SIZE(filling)) {
		filling[nr_filling++] = ptr;
		return true;
	}
	free_percpu(ptr);
	return false;
}

static void fill(void)
{
	for (size_t size = 4096; size >= 8; size /= 2)
		while (fill_one(size))
			;
}

static void empty(void)
{
	while (nr_filling)
		free_percpu(filling[--nr_filling]);
}

FAIL_NTH_MAKE(__alloc_percpu, __alloc_percpu(64, 8))
FAIL_NTH_MAKE(__alloc_percpu_gfp, __alloc_percpu_gfp(64, 8, GFP_ATOMIC | __GFP_NOWARN))

static void unmake_percpu(void *ptr)
{
	free_percpu(ptr);
}

static struct percpu_counter counter;

static void *make_counter(void)
{
	return percpu_counter_init(&counter, 0, GFP_KERNEL) ? NULL : &counter;
}

static void unmake_counter(void *unused)
{
	percpu_counter_destroy(&counter);
}

/* Small and large ones: gcc makes calls of their own of what is one in the source. */
FAIL_NTH_MAKE(cache_small, kmem_cache_create("fail-nth-percpu", 8, 0, 0, NULL))
FAIL_NTH_MAKE(cache, kmem_cache_create("fail-nth-percpu", 56, 0, 0, NULL))
FAIL_NTH_MAKE(cache_large, kmem_cache_create("fail-nth-percpu", 5000, 0, 0, NULL))

static void unmake_cache(void *cache)
{
	kmem_cache_destroy(cache);
}

static void fail_nth_chunks(struct kunit *test)
{
	static const struct fail_nth_object objects[] = {
		FAIL_NTH_OBJECT(__alloc_percpu, unmake_percpu),
		FAIL_NTH_OBJECT(__alloc_percpu_gfp, unmake_percpu),
		FAIL_NTH_OBJECT(counter, unmake_counter),
		FAIL_NTH_OBJECT(cache_small, unmake_cache),
		FAIL_NTH_OBJECT(cache, unmake_cache),
		FAIL_NTH_OBJECT(cache_large, unmake_cache),
	};

	fill();
	KUNIT_EXPECT_LT(test, nr_filling, ARRAY_SIZE(filling));
	kunit_fail_all(test, objects, ARRAY_SIZE(objects));
	empty();
}

/* What is kept for modules, too. */
static void fill_first_chunk(void)
{
	void __percpu *ptr;

	for (size_t size = 4096; size >= 8; size /= 2)
		while (nr_filling < ARRAY_SIZE(filling) && (ptr = alloc_percpu_linked(size, 8)))
			filling[nr_filling++] = ptr;
}

/* A module's variables must lie in the first chunk. When that is full, they fail without any page that does. */
static void module_without_room(struct kunit *test)
{
	int err;

	fill_first_chunk();
	KUNIT_EXPECT_LT(test, nr_filling, ARRAY_SIZE(filling));
	err = module_load_file("/labs/percpu.ko", "");
	KUNIT_EXPECT_EQ(test, err, -ENOMEM);
	if (!err)
		unload_module("percpu");
	empty();
}

static void percpu_exit(struct kunit *test)
{
	kunit_fail_nth_end(test);
	empty();
}

static struct kunit_case percpu_cases[] = { KUNIT_CASE(fail_nth_chunks), KUNIT_CASE(module_without_room), {} };

static struct kunit_suite percpu_suite = {
	.name = "mm.fail_nth_percpu",
	.desc = "per-CPU memory that cannot be had",
	.exit = percpu_exit,
	.test_cases = percpu_cases,
};
kunit_test_suite(percpu_suite);
