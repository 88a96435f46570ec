// SPDX-License-Identifier: MIT
/* lib/string.c: the results that C, BSD and Linux promise, and what lies behind the buffer. */
#include <kunit/test.h>
#include <linux/kernel.h>
#include <linux/string.h>

static char buf[32];

/* The buffer begins full of '#', so that one byte too many shows. */
static int setup(struct kunit *test __maybe_unused)
{
	memset(buf, '#', sizeof(buf));
	return 0;
}

static void lengths(struct kunit *test)
{
	char text[] = "abc\0def";

	KUNIT_EXPECT_EQ(test, strlen(text), 3);
	KUNIT_EXPECT_EQ(test, strnlen(text, 2), 2);
	KUNIT_EXPECT_EQ(test, strnlen(text, 9), 3);
	KUNIT_EXPECT_EQ(test, strnlen(NULL, 0), 0);
}

static int sign(int x)
{
	return (x > 0) - (x < 0);
}

static void comparisons(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, strcmp("", ""), 0);
	KUNIT_EXPECT_EQ(test, sign(strcmp("a", "b")), -1);
	KUNIT_EXPECT_EQ(test, sign(strcmp("ab", "a")), 1);
	KUNIT_EXPECT_EQ(test, sign(strcmp("\x80", "a")), 1);
	KUNIT_EXPECT_EQ(test, strncmp("abcx", "abcy", 3), 0);
	KUNIT_EXPECT_EQ(test, sign(strncmp("abcx", "abcy", 4)), -1);
	KUNIT_EXPECT_EQ(test, strncmp("a", "b", 0), 0);
	KUNIT_EXPECT_EQ(test, strcasecmp("HeLLo", "hEllO"), 0);
	KUNIT_EXPECT_EQ(test, sign(strcasecmp("_", "A")), -1);
	KUNIT_EXPECT_EQ(test, strncasecmp("ABx", "aby", 2), 0);
	KUNIT_EXPECT_EQ(test, sign(strncasecmp("ABx", "aby", 3)), -1);
}

static void bounded_copies(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, strscpy(buf, "hello", 6), 5);
	KUNIT_EXPECT_MEMEQ(test, buf, "hello\0##", 8);
	KUNIT_EXPECT_EQ(test, strscpy(buf, "world", 5), -E2BIG);
	KUNIT_EXPECT_MEMEQ(test, buf, "worl\0\0##", 8);
	KUNIT_EXPECT_EQ(test, strscpy(buf, "x", 0), -E2BIG);
	KUNIT_EXPECT_EQ(test, strscpy(buf, "", 1), 0);
	KUNIT_EXPECT_EQ(test, strscpy_pad(buf, "ab", 6), 2);
	KUNIT_EXPECT_MEMEQ(test, buf, "ab\0\0\0\0##", 8);
	KUNIT_EXPECT_EQ(test, strlcpy(buf, "abcdef", 4), 6);
	KUNIT_EXPECT_MEMEQ(test, buf, "abc\0\0\0##", 8);
	KUNIT_EXPECT_EQ(test, strlcpy(buf, "xyz", 0), 3);
	KUNIT_EXPECT_EQ(test, buf[0], 'a');
}

static void strncpy_pads_or_does_not_end(struct kunit *test)
{
	strncpy(buf, "ab", 5);
	KUNIT_EXPECT_MEMEQ(test, buf, "ab\0\0\0##", 7);
	strncpy(buf, "vwxyz", 3);
	KUNIT_EXPECT_MEMEQ(test, buf, "vwx\0\0##", 7);
}

static void appending(struct kunit *test)
{
	KUNIT_EXPECT_PTR_EQ(test, strcpy(buf, "ab"), (char *)buf);
	strcat(buf, "cd");
	KUNIT_EXPECT_MEMEQ(test, buf, "abcd\0##", 7);
	strncat(buf, "efgh", 2);
	KUNIT_EXPECT_STREQ(test, buf, "abcdef");
	KUNIT_EXPECT_EQ(test, strlcat(buf, "ghi", 9), 9);
	KUNIT_EXPECT_MEMEQ(test, buf, "abcdefgh\0##", 11);
	KUNIT_EXPECT_EQ(test, strlcat(buf, "xyz", 4), 7);
	KUNIT_EXPECT_STREQ(test, buf, "abcdefgh");
	KUNIT_EXPECT_PTR_EQ(test, stpcpy(buf, "12"), (char *)buf + 2);
}

