// SPDX-License-Identifier: MIT
/*
 * mm.restart: an interrupt inside a restartable sequence is sent back to the sequence's beginning. By
 * the table; and by real interrupts after each single instruction of alloc_page() and __free_page(),
 * whose handler allocates and frees, too: nothing is lost, nothing is handed out twice. (On the host,
 * with more states of the lists: tests/host/mm_pcp_interrupts.c.)
 */
#include <asm/apic.h>
#include <asm/irq.h>
#include <kunit/test.h>
#include <linux/mm.h>
#include <linux/smp.h>
#include <quarry/fault.h>
#include <quarry/restart.h>

/* At the beginning and behind the end there is nothing to undo. */
static void restart_borders(struct kunit *test)
{
	const struct restart_range *range = __restart_table_start;

	KUNIT_ASSERT_TRUE(test, range < __restart_table_end);
	for (; range < __restart_table_end; range++) {
		KUNIT_EXPECT_LT(test, range->begin, range->end);
		KUNIT_EXPECT_LT(test, range->begin - restart_span.begin, restart_span.size);
		KUNIT_EXPECT_LE(test, range->end - restart_span.begin, restart_span.size);
		KUNIT_EXPECT_EQ(test, restart_address(range->begin), range->begin);
		KUNIT_EXPECT_EQ(test, restart_address(range->begin + 1), range->begin);
		KUNIT_EXPECT_EQ(test, restart_address(range->end - 1), range->begin);
		KUNIT_EXPECT_EQ(test, restart_address(range->end), range->end);
	}
	KUNIT_EXPECT_EQ(test, restart_address(0), 0);
}

#define NESTED 4
#define MAX_STEPS 2000 /* both calls take less, unless a list is filled or drained on the way */

static struct page *outer, *nested[NESTED];
static int interrupts;

static void send_self(void)
{
	apic_send_self(SELF_TEST_VECTOR);
}

/* Leaves the same pages in another order. */
static void shuffle(void)
{
	interrupts++;
	for (int i = 0; i < NESTED; i++)
		nested[i] = alloc_page(GFP_ATOMIC);
	for (int i = 0; i < NESTED; i++)
		__free_page(nested[i]);
}

/* Keeps what it takes. */
static void take(void)
{
	interrupts++;
	for (int i = 0; i < NESTED; i++)
		nested[i] = alloc_page(GFP_ATOMIC);
}

static void allocate(void *unused)
{
	outer = alloc_page(GFP_KERNEL);
}

static void give_back(void *unused)
{
	__free_page(outer);
}

static int restart_init_test(struct kunit *test)
{
	if (!apic_usable())
		kunit_skip(test, "no local APIC");
	return 0;
}

/* Calls @fn once for each of its instructions, interrupted there; and checks after each. */
static void interrupt_everywhere(struct kunit *test, void (*fn)(void *), void (*before)(void *),
				 void (*after)(struct kunit *, unsigned long step))
{
	unsigned long step;

	preempt_disable(); /* one CPU's list */
	for (step = 0; step < MAX_STEPS; step++) {
		bool reached;

		before(NULL);
		interrupts = 0;
		reached = step_into(fn, NULL, step, send_self);
		KUNIT_EXPECT_EQ(test, interrupts, reached);
		after(test, step);
		if (!reached)
			break;
	}
	preempt_enable();
	KUNIT_EXPECT_GT(test, step, 20UL);
	KUNIT_EXPECT_LT(test, step, (unsigned long)MAX_STEPS);
}

static void nothing(void *unused)
{
}

static void all_differ(struct kunit *test, unsigned long step)
{
	for (int i = 0; i < NESTED; i++) {
		KUNIT_EXPECT_PTR_NE(test, nested[i], outer);
		if (interrupts)
			__free_page(nested[i]);
	}
	__free_page(outer);
}

static void allocation_interrupted(struct kunit *test)
{
	set_system_vector(SELF_TEST_VECTOR, NULL, NULL, take);
	interrupt_everywhere(test, allocate, nothing, all_differ);
}

/* If the list has lost or doubled a page, two of the next ones are the same. */
static void list_is_whole(struct kunit *test, unsigned long step)
{
	struct page *pages[2 * NESTED];

	for (int i = 0; i < ARRAY_SIZE(pages); i++) {
		pages[i] = alloc_page(GFP_KERNEL);
		for (int j = 0; j < i; j++)
			KUNIT_EXPECT_PTR_NE_MSG(test, pages[i], pages[j], "after %lu instructions", step);
	}
	for (int i = 0; i < ARRAY_SIZE(pages); i++)
		__free_page(pages[i]);
}

static void free_interrupted(struct kunit *test)
{
	set_system_vector(SELF_TEST_VECTOR, NULL, NULL, shuffle);
	interrupt_everywhere(test, give_back, allocate, list_is_whole);
}

static struct kunit_case restart_cases[] = {
	KUNIT_CASE(restart_borders),
	KUNIT_CASE(allocation_interrupted),
	KUNIT_CASE(free_interrupted),
	{},
};

static struct kunit_suite restart_suite = {
	.name = "mm.restart",
	.desc = "restartable sequences begin anew when interrupted",
	.init = restart_init_test,
	.test_cases = restart_cases,
};
kunit_test_suite(restart_suite);
