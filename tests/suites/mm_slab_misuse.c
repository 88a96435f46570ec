// SPDX-License-Identifier: MIT
/*
 * Every mistake with objects that is caught: counted as what it is, put right, and survived. With the debug
 * flags, and without them, as far as it is caught then. tests/host/mm_slab_report.c reads the reports.
 */
#include <kunit/test.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "../../mm/slab.h"
#include "../../mm/slab_debug.h"

static unsigned long counted[NR_SLAB_MISUSES];
static struct kmem_cache *cache;

static int misuse_init(struct kunit *test)
{
	for (int i = 0; i < NR_SLAB_MISUSES; i++)
		counted[i] = slab_misuses(i);
	cache = NULL;
	return 0;
}

static void misuse_exit(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}

/* Since the test began there were so many misuses of this kind, and no others. */
static void expect(struct kunit *test, enum slab_misuse kind, unsigned long times)
{
	for (int i = 0; i < NR_SLAB_MISUSES; i++)
		KUNIT_EXPECT_EQ_MSG(test, slab_misuses(i) - counted[i], i == (int)kind ? times : 0, "kind %d", i);
}

static u8 *object_of(struct kunit *test, unsigned int size, slab_flags_t flags)
{
	u8 *p;

	cache = kmem_cache_create("test_misuse", size, 0, flags, NULL);
	KUNIT_ASSERT_NOT_NULL(test, cache);
	p = kmem_cache_alloc(cache, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, p);
	return p;
}

#define ALL_FLAGS (SLAB_CONSISTENCY_CHECKS | SLAB_RED_ZONE | SLAB_POISON | SLAB_STORE_USER)

/* What is said of a new object: 0x6b, 0xa5 at its end, 0xcc around it. */
static void debug_contents(struct kunit *test)
{
	u8 *p = object_of(test, 40, ALL_FLAGS);

	KUNIT_EXPECT_NULL(test, memchr_inv(p, 0x6b, 39));
	KUNIT_EXPECT_EQ(test, p[39], 0xa5);
	KUNIT_EXPECT_EQ(test, p[-1], 0xcc);
	KUNIT_EXPECT_EQ(test, p[40], 0xcc);
	memset(p, 0, 40);
	kmem_cache_free(cache, p);
	KUNIT_EXPECT_NULL(test, memchr_inv(p, 0x6b, 39));
	KUNIT_EXPECT_EQ(test, p[39], 0xa5);
	KUNIT_EXPECT_EQ(test, p[-1], 0xbb);
	KUNIT_EXPECT_EQ(test, p[40], 0xbb);
	expect(test, SLAB_OVERWRITTEN, 0);
}

static void debug_overflow(struct kunit *test)
{
	u8 *p = object_of(test, 40, SLAB_RED_ZONE);

	p[40] = 0x41;
	kmem_cache_free(cache, p);
	expect(test, SLAB_OVERWRITTEN, 1);
}

static void debug_overflow_odd_size(struct kunit *test)
{
	u8 *p = object_of(test, 37, ALL_FLAGS);

	p[37] = 0;
	kmem_cache_free(cache, p);
	expect(test, SLAB_OVERWRITTEN, 1);
}

static void debug_underflow(struct kunit *test)
{
	u8 *p = object_of(test, 40, SLAB_RED_ZONE);

	p[-1] = 0x42;
	kmem_cache_free(cache, p);
	expect(test, SLAB_OVERWRITTEN, 1);
}

/* Found when the object is handed out again, by then restored. */
static void debug_use_after_free(struct kunit *test)
{
	u8 *p = object_of(test, 64, SLAB_POISON), *q;

	kmem_cache_free(cache, p);
	p[11] = 0x43;
	p[63] = 0;
	q = kmem_cache_alloc(cache, GFP_KERNEL);
	KUNIT_EXPECT_PTR_EQ(test, q, p);
	KUNIT_EXPECT_EQ(test, q[11], 0x6b);
	expect(test, SLAB_OVERWRITTEN, 2);
	kmem_cache_free(cache, q);
}

/* Found at the latest when the slab goes back. */
static void debug_use_after_free_shrink(struct kunit *test)
{
	u8 *p = object_of(test, 64, ALL_FLAGS);

	kmem_cache_free(cache, p);
	p[0] = 0;
	kmem_cache_shrink(cache);
	expect(test, SLAB_OVERWRITTEN, 1);
}

static void double_free(struct kunit *test, slab_flags_t flags)
{
	u8 *p = object_of(test, 64, flags), *q, *r;

	kmem_cache_free(cache, p);
	kmem_cache_free(cache, p);
	expect(test, SLAB_DOUBLE_FREE, 1);
	q = kmem_cache_alloc(cache, GFP_KERNEL);
	r = kmem_cache_alloc(cache, GFP_KERNEL);
	KUNIT_EXPECT_PTR_NE(test, q, r);
	kmem_cache_free(cache, q);
	kmem_cache_free(cache, r);
}

