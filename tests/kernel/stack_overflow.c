// SPDX-License-Identifier: MIT
/* Threads that use more stack than they have are ended, and nothing else is. */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/errno.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/vmalloc.h>
#include <quarry/sched.h>
#include <quarry/stack_overflow.h>

/* Calls itself, so that not just the frame of one function is too large. */
static noinline int recurse(volatile char *outer, int depth)
{
	volatile char mine[256];

	mine[0] = outer[0] + 1;
	mine[255] = depth;
	return depth > 100000 ? mine[0] : recurse(mine, depth + 1) + mine[255];
}

static int recursive_thread(void *done)
{
	volatile char first[1] = { 0 };

	return recurse(first, 0);
}

/* Variables larger than the whole stack: the lowest is touched first. */
static noinline int use(volatile char *variables)
{
	variables[0] = 1;
	return variables[0];
}

static int large_frame_thread(void *done)
{
	volatile char variables[THREAD_SIZE + 1024];

	return use(variables);
}

/* Writes below its stack while the stack pointer is still in it. */
static int stray_write_thread(void *done)
{
	*((volatile char *)current->stack - 16) = 1;
	return 0;
}

static void expect_ended(struct kunit *test, int (*function)(void *), const char *name)
{
	unsigned long before = stack_overflows();
	struct task_struct *task = kthread_create(function, NULL, "%s", name);

	KUNIT_ASSERT_FALSE(test, IS_ERR(task));
	get_task_struct(task);
	wake_up_process(task);
	while (READ_ONCE(task->stack)) /* until it is freed */
		schedule_timeout_uninterruptible(1);
	KUNIT_EXPECT_EQ(test, stack_overflows(), before + 1);
	KUNIT_EXPECT_EQ(test, task->exit_code, -EFAULT);
	put_task_struct(task);
}

static void stack_recursion(struct kunit *test)
{
	expect_ended(test, recursive_thread, "recursive");
}

static void stack_large_frame(struct kunit *test)
{
	expect_ended(test, large_frame_thread, "large frame");
}

static void stack_stray_write(struct kunit *test)
{
	expect_ended(test, stray_write_thread, "stray write");
}

static void stack_again_and_again(struct kunit *test)
{
	for (int i = 0; i < 8; i++)
		expect_ended(test, recursive_thread, "recursive");
}

static void stack_lies_in_an_area(struct kunit *test)
{
	unsigned long stack;
	void *mine = stack_alloc();

	KUNIT_ASSERT_NOT_NULL(test, mine);
	stack = (unsigned long)mine;
	KUNIT_EXPECT_TRUE(test, is_vmalloc_addr(mine));
	KUNIT_EXPECT_NOT_NULL(test, vmalloc_to_page(mine));
	KUNIT_EXPECT_NOT_NULL(test, vmalloc_to_page((void *)(stack + THREAD_SIZE - 1)));
	KUNIT_EXPECT_NULL(test, vmalloc_to_page((void *)(stack - 1)));
	KUNIT_EXPECT_NULL(test, vmalloc_to_page((void *)(stack - STACK_GUARD)));
	KUNIT_EXPECT_NULL(test, vmalloc_to_page((void *)(stack + THREAD_SIZE)));
	stack_free(mine);
}

static struct kunit_case stack_cases[] = {
	KUNIT_CASE(stack_recursion),
	KUNIT_CASE(stack_large_frame),
	KUNIT_CASE(stack_stray_write),
	KUNIT_CASE(stack_again_and_again),
	KUNIT_CASE(stack_lies_in_an_area),
	{},
};

static struct kunit_suite stack_suite = {
	.name = "arch.stack_overflow",
	.desc = "a stack overflow ends its thread only",
	.test_cases = stack_cases,
};
kunit_test_suite(stack_suite);
