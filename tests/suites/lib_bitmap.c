// SPDX-License-Identifier: MIT
/* Bits, bitmaps and searches against an array of bools. */
#include <kunit/test.h>
#include <linux/bitmap.h>
#include <linux/kernel.h>
#include <linux/string.h>

#define MAX_BITS 200
#define WORDS BITS_TO_LONGS(MAX_BITS)

static unsigned long a[WORDS], b[WORDS], result[WORDS];

/* Random words, sparse and dense ones too, so that searches have something to skip. */
static void randomize(struct kunit *test, unsigned long *map)
{
	u32 kind = kunit_random_below(test, 4);

	for (size_t i = 0; i < WORDS; i++) {
		unsigned long word = kunit_random(test) | (unsigned long)kunit_random(test) << 16 << 16;

		map[i] = kind == 0 ? 0 : kind == 1 ? ~0UL : word;
	}
	for (int i = 0; i < 3; i++)
		__change_bit(kunit_random_below(test, MAX_BITS), map);
}

static bool get(const unsigned long *map, unsigned long bit)
{
	return map[bit / BITS_PER_LONG] >> bit % BITS_PER_LONG & 1;
}

static void searching(struct kunit *test)
{
	for (int round = 0; round < 300; round++) {
		unsigned long size = kunit_random_below(test, MAX_BITS + 1);
		unsigned long from = kunit_random_below(test, MAX_BITS + 1);
		unsigned long one = from, zero = from, both = from, last = size;

		randomize(test, a);
		randomize(test, b);
		while (one < size && !get(a, one))
			one++;
		while (zero < size && get(a, zero))
			zero++;
		while (both < size && !(get(a, both) && get(b, both)))
			both++;
		while (last-- > 0 && !get(a, last))
			;
		KUNIT_EXPECT_EQ(test, find_next_bit(a, size, from), min(one, size));
		KUNIT_EXPECT_EQ(test, find_next_zero_bit(a, size, from), min(zero, size));
		KUNIT_EXPECT_EQ(test, find_next_and_bit(a, b, size, from), min(both, size));
		KUNIT_EXPECT_EQ(test, find_last_bit(a, size), last == -1UL ? size : last);
	}
}

static void logic(struct kunit *test)
{
	for (int round = 0; round < 100; round++) {
		unsigned int n = kunit_random_below(test, MAX_BITS) + 1, weight = 0;
		bool subset = true, meet = false, equal = true;

		randomize(test, a);
		randomize(test, b);
		for (unsigned int i = 0; i < n; i++) {
			weight += get(a, i);
			subset &= !get(a, i) || get(b, i);
			meet |= get(a, i) && get(b, i);
			equal &= get(a, i) == get(b, i);
		}
		KUNIT_EXPECT_EQ(test, bitmap_weight(a, n), weight);
		KUNIT_EXPECT_EQ(test, bitmap_subset(a, b, n), subset);
		KUNIT_EXPECT_EQ(test, bitmap_intersects(a, b, n), meet);
		KUNIT_EXPECT_EQ(test, bitmap_equal(a, b, n), equal);
		KUNIT_EXPECT_EQ(test, bitmap_empty(a, n), weight == 0);
		KUNIT_EXPECT_EQ(test, bitmap_full(a, n), weight == n);
		KUNIT_EXPECT_EQ(test, bitmap_and(result, a, b, n), meet);
		KUNIT_EXPECT_EQ(test, bitmap_andnot(result, a, b, n), !subset);
		for (unsigned int i = 0; i < n; i++)
			KUNIT_EXPECT_EQ(test, get(result, i), get(a, i) && !get(b, i));
		bitmap_or(result, a, b, n);
		bitmap_xor(result, result, b, n);
		bitmap_andnot(a, a, b, n);
		KUNIT_EXPECT_TRUE(test, bitmap_equal(result, a, n));
		bitmap_complement(result, a, n);
		KUNIT_EXPECT_EQ(test, bitmap_weight(result, n), n - bitmap_weight(a, n));
		bitmap_copy(a, result, n);
		KUNIT_EXPECT_TRUE(test, bitmap_equal(result, a, n));
	}
}

static void ranges(struct kunit *test)
{
	for (int round = 0; round < 200; round++) {
		unsigned int start = kunit_random_below(test, MAX_BITS);
		unsigned int len = kunit_random_below(test, MAX_BITS - start + 1);

		bitmap_zero(a, MAX_BITS);
		bitmap_set(a, start, len);
		bitmap_fill(b, MAX_BITS);
		bitmap_clear(b, start, len);
		for (unsigned int i = 0; i < MAX_BITS; i++) {
			bool inside = i >= start && i < start + len;

			if (get(a, i) != inside || get(b, i) == inside)
				KUNIT_FAIL(test, "bit %u of %u + %u", i, start, len);
		}
	}
}

static void zero_areas(struct kunit *test)
{
	bitmap_zero(a, 100);
	bitmap_set(a, 0, 5);
	bitmap_set(a, 12, 1);
	bitmap_set(a, 90, 10);
	KUNIT_EXPECT_EQ(test, bitmap_find_next_zero_area(a, 100, 0, 7, 0), 5);
	KUNIT_EXPECT_EQ(test, bitmap_find_next_zero_area(a, 100, 0, 8, 0), 13);
	KUNIT_EXPECT_EQ(test, bitmap_find_next_zero_area(a, 100, 0, 4, 7), 8);
	KUNIT_EXPECT_EQ(test, bitmap_find_next_zero_area(a, 100, 0, 77, 0), 13);
	KUNIT_EXPECT_GT(test, bitmap_find_next_zero_area(a, 100, 0, 78, 0), 22);
}

