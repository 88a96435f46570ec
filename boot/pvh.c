// SPDX-License-Identifier: MIT
/*
 * PVH: how QEMU's -kernel starts an ELF file that has the note for it. The start information is
 * one structure with 64-bit physical addresses; the command line has no path in front, the whole
 * -initrd is one module, and ACPI's root pointer is at a given address.
 */
#include <linux/kernel.h>
#include <linux/string.h>

#include "parse.h"
#include "pvh.h"

#define MAX_TEXT	65536u
#define RSDP_V1_LEN	20

_Static_assert(sizeof(struct pvh_start_info) == 56, "layout of the specification");

static int read_info(u64 phys, struct pvh_start_info *info, struct boot_info *bi)
{
	memset(info, 0, sizeof(*info));
	if (!boot_read(phys, info, PVH_START_INFO_V0_SIZE))
		return boot_reject(bi, "PVH: start information at %#llx cannot be reached", phys);
	if (info->version && !boot_read(phys, info, sizeof(*info)))
		return boot_reject(bi, "PVH: start information version %u at %#llx is cut short",
				   info->version, phys);
	return 0;
}

static void read_module(u64 phys, struct boot_info *bi)
{
	struct boot_module *mod;
	struct pvh_module m;

	if (!boot_read(phys, &m, sizeof(m))) {
		boot_warn(bi, "PVH: module entry at %#llx cannot be reached", phys);
		return;
	}
	mod = boot_add_module(bi, m.paddr, m.paddr + m.size);
	if (mod && m.cmdline_paddr)
		boot_read_text(bi, "module name", m.cmdline_paddr, MAX_TEXT, mod->name,
			       sizeof(mod->name));
}

/* At most one module beyond what there is room for is looked at, to say that there are more. */
static void read_modules(const struct pvh_start_info *info, struct boot_info *bi)
{
	u32 count = min_t(u32, info->nr_modules, BOOT_MAX_MODULES + 1);
	u32 i;

	for (i = 0; i < count; i++)
		read_module(info->modlist_paddr + (u64)i * sizeof(struct pvh_module), bi);
}

static void read_rsdp(u64 phys, struct boot_info *bi)
{
	u8 rsdp[sizeof(bi->rsdp_copy)];
	size_t len = sizeof(rsdp);

	if (!boot_read(phys, rsdp, len)) {
		len = RSDP_V1_LEN;
		if (!boot_read(phys, rsdp, len))
			len = 0;
	}
	if (boot_set_rsdp(bi, rsdp, len))
		bi->rsdp = phys;
	else
		boot_warn(bi, "PVH: no ACPI root pointer at %#llx", phys);
}

static int read_map(const struct pvh_start_info *info, struct boot_info *bi)
{
	u32 max = BOOT_MAX_TABLE / sizeof(struct pvh_memmap_entry);
	struct pvh_memmap_entry e;
	u32 i;

	if (!info->version || !info->memmap_paddr || !info->memmap_entries)
		return boot_reject(bi, "PVH: no memory map (version %u)", info->version);
	if (info->memmap_entries > max)
		return boot_reject(bi, "PVH: impossible memory map of %u entries",
				   info->memmap_entries);
	for (i = 0; i < info->memmap_entries; i++) {
		if (!boot_read(info->memmap_paddr + (u64)i * sizeof(e), &e, sizeof(e)))
			return boot_reject(bi,
					   "PVH: memory map entry %u of %u at %#llx cannot be reached",
					   i, info->memmap_entries, info->memmap_paddr);
		boot_add_range(bi, e.addr, e.size, e.type);
	}
	strscpy(bi->map_source, "PVH-e820", sizeof(bi->map_source));
	if (!boot_has_ram(bi))
		return boot_reject(bi, "PVH: no usable memory in a map of %u entries",
				   bi->nr_ranges);
	return 0;
}

/**
 * pvh_parse() - read a PVH start information
 * @info_phys: where it is; its magic has been seen already
 * @bi: takes everything; zeroed by the caller
 *
 * Return: 0, or -EINVAL with @bi->error.
 */
int pvh_parse(u64 info_phys, struct boot_info *bi)
{
	struct pvh_start_info info;
	int err;

	strscpy(bi->protocol, "pvh", sizeof(bi->protocol));
	err = read_info(info_phys, &info, bi);
	if (err)
		return err;
	if (info.cmdline_paddr)
		boot_read_cmdline(bi, info.cmdline_paddr, MAX_TEXT);
	read_modules(&info, bi);
	if (info.rsdp_paddr)
		read_rsdp(info.rsdp_paddr, bi);
	return read_map(&info, bi);
}
