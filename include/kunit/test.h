/* SPDX-License-Identifier: MIT */
/*
 * Unit tests under the names of Linux's KUnit: the same suite runs in the kernel (monitor command
 * "test") and in an ordinary process (make test-host).
 *
 *	static void buddy_split(struct kunit *test)
 *	{
 *		KUNIT_ASSERT_NOT_NULL(test, page);	// gives up this case
 *		KUNIT_EXPECT_EQ(test, order, 3);	// reports, goes on
 *	}
 *	static struct kunit_case buddy_cases[] = { KUNIT_CASE(buddy_split), {} };
 *	static struct kunit_suite buddy_suite = {
 *		.name = "mm.buddy", .desc = "splitting and merging", .test_cases = buddy_cases,
 *	};
 *	kunit_test_suite(buddy_suite);
 *
 * A suite's name is AREA.SUBJECT. "test mm.buddy.split" runs the case buddy_split alone.
 *
 * The comparison macros evaluate each argument once and compare by C's usual conversions.
 */
#ifndef _KUNIT_TEST_H
#define _KUNIT_TEST_H

#include <asm/setjmp.h>
#include <linux/compiler.h>
#include <linux/err.h>
#include <linux/stddef.h>
#include <linux/string.h>
#include <linux/types.h>

#define KUNIT_PARAM_DESC_SIZE 128

struct kunit;
struct kunit_run; /* private to tests/kunit.c: one run of several suites */

/**
 * struct kunit_case - one test
 * @run_case: the test
 * @name: its name, by KUNIT_CASE() that of the function
 * @generate_params: for KUNIT_CASE_PARAM(): returns the parameter behind @prev (NULL: the first;
 *	return NULL: there is none) and writes its description
 */
struct kunit_case {
	void (*run_case)(struct kunit *test);
	const char *name;
	const void *(*generate_params)(const void *prev, char *desc);
};

/**
 * struct kunit_suite - tests of one subject
 * @name: "area.subject"
 * @desc: what is tested, in a line (not in Linux)
 * @suite_init: called once before the first case; not 0: all cases fail
 * @suite_exit: called once behind the last case, also if @suite_init failed
 * @init: called before each case; not 0: that case fails
 * @exit: called behind each case, also if it failed or gave up
 * @test_cases: the cases, the last one empty
 */
struct kunit_suite {
	const char *name;
	const char *desc;
	int (*suite_init)(struct kunit_suite *suite);
	void (*suite_exit)(struct kunit_suite *suite);
	int (*init)(struct kunit *test);
	void (*exit)(struct kunit *test);
	struct kunit_case *test_cases;
};

enum kunit_status { KUNIT_SUCCESS, KUNIT_FAILURE, KUNIT_SKIPPED };

/**
 * struct kunit - a case being run
 * @priv: free for the suite; NULL at the beginning of each case
 * @name: the case's name
 * @param_value: the current parameter of a KUNIT_CASE_PARAM() case
 */
struct kunit {
	void *priv;
	const char *name;
	const void *param_value;
	/* private: */
	void (*run_case)(struct kunit *test);
	struct kunit_run *run;
	enum kunit_status status;
	unsigned int failures;
	u64 random_state;
	struct jump_buffer abort_context;
	char status_comment[128];
};

/**
 * struct kunit_leak_check - a counter that a suite must leave as it found it
 * @name: what is counted: "free pages"
 * @read: returns the count; called before and behind each suite
 */
struct kunit_leak_check {
	const char *name;
	u64 (*read)(void);
};

/* No red zones of AddressSanitizer between the members of an array made by the linker. */
#ifdef __clang__
#define __kunit_registered(where)                                                          \
	__attribute__((used, section(where), aligned(sizeof(void *)), no_sanitize("address")))
#else
#define __kunit_registered(where) __attribute__((used, section(where), aligned(sizeof(void *))))
#endif

#define __kunit_paste(a, b) a##b
#define __kunit_unique(prefix, n) __kunit_paste(prefix, n)

