// SPDX-License-Identifier: MIT
/*
 * mm.smp: threads on all CPUs that allocate and free pages and per-CPU variables at the same time,
 * free what others have allocated, move from CPU to CPU, and are interrupted by each other's
 * requests to drain. Each page in use carries a mark that says so; at the end every frame is counted.
 */
#include <kunit/test.h>
#include <linux/atomic.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/percpu.h>
#include <linux/percpu_counter.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <quarry/page_account.h>

#include "../../mm/internal.h"

#define MAX_THREADS 32
/*
 * Operations of all threads together. An emulated CPU that waits for a lock burns the host's time that
 * the holder needs, so with many CPUs each operation costs the more.
 */
#define OPERATIONS (num_online_cpus() > 4 ? 4000 : 24000)
#define HELD 64		/* blocks that a thread holds at most */
#define SHARED 64	/* places where threads leave blocks for others */

static struct page *shared[SHARED];
static atomic_t errors;
static atomic_t running;
static struct task_struct *threads[MAX_THREADS];
static u32 seeds[MAX_THREADS];
static int operations; /* each thread's */

struct stock {
	struct page *page[HELD];
	unsigned int nr;
};

static u32 next_random(u32 *state)
{
	*state = *state * 1664525 + 1013904223;
	return *state >> 8;
}

/* A block that is handed out twice is marked already. */
static void mark(struct page *page)
{
	if (xchg(&page->private, 0x600dul) == 0x600dul)
		atomic_inc(&errors);
}

static void unmark(struct page *page)
{
	if (xchg(&page->private, 0ul) != 0x600dul)
		atomic_inc(&errors);
}

static void give(struct page *page)
{
	unsigned int order = page_flags_order(page);

	unmark(page);
	__free_pages(page, order);
}

static void take(struct stock *stock, u32 random)
{
	static const gfp_t flags[] = { GFP_KERNEL, GFP_ATOMIC, GFP_HIGHUSER, GFP_KERNEL | GFP_DMA, GFP_NOWAIT };
	unsigned int order = random % 16 < 12 ? random % 2 : random % 7;
	struct page *page = alloc_pages(flags[random / 16 % 5] | __GFP_NOWARN, order);

	if (!page)
		return;
	if (page_count(page) != 1 || page->state != (PAGE_ALLOCATED | order))
		atomic_inc(&errors);
	mark(page);
	stock->page[stock->nr++] = page;
}

/* Leaves a block for another thread, and takes what somebody left there. */
static void trade(struct stock *stock, u32 random)
{
	unsigned int i = random % stock->nr;

	stock->page[i] = xchg(&shared[random / HELD % SHARED], stock->page[i]);
	if (!stock->page[i])
		stock->page[i] = stock->page[--stock->nr];
}

static void give_one(struct stock *stock, u32 random)
{
	unsigned int i = random % stock->nr;

	give(stock->page[i]);
	stock->page[i] = stock->page[--stock->nr];
}

static void operate(struct stock *stock, u32 random)
{
	unsigned int kind = random % 100;

	random /= 100;
	if (kind < 45 && stock->nr < HELD)
		take(stock, random);
	else if (kind < 60 && stock->nr)
		trade(stock, random);
	else if (kind < 98 && stock->nr)
		give_one(stock, random);
	else if (kind == 98)
		drain_local_pages(NULL);
	else if (random % 16 == 0)
		drain_all_pages(NULL);
}

static void change_cpu(u32 random)
{
	unsigned int cpu = random % nr_cpu_ids;

	if (cpu_online(cpu))
		set_cpus_allowed_ptr(current, cpumask_of(cpu));
}

static int page_thread(void *data)
{
	u32 state = *(u32 *)data;
	struct stock stock = { .nr = 0 };

	for (int i = 0; i < operations; i++) {
		operate(&stock, next_random(&state));
		if (i % 256 == 255)
			change_cpu(next_random(&state));
	}
	while (stock.nr)
		give_one(&stock, 0);
	atomic_dec(&running);
	return 0;
}

static bool all_done(void)
{
	for (int i = 0; i < 20000 && atomic_read(&running); i++)
		msleep(2);
	return !atomic_read(&running);
}

/* A few threads more than there are CPUs, so that they preempt each other; returns when they are gone. */
static void run(struct kunit *test, int (*fn)(void *))
{
	unsigned int n = min(num_online_cpus() + 2, (unsigned int)MAX_THREADS);

	atomic_set(&errors, 0);
	atomic_set(&running, n);
	operations = OPERATIONS / n;
	for (unsigned int i = 0; i < n; i++) {
		seeds[i] = kunit_random(test);
		threads[i] = kthread_run(fn, &seeds[i], "mm_smp/%u", i);
		if (IS_ERR(threads[i])) {
			KUNIT_FAIL(test, "thread %u does not start", i);
			atomic_dec(&running);
		}
	}
	KUNIT_ASSERT_TRUE_MSG(test, all_done(), "%d threads still run", atomic_read(&running));
	for (unsigned int i = 0; i < n; i++)
		if (!IS_ERR(threads[i]))
			kthread_stop(threads[i]); /* they have done their part; nothing of them is left then */
	KUNIT_EXPECT_EQ(test, atomic_read(&errors), 0);
}

static void give_shared(void)
{
	for (int i = 0; i < SHARED; i++) {
		if (shared[i])
			give(shared[i]);
		shared[i] = NULL;
	}
}

