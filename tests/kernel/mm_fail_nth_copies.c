// SPDX-License-Identifier: MIT
/* mm.fail_nth_copies: what lib/ and its like allocate for others, failing in turn: copies, numbers, bits. */
#include <kunit/fail_nth.h>
#include <linux/bitmap.h>
#include <linux/idr.h>
#include <linux/kernel.h>
#include <linux/kfifo.h>
#include <linux/mm.h>
#include <linux/ref_tracker.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/xarray.h>

static const char text[] = "text";
#define USER_TEXT ((const void __user *)text)

static const char *print_const(const char *fmt, ...)
{
	const char *made;
	va_list args;

	va_start(args, fmt);
	made = kvasprintf_const(GFP_KERNEL, fmt, args);
	va_end(args);
	return made;
}

FAIL_NTH_MAKE(kmemdup, kmemdup(text, 3, GFP_KERNEL))
FAIL_NTH_MAKE(kmemdup_nul, kmemdup_nul(text, 3, GFP_KERNEL))
FAIL_NTH_MAKE(kstrndup, kstrndup(text, 3, GFP_KERNEL))
FAIL_NTH_MAKE(kstrdup_const, kstrdup_const(text, GFP_KERNEL))
FAIL_NTH_MAKE(print_number, print_const("%d", 3))
FAIL_NTH_MAKE(print_string, print_const("%s", text))
FAIL_NTH_MAKE(print_nothing, print_const(text))
FAIL_NTH_MAKE(memdup_user, memdup_user(USER_TEXT, 3))
FAIL_NTH_MAKE(memdup_user_nul, memdup_user_nul(USER_TEXT, 3))
FAIL_NTH_MAKE(strndup_user, strndup_user(USER_TEXT, sizeof(text)))
FAIL_NTH_MAKE(vmemdup_user, vmemdup_user(USER_TEXT, 3))
FAIL_NTH_MAKE(bitmap_alloc, bitmap_alloc(100, GFP_KERNEL))
FAIL_NTH_MAKE(bitmap_zalloc, bitmap_zalloc(100, GFP_KERNEL))

static const char *first[] = { "one", NULL }, *second[] = { "two", NULL };

FAIL_NTH_MAKE(memcat_p, memcat_p(first, second))

static void unmake(void *copy)
{
	kvfree(copy);
}

static void fail_nth_copies(struct kunit *test)
{
	static const struct fail_nth_object objects[] = {
		FAIL_NTH_OBJECT(kmemdup, unmake),	  FAIL_NTH_OBJECT(kmemdup_nul, unmake),
		FAIL_NTH_OBJECT(kstrndup, unmake),	  FAIL_NTH_OBJECT(kstrdup_const, unmake),
		FAIL_NTH_OBJECT(print_number, unmake),	  FAIL_NTH_OBJECT(print_string, unmake),
		FAIL_NTH_OBJECT(print_nothing, unmake),	  FAIL_NTH_OBJECT(memdup_user, unmake),
		FAIL_NTH_OBJECT(memdup_user_nul, unmake), FAIL_NTH_OBJECT(strndup_user, unmake),
		FAIL_NTH_OBJECT(vmemdup_user, unmake),	  FAIL_NTH_OBJECT(bitmap_alloc, unmake),
		FAIL_NTH_OBJECT(bitmap_zalloc, unmake),	  FAIL_NTH_OBJECT(memcat_p, unmake),
	};

	kunit_fail_all(test, objects, ARRAY_SIZE(objects));
}

/* ---- numbers ---------------------------------------------------------------------------------- */

static DEFINE_IDR(idr);
static DEFINE_IDA(ida);
static DEFINE_XARRAY_ALLOC(array);

/* What makes a number, as a constructor: the containers are empty before, and afterwards. */
#define NUMBER(name, expression)                                                                   \
	static void *make_##name(void)                                                             \
	{                                                                                          \
		u32 id = 5000, next __maybe_unused = 4000;                                         \
												   \
		return (int)(expression) < 0 ? NULL : (void *)(unsigned long)id;                   \
	}

NUMBER(idr_alloc_u32, idr_alloc_u32(&idr, &idr, &id, 6000, GFP_KERNEL))
NUMBER(idr_alloc_cyclic, idr_alloc_cyclic(&idr, &idr, id, 0, GFP_KERNEL))
NUMBER(ida_alloc_min, ida_alloc_min(&ida, id, GFP_KERNEL))
NUMBER(xa_alloc, xa_alloc(&array, &id, &array, XA_LIMIT(5000, 6000), GFP_KERNEL))
NUMBER(xa_alloc_cyclic, xa_alloc_cyclic(&array, &id, &array, XA_LIMIT(100, 6000), &next, GFP_KERNEL))

