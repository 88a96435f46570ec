// SPDX-License-Identifier: MIT
/*
 * Text into pixels.
 *
 * A glyph's row is eight dots, and four pixels of 2, 3 or 4 bytes are 2, 3 or 4 whole words. So
 * for a pair of colours the 16 possible groups of four pixels are made once, and a row of a glyph
 * is two table look-ups and a few word stores, whatever the pixel format.
 */
#include <linux/kernel.h>
#include <linux/string.h>
#include <quarry/framebuffer.h>
#include <quarry/vt.h>

#define DOTS 4 /* in a table entry */
#define CURSOR_TOP 13
#define CURSOR_BOTTOM 15

/* Red, green and blue of the colours, dark enough behind and bright enough in front to read. */
static const u8 palette[16][3] = {
	{ 0x10, 0x14, 0x1c }, { 0x3b, 0x78, 0xc8 }, { 0x4e, 0xa8, 0x5b }, { 0x3f, 0xa7, 0xb0 },
	{ 0xc9, 0x4f, 0x4f }, { 0xa3, 0x64, 0xb5 }, { 0xb8, 0x8a, 0x3a }, { 0xc8, 0xcc, 0xd2 },
	{ 0x68, 0x70, 0x7c }, { 0x6f, 0xa8, 0xf0 }, { 0x86, 0xd8, 0x8c }, { 0x76, 0xd6, 0xdc },
	{ 0xf0, 0x80, 0x78 }, { 0xd2, 0x94, 0xe0 }, { 0xf0, 0xd0, 0x70 }, { 0xff, 0xff, 0xff },
};

static u32 field(u8 value, u8 pos, u8 size)
{
	return (u32)(value >> (8 - size)) << pos;
}

void fb_setup(struct fb *fb, const struct boot_framebuffer *info, void *memory)
{
	u32 i, cols = info->width / FONT_WIDTH, rows = info->height / FONT_HEIGHT;

	memset(fb, 0, sizeof(*fb));
	fb->memory = memory;
	fb->pitch = info->pitch;
	fb->bytes_per_pixel = (info->bpp + 7) / 8;
	/* A very fine screen gets big dots, which also bounds the number of cells. */
	fb->scale = max(DIV_ROUND_UP(cols, VT_MAX_COLS), DIV_ROUND_UP(rows, VT_MAX_ROWS));
	fb->painted = -1;
	for (i = 0; i < 16; i++)
		fb->colours[i] = field(palette[i][0], info->red_pos, info->red_size) |
				 field(palette[i][1], info->green_pos, info->green_size) |
				 field(palette[i][2], info->blue_pos, info->blue_size);
}

static void put_pixel(u8 *to, u32 pixel, u32 bytes)
{
	/* Little-endian: the low bytes are the pixel. */
	for (; bytes; bytes--, pixel >>= 8)
		*(volatile u8 *)to++ = pixel;
}

void fb_fill(struct fb *fb, u32 left, u32 top, u32 right, u32 bottom)
{
	u32 bytes = fb->bytes_per_pixel, x, y;

	for (y = top; y < bottom; y++)
		for (x = left; x < right; x++)
			put_pixel(fb->memory + y * fb->pitch + x * bytes, fb->colours[0], bytes);
}

/* Make the table for a foreground and a background. */
static void paint(struct fb *fb, u16 cell)
{
	u32 fg = fb->colours[VT_CELL_FG(cell)], bg = fb->colours[VT_CELL_BG(cell)];
	u32 pattern, dot;

	if (fb->painted == cell >> 8)
		return;
	fb->painted = cell >> 8;
	for (pattern = 0; pattern < 16; pattern++) {
		u8 *to = (u8 *)fb->nibbles[pattern];

		for (dot = 0; dot < DOTS; dot++, to += fb->bytes_per_pixel)
			put_pixel(to, pattern & (8 >> dot) ? fg : bg, fb->bytes_per_pixel);
	}
}

/* Lines need not be aligned to words; x86 does not mind. */
static inline void put_word(u8 *to, u32 word)
{
	struct unaligned { u32 word; } __attribute__((packed, may_alias));

	((volatile struct unaligned *)to)->word = word;
}

/* Four pixels of pattern @nibble; where the next ones go. */
static inline u8 *put_nibble(const struct fb *fb, u8 *to, u32 nibble)
{
	const u32 *words = fb->nibbles[nibble];

	put_word(to, words[0]);
	put_word(to + 4, words[1]);
	if (fb->bytes_per_pixel == 2)
		return to + 8;
	put_word(to + 8, words[2]);
	if (fb->bytes_per_pixel == 3)
		return to + 12;
	put_word(to + 12, words[3]);
	return to + 16;
}

/* A row of dots drawn @scale times as wide: dot i of the wide row is dot i / scale. */
static u8 *put_wide(const struct fb *fb, u8 *to, u8 row)
{
	u32 i, j, nibble;

	for (i = 0; i < FONT_WIDTH * fb->scale; i += DOTS) {
		nibble = 0;
		for (j = i; j < i + DOTS; j++)
			nibble = nibble << 1 | (row >> (7 - j / fb->scale) & 1);
		to = put_nibble(fb, to, nibble);
	}
	return to;
}

/* The first byte of line @line, in dots, of the text cell. */
static u8 *cell_line(const struct fb *fb, u32 x, u32 y, u32 line)
{
	return fb->memory + (y * FONT_HEIGHT + line) * fb->scale * fb->pitch +
	       x * FONT_WIDTH * fb->scale * fb->bytes_per_pixel;
}

static void draw_row(struct fb *fb, u8 *to, u8 row)
{
	u32 i;

	if (fb->scale == 1) {
		put_nibble(fb, put_nibble(fb, to, row >> 4), row & 15);
		return;
	}
	for (i = 0; i < fb->scale; i++)
		put_wide(fb, to + i * fb->pitch, row);
}

static void draw_glyph(struct fb *fb, u32 x, u32 y, const u8 *rows)
{
	u8 *to = cell_line(fb, x, y, 0);
	u32 line;

	for (line = 0; line < FONT_HEIGHT; line++, to += fb->scale * fb->pitch)
		draw_row(fb, to, rows[line]);
}

void fb_draw_cells(struct fb *fb, u32 x, u32 y, const u16 *cells, u32 n)
{
	for (; n; n--, cells++, x++) {
		paint(fb, *cells);
		draw_glyph(fb, x, y, font8x16[VT_CELL_CHAR(*cells)]);
	}
}

void fb_draw_cursor(struct fb *fb, u32 x, u32 y)
{
	u32 line;

	paint(fb, VT_CELL(VT_ATTR_NORMAL, ' '));
	for (line = CURSOR_TOP; line < CURSOR_BOTTOM; line++)
		draw_row(fb, cell_line(fb, x, y, line), 0xff);
}
