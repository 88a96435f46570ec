// SPDX-License-Identifier: MIT
/*
 * Scan codes of set 1 to characters, US layout.
 *
 * A key sends its code when pressed and the code with bit 7 set when released; keys that the
 * first PC did not have send 0xe0 in front. Reference: IBM PS/2 Hardware Interface Technical
 * Reference, "Keyboards (101- and 102-key)".
 */
#include <linux/ctype.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <quarry/keyboard.h>

#define RELEASED 0x80
#define PREFIX_EXTENDED 0xe0
#define PREFIX_PAUSE 0xe1
#define PAUSE_REST 2 /* e1 1d 45, and e1 9d c5 */

#define KEY_CTRL 0x1d
#define KEY_LEFT_SHIFT 0x2a
#define KEY_RIGHT_SHIFT 0x36
#define KEY_ALT 0x38
#define KEY_CAPS_LOCK 0x3a
#define KEY_NUM_LOCK 0x45
#define KEY_PAD_SLASH 0x35
#define KEY_PAD_ENTER 0x1c
#define KEY_PAD_FIRST 0x47
#define KEY_PAD_LAST 0x53

#define ESC 27

/* From code 0 on; '\0' types nothing here. */
static const char plain[] =
	"\0\0331234567890-=\177\t" /* 00..0f */
	"qwertyuiop[]\r\0as"	    /* 10..1f */
	"dfghjkl;'`\0\\zxcv"	    /* 20..2f */
	"bnm,./\0*\0 ";		    /* 30..39 */
static const char shifted[] =
	"\0\033!@#$%^&*()_+\177\t"
	"QWERTYUIOP{}\r\0AS"
	"DFGHJKL:\"~\0|ZXCV"
	"BNM<>?\0*\0 ";

/* The keypad with num lock: codes 0x47..0x53. */
static const char pad_digits[] = "789-456+1230.";

/* Without it, and for the grey keys: what follows ESC. */
static const char *const pad_sequences[] = {
	"[H", "[A", "[5~", "-", "[D", "", "[C", "+", "[F", "[B", "[6~", "[2~", "[3~",
};

static const char *function_sequence(u8 key)
{
	static const char *const sequences[] = {
		"OP", "OQ", "OR", "OS", "[15~", "[17~", "[18~", "[19~", "[20~", "[21~",
	};

	if (key >= 0x3b && key <= 0x44)
		return sequences[key - 0x3b];
	return key == 0x57 ? "[23~" : key == 0x58 ? "[24~" : NULL;
}

static void set_held(u8 *keys, u8 which, bool pressed)
{
	if (pressed)
		*keys |= which;
	else
		*keys &= ~which;
}

/* Shift, ctrl, alt and the locks. False if @key is none of them. */
static bool modifier(struct keyboard *kbd, u8 key, bool extended, bool pressed)
{
	switch (key) {
	case KEY_LEFT_SHIFT:
	case KEY_RIGHT_SHIFT:
		/* With the prefix these only wrap grey keys, for the sake of the first PC. */
		if (!extended)
			set_held(&kbd->shift, key == KEY_LEFT_SHIFT ? 1 : 2, pressed);
		return true;
	case KEY_CTRL:
		set_held(&kbd->ctrl, extended ? 2 : 1, pressed);
		return true;
	case KEY_ALT:
		set_held(&kbd->alt, extended ? 2 : 1, pressed);
		return true;
	case KEY_CAPS_LOCK:
		kbd->caps ^= pressed;
		return true;
	case KEY_NUM_LOCK:
		kbd->num ^= pressed;
		return true;
	}
	return false;
}

static unsigned int type_sequence(const char *sequence, u8 *out)
{
	unsigned int n = strlen(sequence);

	if (!n)
		return 0;
	out[0] = ESC;
	memcpy(out + 1, sequence, n);
	return n + 1;
}

static unsigned int type_char(const struct keyboard *kbd, u8 c, u8 *out)
{
	unsigned int n = 0;

	if (!c)
		return 0;
	if (kbd->ctrl) {
		if (c >= '@' && c < 0x7f)
			c &= 0x1f;
		else if (c == ' ')
			c = 0;
	}
	if (kbd->alt)
		out[n++] = ESC;
	out[n++] = c;
	return n;
}

/* Keypad, and the grey keys that have its codes behind a prefix. */
static unsigned int type_pad(const struct keyboard *kbd, u8 key, bool extended, u8 *out)
{
	const char *sequence = pad_sequences[key - KEY_PAD_FIRST];

	if (!extended && (kbd->num != !!kbd->shift || *sequence == '-' || *sequence == '+'))
		return type_char(kbd, pad_digits[key - KEY_PAD_FIRST], out);
	return type_sequence(sequence, out);
}

static unsigned int type_key(const struct keyboard *kbd, u8 key, u8 *out)
{
	char c = key < sizeof(plain) - 1 ? plain[key] : 0;
	bool shift = kbd->shift;

	if (function_sequence(key))
		return type_sequence(function_sequence(key), out);
	if (kbd->caps && isalpha(c))
		shift = !shift;
	return type_char(kbd, shift && c ? shifted[key] : c, out);
}

unsigned int keyboard_decode(struct keyboard *kbd, u8 scancode, u8 out[KEY_BYTES_MAX])
{
	u8 key = scancode & ~RELEASED;
	bool pressed = !(scancode & RELEASED);
	bool extended = kbd->extended;

	if (kbd->skip) {
		kbd->skip--;
		return 0;
	}
	kbd->extended = scancode == PREFIX_EXTENDED;
	if (scancode == PREFIX_PAUSE)
		kbd->skip = PAUSE_REST;
	if (scancode == PREFIX_PAUSE || scancode == PREFIX_EXTENDED)
		return 0;
	if (modifier(kbd, key, extended, pressed) || !pressed)
		return 0;
	if (key >= KEY_PAD_FIRST && key <= KEY_PAD_LAST)
		return type_pad(kbd, key, extended, out);
	if (extended && key != KEY_PAD_SLASH && key != KEY_PAD_ENTER)
		return 0;
	return type_key(kbd, key, out);
}
