// SPDX-License-Identifier: MIT
/* Scan codes to typed bytes. */
#include <kunit/test.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <quarry/keyboard.h>

static struct keyboard keyboard;

static int keymap_start(struct kunit *test)
{
	memset(&keyboard, 0, sizeof(keyboard));
	return 0;
}

/* What a sequence of scan codes types. */
static const char *typed(const char *codes, size_t n)
{
	static char text[128];
	size_t length = 0;

	while (n-- && length + KEY_BYTES_MAX < sizeof(text))
		length += keyboard_decode(&keyboard, *codes++, (u8 *)text + length);
	text[length] = 0;
	return text;
}

#define TYPED(codes) typed(codes, sizeof(codes) - 1)

static void keymap_plain(struct kunit *test)
{
	KUNIT_EXPECT_STREQ(test, TYPED("\x23\xa3\x12\x92\x26\xa6\x26\xa6\x18\x98"), "hello");
	KUNIT_EXPECT_STREQ(test, TYPED("\x02\x0b\x0c\x0d\x1a\x1b\x27\x28\x29\x2b\x33\x34\x35\x39"),
			   "10-=[];'`\\,./ ");
	KUNIT_EXPECT_STREQ(test, TYPED("\x1c\x0e\x0f\x01"), "\r\177\t\033");
	KUNIT_EXPECT_STREQ(test, TYPED("\x2c\x2d\x2e\x2f\x30\x31\x32"), "zxcvbnm");
}

static void keymap_shift(struct kunit *test)
{
	KUNIT_EXPECT_STREQ(test, TYPED("\x2a\x1e\xaa\x1e\x36\x1e\xb6\x1e"), "AaAa");
	KUNIT_EXPECT_STREQ(test, TYPED("\x2a\x36\x1e\xaa\x1e\xb6\x1e"), "AAa"); /* both held */
	KUNIT_EXPECT_STREQ(test, TYPED("\x2a\x02\x03\x0b\x1a\x28\x29\x2b\x35\xaa"), "!@){\"~|?");
}

static void keymap_caps(struct kunit *test)
{
	KUNIT_EXPECT_STREQ(test, TYPED("\x3a\xba\x1e\x02\x2a\x1e\x02\xaa\x3a\xba\x1e"), "A1a!a");
}

static void keymap_ctrl_alt(struct kunit *test)
{
	KUNIT_EXPECT_STREQ(test, TYPED("\x1d\x1e\x2e\x16\x1a\x9d\x1e"), "\x01\x03\x15\x1b" "a");
	KUNIT_EXPECT_STREQ(test, TYPED("\xe0\x1d\x26\xe0\x9d\x26"), "\x0cl"); /* right ctrl */
	KUNIT_EXPECT_STREQ(test, TYPED("\x38\x30\xb8\x30"), "\033bb");
}

static void keymap_grey_keys(struct kunit *test)
{
	KUNIT_EXPECT_STREQ(test, TYPED("\xe0\x48\xe0\xc8\xe0\x50\xe0\x4b\xe0\x4d"),
			   "\033[A\033[B\033[D\033[C");
	KUNIT_EXPECT_STREQ(test, TYPED("\xe0\x47\xe0\x4f\xe0\x49\xe0\x51\xe0\x52\xe0\x53"),
			   "\033[H\033[F\033[5~\033[6~\033[2~\033[3~");
	/* With num lock on, the keyboard wraps them in shifts that nobody pressed. */
	KUNIT_EXPECT_STREQ(test, TYPED("\xe0\x2a\xe0\x4b\xe0\xcb\xe0\xaa\x1e"), "\033[Da");
}

static void keymap_keypad(struct kunit *test)
{
	KUNIT_EXPECT_STREQ(test, TYPED("\x48\x4a\x4e\x37\x4c\xe0\x35\xe0\x1c"), "\033[A-+*/\r");
	KUNIT_EXPECT_STREQ(test, TYPED("\x45\xc5\x47\x48\x4c\x52\x53\x4a"), "7850.-");
	KUNIT_EXPECT_STREQ(test, TYPED("\x2a\x48\xaa\x48"), "\033[A8");
}

static void keymap_function_keys(struct kunit *test)
{
	KUNIT_EXPECT_STREQ(test, TYPED("\x3b\xbb\x3e\x3f\x44\x57\x58"),
			   "\033OP\033OS\033[15~\033[21~\033[23~\033[24~");
}

static void keymap_pause(struct kunit *test)
{
	KUNIT_EXPECT_STREQ(test, TYPED("\xe1\x1d\x45\xe1\x9d\xc5\x1e"), "a");
	KUNIT_EXPECT_FALSE(test, keyboard.ctrl);
	KUNIT_EXPECT_FALSE(test, keyboard.num);
}

/* Whatever comes, no key types more than it may. */
static void keymap_noise(struct kunit *test)
{
	u8 out[KEY_BYTES_MAX];
	int i;

	for (i = 0; i < 10000; i++)
		KUNIT_ASSERT_LE(test, keyboard_decode(&keyboard, kunit_random(test), out),
				KEY_BYTES_MAX);
}

static struct kunit_case keymap_cases[] = {
	KUNIT_CASE(keymap_plain), KUNIT_CASE(keymap_shift), KUNIT_CASE(keymap_caps),
	KUNIT_CASE(keymap_ctrl_alt), KUNIT_CASE(keymap_grey_keys), KUNIT_CASE(keymap_keypad),
	KUNIT_CASE(keymap_function_keys), KUNIT_CASE(keymap_pause), KUNIT_CASE(keymap_noise), {},
};

static struct kunit_suite keymap_suite = {
	.name = "drivers.keymap",
	.desc = "keyboard scan codes",
	.init = keymap_start,
	.test_cases = keymap_cases,
};
kunit_test_suite(keymap_suite);
