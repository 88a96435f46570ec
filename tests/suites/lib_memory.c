// SPDX-License-Identifier: MIT
/* lib/memory.c against byte-by-byte copies, for every length and alignment around its limits. */
#include <kunit/test.h>
#include <linux/kernel.h>
#include <linux/string.h>

#define SPACE 640

static u8 real[SPACE], model[SPACE];

/* The functions by address: not what the compiler makes of a call. */
static void *(*volatile copy)(void *, const void *, size_t) = memcpy;
static void *(*volatile move)(void *, const void *, size_t) = memmove;
static void *(*volatile fill)(void *, int, size_t) = memset;
static int (*volatile compare)(const void *, const void *, size_t) = memcmp;

/* Lengths around 0, words, the change to string instructions (256), and some at random. */
static size_t some_length(struct kunit *test, int i)
{
	static const u16 borders[] = { 8, 16, 64, 128, 248, 256, 264, 512 };

	if (i < 40)
		return (size_t)i;
	if (i < 40 + 3 * (int)ARRAY_SIZE(borders))
		return borders[(i - 40) / 3] + (i - 40) % 3 - 1u;
	return kunit_random_below(test, 530);
}

#define ROUNDS 200

static void randomize(struct kunit *test)
{
	for (int i = 0; i < SPACE; i++) {
		real[i] = (u8)kunit_random(test);
		barrier();
	}
	for (int i = 0; i < SPACE; i++) {
		model[i] = real[i];
		barrier();
	}
}

static void expect_same(struct kunit *test, const char *what, size_t dst, size_t src, size_t n)
{
	for (size_t i = 0; i < SPACE; i++)
		if (real[i] != model[i]) {
			KUNIT_FAIL(test, "%s to %zu from %zu of %zu: byte %zu", what, dst, src, n, i);
			return;
		}
}

static void memcpy_copies_exactly(struct kunit *test)
{
	static u8 from[SPACE];

	for (int round = 0; round < ROUNDS; round++) {
		size_t n = some_length(test, round);
		size_t dst = kunit_random_below(test, 16), src = kunit_random_below(test, 16);

		randomize(test);
		for (size_t i = 0; i < SPACE; i++)
			from[i] = (u8)kunit_random(test);
		for (size_t i = 0; i < n; i++)
			*(volatile u8 *)&model[dst + i] = from[src + i];
		KUNIT_EXPECT_PTR_EQ(test, copy(real + dst, from + src, n), (void *)(real + dst));
		expect_same(test, "memcpy", dst, src, n);
	}
}

static void memmove_allows_overlap(struct kunit *test)
{
	static u8 saved[SPACE];

	for (int round = 0; round < 2 * ROUNDS; round++) {
		size_t n = some_length(test, round % ROUNDS);
		size_t dst = kunit_random_below(test, 96), src = kunit_random_below(test, 96);

		randomize(test);
		for (size_t i = 0; i < SPACE; i++)
			*(volatile u8 *)&saved[i] = model[i];
		for (size_t i = 0; i < n; i++)
			*(volatile u8 *)&model[dst + i] = saved[src + i];
		KUNIT_EXPECT_PTR_EQ(test, move(real + dst, real + src, n), (void *)(real + dst));
		expect_same(test, "memmove", dst, src, n);
	}
}

static void memset_fills_exactly(struct kunit *test)
{
	for (int round = 0; round < ROUNDS; round++) {
		size_t n = some_length(test, round), dst = kunit_random_below(test, 16);
		int value = (int)kunit_random(test);

		randomize(test);
		for (size_t i = 0; i < n; i++)
			*(volatile u8 *)&model[dst + i] = (u8)value;
		KUNIT_EXPECT_PTR_EQ(test, fill(real + dst, value, n), (void *)(real + dst));
		expect_same(test, "memset", dst, 0, n);
	}
}

static void memcmp_finds_the_first_difference(struct kunit *test)
{
	for (int round = 0; round < ROUNDS; round++) {
		size_t n = some_length(test, round), shift = kunit_random_below(test, 8);
		size_t at = n ? kunit_random_below(test, (u32)n) : 0;

		randomize(test);
		move(real + shift, model, n);
		KUNIT_EXPECT_EQ(test, compare(real + shift, model, n), 0);
		if (!n)
			continue;
		real[shift + at] = 0x80;
		model[at] = 0x7f;
		if (at + 1 < n)
			model[n - 1] = 0xff; /* a later difference the other way */
		real[shift + n - 1] = n - 1 == at ? 0x80 : 0;
		KUNIT_EXPECT_GT(test, compare(real + shift, model, n), 0);
		KUNIT_EXPECT_LT(test, compare(model, real + shift, n), 0);
		KUNIT_EXPECT_EQ(test, compare(model, real + shift, at), 0);
	}
}

static void searches(struct kunit *test)
{
	for (int round = 0; round < ROUNDS; round++) {
		size_t n = some_length(test, round) + 1, at = kunit_random_below(test, (u32)n);

		fill(real, 0x6b, SPACE);
		KUNIT_EXPECT_NULL(test, memchr_inv(real + 3, 0x6b, n));
		KUNIT_EXPECT_NULL(test, memchr(real + 3, 0x6a, n));
		KUNIT_EXPECT_PTR_EQ(test, memscan(real + 3, 0x6a, n), (void *)(real + 3 + n));
		real[3 + at] = 0x6a;
		real[3 + n] = 0x6a; /* one behind does not count */
		KUNIT_EXPECT_PTR_EQ(test, memchr_inv(real + 3, 0x6b, n), (void *)(real + 3 + at));
		KUNIT_EXPECT_PTR_EQ(test, memchr(real + 3, 0x16a, n), (void *)(real + 3 + at));
		KUNIT_EXPECT_PTR_EQ(test, memscan(real + 3, 0x6a, n), (void *)(real + 3 + at));
	}
	KUNIT_EXPECT_NULL(test, memchr_inv(real, 1, 0));
}

static void wide_fills(struct kunit *test)
{
	u64 wide[4] = { 0 };
	u8 padded[6];

	memset16((u16 *)wide, 0x1234, 6);
	KUNIT_EXPECT_TRUE(test, wide[0] == 0x1234123412341234 && wide[1] == 0x12341234);
	memset32((u32 *)wide, 0x89abcdef, 3);
	KUNIT_EXPECT_TRUE(test, wide[0] == 0x89abcdef89abcdef && wide[1] == 0x89abcdef);
	memset64(wide, 42, 3);
	KUNIT_EXPECT_TRUE(test, wide[0] == 42 && wide[2] == 42 && wide[3] == 0);
	memcpy_and_pad(padded, 6, "abc", 3, '-');
	KUNIT_EXPECT_MEMEQ(test, padded, "abc---", 6);
	memcpy_and_pad(padded, 2, "xyz", 3, '-');
	KUNIT_EXPECT_MEMEQ(test, padded, "xyc---", 6);
	memzero_explicit(padded, 5);
	KUNIT_EXPECT_MEMEQ(test, padded, "\0\0\0\0\0-", 6);
}

static struct kunit_case memory_cases[] = {
	KUNIT_CASE(memcpy_copies_exactly),
	KUNIT_CASE(memmove_allows_overlap),
	KUNIT_CASE(memset_fills_exactly),
	KUNIT_CASE(memcmp_finds_the_first_difference),
	KUNIT_CASE(searches),
	KUNIT_CASE(wide_fills),
	{}
};

static struct kunit_suite memory_suite = {
	.name = "lib.memory",
	.desc = "memcpy and its kin at all lengths and alignments",
	.test_cases = memory_cases,
};
kunit_test_suite(memory_suite);
