/* SPDX-License-Identifier: MIT */
/* Which device memory is mapped, and how it is cached there. Theory in mm/io_mappings.c. */
#ifndef _QUARRY_IO_MAPPINGS_H
#define _QUARRY_IO_MAPPINGS_H

#include <linux/list.h>
#include <linux/types.h>

enum io_cache { IO_CACHE_UC, IO_CACHE_WC, IO_CACHE_WB };

struct vm_struct;

/**
 * struct io_mapping - a mapping of device memory
 * @node: in the list of all
 * @phys: first address, page-aligned
 * @size: bytes, whole pages
 * @cache: how it is cached
 * @virt: where it is mapped
 * @vm: its place in the vmalloc range; NULL for one from the boot, which stays
 */
struct io_mapping {
	struct list_head node;
	u64 phys;
	u64 size;
	enum io_cache cache;
	unsigned long virt;
	struct vm_struct *vm;
};

const struct io_mapping *io_mapping_conflict(const struct list_head *all, u64 phys, u64 size, enum io_cache cache);
struct io_mapping *io_mapping_find(const struct list_head *all, unsigned long virt);
const char *io_cache_name(enum io_cache cache);

/* arch/x86/ioremap.c: one that was made before there was ioremap(). */
void ioremap_note_boot(u64 phys, u64 size, unsigned long virt, enum io_cache cache);

/* For the tests. */
unsigned int ioremap_count(void);
unsigned long ioremap_misuses(void);

#endif
