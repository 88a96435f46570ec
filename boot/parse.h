/* SPDX-License-Identifier: MIT */
/*
 * What the parsers of boot/ share.
 *
 * The rule of this folder: loader memory is read in one way only, by boot_read(), which copies a
 * bounded piece to the stack or says that it cannot. No parser holds a pointer into it, so there
 * is no pointer to check, to misalign or to keep for too long.
 *
 * Nothing here is __init, although the kernel itself parses only once: the suites in
 * tests/suites/boot_*.c run the same code at any time, on machines of their own invention.
 */
#ifndef BOOT_PARSE_H
#define BOOT_PARSE_H

#include <linux/compiler.h>
#include <linux/types.h>
#include <quarry/boot_info.h>

/* No real loader comes near; a table beyond this is garbage, and not worth a walk. */
#define BOOT_MAX_TABLE		(1u << 20)

struct mb1_framebuffer;

/**
 * struct boot_map - a table of equally sized entries in loader memory
 * @phys: its first entry
 * @len: bytes
 * @stride: bytes from one entry to the next
 */
struct boot_map {
	u64 phys;
	u32 len;
	u32 stride;
};

/* boot_info.c */
int multiboot2_parse(u64 info_phys, struct boot_info *bi);
int multiboot1_parse(u64 info_phys, struct boot_info *bi);
int pvh_parse(u64 info_phys, struct boot_info *bi);

/* boot_collect.c */
int boot_reject(struct boot_info *bi, const char *fmt, ...) __printf(2, 3);
void boot_warn(struct boot_info *bi, const char *fmt, ...) __printf(2, 3);
void boot_add_range(struct boot_info *bi, u64 base, u64 size, u32 type);
void boot_merge_range(struct boot_info *bi, u64 base, u64 size, u32 type);
bool boot_has_ram(const struct boot_info *bi);
struct boot_module *boot_add_module(struct boot_info *bi, u64 start, u64 end);
bool boot_set_rsdp(struct boot_info *bi, const u8 *rsdp, size_t len);

/* boot_read.c */
void boot_set_window(const struct boot_window *w);
bool boot_read(u64 phys, void *dst, size_t len);
bool boot_reachable(u64 phys, u64 len);
void boot_read_text(struct boot_info *bi, const char *what, u64 phys, size_t max, char *dst,
		    size_t size);

/* boot_cmdline.c */
void boot_read_cmdline(struct boot_info *bi, u64 phys, size_t max);

/* boot_screen.c */
void boot_set_framebuffer(struct boot_info *bi, const struct mb1_framebuffer *fb);

/* efi_map.c */
bool efi_map_sane(const struct boot_map *map);
void efi_map_add(struct boot_info *bi, const struct boot_map *map);

#endif
