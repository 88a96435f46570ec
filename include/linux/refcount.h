/* SPDX-License-Identifier: MIT */
/*
 * Reference counts that fail safely: one that would pass its largest value, or that is raised from
 * zero, is reported once and then stays at REFCOUNT_SATURATED for ever. The object leaks; a count
 * that wrapped would have it freed while in use.
 */
#ifndef _LINUX_REFCOUNT_H
#define _LINUX_REFCOUNT_H

#include <linux/atomic.h>
#include <linux/bug.h>
#include <linux/limits.h>
#include <linux/spinlock_types.h>

typedef struct refcount_struct {
	atomic_t refs;
} refcount_t;

#define REFCOUNT_INIT(n) { .refs = ATOMIC_INIT(n) }
#define REFCOUNT_MAX INT_MAX
/* Half way down the negative numbers: a few steps by CPUs that did not look lead to no valid count. */
#define REFCOUNT_SATURATED (INT_MIN / 2)

enum refcount_misuse {
	REFCOUNT_ADD_OVERFLOW,
	REFCOUNT_ADD_ZERO,
	REFCOUNT_SUB_BELOW_ZERO,
	REFCOUNT_DEC_TO_ZERO,
};

/* kernel/locking/refcount.c: saturates the count and reports, once for each kind and place. */
void refcount_warn(refcount_t *r, enum refcount_misuse misuse) __cold;

struct mutex;
bool refcount_dec_and_mutex_lock(refcount_t *r, struct mutex *lock);
bool refcount_dec_and_lock(refcount_t *r, spinlock_t *lock);
bool refcount_dec_not_one(refcount_t *r);

static inline void refcount_set(refcount_t *r, int n)
{
	atomic_set(&r->refs, n);
}

static inline unsigned int refcount_read(const refcount_t *r)
{
	return (unsigned int)atomic_read(&r->refs);
}

/* Another reference, if there is one: false, and nothing done, at zero. */
static inline bool __must_check refcount_add_not_zero(int i, refcount_t *r)
{
	int old = atomic_read(&r->refs);

	do {
		if (!old)
			return false;
	} while (!atomic_try_cmpxchg(&r->refs, &old, (int)((unsigned int)old + (unsigned int)i)));
	if (unlikely(old < 0 || (int)((unsigned int)old + (unsigned int)i) < 0))
		refcount_warn(r, REFCOUNT_ADD_OVERFLOW);
	return true;
}

static inline bool __must_check refcount_inc_not_zero(refcount_t *r)
{
	return refcount_add_not_zero(1, r);
}

/* @i more references, for somebody who has one. */
static inline void refcount_add(int i, refcount_t *r)
{
	int old = atomic_fetch_add(i, &r->refs);

	if (unlikely(!old))
		refcount_warn(r, REFCOUNT_ADD_ZERO);
	else if (unlikely(old < 0 || (int)((unsigned int)old + (unsigned int)i) < 0))
		refcount_warn(r, REFCOUNT_ADD_OVERFLOW);
}

static inline void refcount_inc(refcount_t *r)
{
	refcount_add(1, r);
}

/* True for whoever gave the last reference back, and may free the object. */
static inline bool __must_check refcount_sub_and_test(int i, refcount_t *r)
{
	int old = atomic_fetch_sub(i, &r->refs);

	if (old == i)
		return true;
	if (unlikely(old < 0 || old - i < 0))
		refcount_warn(r, REFCOUNT_SUB_BELOW_ZERO);
	return false;
}

static inline bool __must_check refcount_dec_and_test(refcount_t *r)
{
	return refcount_sub_and_test(1, r);
}

/* Gives back a reference that is not the last. */
static inline void refcount_dec(refcount_t *r)
{
	if (unlikely(atomic_fetch_sub(1, &r->refs) <= 1))
		refcount_warn(r, REFCOUNT_DEC_TO_ZERO);
}

#endif
