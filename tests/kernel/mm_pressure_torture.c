// SPDX-License-Identifier: MIT
/*
 * A node with too little memory, used from everywhere at once: threads that reclaim, threads that must not wait,
 * threads that must not fail, softirqs and interrupts, while kswapd is at work, and shrinkers come and go.
 * Bounded by operations. No block is handed out twice, no shrinker is called when it is gone, and in the end
 * every page is back.
 */
#include <kunit/test.h>
#include <linux/atomic.h>
#include <linux/completion.h>
#include <linux/interrupt.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/spinlock.h>
#include <quarry/kswapd.h>

#include "../../mm/vmscan.h"
#include "../suites/mm_private_node.h"
#include "test_threads.h"

#define OPERATIONS 8000 /* of all threads together */
#define HELD 48
#define MARK 0x600dul

static struct private_node node;
static atomic_t wrong, refused, served_atomic, nofail_calls, shrinker_calls;
static unsigned int operations, nr_threads;
static unsigned long held_most; /* pages of a thread: all of them together leave some, or nobody could go on */

static u32 next_random(u32 *state)
{
	*state = *state * 1664525 + 1013904223;
	return *state >> 8;
}

/* ---- blocks ---------------------------------------------------------------------------------- */

static struct page *take(gfp_t gfp, unsigned int order)
{
	struct page *page = private_node_alloc(gfp, order);

	if (!page) {
		atomic_inc(&refused);
		return NULL;
	}
	if (page_count(page) != 1 || page->state != (PAGE_ALLOCATED | order) || xchg(&page->private, MARK) == MARK)
		atomic_inc(&wrong);
	return page;
}

static void give(struct page *page)
{
	if (xchg(&page->private, 0ul) != MARK)
		atomic_inc(&wrong);
	__free_pages(page, page_flags_order(page));
}

/* ---- a cache that all put pages into, and a shrinker empties --------------------------------- */

static DEFINE_SPINLOCK(cache_lock);
static struct page *cached;
static unsigned long nr_cached;

static void cache_put(struct page *page)
{
	unsigned long flags;

	spin_lock_irqsave(&cache_lock, flags);
	page->lru.next = (void *)cached;
	cached = page;
	nr_cached++;
	spin_unlock_irqrestore(&cache_lock, flags);
}

static struct page *cache_take(void)
{
	struct page *page;
	unsigned long flags;

	spin_lock_irqsave(&cache_lock, flags);
	page = cached;
	if (page) {
		cached = (void *)page->lru.next;
		nr_cached--;
	}
	spin_unlock_irqrestore(&cache_lock, flags);
	return page;
}

static unsigned long count_cached(struct shrinker *shrinker, struct shrink_control *sc)
{
	return READ_ONCE(nr_cached) ?: SHRINK_EMPTY;
}

static unsigned long scan_cached(struct shrinker *shrinker, struct shrink_control *sc)
{
	unsigned long n = 0;
	struct page *page;

	for (; n < sc->nr_to_scan && (page = cache_take()); n++)
		give(page);
	return n ?: SHRINK_STOP;
}

static struct shrinker cache_shrinker;

/* ---- shrinkers that come and go -------------------------------------------------------------- */

struct guest {
	struct shrinker shrinker;
	bool there;
};

static unsigned long count_guest(struct shrinker *shrinker, struct shrink_control *sc)
{
	if (!READ_ONCE(container_of(shrinker, struct guest, shrinker)->there))
		atomic_inc(&wrong);
	return 4;
}

static unsigned long scan_guest(struct shrinker *shrinker, struct shrink_control *sc)
{
	atomic_inc(&shrinker_calls);
	cond_resched();
	if (!READ_ONCE(container_of(shrinker, struct guest, shrinker)->there))
		atomic_inc(&wrong);
	return SHRINK_STOP;
}

/* Whether others reclaim in the meantime is a matter of luck; it does so itself now and then. */
static void come_and_go(bool reclaiming)
{
	struct reclaim reclaim = { .gfp = GFP_KERNEL, .priority = 0 };
	struct guest guest = {
		.shrinker = { .count_objects = count_guest, .scan_objects = scan_guest, .seeks = 0, .batch = 1 },
		.there = true,
	};

	if (register_shrinker(&guest.shrinker, "guest"))
		atomic_inc(&wrong);
	cond_resched();
	if (reclaiming)
		shrink_slab(PRIVATE_NID, &reclaim);
	unregister_shrinker(&guest.shrinker);
	WRITE_ONCE(guest.there, false);
}

/* ---- from interrupts and softirqs ------------------------------------------------------------ */

static void use_atomically(void)
{
	struct page *page[4];

	for (int i = 0; i < 4; i++)
		page[i] = take(GFP_ATOMIC, i / 2);
	for (int i = 0; i < 4; i++)
		if (page[i]) {
			atomic_inc(&served_atomic);
			give(page[i]);
		}
}

static void in_interrupt_handler(void *unused)
{
	use_atomically();
}

static void in_tasklet(struct tasklet_struct *tasklet)
{
	if (!in_softirq())
		atomic_inc(&wrong);
	use_atomically();
}

/* ---- the threads ----------------------------------------------------------------------------- */

struct stock {
	struct page *page[HELD];
	unsigned int nr;
	unsigned long pages;
};

static void take_one(struct stock *stock, u32 random)
{
	static const gfp_t flags[] = { GFP_KERNEL, GFP_KERNEL | __GFP_NORETRY, GFP_ATOMIC, GFP_NOWAIT, GFP_NOIO };
	struct page *page;

	if (random % 32 == 0) {
		page = take(GFP_KERNEL | __GFP_NOFAIL, 0);
		atomic_inc(&nofail_calls);
		if (!page)
			atomic_inc(&wrong);
	} else {
		page = take(flags[random % ARRAY_SIZE(flags)], random / 8 % 8 == 0 ? random / 64 % 4 : 0);
	}
	if (!page)
		return;
	stock->pages += 1ul << page_flags_order(page);
	stock->page[stock->nr++] = page;
}