static void debug_double_free(struct kunit *test)
{
	double_free(test, SLAB_CONSISTENCY_CHECKS);
}

static void plain_double_free(struct kunit *test)
{
	double_free(test, 0);
}

static void plain_double_kfree(struct kunit *test)
{
	void *p = kmalloc(60, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, p);
	kfree(p);
	kfree(p);
	expect(test, SLAB_DOUBLE_FREE, 1);
}

/* Not in a row: with the flags it is found all the same. */
static void debug_double_free_later(struct kunit *test)
{
	u8 *p = object_of(test, 64, ALL_FLAGS), *q = kmem_cache_alloc(cache, GFP_KERNEL);

	kmem_cache_free(cache, p);
	kmem_cache_free(cache, q);
	kmem_cache_free(cache, p);
	expect(test, SLAB_DOUBLE_FREE, 1);
}

static int a_variable;

/* Not from a slab: the kernel's data, the stack, pages, nowhere. */
static void foreign_kfree(struct kunit *test)
{
	struct page *page = alloc_page(GFP_KERNEL);
	long local;

	KUNIT_ASSERT_NOT_NULL(test, page);
	kfree(&a_variable);
	kfree(&local);
	kfree(page_to_virt(page));
	kfree((void *)0x5000ul);
	kfree((void *)-4096ul);
	kfree((void *)(unsigned long)0x6b6b6b6b6b6b6b6bull);
	expect(test, SLAB_NOT_A_SLAB, 6);
	__free_page(page);
}

static void foreign_to_cache(struct kunit *test)
{
	u8 *p = object_of(test, 64, SLAB_CONSISTENCY_CHECKS);

	kmem_cache_free(cache, &a_variable);
	expect(test, SLAB_NOT_A_SLAB, 1);
	kmem_cache_free(cache, p);
}

static void wrong_cache(struct kunit *test)
{
	u8 *p = object_of(test, 64, SLAB_CONSISTENCY_CHECKS), *q = kmalloc(64, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, q);
	kmem_cache_free(cache, q);
	expect(test, SLAB_WRONG_CACHE, 1);
	kmem_cache_free(cache, p);
	kfree(q);
}

static void inside_of_object(struct kunit *test)
{
	u8 *p = object_of(test, 64, SLAB_CONSISTENCY_CHECKS);

	kmem_cache_free(cache, p + 8);
	kfree(p + 16);
	expect(test, SLAB_MISALIGNED, 2);
	kmem_cache_free(cache, p);
}

/* Without flags the sheaf believes it; the slab does not. */
static void plain_inside_found_late(struct kunit *test)
{
	u8 *p = object_of(test, 64, 0);

	kmem_cache_free(cache, p + 8);
	slab_flush(cache);
	expect(test, SLAB_MISALIGNED, 1);
	kmem_cache_free(cache, p);
}

static void plain_foreign_found_late(struct kunit *test)
{
	u8 *p = object_of(test, 64, 0);

	kmem_cache_free(cache, &a_variable);
	slab_flush(cache);
	expect(test, SLAB_NOT_A_SLAB, 1);
	kmem_cache_free(cache, p);
}

/* Somebody wrote over the link of a free object: what is behind it is lost, and nothing else happens. */
static void plain_broken_link(struct kunit *test)
{
	void *p[3];

	if (strcmp(slab_variant_name, "slub"))
		kunit_skip(test, "no links in free objects");
	p[0] = object_of(test, 64, 0);
	if (cache->flags & SLAB_POISON) { /* slab_debug= for all caches */
		kmem_cache_free(cache, p[0]);
		kunit_skip(test, "the contents are looked at before the link");
	}
	for (int i = 1; i < 3; i++)
		p[i] = kmem_cache_alloc(cache, GFP_KERNEL);
	for (int i = 0; i < 3; i++)
		kmem_cache_free(cache, p[i]);
	slab_flush(cache);
	memset(p[2], 0x41, 64); /* freed last: the first on its slab's list */
	for (int i = 0; i < 3; i++) {
		p[i] = kmem_cache_alloc(cache, GFP_KERNEL);
		KUNIT_EXPECT_NOT_NULL(test, p[i]);
	}
	expect(test, SLAB_BAD_LINK, 1);
	for (int i = 0; i < 3; i++)
		kmem_cache_free(cache, p[i]);
}

