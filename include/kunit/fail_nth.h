/* SPDX-License-Identifier: MIT */
/*
 * Letting every allocation of a constructor fail in turn: the first, then the second, until it succeeds.
 * Code in tests/kunit_fail_nth.c.
 */
#ifndef _KUNIT_FAIL_NTH_H
#define _KUNIT_FAIL_NTH_H

#include <kunit/test.h>
#include <linux/err.h>

/**
 * kunit_fail_nth() - from now on the @n-th allocation of this thread fails
 * @test: the test
 * @n: 1 for the next
 */
void kunit_fail_nth(struct kunit *test, unsigned int n);

/* Ends it. Return: whether an allocation failed; if not, there were fewer than n. */
bool kunit_fail_nth_end(struct kunit *test);

/**
 * struct fail_nth_object - something that is made with allocations
 * @name: for messages
 * @make: makes it; NULL if that failed
 * @unmake: undoes it
 * @before: called before each attempt, with nothing failing: brings about the state that each begins in. NULL:
 *	gives back all that is kept for the next one, so that it has to be allocated
 */
struct fail_nth_object {
	const char *name;
	void *(*make)(void);
	void (*unmake)(void *object);
	void (*before)(void);
};

/**
 * kunit_fail_each() - make an object with each of its allocations failing in turn
 * @test: the test; expects that a failed allocation is either survived or reported, and that no page is lost
 * @object: the object
 *
 * Return: how many allocations it takes.
 */
unsigned int kunit_fail_each(struct kunit *test, const struct fail_nth_object *object);

/**
 * kunit_fail_all() - kunit_fail_each() for several, each of which is made once without any failure first
 * @test: the test
 * @objects: the objects
 * @nr: how many
 *
 * What an object keeps for the next one is there then, and is not taken for a leak.
 */
void kunit_fail_all(struct kunit *test, const struct fail_nth_object *objects, size_t nr);

/* A constructor for &struct fail_nth_object that is one expression: a pointer, an ERR_PTR(), or an address. */
#define FAIL_NTH_MAKE(name, expression)                                                            \
	static void *make_##name(void)                                                             \
	{                                                                                          \
		void *made = (void *)(unsigned long)(expression);                                  \
												   \
		return IS_ERR(made) ? NULL : made;                                                 \
	}
#define FAIL_NTH_OBJECT(name, unmake, ...) { #name, make_##name, unmake, ##__VA_ARGS__ }

#endif
