/* SPDX-License-Identifier: MIT */
/*
 * What struct boot_info promises whatever the loader left; for suites and fuzzers alike.
 */
#ifndef TESTS_BOOT_INVARIANTS_H
#define TESTS_BOOT_INVARIANTS_H

#include <linux/errno.h>
#include <linux/string.h>
#include <linux/types.h>
#include <quarry/boot_info.h>

static inline bool boot_text_ok(const char *text, size_t size)
{
	size_t i;

	for (i = 0; i < size && text[i]; i++)
		if ((u8)text[i] < ' ' || text[i] == 0x7f)
			return false;
	return i < size;
}

static inline bool boot_texts_ok(const struct boot_info *bi)
{
	u32 i;

	for (i = 0; i < bi->nr_modules; i++)
		if (!boot_text_ok(bi->modules[i].name, sizeof(bi->modules[i].name)))
			return false;
	for (i = 0; i < bi->nr_warnings; i++)
		if (!bi->warnings[i][0] || !boot_text_ok(bi->warnings[i], sizeof(bi->warnings[i])))
			return false;
	return boot_text_ok(bi->loader, sizeof(bi->loader)) &&
	       boot_text_ok(bi->cmdline, sizeof(bi->cmdline)) &&
	       boot_text_ok(bi->error, sizeof(bi->error));
}

static inline bool boot_counts_ok(const struct boot_info *bi)
{
	return bi->nr_ranges <= BOOT_MAX_RANGES && bi->nr_modules <= BOOT_MAX_MODULES &&
	       bi->nr_keep == bi->nr_modules && bi->nr_warnings <= BOOT_MAX_WARNINGS &&
	       (bi->rsdp_len == 0 || bi->rsdp_len == 20 || bi->rsdp_len == 36);
}

static inline bool boot_ranges_ok(const struct boot_info *bi, int err)
{
	bool ram = false;
	u32 i;

	for (i = 0; i < bi->nr_ranges; i++) {
		if (!bi->ranges[i].size || !bi->ranges[i].type)
			return false;
		ram |= bi->ranges[i].type == BOOT_MEM_RAM;
	}
	return ram || err;
}

static inline bool boot_modules_ok(const struct boot_info *bi)
{
	u32 i;

	for (i = 0; i < bi->nr_modules; i++)
		if (bi->modules[i].start >= bi->modules[i].end ||
		    bi->keep[i].start != bi->modules[i].start ||
		    bi->keep[i].end != bi->modules[i].end)
			return false;
	return true;
}

static inline bool boot_fields_ok(const struct boot_framebuffer *fb)
{
	u32 bits = (fb->bpp + 7u) / 8 * 8;

	return fb->red_size && fb->red_size <= 8 && (u32)fb->red_pos + fb->red_size <= bits &&
	       fb->green_size && fb->green_size <= 8 &&
	       (u32)fb->green_pos + fb->green_size <= bits &&
	       fb->blue_size && fb->blue_size <= 8 && (u32)fb->blue_pos + fb->blue_size <= bits;
}

static inline bool boot_screen_ok(const struct boot_framebuffer *fb)
{
	u64 bytes = (u64)fb->pitch * fb->height;
	u64 line = (u64)fb->width * ((fb->bpp + 7u) / 8);

	if (fb->type == BOOT_FB_NONE)
		return !fb->addr && !fb->pitch && !fb->width && !fb->height && !fb->bpp;
	if (!line || line > fb->pitch || bytes > (256u << 20) || fb->addr + bytes <= fb->addr)
		return false;
	return fb->type == BOOT_FB_TEXT ? fb->addr >= 0xa0000 && fb->addr + bytes <= 0xc0000 :
					  fb->type == BOOT_FB_RGB && boot_fields_ok(fb);
}

/* NULL, or what is broken. */
static inline const char *boot_info_invariants(const struct boot_info *bi, int err)
{
	if (err != 0 && err != -EINVAL)
		return "neither 0 nor -EINVAL";
	if (!bi->error[0] != !err)
		return "an error without a text, or a text without an error";
	if (!boot_counts_ok(bi))
		return "a count is out of bounds";
	if (!boot_texts_ok(bi))
		return "a text has no end or is not printable";
	if (!boot_ranges_ok(bi, err))
		return "an empty range, or no RAM";
	if (!boot_modules_ok(bi))
		return "a module without extent, or not kept";
	return boot_screen_ok(&bi->fb) ? NULL : "a screen that does not fit together";
}

#endif
