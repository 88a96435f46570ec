/* SPDX-License-Identifier: MIT */
/*
 * Counters that many CPUs change often and somebody reads now and then: each CPU counts for itself, and
 * adds what it has counted to a common sum when it gets large. Reading the sum is cheap and
 * nearly right; adding up all CPUs is exact.
 */
#ifndef _LINUX_PERCPU_COUNTER_H
#define _LINUX_PERCPU_COUNTER_H

#include <linux/percpu.h>
#include <linux/spinlock.h>
#include <linux/types.h>

/**
 * struct percpu_counter - such a counter
 * @lock: for @count
 * @count: the common sum
 * @counters: what each CPU has counted and not added to it; smaller than a batch
 */
struct percpu_counter {
	raw_spinlock_t lock;
	s64 count;
	s32 __percpu *counters;
};

/* What a CPU may hold back: larger with more CPUs, so that they meet less often. */
extern int percpu_counter_batch;

/**
 * percpu_counter_init() - make a counter
 * @fbc: the counter
 * @amount: its first value
 * @gfp: GFP flags
 *
 * Return: 0 or -ENOMEM.
 */
#define percpu_counter_init(fbc, amount, gfp)                                                      \
	({                                                                                         \
		raw_spin_lock_init(&(fbc)->lock);                                                  \
		__percpu_counter_init(fbc, amount, gfp);                                           \
	})

int __percpu_counter_init(struct percpu_counter *fbc, s64 amount, gfp_t gfp);
void percpu_counter_destroy(struct percpu_counter *fbc);
void percpu_counter_set(struct percpu_counter *fbc, s64 amount);
void percpu_counter_add_batch(struct percpu_counter *fbc, s64 amount, s32 batch);
void percpu_counter_sync(struct percpu_counter *fbc);
s64 __percpu_counter_sum(struct percpu_counter *fbc);
int __percpu_counter_compare(struct percpu_counter *fbc, s64 rhs, s32 batch);

static inline void percpu_counter_add(struct percpu_counter *fbc, s64 amount)
{
	percpu_counter_add_batch(fbc, amount, percpu_counter_batch);
}

/* For counters that are hardly ever read: the common sum is left alone as long as possible. */
static inline void percpu_counter_add_local(struct percpu_counter *fbc, s64 amount)
{
	percpu_counter_add_batch(fbc, amount, S32_MAX);
}

static inline void percpu_counter_sub(struct percpu_counter *fbc, s64 amount)
{
	percpu_counter_add(fbc, -amount);
}

static inline void percpu_counter_sub_local(struct percpu_counter *fbc, s64 amount)
{
	percpu_counter_add_local(fbc, -amount);
}

static inline void percpu_counter_inc(struct percpu_counter *fbc)
{
	percpu_counter_add(fbc, 1);
}

static inline void percpu_counter_dec(struct percpu_counter *fbc)
{
	percpu_counter_add(fbc, -1);
}

/* Exact, at the price of looking at each CPU's part; changes meanwhile may or may not be in it. */
static inline s64 percpu_counter_sum(struct percpu_counter *fbc)
{
	return __percpu_counter_sum(fbc);
}

static inline s64 percpu_counter_sum_positive(struct percpu_counter *fbc)
{
	s64 sum = __percpu_counter_sum(fbc);

	return sum < 0 ? 0 : sum;
}

/* Wrong by less than a batch for each CPU. */
s64 percpu_counter_read(struct percpu_counter *fbc);

/* For what cannot be negative, though the common sum may be. */
static inline s64 percpu_counter_read_positive(struct percpu_counter *fbc)
{
	s64 count = percpu_counter_read(fbc);

	return count < 0 ? 0 : count;
}

/* -1, 0 or 1: below, equal to, above @rhs; exact, but only as much work as that needs. */
static inline int percpu_counter_compare(struct percpu_counter *fbc, s64 rhs)
{
	return __percpu_counter_compare(fbc, rhs, percpu_counter_batch);
}

static inline bool percpu_counter_initialized(struct percpu_counter *fbc)
{
	return fbc->counters != NULL;
}

#endif
