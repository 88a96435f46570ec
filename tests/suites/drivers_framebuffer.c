// SPDX-License-Identifier: MIT
/* Text drawn into memory: every pixel is looked at, in each pixel format. */
#include <kunit/test.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <quarry/framebuffer.h>
#include <quarry/vt.h>

#define UNTOUCHED 0xa5
#define WIDTH 45 /* five characters and an edge */
#define HEIGHT 50

static u8 memory[WIDTH * HEIGHT * 4 * 4 + 4096];

static const struct boot_framebuffer formats[] = {
	{ .width = WIDTH, .height = HEIGHT, .pitch = WIDTH * 4, .bpp = 32, .type = BOOT_FB_RGB,
	  .red_pos = 16, .red_size = 8, .green_pos = 8, .green_size = 8, .blue_pos = 0,
	  .blue_size = 8 },
	{ .width = WIDTH, .height = HEIGHT, .pitch = WIDTH * 4 + 20, .bpp = 32, .type = BOOT_FB_RGB,
	  .red_pos = 0, .red_size = 8, .green_pos = 8, .green_size = 8, .blue_pos = 16,
	  .blue_size = 8 },
	{ .width = WIDTH, .height = HEIGHT, .pitch = WIDTH * 3 + 1, .bpp = 24, .type = BOOT_FB_RGB,
	  .red_pos = 16, .red_size = 8, .green_pos = 8, .green_size = 8, .blue_pos = 0,
	  .blue_size = 8 },
	{ .width = WIDTH, .height = HEIGHT, .pitch = WIDTH * 2, .bpp = 16, .type = BOOT_FB_RGB,
	  .red_pos = 11, .red_size = 5, .green_pos = 5, .green_size = 6, .blue_pos = 0,
	  .blue_size = 5 },
	{ .width = WIDTH, .height = HEIGHT, .pitch = 128, .bpp = 15, .type = BOOT_FB_RGB,
	  .red_pos = 10, .red_size = 5, .green_pos = 5, .green_size = 5, .blue_pos = 0,
	  .blue_size = 5 },
};

static void describe(const struct boot_framebuffer *format, char *text)
{
	snprintf(text, 64, "%u bits, pitch %u", format->bpp, format->pitch);
}
KUNIT_ARRAY_PARAM(format, formats, describe);

static u32 pixel(const struct fb *fb, u32 x, u32 y)
{
	const u8 *at = memory + y * fb->pitch + x * fb->bytes_per_pixel;
	u32 value = 0, i;

	for (i = 0; i < fb->bytes_per_pixel; i++)
		value |= (u32)at[i] << 8 * i;
	return value;
}

static void start(struct fb *fb, const struct boot_framebuffer *format)
{
	memset(memory, UNTOUCHED, sizeof(memory));
	fb_setup(fb, format, memory);
}

/* White is all ones of the fields, and nothing besides. */
static void framebuffer_colours(struct kunit *test)
{
	const struct boot_framebuffer *format = test->param_value;
	u32 bits = format->red_size + format->green_size + format->blue_size;
	struct fb fb;

	start(&fb, format);
	KUNIT_EXPECT_EQ(test, fb.colours[15], (1U << bits) - 1);
	KUNIT_EXPECT_EQ(test, fb.bytes_per_pixel, (format->bpp + 7) / 8);
	KUNIT_EXPECT_EQ(test, fb.scale, 1);
	KUNIT_EXPECT_GT(test, fb.colours[12] >> format->red_pos & 31,
			fb.colours[12] >> format->blue_pos & 31 & 15);
}

static u32 expected(const struct fb *fb, const u16 *cells, u32 x, u32 y)
{
	u16 cell = cells[x / FONT_WIDTH];
	bool ink = font8x16[VT_CELL_CHAR(cell)][y] & (0x80 >> x % FONT_WIDTH);

	return fb->colours[ink ? VT_CELL_FG(cell) : VT_CELL_BG(cell)];
}

