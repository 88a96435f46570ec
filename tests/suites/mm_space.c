// SPDX-License-Identifier: MIT
/*
 * mm.space: address spaces as data: regions, the pages in them, the kernel half, their end. No CPU goes
 * into them here, so that the same source runs on the host; mm.space_cpu is about CPUs.
 */
#include <kunit/test.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/mm_struct.h>
#include <linux/seq_file.h>
#include <linux/string.h>

#include "../../mm/mm_space.h"

#define BASE 0x400000UL
#define RW (VM_READ | VM_WRITE)

static struct mm_struct *new_mm(struct kunit *test)
{
	struct mm_struct *mm = mm_alloc();

	KUNIT_ASSERT_NOT_NULL(test, mm);
	return mm;
}

/* Regions as text, which says all about them. */
struct text {
	char data[512];
	size_t len;
};

static void to_text(struct seq_file *m, const char *s, size_t n)
{
	struct text *text = m->private;

	n = min(n, sizeof(text->data) - 1 - text->len);
	memcpy(text->data + text->len, s, n);
	text->len += n;
	text->data[text->len] = '\0';
}

static const char *maps(struct mm_struct *mm)
{
	static struct text text;
	struct seq_file m = { .sink = to_text, .private = &text };

	text.len = 0;
	text.data[0] = '\0';
	mm_show_maps(&m, mm);
	return text.data;
}

static void test_refuses_nonsense(struct kunit *test)
{
	struct mm_struct *mm = new_mm(test);

	KUNIT_EXPECT_EQ(test, mm_map_anonymous(mm, BASE + 1, PAGE_SIZE, RW), -EINVAL);
	KUNIT_EXPECT_EQ(test, mm_map_anonymous(mm, BASE, PAGE_SIZE + 1, RW), -EINVAL);
	KUNIT_EXPECT_EQ(test, mm_map_anonymous(mm, BASE, 0, RW), -EINVAL);
	KUNIT_EXPECT_EQ(test, mm_map_anonymous(mm, 0, PAGE_SIZE, RW), -EPERM);
	KUNIT_EXPECT_EQ(test, mm_map_anonymous(mm, PAGE_OFFSET, PAGE_SIZE, RW), -EFAULT);
	KUNIT_EXPECT_EQ(test, mm_map_anonymous(mm, TASK_SIZE - PAGE_SIZE, 2 * PAGE_SIZE, RW), -EFAULT);
	KUNIT_EXPECT_EQ(test, mm_map_anonymous(mm, BASE, 0 - BASE, RW), -EFAULT);
	KUNIT_EXPECT_EQ(test, mm_map_anonymous(mm, TASK_SIZE - PAGE_SIZE, PAGE_SIZE, RW), 0);
	KUNIT_EXPECT_EQ(test, do_munmap(mm, PAGE_OFFSET, PAGE_SIZE), -EFAULT);
	KUNIT_EXPECT_EQ(test, do_munmap(mm, BASE + 8, PAGE_SIZE), -EINVAL);
	KUNIT_EXPECT_EQ(test, mm_protect(mm, BASE, PAGE_SIZE, RW), -ENOMEM);
	KUNIT_EXPECT_EQ(test, mm->map_count, 1);
	KUNIT_EXPECT_EQ(test, mm->highest_vm_end, TASK_SIZE);
	mmput(mm);
}

static void test_refuses_overlap(struct kunit *test)
{
	struct mm_struct *mm = new_mm(test);

	KUNIT_EXPECT_EQ(test, mm_map_anonymous(mm, BASE, 4 * PAGE_SIZE, RW), 0);
	KUNIT_EXPECT_EQ(test, mm_map_anonymous(mm, BASE, 4 * PAGE_SIZE, RW), -EEXIST);
	KUNIT_EXPECT_EQ(test, mm_map_anonymous(mm, BASE + 3 * PAGE_SIZE, 2 * PAGE_SIZE, RW), -EEXIST);
	KUNIT_EXPECT_EQ(test, mm_map_anonymous(mm, BASE - PAGE_SIZE, 2 * PAGE_SIZE, RW), -EEXIST);
	KUNIT_EXPECT_EQ(test, mm_map_anonymous(mm, BASE - PAGE_SIZE, 9 * PAGE_SIZE, RW), -EEXIST);
	KUNIT_EXPECT_STREQ(test, maps(mm), "00400000-00404000 rw-p 00000000 00:00 0 \n");
	mmput(mm);
}

