// SPDX-License-Identifier: MIT
/* The text of the slab layer's reports, as people and scripts know it from Linux. */
#include <host/host.h>
#include <kunit/test.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "../../mm/slab.h"

static struct kmem_cache *cache;
static u8 *object;

static int report_init(struct kunit *test)
{
	slab_report_reset();
	cache = kmem_cache_create("test_report", 32, 0, SLAB_CONSISTENCY_CHECKS | SLAB_RED_ZONE | SLAB_POISON |
				  SLAB_STORE_USER, NULL);
	if (!cache)
		return -ENOMEM;
	object = kmem_cache_alloc(cache, GFP_KERNEL);
	return object ? 0 : -ENOMEM;
}

static void report_exit(struct kunit *test)
{
	kmem_cache_destroy(cache);
	slab_report_reset();
}

static void expect_words(struct kunit *test, const char *log, const char *const *words)
{
	for (; *words; words++)
		KUNIT_EXPECT_NOT_NULL_MSG(test, strstr(log, *words), "no \"%s\" in:\n%s", *words, log);
}

static void report_overflow(struct kunit *test)
{
	static const char *const words[] = {
		"=============================================================================\n",
		"BUG test_report (Not tainted): Right Redzone overwritten\n",
		". First byte 0x41 instead of 0xcc\n", "Allocated in ", " cpu=0 pid=", "Slab 0x", " objects=", " used=1 ",
		"Object 0x", " @offset=", "Redzone  ", ": 41 42 cc cc cc cc cc cc ", "Object   ",
		": 6b 6b 6b 6b 6b 6b 6b 6b 6b 6b 6b 6b 6b 6b 6b 6b  kkkkkkkkkkkkkkkk\n",
		"FIX test_report: Restoring Right Redzone 0x", "=0xcc\n", NULL,
	};

	object[32] = 'A';
	object[33] = 'B';
	host_log_capture_begin();
	kmem_cache_free(cache, object);
	expect_words(test, host_log_capture_end(), words);
}

static void report_underflow(struct kunit *test)
{
	static const char *const words[] = { "BUG test_report (Not tainted): Left Redzone overwritten\n",
					     ". First byte 0x0 instead of 0xcc\n", NULL };

	object[-3] = 0;
	host_log_capture_begin();
	kmem_cache_free(cache, object);
	expect_words(test, host_log_capture_end(), words);
}

static void report_use_after_free(struct kunit *test)
{
	static const char *const words[] = { "BUG test_report (Not tainted): Poison overwritten\n",
					     ". First byte 0x63 instead of 0x6b\n", "Freed in ",
					     "FIX test_report: Restoring Poison 0x", "=0x6b\n", NULL };

	kmem_cache_free(cache, object);
	object[5] = 'c';
	host_log_capture_begin();
	object = kmem_cache_alloc(cache, GFP_KERNEL);
	expect_words(test, host_log_capture_end(), words);
	kmem_cache_free(cache, object);
}

static void report_double_free(struct kunit *test)
{
	static const char *const words[] = { "BUG test_report (Not tainted): Object already free 0x", "Allocated in ",
					     "Freed in ", "FIX test_report: Object at 0x", " not freed\n", NULL };

	kmem_cache_free(cache, object);
	host_log_capture_begin();
	kmem_cache_free(cache, object);
	expect_words(test, host_log_capture_end(), words);
}

static void report_foreign(struct kunit *test)
{
	static const char *const words[] = { "Free of memory that is not from a slab\n", "object pointer: 0x", NULL };
	static int variable;

	host_log_capture_begin();
	kmem_cache_free(cache, &variable);
	expect_words(test, host_log_capture_end(), words);
	kmem_cache_free(cache, object);
}

static void report_left(struct kunit *test)
{
	static const char *const words[] = { "BUG test_report (Not tainted): Objects remaining in test_report on ",
					     "Object 0x", "Allocated in ",
					     "kmem_cache_destroy test_report: Slab cache still has objects\n", NULL };

	host_log_capture_begin();
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), -EBUSY);
	expect_words(test, host_log_capture_end(), words);
	kmem_cache_free(cache, object);
}

static void report_limited(struct kunit *test)
{
	static int variable;
	unsigned int in_full = 0, lines = 0;
	const char *log;

	host_log_capture_begin();
	for (int i = 0; i < 30; i++)
		kfree(&variable);
	for (log = host_log_capture_end(); (log = strstr(log, "BUG kmalloc")); log++)
		lines++;
	host_log_capture_begin();
	slab_report_reset();
	for (int i = 0; i < 30; i++)
		kfree(&variable);
	for (log = host_log_capture_end(); (log = strstr(log, "not freed")); log++)
		in_full++;
	KUNIT_EXPECT_EQ(test, lines, 30);
	KUNIT_EXPECT_EQ(test, in_full, 20);
	kmem_cache_free(cache, object);
}

static struct kunit_case report_cases[] = {
	KUNIT_CASE(report_overflow), KUNIT_CASE(report_underflow), KUNIT_CASE(report_use_after_free),
	KUNIT_CASE(report_double_free), KUNIT_CASE(report_foreign), KUNIT_CASE(report_left),
	KUNIT_CASE(report_limited), {}
};

static struct kunit_suite report_suite = {
	.name = "mm.slab_report",
	.desc = "the text of reports on objects",
	.init = report_init,
	.exit = report_exit,
	.test_cases = report_cases,
};
kunit_test_suite(report_suite);