static void finding(struct kunit *test)
{
	const char *s = "banana";

	KUNIT_EXPECT_PTR_EQ(test, strchr(s, 'a'), (char *)s + 1);
	KUNIT_EXPECT_PTR_EQ(test, strchr(s, 0), (char *)s + 6);
	KUNIT_EXPECT_NULL(test, strchr(s, 'x'));
	KUNIT_EXPECT_PTR_EQ(test, strrchr(s, 'a'), (char *)s + 5);
	KUNIT_EXPECT_PTR_EQ(test, strrchr(s, 0), (char *)s + 6);
	KUNIT_EXPECT_NULL(test, strrchr(s, 'x'));
	KUNIT_EXPECT_PTR_EQ(test, strchrnul(s, 'x'), (char *)s + 6);
	KUNIT_EXPECT_NULL(test, strnchr(s, 2, 'n'));
	KUNIT_EXPECT_PTR_EQ(test, strnchr(s, 3, 'n'), (char *)s + 2);
	KUNIT_EXPECT_PTR_EQ(test, strstr(s, "nan"), (char *)s + 2);
	KUNIT_EXPECT_PTR_EQ(test, strstr(s, ""), (char *)s);
	KUNIT_EXPECT_NULL(test, strstr(s, "bananas"));
	KUNIT_EXPECT_NULL(test, strnstr(s, "nana", 5));
	KUNIT_EXPECT_EQ(test, strspn(s, "ab"), 2);
	KUNIT_EXPECT_EQ(test, strcspn(s, "nx"), 2);
	KUNIT_EXPECT_EQ(test, strspn(s, ""), 0);
	KUNIT_EXPECT_PTR_EQ(test, strpbrk(s, "xn"), (char *)s + 2);
	KUNIT_EXPECT_NULL(test, strpbrk(s, "xyz"));
	KUNIT_EXPECT_STREQ(test, kbasename("a/b/c"), "c");
	KUNIT_EXPECT_EQ(test, str_has_prefix(s, "ban"), 3);
	KUNIT_EXPECT_FALSE(test, strstarts("ba", "ban"));
}

static void tokens(struct kunit *test)
{
	char text[] = "a,b;;c", *s = text;

	KUNIT_EXPECT_STREQ(test, strsep(&s, ",;"), "a");
	KUNIT_EXPECT_STREQ(test, strsep(&s, ",;"), "b");
	KUNIT_EXPECT_STREQ(test, strsep(&s, ",;"), "");
	KUNIT_EXPECT_STREQ(test, strsep(&s, ",;"), "c");
	KUNIT_EXPECT_NULL(test, s);
	KUNIT_EXPECT_NULL(test, strsep(&s, ",;"));
}

static void trimming(struct kunit *test)
{
	char padded[] = " \t mid dle \n", blank[] = " \t", dots[] = "a.b.c";

	KUNIT_EXPECT_STREQ(test, strim(padded), "mid dle");
	KUNIT_EXPECT_STREQ(test, strim(blank), "");
	KUNIT_EXPECT_EQ(test, blank[0], '\0');
	KUNIT_EXPECT_STREQ(test, skip_spaces("\n x "), "x ");
	KUNIT_EXPECT_PTR_EQ(test, strreplace(dots, '.', '_'), dots + 5);
	KUNIT_EXPECT_STREQ(test, (char *)dots, "a_b_c");
}

static void choices(struct kunit *test)
{
	static const char *const modes[] = { "off", "on", "auto", NULL, "never" };

	KUNIT_EXPECT_TRUE(test, sysfs_streq("on", "on\n"));
	KUNIT_EXPECT_TRUE(test, sysfs_streq("on\n", "on"));
	KUNIT_EXPECT_FALSE(test, sysfs_streq("on", "on\n\n"));
	KUNIT_EXPECT_FALSE(test, sysfs_streq("on", "one"));
	KUNIT_EXPECT_EQ(test, match_string(modes, 5, "auto"), 2);
	KUNIT_EXPECT_EQ(test, match_string(modes, 2, "auto"), -EINVAL);
	KUNIT_EXPECT_EQ(test, match_string(modes, 5, "never"), -EINVAL);
	KUNIT_EXPECT_EQ(test, sysfs_match_string(modes, "on\n"), 1);
}

static struct kunit_case string_cases[] = {
	KUNIT_CASE(lengths),	    KUNIT_CASE(comparisons),
	KUNIT_CASE(bounded_copies), KUNIT_CASE(strncpy_pads_or_does_not_end),
	KUNIT_CASE(appending),	    KUNIT_CASE(finding),
	KUNIT_CASE(tokens),	    KUNIT_CASE(trimming),
	KUNIT_CASE(choices),	    {}
};

static struct kunit_suite string_suite = {
	.name = "lib.string",
	.desc = "strings: results and bounds",
	.init = setup,
	.test_cases = string_cases,
};
kunit_test_suite(string_suite);
