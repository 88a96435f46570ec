/* SPDX-License-Identifier: MIT */
/*
 * The kernel's virtual address space in 32-bit mode: the upper gigabyte of a 3 GiB/1 GiB split.
 *
 *   0xffffffff +------------------------+
 *              | local maps     16 MiB  | KMAP_LOCAL_START: 256 CPUs' kmap_local_page() windows
 *   0xff000000 +------------------------+
 *              | fixmap         64 KiB  | FIXADDR_START: slots whose address is a constant
 *   0xfeff0000 +------------------------+ PKMAP_END
 *              | PKMAP      4 MiB - 64K | kmap() windows into high memory
 *   0xfec00000 +------------------------+
 *              | vmemmap        40 MiB  | one struct page for each of 2^20 frames
 *   0xfc400000 +------------------------+ VMALLOC_END
 *              | vmalloc, ioremap,      | begins 8 MiB above the direct map's end
 *              | modules, kernel stacks |
 *              +------------------------+ VMALLOC_START
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
#define THREAD_ALIGN PAGE_SIZE

#ifndef __ASSEMBLY__

#define PAGE_OFFSET 0xC0000000UL
#define TASK_SIZE PAGE_OFFSET /* the user half */
#define KERNEL_HALF_START PAGE_OFFSET
#define KERNEL_VMA 0xC0000000UL /* link address = physical address + KERNEL_VMA */

extern void *high_memory; /* where the direct map ends */

#define VMALLOC_RESERVE_DEFAULT 0x08000000UL /* what the direct map leaves free at the top */
#define VMALLOC_HOLE 0x00800000UL
#define VMALLOC_START (((unsigned long)high_memory + 2 * VMALLOC_HOLE - 1) & ~(VMALLOC_HOLE - 1))
#define VMALLOC_END 0xFC400000UL
#define MODULES_VADDR VMALLOC_START /* every address is near to the kernel */
#define MODULES_END VMALLOC_END
#define VMEMMAP_START 0xFC400000UL
#define VMEMMAP_END 0xFEC00000UL
#define PKMAP_BASE 0xFEC00000UL
#define PKMAP_END 0xFEFF0000UL
#define FIXADDR_START 0xFEFF0000UL
#define FIXADDR_TOP 0xFF000000UL
#define KMAP_LOCAL_START 0xFF000000UL

#define MAX_PHYSMEM_BITS 32 /* frames beyond 4 GiB are not used */
#define DIRECT_MAP_MAX (0UL - PAGE_OFFSET - VMALLOC_RESERVE_DEFAULT) /* 896 MiB */

#define BOOT_DIRECT_MAP_SIZE (DIRECT_MAP_MAX) /* what boot/tables_*.asm maps at PAGE_OFFSET */

_Static_assert(DIRECT_MAP_MAX == 896UL << 20, "lowmem ends at 896 MiB");
_Static_assert(VMEMMAP_END - VMEMMAP_START >= (1UL << (MAX_PHYSMEM_BITS - 12)) * 40,
	       "vmemmap must hold a struct page for each frame");
_Static_assert(VMEMMAP_END <= PKMAP_BASE && PKMAP_END <= FIXADDR_START && FIXADDR_TOP <= KMAP_LOCAL_START,
	       "the windows at the top must not overlap");

#endif /* __ASSEMBLY__ */
#endif