/* slab_debug=: which caches get which flags. */
static void debug_option(struct kunit *test)
{
	slab_flags_t at_boot = slab_debug_flags("c", 0);

	slab_debug_setup("FZPU");
	KUNIT_EXPECT_EQ(test, slab_debug_flags("a", 0), ALL_FLAGS);
	slab_debug_setup(",kmalloc-64");
	KUNIT_EXPECT_EQ(test, slab_debug_flags("kmalloc-64", 0), ALL_FLAGS);
	KUNIT_EXPECT_EQ(test, slab_debug_flags("kmalloc-640", SLAB_PANIC), SLAB_PANIC);
	slab_debug_setup("Z,dentry,kmalloc-*;P,a");
	KUNIT_EXPECT_EQ(test, slab_debug_flags("dentry", SLAB_PANIC), SLAB_PANIC | SLAB_RED_ZONE);
	KUNIT_EXPECT_EQ(test, slab_debug_flags("kmalloc-8", 0), SLAB_RED_ZONE);
	KUNIT_EXPECT_EQ(test, slab_debug_flags("a", 0), SLAB_POISON);
	KUNIT_EXPECT_EQ(test, slab_debug_flags("b", 0), 0);
	slab_debug_setup("FZ;-,b");
	KUNIT_EXPECT_EQ(test, slab_debug_flags("b", 0), 0);
	KUNIT_EXPECT_EQ(test, slab_debug_flags("c", 0), SLAB_CONSISTENCY_CHECKS | SLAB_RED_ZONE);
	slab_debug_setup(NULL);
	KUNIT_EXPECT_EQ(test, slab_debug_flags("c", 0), at_boot);
}

/* kmalloc() of a size that slab_debug= names, with whichever variant. */
static void debug_kmalloc(struct kunit *test)
{
	u8 *p = kmalloc(64, GFP_KERNEL), *q;

	KUNIT_ASSERT_NOT_NULL(test, p);
	if ((virt_to_head_page(p)->slab_cache->flags & ALL_FLAGS) != ALL_FLAGS) {
		kfree(p);
		kunit_skip(test, "needs slab_debug=FZPU");
	}
	OPTIMIZER_HIDE_VAR(p); /* the compiler sees it, too */
	p[64] = 0x41;
	p[-1] = 0x42;
	kfree(p);
	expect(test, SLAB_OVERWRITTEN, 2);
	kfree(p);
	p[20] = 0;
	q = kmalloc(60, GFP_KERNEL);
	KUNIT_EXPECT_PTR_EQ(test, q, p);
	KUNIT_EXPECT_EQ(test, slab_misuses(SLAB_DOUBLE_FREE) - counted[SLAB_DOUBLE_FREE], 1);
	KUNIT_EXPECT_EQ(test, slab_misuses(SLAB_OVERWRITTEN) - counted[SLAB_OVERWRITTEN], 3);
	kfree(q);
}

/* Who had it. */
static void debug_owners(struct kunit *test)
{
	u8 *p = object_of(test, 40, SLAB_STORE_USER);

	KUNIT_EXPECT_NE(test, slab_track_of(cache, p, TRACK_ALLOC)->ip[0], 0);
	KUNIT_EXPECT_EQ(test, slab_track_of(cache, p, TRACK_FREE)->ip[0], 0);
	kmem_cache_free(cache, p);
	KUNIT_EXPECT_NE(test, slab_track_of(cache, p, TRACK_FREE)->ip[0], 0);
}

static void debug_trace(struct kunit *test)
{
	u8 *p = object_of(test, 40, SLAB_TRACE);

	kmem_cache_free(cache, p);
	expect(test, SLAB_OVERWRITTEN, 0);
}

static struct kunit_case misuse_cases[] = {
	KUNIT_CASE(debug_contents),	  KUNIT_CASE(debug_overflow),	  KUNIT_CASE(debug_overflow_odd_size),
	KUNIT_CASE(debug_underflow),	  KUNIT_CASE(debug_use_after_free), KUNIT_CASE(debug_use_after_free_shrink),
	KUNIT_CASE(debug_double_free),	  KUNIT_CASE(plain_double_free),  KUNIT_CASE(plain_double_kfree),
	KUNIT_CASE(debug_double_free_later), KUNIT_CASE(foreign_kfree),	  KUNIT_CASE(foreign_to_cache),
	KUNIT_CASE(wrong_cache),	  KUNIT_CASE(inside_of_object),	  KUNIT_CASE(plain_inside_found_late),
	KUNIT_CASE(plain_foreign_found_late), KUNIT_CASE(plain_broken_link), KUNIT_CASE(debug_option),
	KUNIT_CASE(debug_kmalloc),	  KUNIT_CASE(debug_owners),	  KUNIT_CASE(debug_trace),
	{}
};

static struct kunit_suite misuse_suite = {
	.name = "mm.slab_misuse",
	.desc = "mistakes with objects are named and survived",
	.init = misuse_init,
	.exit = misuse_exit,
	.test_cases = misuse_cases,
};
kunit_test_suite(misuse_suite);
