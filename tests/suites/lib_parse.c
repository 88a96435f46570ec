// SPDX-License-Identifier: MIT
/* Text to values: kstrtox, sscanf, memparse, option lists, words of a command line. */
#include <kunit/test.h>
#include <linux/hex.h>
#include <linux/kernel.h>
#include <linux/string.h>

static void strict_numbers(struct kunit *test)
{
	unsigned long long ull = 7;
	long long ll = 7;

	KUNIT_EXPECT_EQ(test, kstrtoull("18446744073709551615", 10, &ull), 0);
	KUNIT_EXPECT_TRUE(test, ull == ULLONG_MAX);
	KUNIT_EXPECT_EQ(test, kstrtoull("18446744073709551616", 10, &ull), -ERANGE);
	KUNIT_EXPECT_TRUE(test, ull == ULLONG_MAX);
	KUNIT_EXPECT_EQ(test, kstrtoull("+0x1F\n", 0, &ull), 0);
	KUNIT_EXPECT_EQ(test, ull, 31);
	KUNIT_EXPECT_EQ(test, kstrtoull("0755", 0, &ull), 0);
	KUNIT_EXPECT_EQ(test, ull, 493);
	KUNIT_EXPECT_EQ(test, kstrtoull("0x10", 16, &ull), 0);
	KUNIT_EXPECT_EQ(test, ull, 16);
	KUNIT_EXPECT_EQ(test, kstrtoll("-9223372036854775808", 10, &ll), 0);
	KUNIT_EXPECT_TRUE(test, ll == LLONG_MIN);
	KUNIT_EXPECT_EQ(test, kstrtoll("-9223372036854775809", 10, &ll), -ERANGE);
	KUNIT_EXPECT_EQ(test, kstrtoll("9223372036854775808", 10, &ll), -ERANGE);
}

static void what_is_no_number(struct kunit *test)
{
	static const char *const bad[] = { "", " 1", "1 ", "1\n\n", "x", "0x", "08", "-", "+-1", "--1",
					   "1.5", "\n", "0xg", "12a" };
	long value = 5;

	for (size_t i = 0; i < ARRAY_SIZE(bad); i++)
		KUNIT_EXPECT_EQ_MSG(test, kstrtol(bad[i], 0, &value), -EINVAL, "\"%s\"", bad[i]);
	KUNIT_EXPECT_EQ(test, value, 5);
}

static void narrow_numbers(struct kunit *test)
{
	u8 b;
	s8 sb;
	s16 h;
	int i;
	unsigned int u;

	KUNIT_EXPECT_EQ(test, kstrtou8("255", 10, &b), 0);
	KUNIT_EXPECT_EQ(test, b, 255);
	KUNIT_EXPECT_EQ(test, kstrtou8("256", 10, &b), -ERANGE);
	KUNIT_EXPECT_EQ(test, kstrtou8("-1", 10, &b), -EINVAL);
	KUNIT_EXPECT_EQ(test, kstrtos8("-128", 10, &sb), 0);
	KUNIT_EXPECT_EQ(test, kstrtos8("128", 10, &sb), -ERANGE);
	KUNIT_EXPECT_EQ(test, kstrtos16("-32769", 10, &h), -ERANGE);
	KUNIT_EXPECT_EQ(test, kstrtoint("-2147483648", 10, &i), 0);
	KUNIT_EXPECT_EQ(test, i, INT_MIN);
	KUNIT_EXPECT_EQ(test, kstrtouint("4294967296", 10, &u), -ERANGE);
}

static void booleans(struct kunit *test)
{
	bool yes = false;

	KUNIT_EXPECT_EQ(test, kstrtobool("Yes", &yes), 0);
	KUNIT_EXPECT_TRUE(test, yes);
	KUNIT_EXPECT_EQ(test, kstrtobool("off", &yes), 0);
	KUNIT_EXPECT_FALSE(test, yes);
	KUNIT_EXPECT_EQ(test, kstrtobool("ON", &yes), 0);
	KUNIT_EXPECT_TRUE(test, yes);
	KUNIT_EXPECT_EQ(test, kstrtobool("n", &yes), 0);
	KUNIT_EXPECT_FALSE(test, yes);
	KUNIT_EXPECT_EQ(test, kstrtobool("1", &yes), 0);
	KUNIT_EXPECT_TRUE(test, yes);
	KUNIT_EXPECT_EQ(test, kstrtobool("2", &yes), -EINVAL);
	KUNIT_EXPECT_EQ(test, kstrtobool("o", &yes), -EINVAL);
	KUNIT_EXPECT_EQ(test, kstrtobool("", &yes), -EINVAL);
	KUNIT_EXPECT_EQ(test, kstrtobool(NULL, &yes), -EINVAL);
}