#define KUNIT_CASE(test_name) { .run_case = test_name, .name = #test_name }
#define KUNIT_CASE_SLOW(test_name) KUNIT_CASE(test_name)
#define KUNIT_CASE_PARAM(test_name, gen_params)                                             \
	{ .run_case = test_name, .name = #test_name, .generate_params = gen_params }

/**
 * KUNIT_ARRAY_PARAM() - define the generator NAME_gen_params() over an array
 * @name: prefix of the generator
 * @array: the parameters
 * @get_desc: NULL or a function (param, char *desc) that describes one
 */
#define KUNIT_ARRAY_PARAM(name, array, get_desc)                                            \
	static const void *name##_gen_params(const void *prev, char *desc)                  \
	{                                                                                   \
		typeof((array)[0]) *__next = prev ? ((typeof(__next))prev) + 1 : (array);   \
		void (*__get_desc)(typeof(__next), char *) = get_desc;                      \
		if ((size_t)(__next - (array)) >= sizeof(array) / sizeof((array)[0]))       \
			return NULL;                                                        \
		if (__get_desc)                                                             \
			__get_desc(__next, desc);                                           \
		return __next;                                                              \
	}

/* A module that has suites needs kunit.ko, even if it calls nothing in it. */
#ifdef MODULE
#define __kunit_needed(n)                                                                          \
	static const void *const __kunit_unique(__kunit_needed_, n) __attribute__((used)) = kunit_run_suites;
#else
#define __kunit_needed(n)
#endif

#define kunit_test_suites(...)                                                              \
	__kunit_needed(__COUNTER__)                                                         \
	static struct kunit_suite *const __kunit_unique(__kunit_suites_, __COUNTER__)[]     \
		__kunit_registered(".kunit_test_suites") = { __VA_ARGS__ }
#define kunit_test_suite(suite) kunit_test_suites(&(suite))

/* KUNIT_LEAK_CHECK("free pages", fn): compare fn() before and behind each suite. */
#define KUNIT_LEAK_CHECK(what, fn)                                                          \
	static const struct kunit_leak_check __kunit_unique(__kunit_leak_check_, __COUNTER__) \
		__kunit_registered(".kunit_leak_checks") = { .name = what, .read = fn }

#define kunit_suite_for_each_test_case(suite, test_case)                                    \
	for ((test_case) = (suite)->test_cases; (test_case)->run_case; (test_case)++)

u64 kunit_seed(void);
u32 kunit_random(struct kunit *test);
u32 kunit_random_below(struct kunit *test, u32 limit);
int kunit_run(int argc, char **argv);
struct kunit *kunit_get_current_test(void);
bool kunit_repeat_hint(char *buf, size_t size);

/*
 * Running suites by hand, as kunit_run() does it for all registered ones.
 */
typedef void (*kunit_sink_t)(void *context, const char *text, size_t length);

/**
 * struct kunit_options - what to run, and where the report goes
 * @suites_begin: the first of the suites
 * @suites_end: behind the last
 * @leaks_begin: the first of the counters to watch
 * @leaks_end: behind the last
 * @names: which to run: "area", "area.subject" or "area.subject.case"
 * @nr_names: how many; 0: all
 * @seed: for the order and for kunit_random(); 0: in the order of the source
 * @sink: takes the report, a line or more at a time
 * @sink_context: handed to @sink
 * @guard: calls a step of a case so that a fault in it does not end the run, and returns false if there
 *	was one; NULL: steps are called directly
 */
struct kunit_options {
	struct kunit_suite *const *suites_begin, *const *suites_end;
	const struct kunit_leak_check *leaks_begin, *leaks_end;
	char *const *names;
	int nr_names;
	u64 seed;
	kunit_sink_t sink;
	void *sink_context;
	bool (*guard)(int (*step)(void *test), void *test);
};

/**
 * struct kunit_result - how many cases (and leak checks) ended in which way
 */
struct kunit_result {
	unsigned int passed, failed, skipped;
};

struct kunit_result kunit_run_suites(const struct kunit_options *options);

/*
 * Failure reports. The macros below call these; tests do not. What was compared is kept as text where
 * memory is cheap: on the host, and in modules.
 */
#if defined(MODULE) || __STDC_HOSTED__
#define KUNIT_TEXT
#endif

struct kunit_place {
	const char *file;
#ifdef KUNIT_TEXT
	const char *text; /* left, operator and right one behind the other, each ended with a zero */
#endif
	u16 line;
	bool fatal;
};

void kunit_fail_plain(struct kunit *test, const struct kunit_place *place, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
void kunit_fail_binary(struct kunit *test, const struct kunit_place *place, long long left,
		       long long right, const char *fmt, ...) __attribute__((format(printf, 5, 6)));
void kunit_fail_pointer(struct kunit *test, const struct kunit_place *place, const void *left,
			const void *right, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));
void kunit_fail_string(struct kunit *test, const struct kunit_place *place, const char *left,
		       const char *right, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));
void kunit_fail_memory(struct kunit *test, const struct kunit_place *place, const void *left,
		       const void *right, size_t size, const char *fmt, ...)
	__attribute__((format(printf, 6, 7)));
