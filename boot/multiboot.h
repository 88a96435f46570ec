/* SPDX-License-Identifier: MIT */
/*
 * Multiboot information, versions 1 and 2, as it lies in memory.
 *
 * Sources: "Multiboot Specification version 0.6.96", section 3.3 (boot information format), and
 * "Multiboot2 Specification version 2.0", section 3.6; the field names are those of the documents
 * where they have one. Everything is little endian. Loaders are not bound to align anything, so
 * every structure is packed.
 */
#ifndef BOOT_MULTIBOOT_H
#define BOOT_MULTIBOOT_H

#include <linux/compiler.h>
#include <linux/types.h>

/* Multiboot1: which members of the information structure hold something. */
#define MB1_HAS_MEMORY		(1u << 0)	/* mem_lower, mem_upper */
#define MB1_HAS_CMDLINE		(1u << 2)
#define MB1_HAS_MODULES		(1u << 3)
#define MB1_HAS_MMAP		(1u << 6)
#define MB1_HAS_LOADER_NAME	(1u << 9)
#define MB1_HAS_FRAMEBUFFER	(1u << 12)

/* The part that every loader has room for; what follows it exists only if the flag says so. */
#define MB1_INFO_BASE_SIZE	88

struct mb1_framebuffer {
	u64 addr;
	u32 pitch;
	u32 width;
	u32 height;
	u8 bpp;
	u8 type;
	u8 color[6];
} __packed;

struct mb1_info {
	u32 flags;
	u32 mem_lower;		/* KiB from address 0 */
	u32 mem_upper;		/* KiB from 1 MiB to the first hole */
	u32 boot_device;
	u32 cmdline;
	u32 mods_count;
	u32 mods_addr;
	u32 syms[4];
	u32 mmap_length;	/* bytes */
	u32 mmap_addr;
	u32 drives_length;
	u32 drives_addr;
	u32 config_table;
	u32 boot_loader_name;
	u32 apm_table;
	u32 vbe[4];
	struct mb1_framebuffer fb;
} __packed;

struct mb1_module {
	u32 mod_start;
	u32 mod_end;
	u32 string;
	u32 reserved;
} __packed;

/* @size counts what follows it, so the next entry lies @size + 4 bytes further on. */
struct mb1_mmap_entry {
	u32 size;
	u64 addr;
	u64 len;
	u32 type;
} __packed;

#define MB1_MMAP_MIN_SIZE	20

/* Multiboot2: the tags that are looked at. */
#define MB2_TAG_END		0
#define MB2_TAG_CMDLINE		1
#define MB2_TAG_LOADER_NAME	2
#define MB2_TAG_MODULE		3
#define MB2_TAG_MMAP		6
#define MB2_TAG_FRAMEBUFFER	8
#define MB2_TAG_EFI32		11
#define MB2_TAG_EFI64		12
#define MB2_TAG_RSDP_OLD	14
#define MB2_TAG_RSDP_NEW	15
#define MB2_TAG_EFI_MMAP	17
#define MB2_TAG_EFI_BS		18	/* boot services have not been ended */
#define MB2_NR_TAGS		22

struct mb2_info {
	u32 total_size;
	u32 reserved;
} __packed;

/* @size counts this head and the body, but not the padding to the next multiple of 8. */
struct mb2_tag {
	u32 type;
	u32 size;
} __packed;

struct mb2_module {
	struct mb2_tag tag;
	u32 mod_start;
	u32 mod_end;
	char string[];
} __packed;

struct mb2_mmap {
	struct mb2_tag tag;
	u32 entry_size;
	u32 entry_version;
	u8 entries[];
} __packed;

struct mb2_mmap_entry {
	u64 addr;
	u64 len;
	u32 type;
	u32 reserved;
} __packed;

struct mb2_efi_mmap {
	struct mb2_tag tag;
	u32 descr_size;
	u32 descr_vers;
	u8 entries[];
} __packed;

struct mb2_framebuffer {
	struct mb2_tag tag;
	u64 addr;
	u32 pitch;
	u32 width;
	u32 height;
	u8 bpp;
	u8 type;
	u16 reserved;
	u8 color[6];		/* present for type 1 only */
} __packed;

/* Framebuffer types, the same in both versions. */
#define MB_FB_INDEXED		0
#define MB_FB_RGB		1
#define MB_FB_EGA_TEXT		2

#endif
