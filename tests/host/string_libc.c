// SPDX-License-Identifier: MIT
/*
 * lib/string.c and lib/kstrtox.c against the C library, on random short strings over a small
 * alphabet, so that matches, prefixes and repetitions are frequent. Host only.
 */
#include <kunit/test.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <host/libc.h>

#define ROUNDS 100000
#define MAX_LEN 12

static char a[MAX_LEN + 1], b[4], ours[40], theirs[40];

static void random_string(struct kunit *test, char *s, u32 max)
{
	static const char letters[] = "aAbB\xe4";
	u32 len = kunit_random_below(test, max + 1);

	for (u32 i = 0; i < len; i++)
		s[i] = letters[kunit_random_below(test, 5)];
	s[len] = '\0';
}

static int sign(int x)
{
	return (x > 0) - (x < 0);
}

static void searching(struct kunit *test)
{
	for (int round = 0; round < ROUNDS; round++) {
		char *s = ours, *t = theirs;
		int c;

		random_string(test, a, MAX_LEN);
		random_string(test, b, 3);
		c = b[0];
		KUNIT_EXPECT_PTR_EQ(test, strstr(a, b), libc_strstr(a, b));
		KUNIT_EXPECT_PTR_EQ(test, strchr(a, c), libc_strchr(a, c));
		KUNIT_EXPECT_PTR_EQ(test, strrchr(a, c), libc_strrchr(a, c));
		KUNIT_EXPECT_PTR_EQ(test, strpbrk(a, b), libc_strpbrk(a, b));
		KUNIT_EXPECT_EQ(test, strspn(a, b), libc_strspn(a, b));
		KUNIT_EXPECT_EQ(test, strcspn(a, b), libc_strcspn(a, b));
		strcpy(ours, a);
		strcpy(theirs, a);
		while (s && t) {
			KUNIT_EXPECT_EQ(test, strsep(&s, b) - ours, libc_strsep(&t, b) - theirs);
			KUNIT_EXPECT_MEMEQ(test, ours, theirs, strlen(a) + 1);
		}
		KUNIT_EXPECT_TRUE(test, !s && !t);
	}
}

static void comparing(struct kunit *test)
{
	for (int round = 0; round < ROUNDS; round++) {
		u32 n = kunit_random_below(test, MAX_LEN + 2);

		random_string(test, a, 3);
		random_string(test, b, 3);
		KUNIT_EXPECT_EQ(test, sign(strcmp(a, b)), sign(libc_strcmp(a, b)));
		KUNIT_EXPECT_EQ(test, sign(strncmp(a, b, n)), sign(libc_strncmp(a, b, n)));
		KUNIT_EXPECT_EQ(test, sign(strcasecmp(a, b)), sign(libc_strcasecmp(a, b)));
		KUNIT_EXPECT_EQ(test, sign(strncasecmp(a, b, n)), sign(libc_strncasecmp(a, b, n)));
		KUNIT_EXPECT_EQ(test, strnlen(a, n), libc_strnlen(a, n));
	}
}

static void copying(struct kunit *test)
{
	for (int round = 0; round < ROUNDS; round++) {
		u32 n = kunit_random_below(test, MAX_LEN + 2);

		random_string(test, a, MAX_LEN);
		random_string(test, b, 3);
		memset(ours, '#', sizeof(ours));
		libc_memset(theirs, '#', sizeof(theirs));
		strncpy(ours, a, n);
		libc_strncpy(theirs, a, n);
		KUNIT_EXPECT_MEMEQ(test, ours, theirs, sizeof(ours));
		strcpy(ours, b);
		libc_strcpy(theirs, b);
		strncat(ours, a, n);
		libc_strncat(theirs, a, n);
		strcat(ours, b);
		libc_strcat(theirs, b);
		KUNIT_EXPECT_MEMEQ(test, ours, theirs, sizeof(ours));
	}
}

static void numbers(struct kunit *test)
{
	static const char letters[] = "0123456789abz ";

	for (int round = 0; round < ROUNDS; round++) {
		int base = (int[]){ 0, 8, 10, 16, 36 }[kunit_random_below(test, 5)];
		u32 len = kunit_random_below(test, MAX_LEN);
		char *end, *libc_end;
		u64 value;

		for (u32 i = 0; i < len; i++)
			a[i] = letters[kunit_random_below(test, sizeof(letters) - 1)];
		a[len] = '\0';
		if (a[0] == ' ')
			continue; /* C skips white space, Linux does not */
		value = simple_strtoull(a, &end, (unsigned int)base);
		KUNIT_EXPECT_EQ(test, value, libc_strtoull(a, &libc_end, base));
		KUNIT_EXPECT_PTR_EQ(test, end, libc_end);
		KUNIT_EXPECT_EQ(test, kstrtoull(a, (unsigned int)base, &value),
				*libc_end || libc_end == a ? -EINVAL : 0);
	}
}

static struct kunit_case libc_cases[] = {
	KUNIT_CASE(searching),
	KUNIT_CASE(comparing),
	KUNIT_CASE(copying),
	KUNIT_CASE(numbers),
	{}
};

static struct kunit_suite libc_suite = {
	.name = "lib.string_libc",
	.desc = "random strings, treated as the C library does",
	.test_cases = libc_cases,
};
kunit_test_suite(libc_suite);
