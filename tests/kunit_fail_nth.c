// SPDX-License-Identifier: MIT
/* Every allocation of a constructor fails in turn: see kunit/fail_nth.h. */
#include <kunit/fail_nth.h>
#include <linux/export.h>
#include <linux/fault-inject.h>

#include "kunit_internal.h"

#define MOST_ALLOCATIONS 200 /* of one object; a constructor that needs more goes round in circles */

void kunit_fail_nth(struct kunit *test, unsigned int n)
{
	(void)test;
	fault_injection_fail_nth(n);
}
EXPORT_SYMBOL(kunit_fail_nth);

bool kunit_fail_nth_end(struct kunit *test)
{
	(void)test;
	return fault_injection_fail_nth_end();
}
EXPORT_SYMBOL(kunit_fail_nth_end);

/* Not on the host. */
extern void forget_what_is_kept(void) __attribute__((weak));

/*
 * Each attempt begins in the same state. If one found something kept that the one before had to allocate, it
 * would take one allocation less, and the next in turn would be passed over.
 */
static void begin_attempt(const struct fail_nth_object *object)
{
	if (object->before)
		object->before();
	else if (forget_what_is_kept)
		forget_what_is_kept();
}

unsigned int kunit_fail_each(struct kunit *test, const struct fail_nth_object *object)
{
	unsigned int n, survived = 0;
	bool failed = true;

	for (n = 0; failed && n < MOST_ALLOCATIONS; n++) {
		void *made;

		begin_attempt(object);
		kunit_fail_nth(test, n + 1);
		made = object->make();
		failed = kunit_fail_nth_end(test);
		KUNIT_EXPECT_TRUE_MSG(test, made || failed, "%s failed, and no allocation did", object->name);
		survived += made && failed;
		if (made)
			object->unmake(made);
	}
	KUNIT_EXPECT_LT_MSG(test, n, MOST_ALLOCATIONS, "%s", object->name);
	kunit_info(test, "%s: %u allocations, %u of them could fail without harm\n", object->name, n - 1, survived);
	return n - 1;
}
EXPORT_SYMBOL(kunit_fail_each);

void kunit_fail_all(struct kunit *test, const struct fail_nth_object *objects, size_t nr)
{
	for (; nr--; objects++) {
		void *warm;

		begin_attempt(objects);
		warm = objects->make();
		KUNIT_EXPECT_NOT_NULL_MSG(test, warm, "%s", objects->name);
		if (warm)
			objects->unmake(warm);
		kunit_fail_each(test, objects);
	}
}
EXPORT_SYMBOL(kunit_fail_all);