static void sizes(struct kunit *test)
{
	static const struct {
		const char *text;
		u64 value;
		int used;
	} table[] = {
		{ "0", 0, 1 },		    { "64M", 64ull << 20, 3 },
		{ "0x10k", 16384, 5 },	    { "1G@", 1ull << 30, 2 },
		{ "3T", 3ull << 40, 2 },    { "1e", 1ull << 60, 2 },
		{ "17", 17, 2 },	    { "K", 0, 0 },
		{ "", 0, 0 },		    { "5MM", 5 << 20, 2 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		char *end;

		KUNIT_EXPECT_TRUE_MSG(test, memparse(table[i].text, &end) == table[i].value, "%s",
				      table[i].text);
		KUNIT_EXPECT_EQ(test, end - table[i].text, table[i].used);
	}
}

static void option_lists(struct kunit *test)
{
	char text[] = "1,-2-x", *s = text;
	int value, ints[8];

	KUNIT_EXPECT_EQ(test, get_option(&s, &value), 2);
	KUNIT_EXPECT_EQ(test, value, 1);
	KUNIT_EXPECT_EQ(test, get_option(&s, &value), 3);
	KUNIT_EXPECT_EQ(test, value, -2);
	KUNIT_EXPECT_STREQ(test, s, "-x");
	KUNIT_EXPECT_EQ(test, get_option(&s, &value), 0);

	KUNIT_EXPECT_STREQ(test, get_options("3,5-7,0x20 rest", 8, ints), " rest");
	KUNIT_EXPECT_EQ(test, ints[0], 5);
	KUNIT_EXPECT_EQ(test, ints[4], 7);
	KUNIT_EXPECT_EQ(test, ints[5], 32);
	get_options("1-100", 4, ints);
	KUNIT_EXPECT_EQ(test, ints[0], 3);
	get_options("", 4, ints);
	KUNIT_EXPECT_EQ(test, ints[0], 0);
	KUNIT_EXPECT_TRUE(test, parse_option_str("a,bc,d", "bc"));
	KUNIT_EXPECT_FALSE(test, parse_option_str("a,bcd", "bc"));
}

static void words(struct kunit *test)
{
	char line[] = "quiet  mem=64M exec=\"a b; c\" \"x=1 2\" y= \"open";
	char *rest = line, *name, *value;
	static const char *const expected[][2] = {
		{ "quiet", NULL }, { "mem", "64M" }, { "exec", "a b; c" },
		{ "x", "1 2" },	   { "y", "" },	     { "open", NULL },
	};

	for (size_t i = 0; i < ARRAY_SIZE(expected); i++) {
		rest = next_arg(rest, &name, &value);
		KUNIT_EXPECT_STREQ(test, name, expected[i][0]);
		if (expected[i][1])
			KUNIT_EXPECT_STREQ(test, value, expected[i][1]);
		else
			KUNIT_EXPECT_NULL(test, value);
	}
	KUNIT_EXPECT_STREQ(test, rest, "");
}

static void scanning(struct kunit *test)
{
	int a = 0, b = 0, n = 0;
	unsigned long long big = 0;
	unsigned char byte = 0;
	char word[8], set[8], c;

	KUNIT_EXPECT_EQ(test, sscanf(" 12, -7x", "%d,%d%n", &a, &b, &n), 2);
	KUNIT_EXPECT_TRUE(test, a == 12 && b == -7 && n == 7);
	KUNIT_EXPECT_EQ(test, sscanf("ffffffffffffffff-2a", "%llx-%hhx", &big, &byte), 2);
	KUNIT_EXPECT_TRUE(test, big == ULLONG_MAX && byte == 0x2a);
	KUNIT_EXPECT_EQ(test, sscanf("12345", "%2d%d", &a, &b), 2);
	KUNIT_EXPECT_TRUE(test, a == 12 && b == 345);
	KUNIT_EXPECT_EQ(test, sscanf("0x1F 010 9", "%i %i %*d", &a, &b), 2);
	KUNIT_EXPECT_TRUE(test, a == 31 && b == 8);
	KUNIT_EXPECT_EQ(test, sscanf("  hello world", "%3s%c%[^ ]", word, &c, set), 3);
	KUNIT_EXPECT_STREQ(test, (char *)word, "hel");
	KUNIT_EXPECT_EQ(test, c, 'l');
	KUNIT_EXPECT_STREQ(test, (char *)set, "o");
	KUNIT_EXPECT_EQ(test, sscanf("a-]z", "%[]a-]%c", set, &c), 2);
	KUNIT_EXPECT_STREQ(test, (char *)set, "a-]");
	KUNIT_EXPECT_EQ(test, sscanf("50%", "%d%%", &a), 1);
	KUNIT_EXPECT_EQ(test, sscanf("x", "%d", &a), 0);
	KUNIT_EXPECT_EQ(test, sscanf("", "%d", &a), 0);
}

static void hexadecimal(struct kunit *test)
{
	u8 bytes[3];
	char text[7] = { 0 };

	KUNIT_EXPECT_EQ(test, hex2bin(bytes, "00Ff1a", 3), 0);
	KUNIT_EXPECT_MEMEQ(test, bytes, "\x00\xff\x1a", 3);
	KUNIT_EXPECT_EQ(test, hex2bin(bytes, "0g", 1), -EINVAL);
	bin2hex(text, "\x00\xff\x1a", 3);
	KUNIT_EXPECT_STREQ(test, (char *)text, "00ff1a");
}

static struct kunit_case parse_cases[] = {
	KUNIT_CASE(strict_numbers), KUNIT_CASE(what_is_no_number), KUNIT_CASE(narrow_numbers),
	KUNIT_CASE(booleans),	    KUNIT_CASE(sizes),		   KUNIT_CASE(option_lists),
	KUNIT_CASE(words),	    KUNIT_CASE(scanning),	   KUNIT_CASE(hexadecimal),
	{}
};

static struct kunit_suite parse_suite = {
	.name = "lib.parse",
	.desc = "text to numbers, sizes, options and words",
	.test_cases = parse_cases,
};
kunit_test_suite(parse_suite);