void __attribute__((noreturn)) kunit_abort(struct kunit *test);
void kunit_mark_skipped(struct kunit *test, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void kunit_log(struct kunit *test, const char *level, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* Ends the case without a verdict: kunit_skip(test, "needs %s", "HIGHMEM"). */
#define kunit_skip(test, fmt, ...)                                                          \
	do {                                                                                \
		kunit_mark_skipped(test, fmt, ##__VA_ARGS__);                               \
		kunit_abort(test);                                                          \
	} while (0)

#define kunit_info(test, fmt, ...) kunit_log(test, "", fmt, ##__VA_ARGS__)
#define kunit_warn(test, fmt, ...) kunit_log(test, "warning: ", fmt, ##__VA_ARGS__)
#define kunit_err(test, fmt, ...) kunit_log(test, "error: ", fmt, ##__VA_ARGS__)

#ifdef KUNIT_TEXT
#define __KUNIT_PLACE_TEXT(l, o, r) .text = l "\0" o "\0" r,
#else
#define __KUNIT_PLACE_TEXT(l, o, r)
#endif

#define __KUNIT_PLACE(is_fatal, l, o, r)                                                    \
	static const struct kunit_place __place = {                                         \
		.file = __FILE__, .line = __LINE__, .fatal = (is_fatal),                    \
		__KUNIT_PLACE_TEXT(l, o, r)                                                 \
	}

/* Ends as the kind of check demands: an assertion gives up the case. */
#define __KUNIT_REPORT(test, is_fatal, fail, ...)                                           \
	do {                                                                                \
		fail(test, &__place, __VA_ARGS__);                                          \
		if (is_fatal)                                                               \
			kunit_abort(test);                                                  \
	} while (0)

#define __KUNIT_PLAIN(test, is_fatal, condition, text, op, ...)                             \
	do {                                                                                \
		if (__builtin_expect(!(condition), 0)) {                                    \
			__KUNIT_PLACE(is_fatal, text, op, "");                            \
			__KUNIT_REPORT(test, is_fatal, kunit_fail_plain, __VA_ARGS__);      \
		}                                                                           \
	} while (0)

#define __KUNIT_BINARY(test, is_fatal, left, ltext, op, right, rtext, ...)                  \
	do {                                                                                \
		_Pragma("GCC diagnostic push")                                              \
		_Pragma("GCC diagnostic ignored \"-Wsign-compare\"")                        \
		const typeof(left) __left = (left);                                         \
		const typeof(right) __right = (right);                                      \
		if (__builtin_expect(!(__left op __right), 0)) {                            \
			__KUNIT_PLACE(is_fatal, ltext, #op, rtext);                         \
			__KUNIT_REPORT(test, is_fatal, kunit_fail_binary,                   \
				       (long long)__left, (long long)__right, __VA_ARGS__); \
		}                                                                           \
		_Pragma("GCC diagnostic pop")                                               \
	} while (0)

#define __KUNIT_POINTER(test, is_fatal, left, ltext, op, right, rtext, ...)                 \
	do {                                                                                \
		const void *__left = (const void *)(left);                                  \
		const void *__right = (const void *)(right);                                \
		if (__builtin_expect(!(__left op __right), 0)) {                            \
			__KUNIT_PLACE(is_fatal, ltext, #op, rtext);                         \
			__KUNIT_REPORT(test, is_fatal, kunit_fail_pointer, __left,          \
				       __right, __VA_ARGS__);                               \
		}                                                                           \
	} while (0)

#define __KUNIT_VALID_POINTER(test, is_fatal, pointer, ltext, ...)                          \
	do {                                                                                \
		const void *__left = (const void *)(pointer);                               \
		if (__builtin_expect(IS_ERR_OR_NULL(__left), 0)) {                          \
			__KUNIT_PLACE(is_fatal, ltext, "is", "a pointer");                  \
			__KUNIT_REPORT(test, is_fatal, kunit_fail_pointer, __left, __left,  \
				       __VA_ARGS__);                                        \
		}                                                                           \
	} while (0)

#define __KUNIT_STRING(test, is_fatal, left, ltext, op, right, rtext, ...)                  \
	do {                                                                                \
		const char *__left = (left);                                                \
		const char *__right = (right);                                              \
		if (__builtin_expect(!__left || !__right || !(strcmp(__left, __right) op 0), 0)) { \
			__KUNIT_PLACE(is_fatal, ltext, #op, rtext);                         \
			__KUNIT_REPORT(test, is_fatal, kunit_fail_string, __left, __right,  \
				       __VA_ARGS__);                                        \
		}                                                                           \
	} while (0)

#define __KUNIT_MEMORY(test, is_fatal, left, ltext, op, right, rtext, size, ...)            \
	do {                                                                                \
		const void *__left = (left);                                                \
		const void *__right = (right);                                              \
		const size_t __size = (size);                                               \
		if (__builtin_expect(!__left || !__right ||                                 \
				     !(memcmp(__left, __right, __size) op 0), 0)) {         \
			__KUNIT_PLACE(is_fatal, ltext, #op, rtext);                         \
			__KUNIT_REPORT(test, is_fatal, kunit_fail_memory, __left, __right,  \
				       __size, __VA_ARGS__);                                \
		}                                                                           \
	} while (0)

#define KUNIT_SUCCEED(test)                                                                 \
	do {                                                                                \
		(void)(test);                                                               \
	} while (0)
#define KUNIT_FAIL(test, fmt, ...) __KUNIT_PLAIN(test, false, false, "", "", fmt, ##__VA_ARGS__)
#define KUNIT_FAIL_AND_ABORT(test, fmt, ...)                                                \
	__KUNIT_PLAIN(test, true, false, "", "", fmt, ##__VA_ARGS__)

#include <kunit/checks.h>
#include <kunit/resource.h>
#ifdef MODULE
#include <linux/module.h>
#endif

/* Linux's header brings these along. */
#include <kunit/resource.h>
#include <linux/container_of.h>
#include <linux/init.h>
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#endif
