/* SPDX-License-Identifier: MIT */
/*
 * What the boot loader told us, in one form for every loader.
 *
 * Three protocols reach the kernel (multiboot2, multiboot1, PVH). The parsers in boot/ copy what
 * they carry into one struct boot_info and keep no pointer into the loader's memory, which the
 * memory map calls free and which is handed out as such later.
 *
 * Nothing in here has been judged beyond its form: ranges may overlap, wrap or come unsorted. That
 * is the business of mm/e820.c.
 */
#ifndef QUARRY_BOOT_INFO_H
#define QUARRY_BOOT_INFO_H

#include <linux/types.h>

#define BOOT_MAX_RANGES		512
#define BOOT_MAX_MODULES	16
#define BOOT_MAX_KEEP		BOOT_MAX_MODULES
#define BOOT_MAX_WARNINGS	12
#define BOOT_WARNING_LEN	112
#define BOOT_ERROR_LEN		160
#define BOOT_NAME_LEN		64
#define BOOT_CMDLINE_LEN	2048

/* What a loader leaves in EAX. A PVH entry leaves nothing; its structure has a magic of its own. */
#define BOOT_MAGIC_MULTIBOOT2	0x36d76289u
#define BOOT_MAGIC_MULTIBOOT1	0x2badb002u

/**
 * enum boot_mem_type - kinds of memory, numbered as ACPI numbers them
 * @BOOT_MEM_RAM: usable
 * @BOOT_MEM_RESERVED: not to be touched; every unknown kind becomes this one
 * @BOOT_MEM_ACPI: ACPI tables, usable once they have been read
 * @BOOT_MEM_NVS: ACPI non-volatile storage
 * @BOOT_MEM_UNUSABLE: memory with errors
 * @BOOT_MEM_PMEM: persistent memory
 * @BOOT_MEM_PRAM: persistent memory as older firmware numbers it (and memmap=nn!ss)
 * @BOOT_MEM_SOFT_RESERVED: RAM that EFI sets aside for a special purpose
 *
 * ACPI 6.4, table 15.4 (address range types); 12 and 0xefffffff are Linux's.
 */
enum boot_mem_type {
	BOOT_MEM_RAM		= 1,
	BOOT_MEM_RESERVED	= 2,
	BOOT_MEM_ACPI		= 3,
	BOOT_MEM_NVS		= 4,
	BOOT_MEM_UNUSABLE	= 5,
	BOOT_MEM_PMEM		= 7,
	BOOT_MEM_PRAM		= 12,
};

#define BOOT_MEM_SOFT_RESERVED	0xefffffffu

/**
 * struct boot_mem_range - one entry of the physical memory map, as it came
 * @base: first byte
 * @size: bytes, never 0; @base + @size may wrap when the map came from a BIOS
 * @type: enum boot_mem_type or BOOT_MEM_SOFT_RESERVED
 */
struct boot_mem_range {
	u64 base;
	u64 size;
	u32 type;
};

/**
 * struct boot_module - a file that the loader placed in memory
 * @start: physical address of the first byte
 * @end: physical address behind the last byte; always above @start
 * @name: the string given with it, "" if none
 */
struct boot_module {
	u64 start;
	u64 end;
	char name[BOOT_NAME_LEN];
};

/* Physical memory that must be reserved before anything is allocated; [start, end), in bytes. */
struct boot_keep {
	u64 start;
	u64 end;
};

enum boot_fb_type {
	BOOT_FB_NONE	= 0,
	BOOT_FB_RGB	= 1,	/* linear, direct colour: 15, 16, 24 or 32 bits a pixel */
	BOOT_FB_TEXT	= 2,	/* EGA text: width and height in characters, 2 bytes each */
};

/**
 * struct boot_framebuffer - the screen
 * @addr: physical address of the first pixel or character
 * @pitch: bytes from one line to the next; at least a line's worth
 * @width: pixels or characters in a line
 * @height: lines
 * @bpp: bits a pixel: 15, 16, 24, 32; 16 for text
 * @type: enum boot_fb_type; when BOOT_FB_NONE all else is 0
 * @red_pos: lowest bit of the red field within a pixel; likewise the other colours
 * @red_size: bits of the red field, 1 to 8; likewise the other colours; all 0 for text
 *
 * @pitch * @height is at most 256 MiB and @addr + @pitch * @height does not wrap.
 */
