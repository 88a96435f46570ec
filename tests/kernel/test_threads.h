/* SPDX-License-Identifier: MIT */
/* A number of threads that do one thing each, on all CPUs, and are waited for. */
#ifndef _TESTS_KERNEL_TEST_THREADS_H
#define _TESTS_KERNEL_TEST_THREADS_H

#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/kthread.h>

#define MAX_TEST_THREADS 32

struct test_threads {
	void (*work)(unsigned int index, void *arg);
	void *arg;
	struct completion done;
	unsigned int n;
	struct {
		struct test_threads *all;
		struct task_struct *task;
	} thread[MAX_TEST_THREADS];
};

static int test_thread_main(void *data)
{
	typeof(((struct test_threads *)NULL)->thread[0]) *me = data;

	me->all->work((unsigned int)(me - me->all->thread), me->all->arg);
	complete(&me->all->done);
	return 0;
}

/* Makes @n threads; those with even numbers stay on one CPU each, the others go where they like. */
static void test_threads_start(struct kunit *test, struct test_threads *t, unsigned int n,
			       void (*work)(unsigned int index, void *arg), void *arg)
{
	unsigned int cpu = 0;

	*t = (struct test_threads){ .work = work, .arg = arg };
	init_completion(&t->done);
	for (; t->n < min(n, (unsigned int)MAX_TEST_THREADS); t->n++) {
		t->thread[t->n].all = t;
		t->thread[t->n].task = kthread_create(test_thread_main, &t->thread[t->n], "test/%u", t->n);
		KUNIT_ASSERT_FALSE(test, IS_ERR(t->thread[t->n].task));
		if (t->n % 2 == 0) {
			kthread_bind(t->thread[t->n].task, cpu);
			cpu = cpumask_next((int)cpu, cpu_online_mask);
			cpu = cpu < nr_cpu_ids ? cpu : cpumask_first(cpu_online_mask);
		}
	}
	for (unsigned int i = 0; i < t->n; i++)
		wake_up_process(t->thread[i].task);
}

/* Until all have ended and nothing of them is left. */
static void test_threads_wait(struct test_threads *t)
{
	for (unsigned int i = 0; i < t->n; i++)
		wait_for_completion(&t->done);
	for (unsigned int i = 0; i < t->n; i++)
		kthread_stop(t->thread[i].task);
}

#endif
