// SPDX-License-Identifier: MIT
/* mm.fail_nth_spaces: address spaces, failing in turn: regions that are cut, pages that are touched, their tables. */
#include <kunit/fail_nth.h>
#include <linux/mm.h>
#include <linux/mm_struct.h>

#define BASE 0x400000UL
#define PAGES 6
#define RW (VM_READ | VM_WRITE)

static struct mm_struct *mm;

static void unmake_space(void *space)
{
	mmput(space);
}

/* The first page of a region takes tables, too. */
static void *make_touched(void)
{
	struct mm_struct *space = mm_alloc();
	char byte = 1;

	if (space && !mm_map_anonymous(space, BASE, PAGES * PAGE_SIZE, RW) &&
	    access_remote_vm(space, BASE + PAGE_SIZE, &byte, 1, FOLL_WRITE) == 1)
		return space;
	if (space)
		mmput(space);
	return NULL;
}

static void map_all(void)
{
	do_munmap(mm, BASE, PAGES * PAGE_SIZE);
	mm_map_anonymous(mm, BASE, PAGES * PAGE_SIZE, RW);
}

/* Out of the middle of a region: either as it was, or with a hole. */
static void *make_hole(void)
{
	return do_munmap(mm, BASE + PAGE_SIZE, PAGE_SIZE) || mm->map_count != 2 ? NULL : mm;
}

static void *make_read_only(void)
{
	return mm_protect(mm, BASE + PAGE_SIZE, PAGE_SIZE, VM_READ) || mm->map_count != 3 ? NULL : mm;
}

static void unmake_nothing(void *unused)
{
}

static void fail_nth_spaces(struct kunit *test)
{
	static const struct fail_nth_object objects[] = {
		FAIL_NTH_OBJECT(touched, unmake_space),
		FAIL_NTH_OBJECT(hole, unmake_nothing, map_all),
		FAIL_NTH_OBJECT(read_only, unmake_nothing, map_all),
	};

	mm = mm_alloc();
	KUNIT_ASSERT_NOT_NULL(test, mm);
	kunit_fail_all(test, objects, ARRAY_SIZE(objects));
	mmput(mm);
}

/* Nothing of a region has changed if it could not be cut. */
static void region_stays_whole(struct kunit *test)
{
	mm = mm_alloc();
	KUNIT_ASSERT_NOT_NULL(test, mm);
	map_all();
	for (unsigned int n = 1; n <= 2; n++) {
		kunit_fail_nth(test, n);
		KUNIT_EXPECT_EQ(test, do_munmap(mm, BASE + PAGE_SIZE, PAGE_SIZE), -ENOMEM);
		kunit_fail_nth(test, n);
		KUNIT_EXPECT_EQ(test, mm_protect(mm, BASE + PAGE_SIZE, PAGE_SIZE, VM_READ), -ENOMEM);
		kunit_fail_nth_end(test);
		KUNIT_EXPECT_EQ(test, mm->map_count, 1);
		KUNIT_EXPECT_EQ(test, mm->total_vm, (unsigned long)PAGES);
	}
	mmput(mm);
}

static void spaces_exit(struct kunit *test)
{
	kunit_fail_nth_end(test);
}

static struct kunit_case spaces_cases[] = { KUNIT_CASE(fail_nth_spaces), KUNIT_CASE(region_stays_whole), {} };

static struct kunit_suite spaces_suite = {
	.name = "mm.fail_nth_spaces",
	.desc = "address spaces, failing in turn",
	.exit = spaces_exit,
	.test_cases = spaces_cases,
};
kunit_test_suite(spaces_suite);
