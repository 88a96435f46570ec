// SPDX-License-Identifier: MIT
/* locking.atomic: what each atomic operation leaves and returns, for the three types; refcount_t. */
#include <kunit/test.h>
#include <linux/atomic.h>
#include <linux/kref.h>
#include <linux/limits.h>
#include <linux/refcount.h>

/* The same for each type: @big is near the end of its range. */
#define DEFINE_TESTS(name, type, word, big)                                                        \
	static void name##_arithmetic(struct kunit *test)                                          \
	{                                                                                          \
		type v = { (big) };                                                                \
		KUNIT_EXPECT_EQ(test, name##_read(&v), (word)(big));                               \
		name##_inc(&v);                                                                    \
		name##_add(5, &v);                                                                 \
		name##_sub(2, &v);                                                                 \
		name##_dec(&v);                                                                    \
		KUNIT_EXPECT_EQ(test, name##_read(&v), (word)(big) + 3);                           \
		KUNIT_EXPECT_EQ(test, name##_add_return(4, &v), (word)(big) + 7);                  \
		KUNIT_EXPECT_EQ(test, name##_sub_return(7, &v), (word)(big));                      \
		KUNIT_EXPECT_EQ(test, name##_inc_return(&v), (word)(big) + 1);                     \
		KUNIT_EXPECT_EQ(test, name##_dec_return(&v), (word)(big));                         \
		KUNIT_EXPECT_EQ(test, name##_fetch_add(9, &v), (word)(big));                       \
		KUNIT_EXPECT_EQ(test, name##_fetch_sub(9, &v), (word)(big) + 9);                   \
		KUNIT_EXPECT_EQ(test, name##_fetch_inc(&v), (word)(big));                          \
		KUNIT_EXPECT_EQ(test, name##_fetch_dec(&v), (word)(big) + 1);                      \
		KUNIT_EXPECT_EQ(test, name##_add_return_relaxed(-(word)(big), &v), 0);             \
	}                                                                                          \
	static void name##_bits(struct kunit *test)                                                \
	{                                                                                          \
		type v = { 0x0f };                                                                 \
		name##_and(0x3c, &v);                                                              \
		name##_or(0x41, &v);                                                               \
		name##_xor(0x05, &v);                                                              \
		name##_andnot(0x40, &v);                                                           \
		KUNIT_EXPECT_EQ(test, name##_read(&v), 0x08);                                      \
		KUNIT_EXPECT_EQ(test, name##_fetch_or(big, &v), 0x08);                             \
		KUNIT_EXPECT_EQ(test, name##_fetch_and(~(word)8, &v), (word)(big) | 8);            \
		KUNIT_EXPECT_EQ(test, name##_fetch_xor(1, &v), ((word)(big) | 8) & ~(word)8);      \
		KUNIT_EXPECT_EQ(test, name##_fetch_andnot(1, &v), (((word)(big) | 8) & ~(word)8) ^ 1); \
	}                                                                                          \
	static void name##_tests_and_conditions(struct kunit *test)                                \
	{                                                                                          \
		type v = { 2 };                                                                    \
		KUNIT_EXPECT_FALSE(test, name##_dec_and_test(&v));                                 \
		KUNIT_EXPECT_TRUE(test, name##_dec_and_test(&v));                                  \
		KUNIT_EXPECT_FALSE(test, name##_inc_not_zero(&v));                                 \
		KUNIT_EXPECT_EQ(test, name##_dec_if_positive(&v), -1);                             \
		KUNIT_EXPECT_EQ(test, name##_read(&v), 0);                                         \
		KUNIT_EXPECT_TRUE(test, name##_add_negative(-3, &v));                              \
		KUNIT_EXPECT_FALSE(test, name##_inc_unless_negative(&v));                          \
		KUNIT_EXPECT_TRUE(test, name##_dec_unless_positive(&v));                           \
		KUNIT_EXPECT_FALSE(test, name##_add_negative(4, &v));                              \
		name##_set(&v, -1);                                                                \
		KUNIT_EXPECT_TRUE(test, name##_inc_and_test(&v));                                  \
		name##_set(&v, 7);                                                                 \
		KUNIT_EXPECT_TRUE(test, name##_sub_and_test(7, &v));                               \
		name##_set_release(&v, 5);                                                         \
		KUNIT_EXPECT_FALSE(test, name##_add_unless(&v, 3, 5));                             \
		KUNIT_EXPECT_TRUE(test, name##_add_unless(&v, 3, 6));                              \
		KUNIT_EXPECT_EQ(test, name##_dec_if_positive(&v), 7);                              \
		KUNIT_EXPECT_FALSE(test, name##_dec_unless_positive(&v));                          \
		KUNIT_EXPECT_EQ(test, name##_read_acquire(&v), 7);                                 \
	}                                                                                          \
	static void name##_exchange(struct kunit *test)                                            \
	{                                                                                          \
		type v = { 1 };                                                                    \
		word old = 3;                                                                      \
		KUNIT_EXPECT_EQ(test, name##_xchg(&v, (big)), 1);                                  \
		KUNIT_EXPECT_EQ(test, name##_cmpxchg(&v, 1, 2), (word)(big));                      \
		KUNIT_EXPECT_EQ(test, name##_cmpxchg(&v, (big), 2), (word)(big));                  \
		KUNIT_EXPECT_FALSE(test, name##_try_cmpxchg(&v, &old, 4));                         \
		KUNIT_EXPECT_EQ(test, old, 2);                                                     \
		KUNIT_EXPECT_TRUE(test, name##_try_cmpxchg(&v, &old, 4));                          \
		KUNIT_EXPECT_EQ(test, name##_read(&v), 4);                                         \
	}
DEFINE_TESTS(atomic, atomic_t, int, INT_MAX - 100)
DEFINE_TESTS(atomic64, atomic64_t, s64, S64_MAX - 100)
DEFINE_TESTS(atomic_long, atomic_long_t, long, LONG_MAX - 100)

/* The macros on plain objects take the size of what they are given. */
static void plain_objects(struct kunit *test)
{
	u8 byte[3] = { 1, 2, 3 };
	u16 half = 0xfffe;
	void *pointer = NULL;

	KUNIT_EXPECT_EQ(test, xchg(&byte[1], 9), 2);
	KUNIT_EXPECT_EQ(test, cmpxchg(&byte[1], 9, 0x80), 9);
	KUNIT_EXPECT_EQ(test, byte[0], 1);
	KUNIT_EXPECT_EQ(test, byte[1], 0x80);
	KUNIT_EXPECT_EQ(test, byte[2], 3);
	KUNIT_EXPECT_EQ(test, xadd(&half, 3), 0xfffe);
	KUNIT_EXPECT_EQ(test, half, 1);
	KUNIT_EXPECT_NULL(test, cmpxchg(&pointer, NULL, (void *)byte));
	KUNIT_EXPECT_TRUE(test, pointer == byte);
	smp_store_release(&half, 5);
	KUNIT_EXPECT_EQ(test, smp_load_acquire(&half), 5);
	smp_store_mb(half, 6);
	KUNIT_EXPECT_EQ(test, half, 6);
}

static void refcount_lives_and_dies(struct kunit *test)
{
	refcount_t r = REFCOUNT_INIT(1);

	refcount_inc(&r);
	KUNIT_EXPECT_TRUE(test, refcount_inc_not_zero(&r));
	KUNIT_EXPECT_EQ(test, refcount_read(&r), 3);
	refcount_dec(&r);
	KUNIT_EXPECT_FALSE(test, refcount_dec_and_test(&r));
	KUNIT_EXPECT_FALSE(test, refcount_dec_not_one(&r));
	KUNIT_EXPECT_TRUE(test, refcount_dec_and_test(&r));
	KUNIT_EXPECT_FALSE(test, refcount_inc_not_zero(&r));
}

/* Each kind of misuse leaves a count that never becomes zero again. */
static void refcount_saturates(struct kunit *test)
{
	refcount_t r;

	refcount_set(&r, REFCOUNT_MAX);
	refcount_inc(&r);
	KUNIT_EXPECT_EQ(test, refcount_read(&r), (unsigned int)REFCOUNT_SATURATED);
	refcount_set(&r, 0);
	refcount_inc(&r);
	KUNIT_EXPECT_EQ(test, refcount_read(&r), (unsigned int)REFCOUNT_SATURATED);
	KUNIT_EXPECT_FALSE(test, refcount_dec_and_test(&r));
	refcount_set(&r, 1);
	refcount_dec(&r);
	KUNIT_EXPECT_EQ(test, refcount_read(&r), (unsigned int)REFCOUNT_SATURATED);
	refcount_set(&r, 1);
	KUNIT_EXPECT_FALSE(test, refcount_sub_and_test(2, &r));
	KUNIT_EXPECT_EQ(test, refcount_read(&r), (unsigned int)REFCOUNT_SATURATED);
}

static unsigned int nr_released;

static void count_release(struct kref *kref)
{
	nr_released++;
}

static void unlock_and_count(struct kref *kref)
{
	nr_released += 10;
}

static void kref_releases_once(struct kunit *test)
{
	DEFINE_MUTEX(lock);
	struct kref kref;

	nr_released = 0;
	kref_init(&kref);
	kref_get(&kref);
	KUNIT_EXPECT_EQ(test, kref_put(&kref, count_release), 0);
	KUNIT_EXPECT_EQ(test, kref_put(&kref, count_release), 1);
	KUNIT_EXPECT_EQ(test, nr_released, 1);
	KUNIT_EXPECT_EQ(test, kref_get_unless_zero(&kref), 0);
	kref_init(&kref);
	KUNIT_EXPECT_EQ(test, kref_put_mutex(&kref, unlock_and_count, &lock), 1);
	KUNIT_EXPECT_EQ(test, nr_released, 11);
	KUNIT_EXPECT_TRUE(test, mutex_is_locked(&lock));
	mutex_unlock(&lock);
}

static struct kunit_case atomic_cases[] = {
	KUNIT_CASE(atomic_arithmetic),
	KUNIT_CASE(atomic_bits),
	KUNIT_CASE(atomic_tests_and_conditions),
	KUNIT_CASE(atomic_exchange),
	KUNIT_CASE(atomic64_arithmetic),
	KUNIT_CASE(atomic64_bits),
	KUNIT_CASE(atomic64_tests_and_conditions),
	KUNIT_CASE(atomic64_exchange),
	KUNIT_CASE(atomic_long_arithmetic),
	KUNIT_CASE(atomic_long_bits),
	KUNIT_CASE(atomic_long_tests_and_conditions),
	KUNIT_CASE(atomic_long_exchange),
	KUNIT_CASE(plain_objects),
	KUNIT_CASE(refcount_lives_and_dies),
	KUNIT_CASE(refcount_saturates),
	KUNIT_CASE(kref_releases_once),
	{}
};

static struct kunit_suite atomic_suite = {
	.name = "locking.atomic",
	.desc = "atomic operations and reference counts",
	.test_cases = atomic_cases,
};
kunit_test_suite(atomic_suite);
