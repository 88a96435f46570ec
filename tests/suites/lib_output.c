// SPDX-License-Identifier: MIT
/* Hex dumps and seq_file; character classes against their definition. */
#include <kunit/test.h>
#include <linux/ctype.h>
#include <linux/kernel.h>
#include <linux/seq_file.h>
#include <linux/string.h>

static char text[1024];
static size_t used;

static void collect(struct seq_file *m __maybe_unused, const char *s, size_t n)
{
	n = min(n, sizeof(text) - 1 - used);
	memcpy(text + used, s, n);
	used += n;
	text[used] = '\0';
}

static struct seq_file seq;

static int setup(struct kunit *test __maybe_unused)
{
	used = 0;
	text[0] = '\0';
	seq = (struct seq_file){ .sink = collect };
	return 0;
}

static void dump_lines(struct kunit *test)
{
	static const char data[] = "0123456789abcdef\x01\x7f~";
	char line[80];

	KUNIT_EXPECT_EQ(test, hex_dump_to_buffer(data, 16, 16, 1, line, sizeof(line), true), 65);
	KUNIT_EXPECT_STREQ(test, (char *)line,
			   "30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66  0123456789abcdef");
	hex_dump_to_buffer(data + 16, 3, 16, 1, line, sizeof(line), true);
	KUNIT_EXPECT_STREQ(test, (char *)line,
			   "01 7f 7e                                         ..~");
	hex_dump_to_buffer(data, 16, 16, 4, line, sizeof(line), false);
	KUNIT_EXPECT_STREQ(test, (char *)line, "33323130 37363534 62613938 66656463");
	hex_dump_to_buffer(data, 16, 16, 8, line, sizeof(line), false);
	KUNIT_EXPECT_STREQ(test, (char *)line, "3736353433323130 6665646362613938");
	hex_dump_to_buffer(data, 3, 16, 2, line, sizeof(line), false);
	KUNIT_EXPECT_STREQ(test, (char *)line, "30 31 32");
	KUNIT_EXPECT_EQ(test, hex_dump_to_buffer(data, 4, 16, 1, line, 6, false), 11);
	KUNIT_EXPECT_STREQ(test, (char *)line, "30 31");
	KUNIT_EXPECT_EQ(test, hex_dump_to_buffer(data, 0, 16, 1, line, 6, true), 0);
}

static void dump_to_seq(struct kunit *test)
{
	seq_hex_dump(&seq, "x ", DUMP_PREFIX_OFFSET, 16, 1, "0123456789abcdefG", 17, true);
	KUNIT_EXPECT_STREQ(test, (char *)text,
		"x 00000000: 30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66  0123456789abcdef\n"
		"x 00000010: 47                                               G\n");
}

static void seq_output(struct kunit *test)
{
	seq_puts(&seq, "ab");
	seq_putc(&seq, 'c');
	seq_put_decimal_ull(&seq, " ", 18446744073709551615ull);
	seq_put_decimal_ll(&seq, ",", -5);
	seq_write(&seq, "x\0y", 3);
	KUNIT_EXPECT_MEMEQ(test, text, "abc 18446744073709551615,-5x\0y", 31);
	KUNIT_EXPECT_EQ(test, seq.count, 30);
}

static void seq_text_of_any_length(struct kunit *test)
{
	seq_printf(&seq, "<%600d>%s", 7, "end");
	KUNIT_EXPECT_EQ(test, seq.count, 605);
	KUNIT_EXPECT_EQ(test, used, 605);
	KUNIT_EXPECT_STREQ(test, text + 599, " 7>end");
}

static void seq_columns(struct kunit *test)
{
	seq_setwidth(&seq, 6);
	seq_printf(&seq, "ab%d", 1);
	seq_pad(&seq, '|');
	seq_setwidth(&seq, 2);
	seq_puts(&seq, "toolong");
	seq_pad(&seq, '\n');
	KUNIT_EXPECT_STREQ(test, (char *)text, "ab1   |toolong\n");
}

static void character_classes(struct kunit *test)
{
	for (int c = 0; c < 256; c++) {
		bool upper = c >= 'A' && c <= 'Z', lower = c >= 'a' && c <= 'z';
		bool digit = c >= '0' && c <= '9', print = c >= ' ' && c <= '~';

		KUNIT_EXPECT_EQ(test, isupper(c), upper);
		KUNIT_EXPECT_EQ(test, islower(c), lower);
		KUNIT_EXPECT_EQ(test, isdigit(c), digit);
		KUNIT_EXPECT_EQ(test, isalpha(c), upper || lower);
		KUNIT_EXPECT_EQ(test, isalnum(c), upper || lower || digit);
		KUNIT_EXPECT_EQ(test, isprint(c), print);
		KUNIT_EXPECT_EQ(test, isgraph(c), print && c != ' ');
		KUNIT_EXPECT_EQ(test, ispunct(c), print && c != ' ' && !upper && !lower && !digit);
		KUNIT_EXPECT_EQ(test, iscntrl(c), c < ' ' || c == 127);
		KUNIT_EXPECT_EQ(test, isspace(c), c == ' ' || (c >= 9 && c <= 13));
		KUNIT_EXPECT_EQ(test, isxdigit(c), strchr("0123456789abcdefABCDEF", c) && c);
		KUNIT_EXPECT_EQ(test, tolower(c), upper ? c + 32 : c);
		KUNIT_EXPECT_EQ(test, toupper(c), lower ? c - 32 : c);
	}
	KUNIT_EXPECT_FALSE(test, isalpha((char)0xe4));
}

static struct kunit_case output_cases[] = {
	KUNIT_CASE(dump_lines),		    KUNIT_CASE(dump_to_seq), KUNIT_CASE(seq_output),
	KUNIT_CASE(seq_text_of_any_length), KUNIT_CASE(seq_columns), KUNIT_CASE(character_classes),
	{}
};

static struct kunit_suite output_suite = {
	.name = "lib.output",
	.desc = "hex dumps, seq_file, character classes",
	.init = setup,
	.test_cases = output_cases,
};
kunit_test_suite(output_suite);