struct boot_framebuffer {
	u64 addr;
	u32 pitch;
	u32 width;
	u32 height;
	u8 bpp;
	u8 type;
	u8 red_pos, red_size;
	u8 green_pos, green_size;
	u8 blue_pos, blue_size;
};

/**
 * struct boot_info - everything the loader said
 * @loader: the loader's name, "" if it has none
 * @protocol: "multiboot2", "multiboot1" or "pvh"
 * @cmdline: the kernel's command line without the kernel's path and without GRUB's quoting;
 *	"quoted words" remain quoted
 * @map_source: where @ranges came from, for the log: "BIOS-e820", "EFI", "mem_upper", ...
 * @efi: started by UEFI firmware (boot services have ended)
 * @efi_system_table: its physical address, 0 if unknown
 * @rsdp: physical address of the ACPI root pointer, 0 if the loader did not say
 * @rsdp_copy: the root pointer itself; checksums were verified
 * @rsdp_len: valid bytes in @rsdp_copy: 0 (none), 20 (ACPI 1.0) or 36 (ACPI 2.0 and later)
 * @nr_ranges: entries used in @ranges; at least one of them is BOOT_MEM_RAM after success
 * @nr_ranges_lost: entries that did not fit; only memory was lost by it, never a reservation
 * @full_without_ram: the parser's own note that a full table has nothing left to give up
 * @nr_modules: entries used in @modules
 * @nr_modules_lost: modules that did not fit
 * @nr_keep: entries used in @keep
 * @keep: memory that must not be allocated until its user is done with it (modules)
 * @nr_warnings: entries used in @warnings
 * @nr_warnings_lost: warnings that did not fit
 * @warnings: oddities that were survived, without a line end, for the log
 * @error: why boot_info_parse() failed, "" after success
 */
struct boot_info {
	char loader[BOOT_NAME_LEN];
	char protocol[16];
	char map_source[16];
	char cmdline[BOOT_CMDLINE_LEN];
	bool efi;
	u64 efi_system_table;
	u64 rsdp;
	u8 rsdp_copy[36];
	u32 rsdp_len;
	u32 nr_ranges;
	u32 nr_ranges_lost;
	bool full_without_ram;
	u32 nr_modules;
	u32 nr_modules_lost;
	u32 nr_keep;
	u32 nr_warnings;
	u32 nr_warnings_lost;
	struct boot_framebuffer fb;
	struct boot_mem_range ranges[BOOT_MAX_RANGES];
	struct boot_module modules[BOOT_MAX_MODULES];
	struct boot_keep keep[BOOT_MAX_KEEP];
	char warnings[BOOT_MAX_WARNINGS][BOOT_WARNING_LEN];
	char error[BOOT_ERROR_LEN];
};

/**
 * boot_info_parse() - read what the loader left
 * @magic: EAX at entry
 * @info_phys: EBX at entry
 * @out: filled in completely, also on failure (then as far as it got, plus @out->error)
 *
 * A PVH structure is recognised by its own magic before @magic is looked at, because QEMU's
 * microvm enters by PVH with multiboot1's magic in EAX.
 *
 * Context: boot, one CPU, before any allocation.
 * Return: 0, or -EINVAL with a sentence in @out->error.
 */
int boot_info_parse(u32 magic, u64 info_phys, struct boot_info *out);

/**
 * struct boot_window - memory that stands in for a machine's, for tests
 * @phys: the physical address it pretends to lie at
 * @data: the bytes
 * @len: how many; nothing else can be reached
 */
struct boot_window {
	u64 phys;
	const void *data;
	size_t len;
};

/**
 * boot_info_parse_window() - boot_info_parse() on an invented machine
 * @w: all of its memory
 * @magic: EAX at entry
 * @info_phys: EBX at entry
 * @out: as for boot_info_parse()
 *
 * Context: any, but one call at a time.
 * Return: as boot_info_parse().
 */
int boot_info_parse_window(const struct boot_window *w, u32 magic, u64 info_phys,
			   struct boot_info *out);

/**
 * boot_phys() - make physical memory readable; supplied by the architecture, or by a host test
 * @phys: physical address
 * @len: bytes, at least 1
 *
 * The parsers use a pointer only until their next call, so a single sliding window will do.
 *
 * Return: a pointer to @len readable bytes, or NULL if they cannot all be reached.
 */
const void *boot_phys(u64 phys, size_t len);

#endif