static void lists(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, bitmap_parselist("0-2,5,64-66\n", a, 70), 0);
	KUNIT_EXPECT_EQ(test, bitmap_weight(a, 70), 7);
	KUNIT_EXPECT_TRUE(test, get(a, 5) && get(a, 66) && !get(a, 3));
	KUNIT_EXPECT_EQ(test, bitmap_parselist("", a, 70), 0);
	KUNIT_EXPECT_TRUE(test, bitmap_empty(a, 70));
	KUNIT_EXPECT_EQ(test, bitmap_parselist("70", a, 70), -ERANGE);
	KUNIT_EXPECT_EQ(test, bitmap_parselist("3-1", a, 70), -EINVAL);
	KUNIT_EXPECT_EQ(test, bitmap_parselist("1;2", a, 70), -EINVAL);
	KUNIT_EXPECT_EQ(test, bitmap_parselist("1-", a, 70), -EINVAL);
}

static void single_bits(struct kunit *test)
{
	bitmap_zero(a, MAX_BITS);
	for (unsigned long bit = 0; bit < MAX_BITS; bit += 13) {
		set_bit(bit, a);
		KUNIT_EXPECT_TRUE(test, test_bit(bit, a) && get(a, bit));
		KUNIT_EXPECT_TRUE(test, test_and_set_bit(bit, a));
		KUNIT_EXPECT_TRUE(test, test_and_clear_bit(bit, a));
		KUNIT_EXPECT_FALSE(test, test_and_clear_bit(bit, a));
		KUNIT_EXPECT_FALSE(test, test_and_change_bit(bit, a));
		clear_bit(bit, a);
		change_bit(bit, a);
		assign_bit(bit, a, false);
		KUNIT_EXPECT_FALSE(test, __test_and_set_bit(bit, a));
		KUNIT_EXPECT_TRUE(test, __test_and_clear_bit(bit, a));
		KUNIT_EXPECT_TRUE(test, bitmap_empty(a, MAX_BITS));
	}
}

static void words(struct kunit *test)
{
	for (int i = 0; i < 64; i++) {
		u64 bit = 1ull << i;

		KUNIT_EXPECT_EQ(test, fls64(bit | 1), i + 1);
		KUNIT_EXPECT_EQ(test, __ffs64(bit | 1ull << 63), i);
		KUNIT_EXPECT_EQ(test, hweight64(bit - 1), i);
		KUNIT_EXPECT_TRUE(test, ror64(rol64(0x123456789abcdef1, i), i) == 0x123456789abcdef1);
		KUNIT_EXPECT_EQ(test, ilog2(bit), i);
		if (i >= BITS_PER_LONG)
			continue;
		KUNIT_EXPECT_EQ(test, __ffs((unsigned long)bit | 1UL << (BITS_PER_LONG - 1)), i);
		KUNIT_EXPECT_EQ(test, __fls((unsigned long)bit | 1), i);
		KUNIT_EXPECT_EQ(test, ffz((unsigned long)bit - 1), i);
		KUNIT_EXPECT_EQ(test, fls_long((unsigned long)bit), i + 1);
		KUNIT_EXPECT_EQ(test, order_base_2((unsigned long)bit), i);
		KUNIT_EXPECT_TRUE(test, is_power_of_2((unsigned long)bit));
		KUNIT_EXPECT_EQ(test, roundup_pow_of_two((unsigned long)bit), (unsigned long)bit);
	}
	KUNIT_EXPECT_TRUE(test, ffs(0) == 0 && ffs(8) == 4 && fls(0) == 0 && fls64(0) == 0);
	KUNIT_EXPECT_TRUE(test, roundup_pow_of_two(33) == 64 && rounddown_pow_of_two(33) == 32);
	KUNIT_EXPECT_TRUE(test, order_base_2(0) == 0 && order_base_2(5) == 3);
	KUNIT_EXPECT_TRUE(test, !is_power_of_2(0) && !is_power_of_2(6));
	KUNIT_EXPECT_TRUE(test, sign_extend32(0x80, 7) == -128 && sign_extend64(0x7f, 7) == 127);
	KUNIT_EXPECT_TRUE(test, hweight32(0xf00f) == 8 && hweight_long(~0UL) == BITS_PER_LONG);
	KUNIT_EXPECT_TRUE(test, GENMASK(7, 4) == 0xf0 && GENMASK_ULL(63, 60) == 0xfull << 60);
	KUNIT_EXPECT_TRUE(test, rol32(0x80000001, 1) == 3 && ror32(1, 0) == 1);
	BUILD_BUG_ON(const_ilog2(4096) != 12 || const_ilog2(1) != 0 || const_ilog2(~0ull) != 63);
}

static struct kunit_case bitmap_cases[] = {
	KUNIT_CASE(searching), KUNIT_CASE(logic),	KUNIT_CASE(ranges), KUNIT_CASE(zero_areas),
	KUNIT_CASE(lists),     KUNIT_CASE(single_bits), KUNIT_CASE(words),  {}
};

static struct kunit_suite bitmap_suite = {
	.name = "lib.bitmap",
	.desc = "bit operations, bitmaps and searches against a bool array",
	.test_cases = bitmap_cases,
};
kunit_test_suite(bitmap_suite);
