// SPDX-License-Identifier: MIT
/*
 * Formats with known results. tests/host/vsprintf_libc.c compares millions of random ones with a
 * C library.
 */
#include <kunit/test.h>
#include <linux/bitmap.h>
#include <linux/err.h>
#include <linux/gfp.h>
#include <linux/ioport.h>
#include <linux/kernel.h>
#include <linux/mmzone.h>
#include <linux/page-flags.h>
#include <linux/string.h>

static char text[160];

/* Not declared as a printf, so that formats the compiler does not know can be tried too. */
static const char *vformat(const char *fmt, va_list args)
{
	int len;

	memset(text, '#', sizeof(text));
	len = vsnprintf(text, sizeof(text), fmt, args);
	return len == (int)strlen(text) ? text : "wrong length";
}

static const char *format(const char *fmt, ...)
{
	va_list args;
	const char *result;

	va_start(args, fmt);
	result = vformat(fmt, args);
	va_end(args);
	return result;
}

#define EXPECT(expected, ...) KUNIT_EXPECT_STREQ(test, format(__VA_ARGS__), expected)

static void integers(struct kunit *test)
{
	EXPECT("0 -1 4294967295", "%d %i %u", 0, -1, -1);
	EXPECT("-2147483648", "%d", INT_MIN);
	EXPECT("-9223372036854775808 18446744073709551615", "%lld %llu", LLONG_MIN, ULLONG_MAX);
	EXPECT("1777777777777777777777", "%llo", ULLONG_MAX);
	EXPECT("-1 255 -2 65534", "%hhd %hhu %hd %hu", -1, -1, -2, -2);
	EXPECT("ff FF 0xff 0XFF", "%x %X %#x %#X", 255, 255, 255, 255);
	EXPECT("17 017 0", "%o %#o %#o", 15, 15, 0);
	EXPECT("42 42 42 42", "%zu %td %jd %ld", (size_t)42, (ptrdiff_t)42, 42ll, 42l);
	EXPECT("1234567890123456789", "%Lu", 1234567890123456789ull);
}

static void flags_width_precision(struct kunit *test)
{
	EXPECT("   42|42   |00042| +42|+0042| 42", "%5d|%-5d|%05d|%+4d|%+05d|% d", 42, 42, 42, 42,
	       42, 42);
	EXPECT("   -5|-0005|-5   ", "%5d|%05d|%-05d", -5, -5, -5);
	EXPECT("  007|007  |00007", "%5.3d|%-5.3d|%05d", 7, 7, 7);
	EXPECT("  0xa|0x00a|0xa  ", "%#5x|%#05x|%#-5x", 10, 10, 10);
	EXPECT("|   |+", "%.0d|%3.0d|%+.0d", 0, 0, 0);
	EXPECT("   42|42   |  042", "%*d|%*d|%*.*d", 5, 42, -5, 42, 5, 3, 42);
	EXPECT("42", "%.*d", -1, 42);
	EXPECT("0x0 0X0", "%#x %#X", 0, 0);
}

static void strings_and_characters(struct kunit *test)
{
	EXPECT("abc|  abc|abc  |ab|   ab", "%s|%5s|%-5s|%.2s|%5.2s", "abc", "abc", "abc", "abc",
	       "abc");
	EXPECT("(null) (efault) (efault)", "%s %s %s", NULL, (char *)1, ERR_PTR(-5));
	EXPECT("x|  x|x  |%", "%c|%3c|%-3c|%%", 'x', 'x', 'x');
	EXPECT("ab", "%.*s", 2, "abcdef");
	EXPECT("abc", "%.10s", "abc");
}

static void unknown_conversions_stay(struct kunit *test)
{
	EXPECT("1 %y %d", "%d %y %d", 1, 2);
	EXPECT("50%", "50%");
}

static void cutting(struct kunit *test)
{
	char buf[8] = "#######";

	KUNIT_EXPECT_EQ(test, snprintf(buf, 4, "%d", 123456), 6);
	KUNIT_EXPECT_MEMEQ(test, buf, "123\0###", 7);
	KUNIT_EXPECT_EQ(test, snprintf(NULL, 0, "%s", "hello"), 5);
	KUNIT_EXPECT_EQ(test, scnprintf(buf, 4, "%d", 123456), 3);
	KUNIT_EXPECT_EQ(test, scnprintf(buf, 0, "x"), 0);
	KUNIT_EXPECT_EQ(test, sprintf(buf, "%s!", "hey"), 4);
	KUNIT_EXPECT_STREQ(test, (char *)buf, "hey!");
}

static void addresses(struct kunit *test)
{
	char expected[40];

	snprintf(expected, sizeof(expected), "%0*lx", (int)(2 * sizeof(long)), 0xabc123ul);
	EXPECT(expected, "%p", (void *)0xabc123);
	EXPECT(expected, "%px", (void *)0xabc123);
	EXPECT(expected, "%pK", (void *)0xabc123);
	EXPECT(sizeof(long) == 8 ? "0000000000000000" : "00000000", "%p", NULL);
	snprintf(expected, sizeof(expected), "%20s|", format("%px", (void *)16));
	EXPECT(expected, "%20px|", (void *)16);
}

