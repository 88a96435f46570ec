// SPDX-License-Identifier: MIT
/* locking.threads: each kind of lock between real threads of the host; see tests/locking_torture.h. */
#include "../locking_torture.h"
#include <host/host.h>
#include <kunit/test.h>

#define OPERATIONS 4000

static struct torture torture;

static void run(unsigned int index, void *unused)
{
	torture_run(&torture, index);
}

static void torture_kind(struct kunit *test, enum torture_kind kind)
{
	for (unsigned int threads = 1; threads <= 8; threads *= 2) {
		torture_init(&torture, kind, OPERATIONS / threads, kunit_random(test));
		host_run_threads(threads, run, NULL);
		torture_check(test, &torture);
	}
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

/* The compiler's atomics and ours, under fire from all sides. */
static atomic_t count;
static atomic64_t count64;

static void count_up(unsigned int index, void *unused)
{
	for (int i = 0; i < 20000; i++) {
		atomic_inc(&count);
		atomic64_add(0x100000001LL, &count64);
		atomic64_fetch_add_unless(&count64, 1, -1);
	}
}

static void atomics(struct kunit *test)
{
	atomic_set(&count, 0);
	atomic64_set(&count64, 0);
	host_run_threads(4, count_up, NULL);
	KUNIT_EXPECT_EQ(test, atomic_read(&count), 80000);
	KUNIT_EXPECT_EQ(test, atomic64_read(&count64), 80000 * 0x100000002LL);
}

static struct kunit_case threads_cases[] = {
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
	{}
};

static struct kunit_suite threads_suite = {
	.name = "locking.threads",
	.desc = "locks between threads of the host",
	.test_cases = threads_cases,
};
kunit_test_suite(threads_suite);
