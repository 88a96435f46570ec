// SPDX-License-Identifier: MIT
/*
 * vsnprintf() and sscanf() against the C library: random conversions with random flags, widths,
 * precisions, sizes and buffer lengths. Host only. Left out is where Linux differs from C on
 * purpose: "%#x" of 0, and formats that C leaves undefined ('+' for unsigned and the like are
 * fine, '0' or '#' for %s and %c are not).
 */
#include <kunit/test.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <host/libc.h>

#define ROUNDS 400000

struct trial {
	char fmt[64];
	char kind; /* conversion letter */
	int stars; /* 1: width, 2: precision by argument */
	int width, precision;
	unsigned int size;
};

static u64 some_value(struct kunit *test)
{
	u64 value = (u64)kunit_random(test) << 32 | kunit_random(test);

	switch (kunit_random_below(test, 4)) {
	case 0:
		return kunit_random_below(test, 3);
	case 1:
		return ~0ull << kunit_random_below(test, 64);
	}
	return value >> kunit_random_below(test, 64);
}

static bool chance(struct kunit *test, u32 in)
{
	return kunit_random_below(test, in) == 0;
}

/* Width or precision: none, in the format, or a star. */
static char *put_count(struct kunit *test, char *p, struct trial *t, int star, int *value)
{
	u32 how = kunit_random_below(test, 3);

	*value = (int)kunit_random_below(test, chance(test, 8) ? 90 : 14);
	if (how == 1)
		p += libc_snprintf(p, 4, "%d", *value);
	if (how == 2) {
		*p++ = '*';
		t->stars |= star;
		if (chance(test, 3))
			*value = -*value;
	}
	return p;
}

static void make_trial(struct kunit *test, struct trial *t)
{
	static const char kinds[] = "diuoxXcs";
	static const char *const sizes[] = { "hh", "h", "", "l", "ll", "z", "t", "j", "L" };
	static const u8 bytes[] = { 1, 2, 4, 8, 8, 8, 8, 8, 8 };
	u32 size = kunit_random_below(test, 8);
	char *p = t->fmt;
	bool number;

	t->kind = kinds[kunit_random_below(test, sizeof(kinds) - 1)];
	t->stars = 0;
	number = t->kind != 'c' && t->kind != 's';
	p = strcpy(p, chance(test, 2) ? "<" : "") + strlen(p);
	*p++ = '%';
	for (const char *flag = "-+ #0"; *flag; flag++)
		if (chance(test, 3) && (number || *flag == '-') &&
		    !(*flag == '#' && strchr("diu", t->kind)))
			*p++ = *flag;
	p = put_count(test, p, t, 1, &t->width);
	if (t->kind != 'c' && chance(test, 2)) {
		*p++ = '.';
		p = put_count(test, p, t, 2, &t->precision);
	}
	t->size = bytes[size];
	p = stpcpy(p, number ? sizes[size] : "");
	*p++ = t->kind;
	strcpy(p, chance(test, 2) ? "%%|" : "");
}

static int both(char *ours, char *theirs, size_t size, const char *fmt, ...)
{
	va_list args, again;
	int n, m;

	va_start(args, fmt);
	va_copy(again, args);
	n = vsnprintf(ours, size, fmt, args);
	m = libc_vsnprintf(theirs, size, fmt, again);
	va_end(again);
	va_end(args);
	return n == m ? n : -1;
}

#define WITH_COUNTS(t, arg)                                                                        \
	((t)->stars == 3   ? both(ours, theirs, size, (t)->fmt, (t)->width, (t)->precision, arg)   \
	 : (t)->stars == 2 ? both(ours, theirs, size, (t)->fmt, (t)->precision, arg)               \
	 : (t)->stars == 1 ? both(ours, theirs, size, (t)->fmt, (t)->width, arg)                   \
			   : both(ours, theirs, size, (t)->fmt, arg))

static void printing(struct kunit *test)
{
	static char ours[300], theirs[300];
	static const char *const words[] = { "", "a", "hello", "a longer text with blanks" };

	for (int round = 0; round < ROUNDS; round++) {
		size_t size = chance(test, 4) ? kunit_random_below(test, 20) : sizeof(ours);
		u64 value = some_value(test);
		struct trial t;
		int len;

		make_trial(test, &t);
		memset(ours, '#', sizeof(ours));
		memset(theirs, '#', sizeof(theirs));
		if ((t.kind == 'x' || t.kind == 'X') && !(value << (64 - 8 * t.size)))
			continue;
		if (t.kind == 's')
			len = WITH_COUNTS(&t, words[value % 4]);
		else if (t.size == 8 && t.kind != 'c')
			len = WITH_COUNTS(&t, value);
		else
			len = WITH_COUNTS(&t, (int)value);
		if (len < 0 || memcmp(ours, theirs, sizeof(ours)))
			KUNIT_FAIL(test, "\"%s\" (%d, %d) of %#llx: \"%.90s\", libc \"%.90s\"", t.fmt,
				   t.width, t.precision, value, size ? ours : "", size ? theirs : "");
	}
}

static void scanning(struct kunit *test)
{
	static const char letters[] = "0123456789abcfx-+ ,";
	static const char *const formats[] = { "%d%n",	   "%u%n",   "%x%n",  "%o%n", "%i%n",
					       "%3d%n",	   "%4x%n",  "%5i%n", " %2u%n", ",%hhd%n",
					       "%*d,%hd%n", "%lld%n", "%li %n" };

	for (int round = 0; round < ROUNDS; round++) {
		const char *fmt = formats[kunit_random_below(test, ARRAY_SIZE(formats))];
		u64 ours[2] = { 0, 0 }, theirs[2] = { 0, 0 };
		char text[12];
		u32 len = kunit_random_below(test, sizeof(text));
		int n, m;

		for (u32 i = 0; i < len; i++)
			text[i] = letters[kunit_random_below(test, sizeof(letters) - 1)];
		text[len] = '\0';
		/* Linux reads a 0 from "0xz", where C fails; and no '-' for unsigned numbers. */
		if (strstr(text, "0x") || (strchr(text, '-') && !strpbrk(fmt, "di")))
			continue;
		n = sscanf(text, fmt, &ours[0], (int *)&ours[1]);
		m = libc_sscanf(text, fmt, &theirs[0], (int *)&theirs[1]);
		m = max(m, 0); /* EOF */
		if (n != m || (n && (ours[0] != theirs[0] || ours[1] != theirs[1])))
			KUNIT_FAIL(test, "\"%s\" by \"%s\": %d %#llx, libc %d %#llx", text, fmt, n,
				   ours[0], m, theirs[0]);
	}
}

static struct kunit_case libc_cases[] = {
	KUNIT_CASE(printing),
	KUNIT_CASE(scanning),
	{}
};

static struct kunit_suite libc_suite = {
	.name = "lib.vsprintf_libc",
	.desc = "random formats, printed and scanned as the C library does",
	.test_cases = libc_cases,
};
kunit_test_suite(libc_suite);