static void unmake_numbers(void *unused)
{
	idr_destroy(&idr);
	idr_init(&idr);
	ida_destroy(&ida);
	xa_destroy(&array);
}

#define LAST 4095 /* of those that are searched first; nodes have 64 places */

/* Nothing is free from where the search begins: it begins anew, in a place where no node is yet. */
static void *make_xa_wrapped(void)
{
	u32 id, next = LAST;

	return xa_alloc_cyclic(&array, &id, &array, XA_LIMIT(100, LAST), &next, GFP_KERNEL) < 0 ? NULL : &array;
}

static void take_last_xa(void)
{
	xa_store(&array, LAST, &array, GFP_KERNEL);
}

static void unmake_xa_wrapped(void *unused)
{
	xa_destroy(&array);
}

static void *make_idr_wrapped(void)
{
	idr_set_cursor(&idr, LAST);
	return idr_alloc_cyclic(&idr, &idr, 100, LAST + 1, GFP_KERNEL) < 0 ? NULL : &idr;
}

static void take_last_idr(void)
{
	idr_destroy(&idr);
	idr_init(&idr);
	idr_alloc(&idr, &idr, LAST, LAST + 1, GFP_KERNEL);
}

static void fail_nth_numbers(struct kunit *test)
{
	static const struct fail_nth_object objects[] = {
		FAIL_NTH_OBJECT(idr_alloc_u32, unmake_numbers), FAIL_NTH_OBJECT(idr_alloc_cyclic, unmake_numbers),
		FAIL_NTH_OBJECT(ida_alloc_min, unmake_numbers), FAIL_NTH_OBJECT(xa_alloc, unmake_numbers),
		FAIL_NTH_OBJECT(xa_alloc_cyclic, unmake_numbers),
		FAIL_NTH_OBJECT(xa_wrapped, unmake_xa_wrapped, take_last_xa),
		FAIL_NTH_OBJECT(idr_wrapped, unmake_numbers, take_last_idr),
	};

	kunit_fail_all(test, objects, ARRAY_SIZE(objects));
	unmake_numbers(NULL);
}

/* ---- others ----------------------------------------------------------------------------------- */

static STRUCT_KFIFO_REC_1(64) records;

/* A record from a caller and back again; both ways have a copy of their own. */
static void *make_record(void)
{
	unsigned int copied;
	char back[8];

	kfifo_reset(&records);
	if (kfifo_from_user(&records, USER_TEXT, 4, &copied) || copied != 4)
		return NULL;
	return kfifo_to_user(&records, (void __user *)back, sizeof(back), &copied) || copied != 4 ? NULL : &records;
}

static void unmake_record(void *unused)
{
	kfifo_reset(&records);
}

static struct ref_tracker_dir dir;
static struct ref_tracker *tracker;

/* Without memory the reference counts as one that nobody tracks, and is given back as such. */
static void *make_tracker(void)
{
	if (!ref_tracker_alloc(&dir, &tracker, GFP_KERNEL))
		return &dir;
	ref_tracker_free(&dir, &tracker);
	return NULL;
}

static void unmake_tracker(void *unused)
{
	ref_tracker_free(&dir, &tracker);
}

static void fail_nth_others(struct kunit *test)
{
	static const struct fail_nth_object objects[] = {
		FAIL_NTH_OBJECT(record, unmake_record), FAIL_NTH_OBJECT(tracker, unmake_tracker),
	};

	INIT_KFIFO(records);
	ref_tracker_dir_init(&dir, 0);
	kunit_fail_all(test, objects, ARRAY_SIZE(objects));
	ref_tracker_dir_exit(&dir);
}

static void copies_exit(struct kunit *test)
{
	kunit_fail_nth_end(test);
}

static struct kunit_case copies_cases[] = {
	KUNIT_CASE(fail_nth_copies), KUNIT_CASE(fail_nth_numbers), KUNIT_CASE(fail_nth_others), {}
};

static struct kunit_suite copies_suite = {
	.name = "mm.fail_nth_copies",
	.desc = "copies, numbers and bits that are allocated for others, failing in turn",
	.exit = copies_exit,
	.test_cases = copies_cases,
};
kunit_test_suite(copies_suite);
