// SPDX-License-Identifier: MIT
/* The framebuffer console "fb0": a terminal (vt.c) whose cells are drawn as pixels (fb_draw.c). */
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <quarry/console.h>
#include <quarry/framebuffer.h>
#include <quarry/vt.h>

#define MIN_COLS 8
#define MIN_ROWS 2

static struct fb screen;
static struct vt terminal;
static u16 cells[2 * VT_MAX_CELLS];

static void draw(struct vt *vt, unsigned int x, unsigned int y, const u16 *changed, unsigned int n)
{
	fb_draw_cells(&screen, x, y, changed, n);
}

static void draw_cursor(struct vt *vt, unsigned int x, unsigned int y)
{
	fb_draw_cursor(&screen, x, y);
}

static const struct vt_ops framebuffer_ops = { .draw = draw, .cursor = draw_cursor };

static void framebuffer_write(struct console *con, const char *s, size_t n)
{
	vt_write(&terminal, s, n);
}

static void framebuffer_flush(struct console *con)
{
	vt_flush(&terminal);
}

static struct console framebuffer_console = {
	.name = "fb0",
	.alias = "tty0",
	.write = framebuffer_write,
	.flush = framebuffer_flush,
	.flags = CON_PRINTBUFFER | CON_COLOUR,
};

int __init framebuffer_init(const struct boot_framebuffer *info, void *memory)
{
	u32 cols, rows;

	if (info->type != BOOT_FB_RGB || !memory)
		return -ENODEV;
	fb_setup(&screen, info, memory);
	cols = info->width / (FONT_WIDTH * screen.scale);
	rows = info->height / (FONT_HEIGHT * screen.scale);
	if (cols < MIN_COLS || rows < MIN_ROWS)
		return -ENODEV;
	vt_init(&terminal, &framebuffer_ops, cols, rows, cells);
	fb_fill(&screen, cols * FONT_WIDTH * screen.scale, 0, info->width, info->height);
	fb_fill(&screen, 0, rows * FONT_HEIGHT * screen.scale, info->width, info->height);
	register_console(&framebuffer_console);
	return 0;
}
