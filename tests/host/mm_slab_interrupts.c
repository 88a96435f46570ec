// SPDX-License-Identifier: MIT
/*
 * The fast paths of kmalloc() and kfree(), interrupted after every single instruction by a handler that
 * allocates and frees, too: nothing is lost, nothing is handed out twice.
 */
#include <host/host.h>
#include <kunit/test.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "../../mm/slab.h"

#define MAX_STEPS 20000
#define NESTED 8

static struct kmem_cache *cache;
static void *outer, *nested[NESTED];
static unsigned int nr_nested;

static void allocate(void *arg)
{
	outer = kmem_cache_alloc(cache, GFP_ATOMIC);
}

static void give_back(void *arg)
{
	kfree(outer);
}

/* Takes some and gives all but the last back, in another order: the list is not as it was. */
static void take_some(void *arg)
{
	for (nr_nested = 0; nr_nested < NESTED; nr_nested++)
		nested[nr_nested] = kmem_cache_alloc(cache, GFP_ATOMIC);
	for (unsigned int i = 0; i < NESTED - 1; i++)
		kmem_cache_free(cache, nested[i]);
}

static void interrupted(struct kunit *test, bool freeing, unsigned int kept)
{
	void *fill[NESTED * 4];

	if (strcmp(slab_variant_name, "slub"))
		kunit_skip(test, "interrupts are off there");
	for (unsigned long step = 1; step < MAX_STEPS; step++) {
		struct slab_totals t;
		int done;

		slab_flush(cache);
		outer = freeing ? kmem_cache_alloc(cache, GFP_KERNEL) : NULL;
		KUNIT_ASSERT_EQ(test, kmem_cache_alloc_bulk(cache, GFP_KERNEL, kept, fill), (int)kept);
		kmem_cache_free_bulk(cache, kept, fill);
		done = host_interrupt_after(step, freeing ? give_back : allocate, NULL, take_some, NULL);
		if (done < 0)
			kunit_skip(test, "no x86_64");
		slab_get_totals(cache, &t);
		KUNIT_ASSERT_EQ_MSG(test, t.active, !freeing + (done == 1), "after %lu instructions", step);
		if (done == 1) {
			KUNIT_ASSERT_NOT_NULL(test, nested[NESTED - 1]);
			if (!freeing)
				KUNIT_ASSERT_PTR_NE(test, outer, nested[NESTED - 1]);
			kmem_cache_free(cache, nested[NESTED - 1]);
		}
		if (!freeing)
			kmem_cache_free(cache, outer);
		if (!done)
			return;
	}
}

static int interrupts_init(struct kunit *test)
{
	cache = kmem_cache_create("test_interrupts", 128, 0, 0, NULL);
	return cache ? 0 : -ENOMEM;
}

static void interrupts_exit(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}

static void interrupted_alloc(struct kunit *test)
{
	interrupted(test, false, 1);
	interrupted(test, false, 20);
}

static void interrupted_free(struct kunit *test)
{
	interrupted(test, true, 0);
	interrupted(test, true, 20);
}

static struct kunit_case interrupts_cases[] = { KUNIT_CASE(interrupted_alloc), KUNIT_CASE(interrupted_free), {} };

static struct kunit_suite interrupts_suite = {
	.name = "mm.slab_interrupts",
	.desc = "the fast paths, interrupted after each instruction",
	.init = interrupts_init,
	.exit = interrupts_exit,
	.test_cases = interrupts_cases,
};
kunit_test_suite(interrupts_suite);
