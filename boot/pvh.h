/* SPDX-License-Identifier: MIT */
/*
 * The start information of an x86 PVH entry, as it lies in memory.
 *
 * Source: Xen's "x86/HVM direct boot ABI" (docs/misc/pvh.pandoc) and its public interface
 * description of the HVM start information. QEMU's -kernel follows the same text.
 */
#ifndef BOOT_PVH_H
#define BOOT_PVH_H

#include <linux/compiler.h>
#include <linux/types.h>

#define PVH_START_MAGIC		0x336ec578u

/* Version 0 ends before memmap_paddr. Addresses are physical, 0 when there is nothing. */
struct pvh_start_info {
	u32 magic;
	u32 version;
	u32 flags;
	u32 nr_modules;
	u64 modlist_paddr;
	u64 cmdline_paddr;
	u64 rsdp_paddr;
	u64 memmap_paddr;
	u32 memmap_entries;
	u32 reserved;
} __packed;

#define PVH_START_INFO_V0_SIZE	40

struct pvh_module {
	u64 paddr;
	u64 size;
	u64 cmdline_paddr;
	u64 reserved;
} __packed;

struct pvh_memmap_entry {
	u64 addr;
	u64 size;
	u32 type;
	u32 reserved;
} __packed;

#endif
