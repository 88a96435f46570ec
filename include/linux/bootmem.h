/* SPDX-License-Identifier: MIT */
/*
 * The boot-time allocator of Linux 2.4 to 4.19, as the older books teach it, by way of memblock.
 *
 * All of these return zeroed memory in the direct map or panic: bootmem had no failure either.
 * They are for the time before memblock_free_all(); from then on use alloc_pages() or kmalloc().
 */
#ifndef _LINUX_BOOTMEM_H
#define _LINUX_BOOTMEM_H

#include <linux/types.h>

void *alloc_bootmem(unsigned long size);
void *alloc_bootmem_low(unsigned long size);
void *alloc_bootmem_pages(unsigned long size);
void *alloc_bootmem_low_pages(unsigned long size);
void free_bootmem(phys_addr_t addr, unsigned long size);

#endif
