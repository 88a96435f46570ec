/* SPDX-License-Identifier: MIT */
/* Addresses for device memory that is needed for the life of the kernel. */
#ifndef _QUARRY_IOREMAP_BOOT_H
#define _QUARRY_IOREMAP_BOOT_H

#include <linux/types.h>

#define BOOT_IOREMAP_UNCACHED 1 /* registers */
#define BOOT_IOREMAP_WC 2 /* write-combining, for a framebuffer; without PAT as the MTRRs say */

/**
 * boot_ioremap() - map physical memory that is no RAM of the kernel's
 * @phys: first address, any alignment
 * @size: bytes
 * @flags: BOOT_IOREMAP_*
 *
 * There is no way to unmap it. Valid after paging_init().
 *
 * Context: boot. Return: its address, or NULL where the window or memory is exhausted.
 */
void *boot_ioremap(u64 phys, size_t size, unsigned int flags);

/* vmalloc exists: gives back what is not used of the window, of which it returns the first address. */
unsigned long boot_ioremap_close(void);

#define BOOT_IOREMAP_TEMPORARY_MAX (1UL << 20)

/**
 * boot_ioremap_temporary() - show physical memory, of any kind, until the next call
 * @phys: first address, any alignment
 * @size: bytes, at most BOOT_IOREMAP_TEMPORARY_MAX; 0 shows nothing
 *
 * For what firmware left and is read once. Valid after paging_init(), until the init code is freed.
 *
 * Context: boot, one CPU. Return: its address, read-only, or NULL where it cannot be reached.
 */
const void *boot_ioremap_temporary(u64 phys, size_t size);

#endif
