// SPDX-License-Identifier: MIT
/*
 * The kernel's constructors, with every single allocation failing in turn. Each is made once without any
 * failure first, so that caches that are kept for the next one are there already; the leak checks at the
 * end of the suite find what was lost on the way.
 */
#include <kunit/fail_nth.h>
#include <linux/fault-inject.h>
#include <linux/gfp.h>
#include <linux/interrupt.h>
#include <linux/irq.h>
#include <linux/kthread.h>
#include <linux/mm_struct.h>
#include <linux/percpu.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include <linux/workqueue.h>

static int sleeper(void *arg)
{
	while (!kthread_should_stop())
		schedule_timeout_interruptible(1000);
	return 0;
}

static void *make_thread(void)
{
	struct task_struct *thread = kthread_create(sleeper, NULL, "fail-nth");

	return IS_ERR(thread) ? NULL : thread;
}

static void unmake_thread(void *thread)
{
	kthread_stop(thread);
}

static void *make_pages(void)
{
	return (void *)__get_free_pages(GFP_KERNEL | __GFP_NOWARN, 3);
}

static void unmake_pages(void *pages)
{
	free_pages((unsigned long)pages, 3);
}

static void *make_exact(void)
{
	return alloc_pages_exact(5 * PAGE_SIZE, GFP_KERNEL | __GFP_NOWARN);
}

static void unmake_exact(void *pages)
{
	free_pages_exact(pages, 5 * PAGE_SIZE);
}

static void *make_percpu(void)
{
	return (void *)__alloc_percpu(512, 8);
}

static void unmake_percpu(void *counters)
{
	free_percpu(counters);
}

static void *make_workqueue(void)
{
	return alloc_workqueue("fail-nth", 0, 1);
}

static void unmake_workqueue(void *queue)
{
	destroy_workqueue(queue);
}

static void *make_kmalloc(void)
{
	return kmalloc(100, GFP_KERNEL | __GFP_NOWARN);
}

static void *make_kstrdup(void)
{
	return kstrdup("fail", GFP_KERNEL);
}

static void unmake_kmalloc(void *object)
{
	kfree(object);
}

static void *make_cache(void)
{
	return kmem_cache_create("fail-nth", 120, 0, 0, NULL);
}

static void unmake_cache(void *cache)
{
	kmem_cache_destroy(cache);
}

static void *make_vmalloc(void)
{
	return vmalloc(7 * PAGE_SIZE);
}

static void unmake_vmalloc(void *area)
{
	vfree(area);
}

static void *make_space(void)
{
	return mm_alloc();
}

static void unmake_space(void *space)
{
	mmput(space);
}

/* A line that no device has, driven by nobody. */
#define TEST_IRQ (NR_IRQS - 1)

static void do_nothing(struct irq_data *data)
{
}

static const struct irq_chip no_chip = {
	.name = "fail-nth", .irq_mask = do_nothing, .irq_unmask = do_nothing, .irq_eoi = do_nothing,
};

static irqreturn_t no_handler(int irq, void *device)
{
	return IRQ_NONE;
}

static void *make_handler(void)
{
	return request_irq(TEST_IRQ, no_handler, 0, "fail-nth", (void *)&no_chip) ? NULL : (void *)&no_chip;
}

static void unmake_handler(void *device)
{
	free_irq(TEST_IRQ, device);
}

static const struct fail_nth_object objects[] = {
	{ "alloc_pages", make_pages, unmake_pages },
	{ "alloc_pages_exact", make_exact, unmake_exact },
	{ "alloc_percpu", make_percpu, unmake_percpu },
	{ "kmalloc", make_kmalloc, unmake_kmalloc },
	{ "kstrdup", make_kstrdup, unmake_kmalloc },
	{ "kmem_cache_create", make_cache, unmake_cache },
	{ "vmalloc", make_vmalloc, unmake_vmalloc },
	{ "kthread_create", make_thread, unmake_thread },
	{ "alloc_workqueue", make_workqueue, unmake_workqueue },
	{ "mm_alloc", make_space, unmake_space },
};

static void fail_nth_constructors(struct kunit *test)
{
	kunit_fail_all(test, objects, ARRAY_SIZE(objects));
}

static void fail_nth_request_irq(struct kunit *test)
{
	static const struct fail_nth_object handler = { "request_irq", make_handler, unmake_handler };

	if (irq_to_desc(TEST_IRQ)->irq_data.chip)
		kunit_skip(test, "the machine has that many lines");
	irq_set_chip(TEST_IRQ, &no_chip, 0, IRQ_TYPE_EDGE_RISING, NULL);
	kunit_fail_all(test, &handler, 1);
	irq_set_chip(TEST_IRQ, NULL, 0, 0, NULL);
}

/* It counts, fails once, and costs nothing afterwards. */
static void fail_nth_counts(struct kunit *test)
{
	struct page *pages[3];

	kunit_fail_nth(test, 2);
	KUNIT_EXPECT_TRUE(test, fault_injection_on);
	for (int i = 0; i < 3; i++) {
		pages[i] = alloc_page(GFP_KERNEL | __GFP_NOWARN);
		KUNIT_EXPECT_EQ_MSG(test, !pages[i], i == 1, "allocation %d", i + 1);
	}
	for (int i = 0; i < 3; i++)
		if (pages[i])
			__free_page(pages[i]);
	KUNIT_EXPECT_TRUE(test, kunit_fail_nth_end(test));
	KUNIT_EXPECT_FALSE(test, kunit_fail_nth_end(test));
	KUNIT_EXPECT_FALSE(test, fault_injection_on);
}

/* interval,probability,space,times */
static void fail_by_chance(struct kunit *test)
{
	char text[] = "2,100,3,2", nonsense[] = "1,2,3";
	unsigned int failed = 0;

	if (fault_injection_on)
		kunit_skip(test, "failures are switched on already");
	current->make_it_fail = true;
	fail_page_alloc.task_filter = true;
	fail_page_alloc.verbose = 0;
	KUNIT_EXPECT_EQ(test, setup_fault_attr(&fail_page_alloc, nonsense), 0);
	KUNIT_EXPECT_EQ(test, setup_fault_attr(&fail_page_alloc, text), 1);
	for (int i = 0; i < 20; i++) {
		struct page *page = alloc_page(GFP_KERNEL | __GFP_NOWARN);

		KUNIT_EXPECT_EQ_MSG(test, !page, i == 3 || i == 5, "allocation %d", i + 1);
		failed += !page;
		if (page)
			__free_page(page);
	}
	KUNIT_EXPECT_EQ(test, failed, 2);
	current->make_it_fail = false;
	setup_fault_attr(&fail_page_alloc, (char[]){ "1,0,0,1" });
	fail_page_alloc.task_filter = false;
	KUNIT_EXPECT_FALSE(test, fault_injection_on);
}

static void fail_nth_exit(struct kunit *test)
{
	kunit_fail_nth_end(test);
	current->make_it_fail = false;
}

static struct kunit_case fail_nth_cases[] = {
	KUNIT_CASE(fail_nth_constructors), KUNIT_CASE(fail_nth_request_irq), KUNIT_CASE(fail_nth_counts), KUNIT_CASE(fail_by_chance), {}
};

static struct kunit_suite fail_nth_suite = {
	.name = "mm.fail_nth",
	.desc = "every single allocation fails in turn",
	.exit = fail_nth_exit,
	.test_cases = fail_nth_cases,
};
kunit_test_suite(fail_nth_suite);
