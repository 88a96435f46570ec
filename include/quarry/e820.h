/* SPDX-License-Identifier: MIT */
/*
 * The machine's memory map, as the firmware and the command line give it.
 *
 * e820 is the number of the BIOS call that returned such a map; a loader's and UEFI's maps have
 * the same form by the time they are here. See mm/e820.c for how it is made fit for use.
 */
#ifndef _QUARRY_E820_H
#define _QUARRY_E820_H

#include <linux/types.h>

struct boot_info;
struct memblock;

/* ACPI 6.5, table 15.6 "Address Range Types"; 12 by convention of older NVDIMM firmware. */
enum e820_type {
	E820_TYPE_RAM = 1,
	E820_TYPE_RESERVED = 2,
	E820_TYPE_ACPI = 3,	/* tables; could be reclaimed once they were read */
	E820_TYPE_NVS = 4,	/* firmware's own, kept over sleep */
	E820_TYPE_UNUSABLE = 5, /* RAM with errors */
	E820_TYPE_PMEM = 7,
	E820_TYPE_PRAM = 12,
};

struct e820_entry {
	u64 addr;
	u64 size;
	u32 type;
};

#define E820_MAX_INPUT 512 /* ranges taken from the firmware */
#define E820_MAX_USER 64   /* changes taken from the command line */

/*
 * Each input has two borders, and a cut adds one more than it removes: no map made of so many
 * inputs needs more disjoint entries than this.
 */
#define E820_MAX_ENTRIES (2 * (E820_MAX_INPUT + E820_MAX_USER) + 8)

struct e820_table {
	u32 nr_entries;
	struct e820_entry entries[E820_MAX_ENTRIES];
};

/**
 * struct e820_fill - what e820_to_memblock() found
 * @pages: whole pages of RAM added
 * @lost: bytes of RAM that share a page with something else and are not used
 * @beyond: bytes of RAM at physical addresses the kernel cannot use
 */
struct e820_fill {
	unsigned long pages;
	u64 lost;
	u64 beyond;
};

/* Tables: mm/e820.c */
int e820_range_add(struct e820_table *t, u64 addr, u64 size, u32 type);
int e820_sanitise(struct e820_table *t);
u64 e820_range_update(struct e820_table *t, u64 addr, u64 size, u32 old_type, u32 new_type);
u64 e820_range_remove(struct e820_table *t, u64 addr, u64 size, u32 old_type);
void e820_range_force(struct e820_table *t, u64 addr, u64 size, u32 type);
bool e820_mapped_all(const struct e820_table *t, u64 start, u64 end, u32 type);
u64 e820_total(const struct e820_table *t, u32 type);
u32 e820_type_at(const struct e820_table *t, u64 addr);
const char *e820_type_name(u32 type);
void e820_print_table(const struct e820_table *t, const char *who);

/* Changes by the command line: mm/e820_cmdline.c */
int e820_user_mem(char *arg);
int e820_user_memmap(char *arg);
void e820_user_reset(void);
bool e820_user_apply(struct e820_table *t);

/* The machine's own map: mm/e820_memblock.c */
extern struct e820_table e820_table;
int e820_to_memblock(const struct e820_table *t, struct memblock *mb, u64 limit,
		     struct e820_fill *fill);
void e820__setup(const struct boot_info *bi);
void e820__memblock_setup(void);

/* Entries and the kernel image into /proc/iomem: kernel/resource_e820.c */
void e820__reserve_resources(void);

#endif
