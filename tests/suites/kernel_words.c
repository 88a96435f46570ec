// SPDX-License-Identifier: MIT
/* kernel.words: the monitor's language. */
#include <kunit/test.h>
#include <linux/string.h>
#include <quarry/words.h>

static char buffer[256];

static struct word_parser parse(const char *line)
{
	return (struct word_parser){ .in = line, .out = buffer };
}

static void test_words(struct kunit *test)
{
	struct word_parser p = parse("  cat  /proc/iomem\t x");

	KUNIT_EXPECT_STREQ(test, next_word(&p), "cat");
	KUNIT_EXPECT_STREQ(test, next_word(&p), "/proc/iomem");
	KUNIT_EXPECT_STREQ(test, next_word(&p), "x");
	KUNIT_EXPECT_NULL(test, next_word(&p));
	KUNIT_EXPECT_NULL(test, next_word(&p));
}

static void test_commands(struct kunit *test)
{
	struct word_parser p = parse("a;b c ;; d");

	KUNIT_EXPECT_STREQ(test, next_word(&p), "a");
	KUNIT_EXPECT_NULL(test, next_word(&p));
	next_command(&p);
	KUNIT_EXPECT_STREQ(test, next_word(&p), "b");
	KUNIT_EXPECT_STREQ(test, next_word(&p), "c");
	KUNIT_EXPECT_NULL(test, next_word(&p));
	next_command(&p);
	KUNIT_EXPECT_NULL(test, next_word(&p));
	next_command(&p);
	KUNIT_EXPECT_STREQ(test, next_word(&p), "d");
	KUNIT_EXPECT_NULL(test, next_word(&p));
	KUNIT_EXPECT_EQ(test, *p.in, '\0');
}

static void test_quotes(struct kunit *test)
{
	struct word_parser p = parse("echo \"a; b\" 'it is \"so\"' x'y z'w \"\"");

	KUNIT_EXPECT_STREQ(test, next_word(&p), "echo");
	KUNIT_EXPECT_STREQ(test, next_word(&p), "a; b");
	KUNIT_EXPECT_STREQ(test, next_word(&p), "it is \"so\"");
	KUNIT_EXPECT_STREQ(test, next_word(&p), "xy zw");
	KUNIT_EXPECT_STREQ(test, next_word(&p), "");
	KUNIT_EXPECT_NULL(test, next_word(&p));
	KUNIT_EXPECT_FALSE(test, p.unclosed);
}

static void test_unclosed_quote(struct kunit *test)
{
	struct word_parser p = parse("echo 'a b");

	next_word(&p);
	KUNIT_EXPECT_STREQ(test, next_word(&p), "a b");
	KUNIT_EXPECT_TRUE(test, p.unclosed);
}

static struct kunit_case words_cases[] = {
	KUNIT_CASE(test_words),
	KUNIT_CASE(test_commands),
	KUNIT_CASE(test_quotes),
	KUNIT_CASE(test_unclosed_quote),
	{}
};

static struct kunit_suite words_suite = { .name = "kernel.words", .test_cases = words_cases };
kunit_test_suite(words_suite);
