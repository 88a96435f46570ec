// SPDX-License-Identifier: MIT
/*
 * The screen that a multiboot loader set up. A driver will write to these addresses, so whatever
 * does not fit together is refused: no picture is better than stores into somebody's memory.
 */
#include <linux/kernel.h>

#include "multiboot.h"
#include "parse.h"

#define FB_MAX_SIDE	16384u
#define FB_MAX_BYTES	(256u << 20)
#define TEXT_MAX_SIDE	256u

/* IBM's window for display memory in the first megabyte; text lies nowhere else. */
#define VGA_WINDOW_START	0xa0000u
#define VGA_WINDOW_END		0xc0000u

struct fb_field {
	u8 *pos;
	u8 *size;
};

/* Drivers deal in 8 bits a colour at most: of a wider field they get the top 8 bits. */
static bool fix_field(struct fb_field f, u32 pixel_bits)
{
	if (!*f.size || (u32)*f.pos + *f.size > pixel_bits)
		return false;
	if (*f.size > 8) {
		*f.pos = (u8)(*f.pos + *f.size - 8);
		*f.size = 8;
	}
	return true;
}

static bool fix_fields(struct boot_framebuffer *fb, u32 pixel_bits)
{
	return fix_field((struct fb_field) { &fb->red_pos, &fb->red_size }, pixel_bits) &&
	       fix_field((struct fb_field) { &fb->green_pos, &fb->green_size }, pixel_bits) &&
	       fix_field((struct fb_field) { &fb->blue_pos, &fb->blue_size }, pixel_bits);
}

/* What everybody uses, should a loader leave the fields out: blue lowest, then green, then red. */
static void usual_fields(struct boot_framebuffer *fb)
{
	u8 size = fb->bpp >= 24 ? 8 : 5;

	fb->blue_pos = 0;
	fb->blue_size = size;
	fb->green_pos = size;
	fb->green_size = fb->bpp == 16 ? 6 : size;
	fb->red_pos = (u8)(fb->green_pos + fb->green_size);
	fb->red_size = size;
}

/* Lines fit into the pitch, the whole fits into the address space and into reason. */
static bool extent_ok(const struct boot_framebuffer *fb, u32 max_side, u32 cell_bytes)
{
	u64 bytes = (u64)fb->pitch * fb->height;

	return fb->width && fb->width <= max_side && fb->height && fb->height <= max_side &&
	       fb->pitch >= fb->width * cell_bytes && bytes <= FB_MAX_BYTES &&
	       fb->addr && fb->addr + bytes > fb->addr;
}

static bool rgb_ok(struct boot_info *bi, struct boot_framebuffer *fb)
{
	u32 bytes = (fb->bpp + 7u) / 8;

	if (fb->bpp != 15 && fb->bpp != 16 && fb->bpp != 24 && fb->bpp != 32)
		return false;
	if (!extent_ok(fb, FB_MAX_SIDE, bytes))
		return false;
	if (!fix_fields(fb, bytes * 8)) {
		boot_warn(bi, "framebuffer with impossible colour fields, the usual ones assumed");
		usual_fields(fb);
	}
	return true;
}

static bool text_ok(struct boot_framebuffer *fb)
{
	fb->bpp = 16;
	return extent_ok(fb, TEXT_MAX_SIDE, 2) && fb->addr >= VGA_WINDOW_START &&
	       fb->addr + (u64)fb->pitch * fb->height <= VGA_WINDOW_END;
}

/**
 * boot_set_framebuffer() - take over the screen that the loader describes
 * @bi: takes it, or a warning if it makes no sense or has a palette (no driver for that)
 * @in: as in the multiboot1 information; the multiboot2 tag is brought into this form
 */
void boot_set_framebuffer(struct boot_info *bi, const struct mb1_framebuffer *in)
{
	struct boot_framebuffer fb = {
		.addr = in->addr, .pitch = in->pitch, .width = in->width, .height = in->height,
		.bpp = in->bpp,
	};

	if (in->type == MB_FB_RGB) {
		fb.type = BOOT_FB_RGB;
		fb.red_pos = in->color[0];
		fb.red_size = in->color[1];
		fb.green_pos = in->color[2];
		fb.green_size = in->color[3];
		fb.blue_pos = in->color[4];
		fb.blue_size = in->color[5];
		if (rgb_ok(bi, &fb))
			bi->fb = fb;
	} else if (in->type == MB_FB_EGA_TEXT) {
		fb.type = BOOT_FB_TEXT;
		if (text_ok(&fb))
			bi->fb = fb;
	}
	if (bi->fb.type == BOOT_FB_NONE)
		boot_warn(bi, "framebuffer not used: type %u, %ux%ux%u, pitch %u, at %#llx",
			  in->type, in->width, in->height, in->bpp, in->pitch, (u64)in->addr);
}