static void errors_by_name(struct kunit *test)
{
	EXPECT("-ENOMEM -EPERM", "%pe %pe", ERR_PTR(-ENOMEM), ERR_PTR(-EPERM));
	EXPECT("-EHWPOISON -ENOTSUPP", "%pe %pe", ERR_PTR(-133), ERR_PTR(-524));
	EXPECT("    -EIO|", "%8pe|", ERR_PTR(-EIO));
}

static void bytes_and_bitmaps(struct kunit *test)
{
	static const u8 bytes[] = { 0x00, 0x1f, 0xff, 0x80 };
	unsigned long map[2] = { 0, 0 };

	EXPECT("00 1f ff 80", "%*ph", 4, bytes);
	EXPECT("00:1f:ff 00-1f 001f", "%*phC %*phD %*phN", 3, bytes, 2, bytes, 2, bytes);
	EXPECT("(null)", "%4ph", NULL);
	bitmap_set(map, 0, 4);
	__set_bit(7, map);
	bitmap_set(map, 30, 5);
	EXPECT("0-3,7,30-34", "%*pbl", 40, map);
	EXPECT("07,c000008f", "%*pb", 40, map);
	EXPECT("7,c000008f", "%*pb", 35, map);
	EXPECT("c000008f", "%*pb", 32, map);
	EXPECT("f", "%*pb", 4, map);
}

static void nested_format(struct kunit *test, const char *expected, const char *fmt, ...)
{
	struct va_format nested = { .fmt = fmt };
	va_list args;

	va_start(args, fmt);
	nested.va = &args;
	EXPECT(expected, "<%pV|%12pV>%d", &nested, &nested, 9);
	va_end(args);
}

static void network_and_uuid(struct kunit *test)
{
	static const u8 ip[] = { 192, 168, 1, 20 }, mac[] = { 0, 0x1b, 0x63, 0x84, 0x45, 0xe6 };
	static const u8 uuid[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0xa, 0xb, 0xc, 0xd, 0xe, 0xf };

	EXPECT("192.168.1.20 192.168.001.020", "%pI4 %pi4", ip, ip);
	EXPECT("00:1b:63:84:45:e6 001b638445e6", "%pM %pm", mac, mac);
	EXPECT("00-1b-63-84-45-e6 e6:45:84:63:1b:00", "%pMF %pMR", mac, mac);
	EXPECT("00010203-0405-0607-0809-0a0b0c0d0e0f", "%pU", uuid);
	EXPECT("03020100-0504-0706-0809-0A0B0C0D0E0F", "%pUL", uuid);
	EXPECT("0001:0203:0405:0607:0809:0a0b:0c0d:0e0f", "%pI6", uuid);
	nested_format(test, "<3 x|         3 x>9", "%d %s", 3, "x");
}

static void memory_objects(struct kunit *test)
{
	struct resource mem = { .start = 0xa0000, .end = 0xfffff, .flags = IORESOURCE_MEM };
	struct resource io = { .start = 0x60, .end = 0x60, .flags = IORESOURCE_IO };
	phys_addr_t phys = 0x123456789ull;
	gfp_t gfp = GFP_KERNEL | __GFP_ZERO;
	unsigned long page = BIT(PG_buddy) | 3 | (unsigned long)ZONE_ID(1, 2) << PG_STATE_BITS;

	EXPECT("[mem 0x000a0000-0x000fffff]", "%pR", &mem);
	EXPECT("[mem 0x000a0000-0x000fffff flags 0x200]", "%pr", &mem);
	EXPECT("[io 0x0060]", "%pR", &io);
	EXPECT("0x0000000123456789 0x0000000123456789", "%pa %pad", &phys, &phys);
	EXPECT("GFP_KERNEL|__GFP_ZERO", "%pGg", &gfp);
	gfp = GFP_ATOMIC;
	EXPECT("GFP_ATOMIC", "%pGg", &gfp);
	gfp = 0;
	EXPECT("0x0", "%pGg", &gfp);
	gfp = __GFP_COMP | 0x80000000;
	EXPECT("__GFP_COMP|0x80000000", "%pGg", &gfp);
	KUNIT_EXPECT_NOT_NULL(test, strstr(format("%pGp", &page), "(buddy|order=3|node=1|zone=2)"));
}

static struct kunit_case vsprintf_cases[] = {
	KUNIT_CASE(integers),
	KUNIT_CASE(flags_width_precision),
	KUNIT_CASE(strings_and_characters),
	KUNIT_CASE(unknown_conversions_stay),
	KUNIT_CASE(cutting),
	KUNIT_CASE(addresses),
	KUNIT_CASE(errors_by_name),
	KUNIT_CASE(bytes_and_bitmaps),
	KUNIT_CASE(network_and_uuid),
	KUNIT_CASE(memory_objects),
	{}
};

static struct kunit_suite vsprintf_suite = {
	.name = "lib.vsprintf",
	.desc = "formats and %p extensions with known results",
	.test_cases = vsprintf_cases,
};
kunit_test_suite(vsprintf_suite);