static void test_neighbours_merge_and_split(struct kunit *test)
{
	struct mm_struct *mm = new_mm(test);

	KUNIT_EXPECT_EQ(test, mm_map_anonymous(mm, BASE, 2 * PAGE_SIZE, RW), 0);
	KUNIT_EXPECT_EQ(test, mm_map_anonymous(mm, BASE + 4 * PAGE_SIZE, 2 * PAGE_SIZE, RW), 0);
	KUNIT_EXPECT_EQ(test, mm->map_count, 2);
	KUNIT_EXPECT_EQ(test, mm_map_anonymous(mm, BASE + 2 * PAGE_SIZE, 2 * PAGE_SIZE, RW), 0);
	KUNIT_EXPECT_STREQ(test, maps(mm), "00400000-00406000 rw-p 00000000 00:00 0 \n");
	KUNIT_EXPECT_EQ(test, mm_protect(mm, BASE + 2 * PAGE_SIZE, PAGE_SIZE, VM_READ), 0);
	KUNIT_EXPECT_STREQ(test, maps(mm), "00400000-00402000 rw-p 00000000 00:00 0 \n"
					   "00402000-00403000 r--p 00000000 00:00 0 \n"
					   "00403000-00406000 rw-p 00000000 00:00 0 \n");
	KUNIT_EXPECT_EQ(test, mm_protect(mm, BASE + PAGE_SIZE, 3 * PAGE_SIZE, RW), 0);
	KUNIT_EXPECT_STREQ(test, maps(mm), "00400000-00406000 rw-p 00000000 00:00 0 \n");
	KUNIT_EXPECT_EQ(test, do_munmap(mm, BASE + PAGE_SIZE, PAGE_SIZE), 0);
	KUNIT_EXPECT_STREQ(test, maps(mm), "00400000-00401000 rw-p 00000000 00:00 0 \n"
					   "00402000-00406000 rw-p 00000000 00:00 0 \n");
	KUNIT_EXPECT_EQ(test, mm->total_vm, 5ul);
	KUNIT_EXPECT_EQ(test, mm->hiwater_vm, 6ul);
	KUNIT_EXPECT_PTR_EQ(test, find_vma(mm, BASE + PAGE_SIZE), find_vma(mm, BASE + 2 * PAGE_SIZE));
	KUNIT_EXPECT_NULL(test, find_vma_intersection(mm, BASE + PAGE_SIZE, BASE + 2 * PAGE_SIZE));
	KUNIT_EXPECT_NULL(test, find_vma(mm, BASE + 6 * PAGE_SIZE));
	mmput(mm);
}

/* How many regions the list of old has; -1 if it is not the tree's order, or its links back are wrong. */
static int listed_in_order(const struct mm_struct *mm)
{
	const struct vm_area_struct *before = NULL;
	int n = 0;

	for (const struct vm_area_struct *vma = mm->mmap; vma; before = vma, vma = vma->vm_next, n++)
		if (vma->vm_prev != before || (before && before->vm_end > vma->vm_start) || vma->vm_pgoff != vma->vm_start >> PAGE_SHIFT)
			return -1;
	return n;
}