/* Three characters in row 1 from column 1 on: all of their pixels, and not a byte outside. */
static void framebuffer_glyphs(struct kunit *test)
{
	const struct boot_framebuffer *format = test->param_value;
	static const u16 cells[] = { VT_CELL(0x07, 'Q'), VT_CELL(0x1c, 'g'), VT_CELL(0x4e, 0xce) };
	struct fb fb;
	u32 x, y, i;

	start(&fb, format);
	fb_draw_cells(&fb, 1, 1, cells, 3);
	for (y = 0; y < FONT_HEIGHT; y++)
		for (x = 0; x < 3 * FONT_WIDTH; x++)
			KUNIT_ASSERT_EQ_MSG(test, pixel(&fb, 8 + x, 16 + y),
					    expected(&fb, cells, x, y), "at %u,%u", x, y);
	for (i = 0; i < sizeof(memory); i++) {
		u32 line = i / fb.pitch, byte = i % fb.pitch / fb.bytes_per_pixel;

		if (line < 16 || line >= 32 || byte < 8 || byte >= 32)
			KUNIT_ASSERT_EQ_MSG(test, memory[i], UNTOUCHED, "byte %u", i);
	}
}

static void framebuffer_fill(struct kunit *test)
{
	struct fb fb;
	u32 x, y;

	start(&fb, test->param_value);
	fb_fill(&fb, 40, 3, 45, 50);
	for (y = 0; y < HEIGHT; y++)
		for (x = 0; x < WIDTH; x++)
			KUNIT_ASSERT_EQ(test, pixel(&fb, x, y) == fb.colours[0], x >= 40 && y >= 3);
}

static void framebuffer_cursor(struct kunit *test)
{
	struct fb fb;
	u32 y;

	start(&fb, test->param_value);
	fb_draw_cursor(&fb, 2, 0);
	for (y = 0; y < 32; y++)
		KUNIT_EXPECT_EQ(test, pixel(&fb, 16, y) == fb.colours[7], y == 13 || y == 14);
	KUNIT_EXPECT_EQ(test, pixel(&fb, 23, 13), fb.colours[7]);
	KUNIT_EXPECT_NE(test, pixel(&fb, 24, 13), fb.colours[7]);
}

/* A screen of very many dots gets bigger characters. */
static void framebuffer_scale(struct kunit *test)
{
	struct boot_framebuffer big = *(const struct boot_framebuffer *)test->param_value;
	u16 cell = VT_CELL(0x07, 'R');
	struct fb fb;
	u32 x, y, scale;

	big.width = 3840;
	big.height = 2160;
	start(&fb, &big);
	KUNIT_EXPECT_EQ(test, fb.scale, 2);
	KUNIT_EXPECT_LE(test, 3840 / 8 / fb.scale, VT_MAX_COLS);
	big.width = WIDTH;
	for (scale = 2; scale <= 3; scale++) {
		start(&fb, &big);
		fb.scale = scale;
		fb_draw_cells(&fb, 0, 0, &cell, 1);
		for (y = 0; y < FONT_HEIGHT * scale; y++)
			for (x = 0; x < FONT_WIDTH * scale; x++)
				KUNIT_ASSERT_EQ(test, pixel(&fb, x, y),
						expected(&fb, &cell, x / scale, y / scale));
		KUNIT_EXPECT_NE(test, pixel(&fb, FONT_WIDTH * scale, 0), fb.colours[0]);
	}
}

/* Printable ASCII has ink, all different, and leaves a column between letters. */
static void framebuffer_font(struct kunit *test)
{
	u32 a, b, row, ink;

	for (a = '!'; a < 0x7f; a++) {
		for (row = 0, ink = 0; row < FONT_HEIGHT; row++)
			ink |= font8x16[a][row];
		KUNIT_EXPECT_NE_MSG(test, ink, 0, "%c is blank", a);
		KUNIT_EXPECT_TRUE_MSG(test, a == '_' || !(ink & 1), "%c touches the next", a);
		for (b = a + 1; b < 0x7f; b++)
			KUNIT_EXPECT_NE_MSG(test, memcmp(font8x16[a], font8x16[b], FONT_HEIGHT), 0,
					    "%c looks like %c", a, b);
	}
}

static struct kunit_case framebuffer_cases[] = {
	KUNIT_CASE_PARAM(framebuffer_colours, format_gen_params),
	KUNIT_CASE_PARAM(framebuffer_glyphs, format_gen_params),
	KUNIT_CASE_PARAM(framebuffer_fill, format_gen_params),
	KUNIT_CASE_PARAM(framebuffer_cursor, format_gen_params),
	KUNIT_CASE_PARAM(framebuffer_scale, format_gen_params),
	KUNIT_CASE(framebuffer_font),
	{},
};

static struct kunit_suite framebuffer_suite = {
	.name = "drivers.framebuffer",
	.desc = "text into pixels",
	.test_cases = framebuffer_cases,
};
kunit_test_suite(framebuffer_suite);
