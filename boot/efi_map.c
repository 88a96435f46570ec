// SPDX-License-Identifier: MIT
/*
 * The memory map of UEFI firmware.
 *
 * Source: UEFI Specification 2.10, section 7.2 (memory allocation services): the descriptor under
 * GetMemoryMap(), and table 7.10 for what each type means once boot services have ended. The
 * descriptor grows over the versions; only the stride that came with the map says by how much.
 */
#include <linux/kernel.h>

#include "parse.h"

#define EFI_PAGE_SHIFT		12
#define EFI_MAX_STRIDE		4096u

#define EFI_MEMORY_WB		(1ull << 3)	/* can be cached write-back, as RAM is */
#define EFI_MEMORY_SP		(1ull << 18)	/* set aside for a special purpose */

enum efi_memory_type {
	EFI_LOADER_CODE		= 1,
	EFI_LOADER_DATA		= 2,
	EFI_BOOT_CODE		= 3,
	EFI_BOOT_DATA		= 4,
	EFI_CONVENTIONAL	= 7,
	EFI_UNUSABLE		= 8,
	EFI_ACPI_RECLAIM	= 9,
	EFI_ACPI_NVS		= 10,
	EFI_PERSISTENT		= 14,
};

struct efi_descriptor {
	u32 type;
	u32 pad;
	u64 phys_addr;
	u64 virt_addr;
	u64 nr_pages;
	u64 attribute;
} __packed;

static u32 ram_type(const struct efi_descriptor *d)
{
	if (!(d->attribute & EFI_MEMORY_WB))
		return BOOT_MEM_RESERVED;
	return d->attribute & EFI_MEMORY_SP ? BOOT_MEM_SOFT_RESERVED : BOOT_MEM_RAM;
}

/* Runtime services' memory, I/O and everything newer than this list stays reserved. */
static u32 range_type(const struct efi_descriptor *d)
{
	switch (d->type) {
	case EFI_LOADER_CODE:
	case EFI_LOADER_DATA:
	case EFI_BOOT_CODE:
	case EFI_BOOT_DATA:
	case EFI_CONVENTIONAL:
		return ram_type(d);
	case EFI_UNUSABLE:
		return BOOT_MEM_UNUSABLE;
	case EFI_ACPI_RECLAIM:
		return BOOT_MEM_ACPI;
	case EFI_ACPI_NVS:
		return BOOT_MEM_NVS;
	case EFI_PERSISTENT:
		return BOOT_MEM_PMEM;
	default:
		return BOOT_MEM_RESERVED;
	}
}

static bool descriptor_sane(const struct efi_descriptor *d)
{
	u64 max_pages = (1ull << (64 - EFI_PAGE_SHIFT)) - (d->phys_addr >> EFI_PAGE_SHIFT);

	return !(d->phys_addr & ((1u << EFI_PAGE_SHIFT) - 1)) && d->nr_pages < max_pages;
}

static bool read_descriptor(const struct boot_map *map, u32 offset,
				   struct efi_descriptor *d)
{
	return map->len - offset >= sizeof(*d) && boot_read(map->phys + offset, d, sizeof(*d));
}

/**
 * efi_map_sane() - can the map be believed?
 * @map: descriptors and the stride that came with them
 *
 * Firmware that gets one descriptor wrong is not to be trusted with the others.
 *
 * Return: whether the stride is possible, every descriptor is page-aligned and does not wrap, and
 * there is RAM.
 */
bool efi_map_sane(const struct boot_map *map)
{
	struct efi_descriptor d;
	bool ram = false;
	u32 off;

	if (map->stride < sizeof(d) || map->stride > EFI_MAX_STRIDE || map->len > BOOT_MAX_TABLE)
		return false;
	for (off = 0; off < map->len; off += map->stride) {
		if (!read_descriptor(map, off, &d) || !descriptor_sane(&d))
			return false;
		ram |= d.nr_pages && range_type(&d) == BOOT_MEM_RAM;
	}
	return ram;
}

/**
 * efi_map_add() - add the firmware's descriptors to the memory map, neighbours merged
 * @bi: takes them
 * @map: one that efi_map_sane() approved of
 */
void efi_map_add(struct boot_info *bi, const struct boot_map *map)
{
	struct efi_descriptor d;
	u32 off;

	for (off = 0; off < map->len && read_descriptor(map, off, &d); off += map->stride)
		boot_merge_range(bi, d.phys_addr, d.nr_pages << EFI_PAGE_SHIFT, range_type(&d));
}