/* Random calls against a byte for each page. */
static void test_regions_against_model(struct kunit *test)
{
	enum { PAGES = 64, STEPS = 3000 };
	static const unsigned long rights[] = { VM_READ, RW, VM_READ | VM_EXEC };
	struct mm_struct *mm = new_mm(test);
	u8 model[PAGES] = {}; /* 0: nothing, else rights[n - 1] */

	for (int step = 0; step < STEPS; step++) {
		unsigned int first = kunit_random(test) % PAGES, n = 1 + kunit_random(test) % min(8u, PAGES - first);
		unsigned int kind = kunit_random(test) % 3, right = kunit_random(test) % 3, set = 0, runs = 0;
		unsigned long at = BASE + first * PAGE_SIZE;

		for (unsigned int i = first; i < first + n; i++)
			set += model[i] != 0;
		if (kind == 0)
			KUNIT_ASSERT_EQ(test, mm_map_anonymous(mm, at, n * PAGE_SIZE, rights[right]), set ? -EEXIST : 0);
		else if (kind == 1)
			KUNIT_ASSERT_EQ(test, do_munmap(mm, at, n * PAGE_SIZE), 0);
		else
			KUNIT_ASSERT_EQ(test, mm_protect(mm, at, n * PAGE_SIZE, rights[right]), set == n ? 0 : -ENOMEM);
		if ((kind == 0 && !set) || kind == 1 || (kind == 2 && set == n))
			memset(model + first, kind == 1 ? 0 : right + 1, n);
		for (unsigned int i = 0; i < PAGES; i++) {
			struct vm_area_struct *vma = find_vma_intersection(mm, BASE + i * PAGE_SIZE, BASE + (i + 1) * PAGE_SIZE);

			runs += model[i] && (!i || model[i - 1] != model[i]);
			KUNIT_ASSERT_EQ(test, vma ? vma->vm_flags : 0, model[i] ? rights[model[i] - 1] : 0);
		}
		KUNIT_ASSERT_EQ(test, mm->map_count, (int)runs);
		KUNIT_ASSERT_EQ(test, listed_in_order(mm), (int)runs);
	}
	mmput(mm);
}

static void test_pages_come_when_touched(struct kunit *test)
{
	struct mm_struct *mm = new_mm(test);
	char text[16] = "over the border", back[sizeof(text)] = {};
	unsigned long at = BASE + PAGE_SIZE - 5;

	KUNIT_ASSERT_EQ(test, mm_map_anonymous(mm, BASE, 4 * PAGE_SIZE, RW), 0);
	KUNIT_EXPECT_EQ(test, atomic_long_read(&mm->rss), 0L);
	KUNIT_EXPECT_EQ(test, access_remote_vm(mm, at, text, sizeof(text), FOLL_WRITE), (int)sizeof(text));
	KUNIT_EXPECT_EQ(test, atomic_long_read(&mm->rss), 2L);
	KUNIT_EXPECT_EQ(test, access_remote_vm(mm, at, back, sizeof(back), 0), (int)sizeof(back));
	KUNIT_EXPECT_STREQ(test, back, text);
	KUNIT_EXPECT_EQ(test, access_remote_vm(mm, BASE, back, 4, 0), 4);
	KUNIT_EXPECT_MEMEQ(test, back, "\0\0\0\0", 4);
	/* Up to the end of the region, and no further. */
	KUNIT_EXPECT_EQ(test, access_remote_vm(mm, BASE + 4 * PAGE_SIZE - 3, back, 8, 0), 3);
	KUNIT_EXPECT_EQ(test, access_remote_vm(mm, BASE - 1, back, 1, 0), 0);
	KUNIT_EXPECT_EQ(test, access_remote_vm(mm, PAGE_OFFSET, back, 1, 0), 0);
	KUNIT_EXPECT_EQ(test, do_munmap(mm, BASE, 4 * PAGE_SIZE), 0);
	KUNIT_EXPECT_EQ(test, atomic_long_read(&mm->rss), 0L);
	KUNIT_EXPECT_EQ(test, mm->hiwater_rss, 3ul);
	mmput(mm);
}