static void give_one(struct stock *stock, bool to_cache)
{
	struct page *page = stock->page[--stock->nr];

	stock->pages -= 1ul << page_flags_order(page);
	if (to_cache && page_flags_order(page) == 0)
		cache_put(page);
	else
		give(page);
}

static void user_thread(unsigned int index, void *tasklets)
{
	struct tasklet_struct *tasklet = (struct tasklet_struct *)tasklets + index;
	u32 state = index * 2654435761u + 1;
	struct stock stock = { .nr = 0 };

	for (unsigned int i = 0; i < operations; i++) {
		u32 random = next_random(&state);

		if (stock.nr < HELD && stock.pages < held_most && (!stock.nr || random % 100 < 55))
			take_one(&stock, random / 100);
		else
			give_one(&stock, random % 2);
		if (i % 32 == 31)
			tasklet_schedule(tasklet);
		if (i % 64 == 63)
			on_each_cpu(in_interrupt_handler, NULL, 1);
		if (i % 16 == index % 16)
			come_and_go(i % 64 < 16);
	}
	while (stock.nr)
		give_one(&stock, false);
}

static void all_at_once(struct kunit *test)
{
	static struct test_threads threads;
	static struct tasklet_struct tasklets[16];
	struct page *page;

	nr_threads = min(num_online_cpus() * 2, 16u);
	operations = OPERATIONS / nr_threads;
	held_most = (node.block.pages - 32) / nr_threads;
	for (unsigned int i = 0; i < nr_threads; i++)
		tasklet_setup(&tasklets[i], in_tasklet);
	test_threads_start(test, &threads, nr_threads, user_thread, tasklets);
	test_threads_wait(&threads);
	for (unsigned int i = 0; i < nr_threads; i++)
		tasklet_kill(&tasklets[i]);
	while ((page = cache_take()))
		give(page);
	KUNIT_EXPECT_EQ(test, atomic_read(&wrong), 0);
	KUNIT_EXPECT_GT_MSG(test, atomic_read(&served_atomic), 0, "and interrupts got some");
	KUNIT_EXPECT_GT(test, atomic_read(&nofail_calls), 0);
	KUNIT_EXPECT_GT_MSG(test, atomic_read(&shrinker_calls), 0,
			    "memory was short, and shrinkers were called while others came and went");
	kunit_info(test, "%d refused, %d in interrupts, %d that must not fail, %d calls of guests\n", atomic_read(&refused),
		   atomic_read(&served_atomic), atomic_read(&nofail_calls), atomic_read(&shrinker_calls));
}

/* ---- who must not fail waits ----------------------------------------------------------------- */

static DECLARE_COMPLETION(got_it);
static struct page *waited_for;

static int must_not_fail(void *unused)
{
	waited_for = take(GFP_KERNEL | __GFP_NOFAIL, 0);
	complete(&got_it);
	return 0;
}

/* The kernel gives up when nobody frees anything; here somebody does, in another node. */
static void let_time_pass(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (page)
		__free_page(page);
	schedule_timeout_uninterruptible(1);
}

static void nofail_waits(struct kunit *test)
{
	struct task_struct *waiter;

	private_node_take_all(&node, GFP_NOWAIT | __GFP_MEMALLOC);
	KUNIT_ASSERT_EQ(test, zone_free_pages(node.zone), 0);
	reinit_completion(&got_it);
	waiter = kthread_create(must_not_fail, NULL, "nofail");
	KUNIT_ASSERT_FALSE(test, IS_ERR(waiter));
	wake_up_process(waiter);
	while (READ_ONCE(waiter->nvcsw) < 20)
		let_time_pass();
	KUNIT_EXPECT_FALSE_MSG(test, completion_done(&got_it), "there is nothing to get");
	private_node_give(&node, 1);
	while (!completion_done(&got_it))
		let_time_pass();
	wait_for_completion(&got_it);
	kthread_stop(waiter);
	KUNIT_EXPECT_NOT_NULL(test, waited_for);
	give(waited_for);
}

static int torture_init(struct kunit *test)
{
	private_node_make(test, &node);
	atomic_set(&wrong, 0);
	atomic_set(&refused, 0);
	atomic_set(&served_atomic, 0);
	atomic_set(&nofail_calls, 0);
	atomic_set(&shrinker_calls, 0);
	for (unsigned long i = 0; i < node.block.pages; i++)
		pfn_to_page(node.block.pfn + i)->private = 0;
	cache_shrinker = (struct shrinker){
		.count_objects = count_cached, .scan_objects = scan_cached, .seeks = DEFAULT_SEEKS, .batch = 8,
	};
	register_shrinker(&cache_shrinker, "torture");
	return kswapd_run(&node.pgdat);
}

static void torture_exit(struct kunit *test)
{
	kswapd_stop(&node.pgdat);
	unregister_shrinker(&cache_shrinker);
	private_node_give(&node, ~0ul);
	if (node.block.pages) {
		KUNIT_EXPECT_EQ(test, zone_free_pages(node.zone), node.block.pages);
		check_free_lists(test, node.zone);
	}
	private_node_gone(&node);
}

static struct kunit_case torture_cases[] = { KUNIT_CASE(all_at_once), KUNIT_CASE(nofail_waits), {} };

static struct kunit_suite torture_suite = {
	.name = "mm.pressure_torture",
	.desc = "too little memory, used from everywhere at once",
	.init = torture_init,
	.exit = torture_exit,
	.test_cases = torture_cases,
};
kunit_test_suite(torture_suite);
