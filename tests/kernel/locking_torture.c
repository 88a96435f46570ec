// SPDX-License-Identifier: MIT
/*
 * locking.torture: each kind of lock between threads on all CPUs, two for each, so that holders are
 * preempted and waiters sleep; see tests/locking_torture.h.
 */
#include "../locking_torture.h"
#include "test_threads.h"
#include <linux/refcount.h>

/* Of all threads together. */
#define OPERATIONS 6000

static struct torture torture;
static struct test_threads threads;

static void run(unsigned int index, void *unused)
{
	torture_run(&torture, index);
}

static void torture_kind(struct kunit *test, enum torture_kind kind)
{
	unsigned int n = 2 * num_online_cpus();

	torture_init(&torture, kind, OPERATIONS / n, kunit_random(test));
	test_threads_start(test, &threads, n, run, NULL);
	test_threads_wait(&threads);
	torture_check(test, &torture);
}

#define DEFINE_KIND(name, kind)                                                                    \
	static void name(struct kunit *test)                                                       \
	{                                                                                          \
		torture_kind(test, kind);                                                          \
	}
DEFINE_KIND(spin, TORTURE_SPIN)
DEFINE_KIND(spin_irqsave, TORTURE_SPIN_IRQSAVE)
DEFINE_KIND(spin_try, TORTURE_SPIN_TRY)
DEFINE_KIND(bit, TORTURE_BIT)
DEFINE_KIND(rwlock, TORTURE_RWLOCK)
DEFINE_KIND(seqlock, TORTURE_SEQLOCK)
DEFINE_KIND(mutex, TORTURE_MUTEX)
DEFINE_KIND(rwsem, TORTURE_RWSEM)
DEFINE_KIND(semaphore, TORTURE_SEMAPHORE)

static atomic_t count;
static atomic64_t count64;
static refcount_t references;
static int rounds;

static void count_up(unsigned int index, void *unused)
{
	for (int i = 0; i < rounds; i++) {
		atomic_inc(&count);
		atomic64_add(0x100000001LL, &count64);
		atomic64_fetch_add_unless(&count64, 1, -1);
		refcount_inc(&references);
		if (refcount_dec_and_test(&references))
			atomic_inc(&count); /* which would be one too many */
	}
}

static void atomics(struct kunit *test)
{
	unsigned int n = 2 * num_online_cpus();

	atomic_set(&count, 0);
	atomic64_set(&count64, 0);
	refcount_set(&references, 1);
	rounds = OPERATIONS / (int)n;
	test_threads_start(test, &threads, n, count_up, NULL);
	test_threads_wait(&threads);
	KUNIT_EXPECT_EQ(test, atomic_read(&count), threads.n * rounds);
	KUNIT_EXPECT_EQ(test, atomic64_read(&count64), threads.n * rounds * 0x100000002LL);
	KUNIT_EXPECT_EQ(test, refcount_read(&references), 1);
}

/* A mutex passes through more hands than one, although its holder takes it again at once. */
static struct mutex contested;
static unsigned int turns[2];
static bool enough;

static void take_again_and_again(unsigned int index, void *unused)
{
	for (int i = 0; i < 20000 && !READ_ONCE(enough); i++) {
		mutex_lock(&contested);
		turns[index]++;
		if (turns[0] > 10 && turns[1] > 10)
			WRITE_ONCE(enough, true);
		cond_resched();
		mutex_unlock(&contested);
	}
}

static void mutex_starves_nobody(struct kunit *test)
{
	mutex_init(&contested);
	turns[0] = turns[1] = 0;
	enough = false;
	test_threads_start(test, &threads, 2, take_again_and_again, NULL);
	test_threads_wait(&threads);
	KUNIT_EXPECT_GT(test, turns[0], 0);
	KUNIT_EXPECT_GT(test, turns[1], 0);
	KUNIT_EXPECT_EQ(test, contested.owner, 0);
}

static struct kunit_case torture_cases[] = {
	KUNIT_CASE(spin),
	KUNIT_CASE(spin_irqsave),
	KUNIT_CASE(spin_try),
	KUNIT_CASE(bit),
	KUNIT_CASE(rwlock),
	KUNIT_CASE(seqlock),
	KUNIT_CASE(mutex),
	KUNIT_CASE(rwsem),
	KUNIT_CASE(semaphore),
	KUNIT_CASE(atomics),
	KUNIT_CASE(mutex_starves_nobody),
	{}
};

static struct kunit_suite torture_suite = {
	.name = "locking.torture",
	.desc = "locks between threads on all CPUs",
	.test_cases = torture_cases,
};
kunit_test_suite(torture_suite);
