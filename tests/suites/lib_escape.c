// SPDX-License-Identifier: MIT
/*
 * Escapes in text, there and back: what string_escape_mem() writes, string_unescape() reads as it was,
 * whatever the bytes and the flags; and sizes in words.
 */
#include <kunit/test.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/string_helpers.h>

static void there_and_back(struct kunit *test)
{
	static const unsigned int ways[] = { ESCAPE_ANY, ESCAPE_HEX, ESCAPE_SPACE | ESCAPE_SPECIAL | ESCAPE_HEX,
					     ESCAPE_OCTAL | ESCAPE_NAP | ESCAPE_APPEND };
	char bytes[40], text[200], back[200];

	for (int round = 0; round < 2000; round++) {
		size_t n = kunit_random_below(test, sizeof(bytes));
		int length, again;

		for (size_t i = 0; i < n; i++)
			bytes[i] = (char)kunit_random(test);
		length = string_escape_mem(bytes, n, text, sizeof(text) - 1, ways[round % 4], round % 4 == 3 ? "\\" : NULL);
		KUNIT_ASSERT_LE(test, length, (int)sizeof(text) - 1);
		text[length] = '\0';
		again = string_unescape_any(text, back, sizeof(back));
		KUNIT_ASSERT_EQ(test, again, (int)n);
		KUNIT_EXPECT_MEMEQ(test, back, bytes, n);
	}
}

static void too_little_room(struct kunit *test)
{
	char text[8] = "*******", back[4];

	KUNIT_EXPECT_EQ(test, string_escape_mem("a\nb\377", 4, text, 3, ESCAPE_ANY_NP, NULL), 8);
	KUNIT_EXPECT_MEMEQ(test, text, "a\\n*", 4);
	KUNIT_EXPECT_EQ(test, string_unescape("abcdef", back, sizeof(back), UNESCAPE_ANY), 3);
	KUNIT_EXPECT_STREQ(test, back, "abc");
}

static void only_some(struct kunit *test)
{
	char text[32];
	int n = string_escape_mem("a b\tc", 5, text, sizeof(text), ESCAPE_ANY, "\tc");

	KUNIT_EXPECT_EQ(test, n, 9);
	KUNIT_EXPECT_MEMEQ(test, text, "a b\\t\\143", 9);
	string_unescape("\\t\\x41\\101\\q\\", text, sizeof(text), UNESCAPE_HEX);
	KUNIT_EXPECT_STREQ(test, text, "\\tA\\101\\q\\");
}

static void sizes(struct kunit *test)
{
	char text[24];

	string_get_size(~0ull, ~0ull, STRING_UNITS_2, text, sizeof(text)); /* 2^128 less a little: no unit for it */
	KUNIT_EXPECT_STREQ(test, text, "281474976710656 YiB");
	string_get_size(4096, ~0ull, STRING_UNITS_2, text, sizeof(text));
	KUNIT_EXPECT_STREQ(test, text, "64.0 ZiB");
	string_get_size(1, 1100, STRING_UNITS_10, text, sizeof(text));
	KUNIT_EXPECT_STREQ(test, text, "1.10 kB");
	string_get_size(0, 512, STRING_UNITS_10, text, sizeof(text));
	KUNIT_EXPECT_STREQ(test, text, "0 B");
}

static struct kunit_case escape_cases[] = {
	KUNIT_CASE(there_and_back), KUNIT_CASE(too_little_room), KUNIT_CASE(only_some), KUNIT_CASE(sizes), {}
};

static struct kunit_suite escape_suite = {
	.name = "lib.escape",
	.desc = "characters as escapes, sizes in words",
	.test_cases = escape_cases,
};
kunit_test_suite(escape_suite);
