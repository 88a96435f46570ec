/* SPDX-License-Identifier: MIT */
/* The PS/2 keyboard, and the meaning of its scan codes. */
#ifndef _QUARRY_KEYBOARD_H
#define _QUARRY_KEYBOARD_H

#include <linux/types.h>

#define KEY_BYTES_MAX 6 /* most bytes that one key press types */

/**
 * struct keyboard - what must be remembered from one scan code to the next
 * @shift: bit 0: left key held, bit 1: right key
 * @ctrl: likewise
 * @alt: likewise
 * @caps: caps lock is on
 * @num: num lock is on
 * @extended: the last byte was the prefix 0xe0
 * @skip: bytes of a pause key sequence that are still to come
 */
struct keyboard {
	u8 shift, ctrl, alt;
	bool caps, num;
	bool extended;
	u8 skip;
};

/**
 * keyboard_decode() - what one byte from the keyboard types
 * @kbd: the state, all zero at first
 * @scancode: of set 1 (what the controller's translation delivers)
 * @out: the bytes typed: ASCII, or "\e[A" and the like, as a VT100 would send
 *
 * US layout. Enter gives '\r', Backspace 0x7f, Alt with a key puts an ESC in front.
 *
 * Return: how many bytes, 0 to KEY_BYTES_MAX.
 */
unsigned int keyboard_decode(struct keyboard *kbd, u8 scancode, u8 out[KEY_BYTES_MAX]);

/**
 * keyboard_init() - find the keyboard controller and take input from it
 *
 * By interrupt 1 and by polling from console_getc().
 *
 * Return: 0; -ENODEV if there is no controller (many machines have none today).
 */
int keyboard_init(void);

#endif
