/* SPDX-License-Identifier: MIT */
/* The VGA text console. */
#ifndef _QUARRY_VGA_TEXT_H
#define _QUARRY_VGA_TEXT_H

#include <linux/types.h>

#define VGA_TEXT_PHYS 0xb8000UL
#define VGA_TEXT_SIZE 0x8000UL

/**
 * vga_text_init() - use VGA text memory as console "tty0", if there is any
 * @memory: where VGA_TEXT_PHYS is mapped, VGA_TEXT_SIZE bytes, not cached
 *
 * For machines started by a BIOS or by no firmware whose boot loader set no other mode; whether
 * there is a display adapter, and in a text mode, is found out here.
 *
 * Return: 0; -ENODEV if there is none.
 */
int vga_text_init(void *memory);

/**
 * vga_text_move() - VGA text memory is, or will be, mapped elsewhere
 * @memory: its new address; NULL while it has none: what is printed is drawn later
 */
void vga_text_move(void *memory);

#endif
