// SPDX-License-Identifier: MIT
/* Memory pools with many threads: who waits gets an element, in the order of coming. */
#include <kunit/test.h>
#include <linux/atomic.h>
#include <linux/cpumask.h>
#include <linux/fault-inject.h>
#include <linux/mempool.h>
#include <linux/sched.h>
#include <linux/slab.h>

#include "test_threads.h"

#define WAITERS 6

static mempool_t *pool;
static bool has_memory;

static void *sometimes(gfp_t gfp, void *data)
{
	return READ_ONCE(has_memory) ? kmalloc(64, GFP_KERNEL) : NULL;
}

static unsigned int nr_waiting(void)
{
	struct list_head *at;
	unsigned int n = 0;
	unsigned long flags;

	spin_lock_irqsave(&pool->lock, flags);
	list_for_each(at, &pool->waiters)
		n++;
	spin_unlock_irqrestore(&pool->lock, flags);
	return n;
}

static void wait_for_waiters(unsigned int n)
{
	while (nr_waiting() != n)
		yield();
}

static int make_pool(struct kunit *test, int min_nr)
{
	has_memory = true;
	pool = mempool_create(min_nr, sometimes, mempool_kfree, NULL);
	KUNIT_ASSERT_NOT_NULL(test, pool);
	has_memory = false;
	return 0;
}

/* ---- one after the other ---------------------------------------------------------------------- */

static void *got[WAITERS];
static atomic_t next_place;

/* Number i goes to wait only when those before him do. */
static void take_a_place(unsigned int index, void *arg)
{
	while (atomic_read(&next_place) != (int)index)
		yield();
	got[index] = mempool_alloc(pool, GFP_KERNEL);
}

static void waiters_in_order(struct kunit *test)
{
	static struct test_threads threads;
	void *first[2];

	make_pool(test, 2);
	memset(got, 0, sizeof(got));
	for (int i = 0; i < 2; i++)
		first[i] = mempool_alloc(pool, GFP_KERNEL);
	atomic_set(&next_place, 0);
	test_threads_start(test, &threads, WAITERS, take_a_place, NULL);
	for (unsigned int i = 0; i < WAITERS; i++) {
		wait_for_waiters(i + 1);
		atomic_inc(&next_place);
	}
	/* Each element that comes back goes to the one who has waited longest, and nobody overtakes. */
	for (unsigned int i = 0; i < WAITERS; i++) {
		KUNIT_EXPECT_NULL(test, mempool_alloc(pool, GFP_NOWAIT));
		mempool_free(i < 2 ? first[i] : got[i - 2], pool);
		while (!READ_ONCE(got[i]))
			yield();
		for (unsigned int j = i + 1; j < WAITERS; j++)
			KUNIT_EXPECT_NULL(test, READ_ONCE(got[j]));
	}
	test_threads_wait(&threads);
	mempool_free(got[WAITERS - 1], pool);
	mempool_free(got[WAITERS - 2], pool);
	KUNIT_EXPECT_EQ(test, pool->curr_nr, 2);
	mempool_destroy(pool);
}

/* ---- more threads than elements --------------------------------------------------------------- */

#define ROUNDS 3000 /* of all threads together */

static atomic_t inside, too_many;
static unsigned int rounds;

static void use_elements(unsigned int index, void *arg)
{
	for (unsigned int i = 0; i < rounds; i++) {
		unsigned long *p = mempool_alloc(pool, GFP_KERNEL);

		if (atomic_inc_return(&inside) > pool->min_nr)
			atomic_inc(&too_many);
		*p = index;
		if (i % 8 == 0)
			cond_resched();
		if (*p != index)
			atomic_inc(&too_many);
		atomic_dec(&inside);
		mempool_free(p, pool);
	}
}

static void waiters_many(struct kunit *test)
{
	static struct test_threads threads;
	unsigned int n = min(num_online_cpus() * 2 + 2, 16u);

	make_pool(test, 3);
	atomic_set(&inside, 0);
	atomic_set(&too_many, 0);
	rounds = ROUNDS / n;
	test_threads_start(test, &threads, n, use_elements, NULL);
	test_threads_wait(&threads);
	KUNIT_EXPECT_EQ(test, atomic_read(&too_many), 0);
	KUNIT_EXPECT_EQ(test, pool->curr_nr, 3);
	KUNIT_EXPECT_TRUE(test, list_empty(&pool->waiters));
	mempool_destroy(pool);
}

/* ---- without memory ---------------------------------------------------------------------------- */

/* With every page allocation failing, a pool of pages still gives its reserve. */
static void reserve_under_fault_injection(struct kunit *test)
{
	mempool_t *pages = mempool_create_page_pool(4, 0);
	struct page *page[4];

	KUNIT_ASSERT_NOT_NULL(test, pages);
	for (int i = 0; i < 4; i++) {
		fault_injection_fail_nth(1);
		page[i] = mempool_alloc(pages, GFP_NOWAIT);
		KUNIT_EXPECT_TRUE(test, fault_injection_fail_nth_end());
		KUNIT_EXPECT_NOT_NULL(test, page[i]);
		KUNIT_EXPECT_EQ(test, pages->curr_nr, 3 - i);
	}
	fault_injection_fail_nth(1);
	KUNIT_EXPECT_NULL(test, mempool_alloc(pages, GFP_NOWAIT));
	fault_injection_fail_nth_end();
	for (int i = 0; i < 4; i++)
		mempool_free(page[i], pages);
	KUNIT_EXPECT_EQ(test, pages->curr_nr, 4);
	mempool_destroy(pages);
}

static struct kunit_case mempool_wait_cases[] = {
	KUNIT_CASE(waiters_in_order), KUNIT_CASE(waiters_many), KUNIT_CASE(reserve_under_fault_injection), {}
};

static struct kunit_suite mempool_wait_suite = {
	.name = "mm.mempool_wait",
	.desc = "memory pools: waiting for an element",
	.test_cases = mempool_wait_cases,
};
kunit_test_suite(mempool_wait_suite);
