/* SPDX-License-Identifier: MIT */
/* The framebuffer console, and the drawing under it. */
#ifndef _QUARRY_FRAMEBUFFER_H
#define _QUARRY_FRAMEBUFFER_H

#include <linux/types.h>
#include <quarry/boot_info.h>

#define FONT_WIDTH 8
#define FONT_HEIGHT 16

/* Made from drivers/font8x16.txt by tools/mkfont.py: a byte a row, bit 7 is the leftmost dot. */
extern const u8 font8x16[256][FONT_HEIGHT];

/**
 * struct fb - a surface of pixels to write text on
 * @memory: the first pixel's first byte; only ever written
 * @pitch: bytes from a line to the next
 * @bytes_per_pixel: 2, 3 or 4
 * @scale: width and height of a font dot in pixels
 * @colours: the 16 VGA colours as pixel values
 * @painted: colours (as in a cell's upper byte) that @nibbles was made for
 * @nibbles: the pixels of four dots of a glyph's row for each of their 16 patterns; four pixels
 *	are always @bytes_per_pixel whole words
 */
struct fb {
	u8 *memory;
	u32 pitch;
	u32 bytes_per_pixel;
	u32 scale;
	u32 colours[16];
	int painted;
	u32 nibbles[16][4];
};

/**
 * fb_setup() - take over what the boot loader said about the screen
 * @fb: the surface
 * @info: of type BOOT_FB_RGB
 * @memory: where its first byte is mapped
 */
void fb_setup(struct fb *fb, const struct boot_framebuffer *info, void *memory);

/** fb_fill() - the background for the pixels of a rectangle; @right and @bottom lie outside */
void fb_fill(struct fb *fb, u32 left, u32 top, u32 right, u32 bottom);

/** fb_draw_cells() - draw @n VGA text cells (quarry/vt.h) from text column @x of row @y on */
void fb_draw_cells(struct fb *fb, u32 x, u32 y, const u16 *cells, u32 n);

/** fb_draw_cursor() - underline the cell at text column @x of row @y */
void fb_draw_cursor(struct fb *fb, u32 x, u32 y);

/**
 * framebuffer_init() - use the loader's framebuffer as console "fb0" (also "tty0")
 * @info: the screen
 * @memory: where it is mapped, for example by boot_ioremap(); best write-combining
 *
 * Return: 0; -ENODEV if @info is not a linear framebuffer of at least 8x2 characters.
 */
int framebuffer_init(const struct boot_framebuffer *info, void *memory);

#endif
