// SPDX-License-Identifier: MIT
/*
 * VGA text: 80 x 25 cells of character and colours at 0xb8000.
 *
 * References: IBM PS/2 Hardware Interface Technical Reference, "Video Subsystem" (graphics
 * controller register 6, CRT controller registers 0xa to 0xf).
 */
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <asm/io.h>
#include <quarry/console.h>
#include <quarry/vga_text.h>
#include <quarry/vt.h>

#define COLS 80
#define ROWS 25

#define GRAPHICS_INDEX 0x3ce
#define GRAPHICS_DATA 0x3cf
#define GRAPHICS_MISC 6
#define MISC_GRAPHICS_MODE 0x01
#define MISC_MAP_MASK 0x0c
#define MISC_MAP_B8000 0x0c

#define CRTC_INDEX 0x3d4
#define CRTC_DATA 0x3d5
#define CRTC_CURSOR_START 0x0a
#define CRTC_CURSOR_END 0x0b
#define CRTC_START_HIGH 0x0c
#define CRTC_START_LOW 0x0d
#define CRTC_CURSOR_HIGH 0x0e
#define CRTC_CURSOR_LOW 0x0f

static volatile u16 *screen;
static struct vt terminal;
static u16 cells[2 * COLS * ROWS];

static void crtc_write(u8 index, u8 value)
{
	outb(index, CRTC_INDEX);
	outb(value, CRTC_DATA);
}

static void draw(struct vt *vt, unsigned int x, unsigned int y, const u16 *changed, unsigned int n)
{
	volatile u16 *to = screen + y * COLS + x;

	while (n--)
		*to++ = *changed++;
}

static void move_cursor(struct vt *vt, unsigned int x, unsigned int y)
{
	static unsigned int last = ~0U;
	unsigned int at = y * COLS + x;

	if (at == last)
		return;
	last = at;
	crtc_write(CRTC_CURSOR_HIGH, at >> 8);
	crtc_write(CRTC_CURSOR_LOW, at & 0xff);
}

static const struct vt_ops vga_text_ops = {
	.draw = draw, .cursor = move_cursor, .move_cursor_only = true,
};

static void vga_text_write(struct console *con, const char *s, size_t n)
{
	vt_write(&terminal, s, n);
}

static void vga_text_flush(struct console *con)
{
	if (screen)
		vt_flush(&terminal);
}

static struct console vga_text_console = {
	.name = "tty0",
	.write = vga_text_write,
	.flush = vga_text_flush,
	.flags = CON_PRINTBUFFER | CON_COLOUR,
};

/* A missing adapter reads as all ones; a graphics mode says so. */
static bool __init in_text_mode(void)
{
	u8 misc;

	outb(GRAPHICS_MISC, GRAPHICS_INDEX);
	misc = inb(GRAPHICS_DATA);
	return !(misc & MISC_GRAPHICS_MODE) && (misc & MISC_MAP_MASK) == MISC_MAP_B8000;
}

/* Whether a cell keeps what is written into it. */
static bool __init memory_answers(volatile u16 *cell)
{
	u16 before[] = { cell[0], cell[1] };
	bool answers;

	cell[0] = 0x5aa5;
	cell[1] = 0xa55a; /* so that the bus does not merely remember the last value */
	answers = cell[0] == 0x5aa5 && cell[1] == 0xa55a;
	cell[0] = before[0];
	cell[1] = before[1];
	return answers;
}

void vga_text_move(void *memory)
{
	screen = memory;
}

int __init vga_text_init(void *memory)
{
	if (!memory || !in_text_mode() || !memory_answers(memory))
		return -ENODEV;
	screen = memory;
	crtc_write(CRTC_START_HIGH, 0);
	crtc_write(CRTC_START_LOW, 0);
	crtc_write(CRTC_CURSOR_START, 13); /* two lines of the 16, which also switches it on */
	crtc_write(CRTC_CURSOR_END, 14);
	vt_init(&terminal, &vga_text_ops, COLS, ROWS, cells);
	register_console(&vga_text_console);
	return 0;
}
