// SPDX-License-Identifier: MIT
/*
 * 64-bit division in software, checked by multiplying back: quotient * divisor + remainder is the
 * dividend, and the remainder is less than the divisor. No other pair is.
 */
#include <kunit/test.h>
#include <linux/build_bug.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/math64.h>
#include <quarry/div64.h>

#define CONFIG_CHOSEN 1
#define CONFIG_LOADED_MODULE 1
#if IS_ENABLED(CONFIG_ABSENT) || !IS_ENABLED(CONFIG_CHOSEN) || !IS_ENABLED(CONFIG_LOADED)
#error "IS_ENABLED() is wrong in the preprocessor"
#endif
static_assert(IS_ENABLED(CONFIG_CHOSEN) && IS_BUILTIN(CONFIG_CHOSEN) && !IS_MODULE(CONFIG_CHOSEN), "built in");
static_assert(IS_ENABLED(CONFIG_LOADED) && !IS_BUILTIN(CONFIG_LOADED) && IS_MODULE(CONFIG_LOADED), "as a module");
static_assert(!IS_ENABLED(CONFIG_ABSENT) && !IS_BUILTIN(CONFIG_ABSENT) && !IS_MODULE(CONFIG_ABSENT), "not at all");

/* Numbers of every length, and of the borders where a wrong guess hides. */
static u64 some_number(struct kunit *test)
{
	u64 random = (u64)kunit_random(test) << 32 | kunit_random(test);
	unsigned int bits = kunit_random_below(test, 64);

	switch (kunit_random_below(test, 4)) {
	case 0:
		return (1ull << bits) - 1;
	case 1:
		return (1ull << bits) + kunit_random_below(test, 3);
	case 2:
		return ~0ull << bits;
	}
	return random >> bits;
}

static void unsigned_division(struct kunit *test)
{
	for (int i = 0; i < 20000; i++) {
		u64 n = some_number(test), d = some_number(test), rem, quot;

		if (!d)
			continue;
		quot = __udivmoddi4(n, d, &rem);
		if (rem >= d || quot * d + rem != n || (quot && d > n))
			KUNIT_FAIL(test, "%llu / %llu = %llu rest %llu", n, d, quot, rem);
		if (__udivdi3(n, d) != quot || __umoddi3(n, d) != rem)
			KUNIT_FAIL(test, "%llu / %llu: functions differ", n, d);
		if (div64_u64(n, d) != quot || n % d != rem)
			KUNIT_FAIL(test, "%llu / %llu: the operator differs", n, d);
	}
}

static void signed_division(struct kunit *test)
{
	s64 rem;

	KUNIT_EXPECT_EQ(test, __divdi3(-7, 2), -3);
	KUNIT_EXPECT_EQ(test, __moddi3(-7, 2), -1);
	KUNIT_EXPECT_EQ(test, __divdi3(7, -2), -3);
	KUNIT_EXPECT_EQ(test, __moddi3(7, -2), 1);
	KUNIT_EXPECT_EQ(test, __divmoddi4(-7, -2, &rem), 3);
	KUNIT_EXPECT_EQ(test, rem, -1);
	KUNIT_EXPECT_TRUE(test, __divdi3(S64_MIN, 1) == S64_MIN);
	KUNIT_EXPECT_TRUE(test, __divdi3(S64_MIN, S64_MIN) == 1);
	KUNIT_EXPECT_EQ(test, div_s64(-1000000000000ll, 7), -142857142857ll);
	KUNIT_EXPECT_EQ(test, div64_s64(-1000000000000ll, 10000000000ll), -100);
}

static void division_in_place(struct kunit *test)
{
	u64 n = 10000000000000000007ull;
	u32 rem;
	volatile u32 ten = 10;

	KUNIT_EXPECT_EQ(test, do_div(n, ten), 7);
	KUNIT_EXPECT_TRUE(test, n == 1000000000000000000ull);
	KUNIT_EXPECT_TRUE(test, div_u64_rem(n + 3, 1000000007, &rem) == (n + 3) / 1000000007);
	KUNIT_EXPECT_EQ(test, rem, (n + 3) % 1000000007);
}

static void wide_products(struct kunit *test)
{
	for (int i = 0; i < 300; i++) {
		u64 a = some_number(test), d = (some_number(test) >> 1) + 1;
		u64 m = some_number(test) % (d + 1); /* so that the result fits */
		u64 quot = mul_u64_u64_div_u64(a, m, d);
		u32 mul = kunit_random(test) >> 8;

		/* a * m = quot * d + rest, modulo 2^64, with 0 <= rest < d */
		KUNIT_EXPECT_TRUE_MSG(test, a * m - quot * d < d, "%llu * %llu / %llu", a, m, d);
		a >>= 24;
		KUNIT_EXPECT_TRUE(test, mul_u64_u32_shr(a, mul, 10) == a * mul >> 10);
	}
	KUNIT_EXPECT_TRUE(test, mul_u64_u64_div_u64(~0ull >> 1, 1000, 1000) == ~0ull >> 1);
	KUNIT_EXPECT_TRUE(test, mul_u64_u32_shr(~0ull, 1u << 31, 32) == ~0ull >> 1);
}

static void roots_and_divisors(struct kunit *test)
{
	for (int i = 0; i < 300; i++) {
		unsigned long x = (unsigned long)some_number(test), root = int_sqrt(x);

		KUNIT_EXPECT_TRUE_MSG(test, root * root <= x && x - root * root <= 2 * root, "%lu", x);
	}
	KUNIT_EXPECT_TRUE(test, gcd(12, 18) == 6 && gcd(7, 0) == 7 && gcd(0, 5) == 5);
}

static void rounding(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, DIV_ROUND_UP(7, 3) == 3 && DIV_ROUND_UP(6, 3) == 2);
	KUNIT_EXPECT_TRUE(test, DIV_ROUND_CLOSEST(7, 2) == 4 && DIV_ROUND_CLOSEST(-7, 2) == -4);
	KUNIT_EXPECT_TRUE(test, roundup(13, 5) == 15 && rounddown(13, 5) == 10);
	KUNIT_EXPECT_TRUE(test, round_up(13ul, 8) == 16 && round_down(13ul, 8) == 8);
	KUNIT_EXPECT_TRUE(test, ALIGN(13ull, 4096u) == 4096);
	KUNIT_EXPECT_TRUE(test, ALIGN_DOWN(0x100001fffull, 0x1000) == 0x100001000ull);
	KUNIT_EXPECT_TRUE(test, IS_ALIGNED(0x100001000ull, 0x1000) && abs(-3) == 3);
	KUNIT_EXPECT_TRUE(test, clamp(5, 1, 3) == 3 && min3(3, 1, 2) == 1 && max3(1, 3, 2) == 3);
	KUNIT_EXPECT_TRUE(test, min_not_zero(0, 4) == 4 && min_t(u8, 257, 2) == 1);
	KUNIT_EXPECT_TRUE(test, upper_32_bits(0x123456789abcdef0) == 0x12345678);
	KUNIT_EXPECT_EQ(test, upper_32_bits(~0u), 0);
}

static struct kunit_case math_cases[] = {
	KUNIT_CASE(unsigned_division), KUNIT_CASE(signed_division), KUNIT_CASE(division_in_place),
	KUNIT_CASE(wide_products),     KUNIT_CASE(roots_and_divisors), KUNIT_CASE(rounding),
	{}
};

static struct kunit_suite math_suite = {
	.name = "lib.math",
	.desc = "64-bit division in software, roots, rounding",
	.test_cases = math_cases,
};
kunit_test_suite(math_suite);