static void test_rights_apply(struct kunit *test)
{
	struct mm_struct *mm = new_mm(test);
	char c = 'x';

	KUNIT_ASSERT_EQ(test, mm_map_anonymous(mm, BASE, PAGE_SIZE, RW), 0);
	KUNIT_EXPECT_EQ(test, access_remote_vm(mm, BASE, &c, 1, FOLL_WRITE), 1);
	KUNIT_EXPECT_EQ(test, mm_protect(mm, BASE, PAGE_SIZE, VM_READ), 0);
	KUNIT_EXPECT_EQ(test, access_remote_vm(mm, BASE, &c, 1, FOLL_WRITE), 0);
	c = 0;
	KUNIT_EXPECT_EQ(test, access_remote_vm(mm, BASE, &c, 1, 0), 1);
	KUNIT_EXPECT_EQ(test, c, 'x');
	KUNIT_EXPECT_EQ(test, mm_protect(mm, BASE, PAGE_SIZE, VM_NONE), 0);
	KUNIT_EXPECT_EQ(test, access_remote_vm(mm, BASE, &c, 1, 0), 0);
	mmput(mm);
}

static void test_spaces_are_apart(struct kunit *test)
{
	struct mm_struct *a = new_mm(test), *b = new_mm(test);
	char c = 'a';

	KUNIT_ASSERT_EQ(test, mm_map_anonymous(a, BASE, PAGE_SIZE, RW), 0);
	KUNIT_ASSERT_EQ(test, mm_map_anonymous(b, BASE, PAGE_SIZE, RW), 0);
	KUNIT_EXPECT_EQ(test, access_remote_vm(a, BASE, &c, 1, FOLL_WRITE), 1);
	c = 'b';
	KUNIT_EXPECT_EQ(test, access_remote_vm(b, BASE, &c, 1, FOLL_WRITE), 1);
	KUNIT_EXPECT_EQ(test, access_remote_vm(a, BASE, &c, 1, 0), 1);
	KUNIT_EXPECT_EQ(test, c, 'a');
	KUNIT_EXPECT_EQ(test, nr_mm_structs(), 2ul + (unsigned long)(uintptr_t)test->priv);
	mmput(a);
	mmput(b);
}

/* Users come and go; the structure lives as long as somebody needs it. */
static void test_counts(struct kunit *test)
{
	struct mm_struct *mm = new_mm(test);

	KUNIT_ASSERT_EQ(test, mm_map_anonymous(mm, BASE, PAGE_SIZE, RW), 0);
	mmgrab(mm);
	mmget(mm);
	mmput(mm);
	KUNIT_EXPECT_EQ(test, mm->map_count, 1);
	mmput(mm);
	KUNIT_EXPECT_EQ(test, mm->map_count, 0);
	KUNIT_EXPECT_EQ(test, atomic_long_read(&mm->nr_ptes), 0L);
	KUNIT_EXPECT_FALSE(test, mmget_not_zero(mm));
	mmdrop(mm);
}

static void test_kernel_half_is_the_same(struct kunit *test)
{
	struct mm_struct *mm = new_mm(test);

	KUNIT_EXPECT_EQ(test, kernel_half_differs(mm), 0u);
	KUNIT_ASSERT_EQ(test, mm_map_anonymous(mm, BASE, PAGE_SIZE, RW), 0);
	KUNIT_EXPECT_EQ(test, kernel_half_differs(mm), 0u);
	mmput(mm);
}

static int remember_spaces(struct kunit *test)
{
	test->priv = (void *)(uintptr_t)nr_mm_structs();
	return 0;
}

static struct kunit_case space_cases[] = {
	KUNIT_CASE(test_refuses_nonsense),
	KUNIT_CASE(test_refuses_overlap),
	KUNIT_CASE(test_neighbours_merge_and_split),
	KUNIT_CASE(test_regions_against_model),
	KUNIT_CASE(test_pages_come_when_touched),
	KUNIT_CASE(test_rights_apply),
	KUNIT_CASE(test_spaces_are_apart),
	KUNIT_CASE(test_counts),
	KUNIT_CASE(test_kernel_half_is_the_same),
	{}
};

static struct kunit_suite space_suite = {
	.name = "mm.space",
	.desc = "address spaces: regions, pages on demand, the kernel half",
	.init = remember_spaces,
	.test_cases = space_cases,
};
kunit_test_suite(space_suite);
