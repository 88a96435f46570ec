/* SPDX-License-Identifier: MIT */
/*
 * The kernel's virtual address space in 32-bit mode: the upper gigabyte of a 3 GiB/1 GiB split.
 *
 *   0xffffffff +------------------------+
 *              | fixmap          2 MiB  | FIXADDR_START: slots whose address is a constant
 *   0xffe00000 +------------------------+
 *              | (unused)        2 MiB  |
 *   0xffc00000 +------------------------+
 *              | PKMAP           4 MiB  | kmap() windows into high memory
 *   0xff800000 +------------------------+
 *              | vmemmap        40 MiB  | one struct page for each of 2^20 frames
 *   0xfd000000 +------------------------+
 *              | kernel stacks  12 MiB  | KERNEL_STACKS_START
 *   0xfc400000 +------------------------+ VMALLOC_END
 *              | vmalloc, ioremap       | begins 8 MiB above the direct map's end
 *              +------------------------+
 *              | (hole)          8 MiB  | catches accesses that run off the direct map
 *   0xf8000000 +------------------------+ high_memory with 896 MiB of RAM or more
 *              | direct map             | physical 0 .. 896 MiB, RAM only; the kernel image
 *              |                        | lies in it at 1 MiB
 *   0xc0000000 +------------------------+ PAGE_OFFSET
 *              | user space             |
 *   0x00000000 +------------------------+
 *
 * vmalloc= and highmem= lower the end of the direct map and so widen the vmalloc area.
 */
#ifndef _ASM_MEMORY_MAP_H
#define _ASM_MEMORY_MAP_H

#define PAGE_OFFSET_C 0xC0000000
#define KERNEL_VMA_C 0xC0000000
#define KERNEL_LMA_C 0x00100000
#define THREAD_SIZE 8192 /* bytes of a kernel stack */

#ifndef __ASSEMBLY__

#define PAGE_OFFSET 0xC0000000UL
#define KERNEL_VMA 0xC0000000UL /* link address = physical address + KERNEL_VMA */

#define VMALLOC_RESERVE_DEFAULT 0x08000000UL /* what the direct map leaves free at the top */
#define VMALLOC_HOLE 0x00800000UL
#define KERNEL_STACKS_START 0xFC400000UL /* 12 MiB: 1024 stacks and their guard pages */
#define VMALLOC_END 0xFC400000UL
#define VMEMMAP_START 0xFD000000UL
#define VMEMMAP_END 0xFF800000UL
#define PKMAP_BASE 0xFF800000UL
#define PKMAP_END 0xFFC00000UL
#define FIXADDR_START 0xFFE00000UL

#define MAX_PHYSMEM_BITS 32 /* frames beyond 4 GiB are not used */
#define DIRECT_MAP_MAX (0UL - PAGE_OFFSET - VMALLOC_RESERVE_DEFAULT) /* 896 MiB */

#define BOOT_DIRECT_MAP_SIZE (DIRECT_MAP_MAX) /* what boot/tables_*.asm maps at PAGE_OFFSET */

_Static_assert(DIRECT_MAP_MAX == 896UL << 20, "lowmem ends at 896 MiB");
_Static_assert(VMEMMAP_END - VMEMMAP_START >= (1UL << (MAX_PHYSMEM_BITS - 12)) * 40,
	       "vmemmap must hold a struct page for each frame");

#endif /* __ASSEMBLY__ */
#endif
