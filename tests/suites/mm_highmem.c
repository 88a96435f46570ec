// SPDX-License-Identifier: MIT
/* mm.highmem: zeroing, filling and copying parts of pages, against a plain array. */
#include <kunit/test.h>
#include <linux/gfp.h>
#include <linux/highmem.h>
#include <linux/kernel.h>
#include <linux/string.h>

#define STEPS 400

static unsigned char model[2][PAGE_SIZE], buffer[PAGE_SIZE];

static bool same(struct page *page, const unsigned char *expected)
{
	void *address = kmap_local_page(page);
	bool equal = !memcmp(address, expected, PAGE_SIZE);

	kunmap_local(address);
	return equal;
}

struct range {
	size_t to, from, n;
};

static struct range random_range(struct kunit *test)
{
	struct range r = { .n = kunit_random(test) % (PAGE_SIZE + 1) };

	r.to = kunit_random(test) % (PAGE_SIZE - r.n + 1);
	r.from = kunit_random(test) % (PAGE_SIZE - r.n + 1);
	return r;
}

/* One of the calls, on the pages and on their models. */
static void step(struct kunit *test, struct page *page[2])
{
	struct range r = random_range(test);
	unsigned int i = kunit_random(test) % 2, value = kunit_random(test) % 256;

	switch (kunit_random(test) % 9) {
	case 0:
		memset_page(page[i], r.to, value, r.n);
		memset(model[i] + r.to, value, r.n);
		break;
	case 1:
		zero_user(page[i], r.to, r.n);
		memset(model[i] + r.to, 0, r.n);
		break;
	case 2:
		zero_user_segments(page[i], 0, r.to, r.to + r.n, PAGE_SIZE);
		memset(model[i], 0, r.to);
		memset(model[i] + r.to + r.n, 0, PAGE_SIZE - r.to - r.n);
		break;
	case 3:
		memcpy_page(page[i], r.to, page[!i], r.from, r.n);
		memcpy(model[i] + r.to, model[!i] + r.from, r.n);
		break;
	case 4:
		memmove_page(page[i], r.to, page[i], r.from, r.n);
		memmove(model[i] + r.to, model[i] + r.from, r.n);
		break;
	case 5:
		memset(buffer, value, PAGE_SIZE);
		memcpy_from_page(buffer + r.to, page[i], r.from, r.n);
		KUNIT_EXPECT_EQ(test, memcmp(buffer + r.to, model[i] + r.from, r.n), 0);
		break;
	case 6:
		for (size_t b = 0; b < PAGE_SIZE; b++)
			buffer[b] = value + b * 7;
		memcpy_to_page(page[i], r.to, buffer + r.from, r.n);
		memcpy(model[i] + r.to, buffer + r.from, r.n);
		break;
	case 7:
		copy_highpage(page[i], page[!i]);
		memcpy(model[i], model[!i], PAGE_SIZE);
		break;
	default:
		zero_user_segment(page[i], r.to, r.to + r.n);
		memset(model[i] + r.to, 0, r.n);
	}
}

static void highmem_contents(struct kunit *test)
{
	struct page *page[2] = { alloc_page(GFP_HIGHUSER), alloc_page(GFP_HIGHUSER) };

	KUNIT_ASSERT_NOT_NULL(test, page[0]);
	KUNIT_ASSERT_NOT_NULL(test, page[1]);
	for (int i = 0; i < 2; i++) {
		memset_page(page[i], 0, 0x5a, PAGE_SIZE);
		clear_highpage(page[i]);
		memset(model[i], 0, PAGE_SIZE);
	}
	for (int i = 0; i < STEPS; i++) {
		step(test, page);
		KUNIT_ASSERT_TRUE(test, same(page[0], model[0]));
		KUNIT_ASSERT_TRUE(test, same(page[1], model[1]));
	}
	__free_page(page[0]);
	__free_page(page[1]);
}

/* The page and nothing but the page. */
static void clear_page_bounds(struct kunit *test)
{
	struct page *block = alloc_pages(GFP_KERNEL, 2);
	unsigned char *bytes;

	KUNIT_ASSERT_NOT_NULL(test, block);
	bytes = page_address(block);
	memset(bytes, 0xff, 3 * PAGE_SIZE);
	clear_page(bytes + PAGE_SIZE);
	for (size_t i = 0; i < 3 * PAGE_SIZE; i++)
		if (bytes[i] != (i / PAGE_SIZE == 1 ? 0 : 0xff))
			KUNIT_FAIL(test, "byte %zu is %#x", i, bytes[i]);
	__free_pages(block, 2);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(highmem_contents),
	KUNIT_CASE(clear_page_bounds),
	{}
};

static struct kunit_suite suite = {
	.name = "mm.highmem",
	.desc = "zeroing and copying parts of pages",
	.test_cases = cases,
};
kunit_test_suite(suite);
