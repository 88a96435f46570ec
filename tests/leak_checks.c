// SPDX-License-Identifier: MIT
/* Counters that every suite must leave as it found them, in the kernel and on the host. */
#include <asm/irqflags.h>
#include <kunit/test.h>
#include <linux/mm.h>
#include <linux/sched.h>

static u64 interrupts_off(void)
{
	return irqs_disabled();
}

KUNIT_LEAK_CHECK("interrupts off", interrupts_off);

static u64 preemption_count(void)
{
	return preempt_count();
}

KUNIT_LEAK_CHECK("preemption count", preemption_count);

#ifdef CONFIG_DEBUG
static u64 locks_held(void)
{
	return current->nr_held_locks;
}

KUNIT_LEAK_CHECK("locks held", locks_held);
#endif

/* On the host the page allocator may be left out of a build (HOST_SRCS). */
extern typeof(nr_free_pages) nr_free_pages __attribute__((weak));

/* Threads' stacks are kept for the next thread; on the host there are none. */
extern unsigned long stack_cache_shrink(void) __attribute__((weak));

/* And so are the workers of work queues, and what tells kthread_stop() how a thread ended. */
extern void workqueue_shrink(void) __attribute__((weak));
extern void kthread_forget_ended(void) __attribute__((weak));

static u64 free_pages_now(void)
{
	if (workqueue_shrink)
		workqueue_shrink();
	if (kthread_forget_ended)
		kthread_forget_ended();
	if (stack_cache_shrink)
		stack_cache_shrink();
	return nr_free_pages ? nr_free_pages() : 0;
}

KUNIT_LEAK_CHECK("free pages", free_pages_now);