static void smp_pages(struct kunit *test)
{
	run(test, page_thread);
	give_shared();
	KUNIT_EXPECT_EQ(test, mm_check_accounting(), 0);
	drain_all_pages(NULL);
	KUNIT_EXPECT_EQ(test, mm_check_accounting(), 0);
}

/* Pages that are on one CPU's lists are found when another one needs the last. */
static void smp_drain_others(struct kunit *test)
{
	struct zone *dma = &NODE_DATA(first_online_node)->node_zones[ZONE_DMA];
	struct page *list = NULL, *page;
	unsigned long free, got = 0;

	forget_what_is_kept(); /* or the last request would reclaim it */
	free = zone_free_pages(dma);
	while ((page = alloc_page(GFP_KERNEL | GFP_DMA | __GFP_MEMALLOC | __GFP_NOWARN))) {
		page->lru.next = (void *)list;
		list = page;
		got++;
	}
	KUNIT_EXPECT_EQ(test, got, free);
	while ((page = list)) {
		list = (void *)page->lru.next;
		__free_page(page);
	}
	KUNIT_EXPECT_EQ(test, zone_free_pages(dma), free);
}

static struct percpu_counter counter;

static int counter_thread(void *data)
{
	u32 state = *(u32 *)data;

	for (int i = 0; i < operations; i++) {
		percpu_counter_inc(&counter);
		if (i % 512 == 511)
			change_cpu(next_random(&state));
	}
	atomic_dec(&running);
	return 0;
}

static void smp_percpu_counter(struct kunit *test)
{
	unsigned int n = min(num_online_cpus() + 2, (unsigned int)MAX_THREADS);

	KUNIT_ASSERT_EQ(test, percpu_counter_init(&counter, 0, GFP_KERNEL), 0);
	run(test, counter_thread);
	KUNIT_EXPECT_EQ(test, percpu_counter_sum(&counter), (s64)n * operations);
	percpu_counter_destroy(&counter);
}

/* Variables of odd sizes come and go; each is zero at first, and nobody else's. */
static int percpu_thread(void *data)
{
	u32 state = *(u32 *)data;
	unsigned long *held[8] = { NULL };

	for (int i = 0; i < operations / 10; i++) {
		unsigned int at = next_random(&state) % 8, cpu;

		if (held[at]) {
			for_each_possible_cpu(cpu)
				if (*per_cpu_ptr(held[at], cpu) != (unsigned long)held + cpu)
					atomic_inc(&errors);
			free_percpu(held[at]);
			held[at] = NULL;
			continue;
		}
		held[at] = __alloc_percpu(8 + next_random(&state) % 1000, 8);
		for_each_possible_cpu(cpu) {
			if (!held[at])
				break;
			if (*per_cpu_ptr(held[at], cpu))
				atomic_inc(&errors);
			*per_cpu_ptr(held[at], cpu) = (unsigned long)held + cpu;
		}
	}
	for (int i = 0; i < 8; i++)
		free_percpu(held[i]);
	atomic_dec(&running);
	return 0;
}

static void smp_percpu_alloc(struct kunit *test)
{
	unsigned long pages = pcpu_nr_pages();

	run(test, percpu_thread);
	KUNIT_EXPECT_EQ(test, pcpu_nr_pages(), pages);
	KUNIT_EXPECT_EQ(test, mm_check_accounting(), 0);
}

/* Requests from an interrupt handler, on every CPU at once. */
static void allocate_in_interrupt(void *info)
{
	struct page *page[8];

	if (!in_interrupt() && !irqs_disabled())
		atomic_inc(&errors);
	for (int i = 0; i < 8; i++)
		page[i] = alloc_pages(GFP_ATOMIC | __GFP_NOWARN, i % 5);
	for (int i = 0; i < 8; i++)
		if (page[i])
			__free_pages(page[i], i % 5);
	this_cpu_inc(*(unsigned long __percpu *)info);
}

static unsigned long __percpu *calls;

/* Allocates and frees, and makes all CPUs do so in interrupts. */
static int interrupting_thread(void *data)
{
	u32 state = *(u32 *)data;
	struct stock stock = { .nr = 0 };

	for (int i = 0; i < operations / 8; i++) {
		operate(&stock, next_random(&state));
		if (i % 32 == 0)
			on_each_cpu(allocate_in_interrupt, calls, 1);
	}
	while (stock.nr)
		give_one(&stock, 0);
	atomic_dec(&running);
	return 0;
}

static void smp_interrupts(struct kunit *test)
{
	calls = alloc_percpu(unsigned long);
	KUNIT_ASSERT_NOT_NULL(test, calls);
	run(test, interrupting_thread);
	give_shared();
	KUNIT_EXPECT_GT(test, *per_cpu_ptr(calls, 0), 0);
	free_percpu(calls);
	KUNIT_EXPECT_EQ(test, mm_check_accounting(), 0);
}

static struct kunit_case smp_cases[] = {
	KUNIT_CASE(smp_pages), KUNIT_CASE(smp_drain_others), KUNIT_CASE(smp_percpu_counter),
	KUNIT_CASE(smp_percpu_alloc), KUNIT_CASE(smp_interrupts), {}
};

static struct kunit_suite smp_suite = {
	.name = "mm.smp",
	.desc = "pages and per-CPU variables, by threads on all CPUs at once",
	.test_cases = smp_cases,
};
kunit_test_suite(smp_suite);
