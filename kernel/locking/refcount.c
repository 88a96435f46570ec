// SPDX-License-Identifier: MIT
/* The rare half of reference counts: misuse, and giving back the last one together with a lock. */
#include <linux/export.h>
#include <linux/mutex.h>
#include <linux/refcount.h>
#include <linux/spinlock.h>

static const char *const misuse_text[] = {
	[REFCOUNT_ADD_OVERFLOW] = "saturated; leaking memory",
	[REFCOUNT_ADD_ZERO] = "addition on 0; use-after-free",
	[REFCOUNT_SUB_BELOW_ZERO] = "underflow; use-after-free",
	[REFCOUNT_DEC_TO_ZERO] = "decrement hit 0; leaking memory",
};

/* One report of each kind: the first is the culprit, and a saturated count would repeat it for ever. */
void refcount_warn(refcount_t *r, enum refcount_misuse misuse)
{
	static unsigned int reported;

	refcount_set(r, REFCOUNT_SATURATED);
	if (!(__atomic_fetch_or(&reported, 1U << misuse, __ATOMIC_RELAXED) & 1U << misuse))
		WARN(true, "refcount_t: %s.", misuse_text[misuse]);
}
EXPORT_SYMBOL(refcount_warn);

/* Gives a reference back unless it is the last: false, and nothing done, in that case. */
bool refcount_dec_not_one(refcount_t *r)
{
	int seen = atomic_read(&r->refs);

	while (seen != 1) {
		if (seen == REFCOUNT_SATURATED)
			return true;
		if (seen <= 0) {
			refcount_warn(r, REFCOUNT_SUB_BELOW_ZERO);
			return true;
		}
		if (atomic_try_cmpxchg(&r->refs, &seen, seen - 1))
			return true;
	}
	return false;
}
EXPORT_SYMBOL(refcount_dec_not_one);

/* True, and the lock is held, for whoever gave the last reference back. */
bool refcount_dec_and_mutex_lock(refcount_t *r, struct mutex *lock)
{
	if (refcount_dec_not_one(r))
		return false;
	mutex_lock(lock);
	if (refcount_dec_and_test(r))
		return true;
	mutex_unlock(lock);
	return false;
}
EXPORT_SYMBOL(refcount_dec_and_mutex_lock);

bool refcount_dec_and_lock(refcount_t *r, spinlock_t *lock)
{
	if (refcount_dec_not_one(r))
		return false;
	spin_lock(lock);
	if (refcount_dec_and_test(r))
		return true;
	spin_unlock(lock);
	return false;
}
EXPORT_SYMBOL(refcount_dec_and_lock);
