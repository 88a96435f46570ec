// SPDX-License-Identifier: MIT
/*
 * Multiboot1: one structure whose flags say which of its members hold something, with physical
 * addresses to the rest. QEMU's -kernel, v86, isolinux and iPXE speak it.
 *
 * Seen in the wild: no mem_lower/mem_upper (v86), a map of RAM only (iPXE), ROM called RAM at
 * 0xc0000 (v86), a module without a name (v86). None of them gives ACPI's root pointer.
 */
#include <linux/kernel.h>
#include <linux/string.h>

#include "multiboot.h"
#include "parse.h"

#define MAX_TEXT	65536u
#define MAX_LOWER_KIB	640u
#define UPPER_BASE	0x100000ull

_Static_assert(sizeof(struct mb1_info) == 116, "layout of the specification");
_Static_assert(offsetof(struct mb1_info, fb) == MB1_INFO_BASE_SIZE, "layout of the specification");

static int read_info(u64 phys, struct mb1_info *info, struct boot_info *bi)
{
	memset(info, 0, sizeof(*info));
	if (!boot_read(phys, info, MB1_INFO_BASE_SIZE))
		return boot_reject(bi, "multiboot1: information at %#llx cannot be reached", phys);
	if (!(info->flags & MB1_HAS_FRAMEBUFFER))
		return 0;
	if (!boot_read(phys + MB1_INFO_BASE_SIZE, &info->fb, sizeof(info->fb))) {
		boot_warn(bi, "multiboot1: framebuffer data cannot be reached");
		info->flags &= ~MB1_HAS_FRAMEBUFFER;
	}
	return 0;
}

static void read_text(struct boot_info *bi, const char *what, u32 phys, char *dst,
			     size_t size)
{
	if (phys)
		boot_read_text(bi, what, phys, MAX_TEXT, dst, size);
}

/* At most one module beyond what there is room for is looked at, to say that there are more. */
static void read_modules(const struct mb1_info *info, struct boot_info *bi)
{
	u32 count = min_t(u32, info->mods_count, BOOT_MAX_MODULES + 1);
	struct boot_module *mod;
	struct mb1_module m;
	u32 i;

	for (i = 0; i < count; i++) {
		if (!boot_read(info->mods_addr + (u64)i * sizeof(m), &m, sizeof(m))) {
			boot_warn(bi, "multiboot1: module %u of %u cannot be reached", i,
				  info->mods_count);
			return;
		}
		mod = boot_add_module(bi, m.mod_start, m.mod_end);
		if (mod)
			read_text(bi, "module name", m.string, mod->name, sizeof(mod->name));
	}
}

/* Returns the bytes to the next entry, or 0 if this is not one. */
static u32 read_mmap_entry(const struct mb1_info *info, u32 off, struct mb1_mmap_entry *e)
{
	u32 left = info->mmap_length - off;

	if (left < sizeof(*e) || !boot_read((u64)info->mmap_addr + off, e, sizeof(*e)))
		return 0;
	if (e->size < MB1_MMAP_MIN_SIZE || e->size > left - sizeof(e->size))
		return 0;
	return e->size + (u32)sizeof(e->size);
}

/* What comes before a bad entry is kept: the map has no better end. */
static void read_mmap(const struct mb1_info *info, struct boot_info *bi)
{
	struct mb1_mmap_entry e;
	u32 off = 0, step;

	if (info->mmap_length > BOOT_MAX_TABLE) {
		boot_warn(bi, "multiboot1: memory map of %u bytes ignored", info->mmap_length);
		return;
	}
	while (off < info->mmap_length) {
		step = read_mmap_entry(info, off, &e);
		if (!step) {
			boot_warn(bi, "multiboot1: memory map broken at offset %u of %u", off,
				  info->mmap_length);
			break;
		}
		boot_add_range(bi, e.addr, e.len, e.type);
		off += step;
	}
	strscpy(bi->map_source, "BIOS-e820", sizeof(bi->map_source));
}

/* Two sizes are a poor map, but right as far as they go: RAM from 0, and from 1 MiB to a hole. */
static void use_mem_sizes(const struct mb1_info *info, struct boot_info *bi)
{
	u32 lower = min_t(u32, info->mem_lower, MAX_LOWER_KIB);

	boot_warn(bi, "multiboot1: no memory map, only %u KiB + %u KiB", info->mem_lower,
		  info->mem_upper);
	boot_add_range(bi, 0, (u64)lower << 10, BOOT_MEM_RAM);
	boot_add_range(bi, UPPER_BASE, (u64)info->mem_upper << 10, BOOT_MEM_RAM);
	strscpy(bi->map_source, "mem_upper", sizeof(bi->map_source));
}

static int read_map(const struct mb1_info *info, struct boot_info *bi)
{
	if (info->flags & MB1_HAS_MMAP)
		read_mmap(info, bi);
	if (!bi->nr_ranges && (info->flags & MB1_HAS_MEMORY))
		use_mem_sizes(info, bi);
	if (!boot_has_ram(bi))
		return boot_reject(bi,
				   "multiboot1: no usable memory (flags %#x, map of %u bytes at %#x)",
				   info->flags, info->mmap_length, info->mmap_addr);
	return 0;
}

/**
 * multiboot1_parse() - read a multiboot1 information structure
 * @info_phys: where it is
 * @bi: takes everything; zeroed by the caller
 *
 * Return: 0, or -EINVAL with @bi->error.
 */
int multiboot1_parse(u64 info_phys, struct boot_info *bi)
{
	struct mb1_info info;
	int err;

	strscpy(bi->protocol, "multiboot1", sizeof(bi->protocol));
	err = read_info(info_phys, &info, bi);
	if (err)
		return err;
	if (info.flags & MB1_HAS_LOADER_NAME)
		read_text(bi, "loader name", info.boot_loader_name, bi->loader,
			  sizeof(bi->loader));
	if ((info.flags & MB1_HAS_CMDLINE) && info.cmdline)
		boot_read_cmdline(bi, info.cmdline, MAX_TEXT);
	if (info.flags & MB1_HAS_MODULES)
		read_modules(&info, bi);
	if (info.flags & MB1_HAS_FRAMEBUFFER)
		boot_set_framebuffer(bi, &info.fb);
	return read_map(&info, bi);
}
